"""JSON Lines: an article and its mentions a line, with all fields of the records.

A line is ``{"doc_id", "text", "published", "source", "mentions": [...]}``; a mention has ``kind``, ``start``, ``end``,
``text``, ``extractor``, ``rule``, ``score`` and the fields of its kind.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from vnextract.document import Body, Directive, Event, Mention, Official, Position
from vnextract.errors import GoldError
from vnextract.extraction import FIELDS
from vnextract.gold import GoldArticle
from vnextract.interchange.graph import by_id
from vnextract.interchange.paths import fresh_file

_KINDS: dict[str, type[Mention]] = {kind.kind: kind for kind in (Official, Body, Directive, Event)}
_COMMON = ("kind", "start", "end", "text", "extractor", "rule", "score")
_POSITION = ("start", "end", "title", "role", "body", "tenure")


def write(articles: Iterable[GoldArticle], path: str | os.PathLike[str], *, overwrite: bool = False) -> int:
    """One line an article; how many were written."""
    count = 0
    with fresh_file(path, overwrite) as file:
        for article in articles:
            file.write(json.dumps(to_dict(article), ensure_ascii=False) + "\n")
            count += 1
    return count


def read(path: str | os.PathLike[str]) -> list[GoldArticle]:
    """The articles of a file that ``write`` wrote, or that has lines like it; GoldError lists every bad line."""
    problems: list[str] = []
    articles: list[GoldArticle] = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                articles.append(from_dict(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError, GoldError) as error:
                what = f"lacks {error}" if isinstance(error, KeyError) else error
                problems.append(f"{path}:{number}: {what}")
    if problems:
        raise GoldError("\n".join(problems))
    return by_id(articles, str(path))


def to_dict(article: GoldArticle) -> dict[str, Any]:
    """An annotated article as a plain dict."""
    published = article.published.isoformat() if article.published else None
    known = {"doc_id": article.doc_id, "text": article.text, "published": published, "source": article.source}
    return known | {"mentions": [_record(mention) for mention in article.mentions]}


def from_dict(given: dict[str, Any]) -> GoldArticle:
    """The annotated article that a dict tells; GoldError for a mention whose words do not stand at its span."""
    text, published = given["text"], given.get("published")
    mentions = [_mention(record, text) for record in given.get("mentions", [])]
    mentions.sort(key=lambda m: (m.start, m.end, m.kind, m.mention_id))
    day = date.fromisoformat(published[:10]) if published else None
    return GoldArticle(given["doc_id"], text, day, given.get("source"), tuple(mentions))


def _record(mention: Mention) -> dict[str, Any]:
    record = {name: getattr(mention, name) for name in _COMMON}
    for name in FIELDS[mention.kind]:
        value = getattr(mention, name)
        record[name] = list(value) if isinstance(value, tuple) else value
    if isinstance(mention, Official):
        record["positions"] = [{name: getattr(p, name) for name in _POSITION} for p in mention.positions]
    return {name: value for name, value in record.items() if value is not None}


def _mention(record: dict[str, Any], text: str) -> Mention:
    kind = _KINDS.get(record.get("kind", ""))
    if kind is None:
        raise GoldError(f"unknown kind {record.get('kind')!r}; there are: {', '.join(_KINDS)}")
    start, end = record["start"], record["end"]
    if text[start:end] != record["text"]:
        raise GoldError(
            f"{record['kind']} {record['text']!r} does not stand at {start}-{end}: {text[start:end]!r} does"
        )
    own = [name for name in FIELDS[kind.kind] if name != "titles"]
    values: dict[str, Any] = {
        name: tuple(v) if isinstance(v := record[name], list) else v for name in own if name in record
    }
    common: dict[str, Any] = {name: record[name] for name in _COMMON[1:] if name in record}
    if kind is Official:
        values["positions"] = tuple(Position(**position) for position in record.get("positions", []))
    return kind(**common, **values)
