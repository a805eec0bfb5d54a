"""CoNLL-U Plus: a token a line, its offsets, and a column of BIO tags for each kind of mention.

Tokens are syllables, numbers, codes and marks; a blank line ends a sentence. The columns hold what is found, not its
attributes: titles, arguments and values are lost on the way. The text stands as JSON in the comment ``# text``, so
that offsets stay true. https://universaldependencies.org/ext-format.html
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from vnextract.analyze import analyze
from vnextract.document import EVENT_TYPES, Article, Body, Directive, Event, Mention, Official
from vnextract.errors import GoldError
from vnextract.gold import GoldArticle
from vnextract.interchange.graph import by_id
from vnextract.interchange.paths import fresh_file
from vnextract.text import tidy

LAYERS: Final = ("OFFICIAL", "BODY", "DIRECTIVE", "EVENT")
COLUMNS: Final = ("ID", "FORM", "START", "END", *LAYERS)
_HEADER: Final = f"# global.columns = {' '.join(COLUMNS)}\n"


def write(articles: Iterable[GoldArticle], path: str | os.PathLike[str], *, overwrite: bool = False) -> int:
    """One file for all articles; how many were written."""
    count = 0
    with fresh_file(path, overwrite) as file:
        file.write(_HEADER)
        for article in articles:
            file.writelines(lines(article))
            count += 1
    return count


def lines(article: GoldArticle) -> Iterator[str]:
    """The lines of one article. A mention's tags cover the syllables that it holds or cuts."""
    document = analyze(Article(article.text, doc_id=article.doc_id))
    spans = [document.normalized.project(token.start, token.end) for token in document.syllables]
    tags = {layer: ["O"] * len(spans) for layer in LAYERS}
    for mention in article.mentions:
        layer, label = _tag(mention)
        inside = [i for i, (start, end) in enumerate(spans) if start < mention.end and end > mention.start]
        if all(tags[layer][i] == "O" for i in inside):
            for i in inside:
                tags[layer][i] = f"{'B' if i == inside[0] else 'I'}-{label}"
    published = article.published.isoformat() if article.published else None
    known = {"doc_id": article.doc_id, "published": published, "source": article.source, "text": article.text}
    for number, sentence in enumerate(document.sentences):
        if number == 0:
            yield "".join(f"# {name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in known.items())
        yield f"# sent_id = {number + 1}\n"
        for nth, i in enumerate(range(sentence.first, sentence.last), 1):
            start, end = spans[i]
            form = tidy(article.text[start:end])
            yield "\t".join((str(nth), form, str(start), str(end), *(tags[layer][i] for layer in LAYERS))) + "\n"
        yield "\n"


def _tag(mention: Mention) -> tuple[str, str]:
    if isinstance(mention, Event):
        return "EVENT", mention.event_type
    return mention.kind.upper(), mention.kind.upper()


def read(path: str | os.PathLike[str]) -> list[GoldArticle]:
    """The articles of a file that ``write`` wrote, its tags corrected or not; GoldError lists every bad line.

    A full name is the longest form of the name in the article whose last syllable is the same.
    """
    problems: list[str] = []
    articles: list[GoldArticle] = []
    known: dict[str, Any] = {}
    rows: list[list[str]] = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("# doc_id = "):
            articles += _articles(known, rows)
            known, rows = {}, []
        if line.startswith("# ") and " = " in line:
            name, _, value = line[2:].partition(" = ")
            if name in ("doc_id", "published", "source", "text"):
                known[name] = json.loads(value)
        elif line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            if (wrong := _wrong(cells, known.get("text"))) is None:
                rows.append(cells)
            else:
                problems.append(f"{path}:{number}: {wrong}")
    articles += _articles(known, rows)
    if problems:
        raise GoldError("\n".join(problems))
    return by_id(articles, str(path))


def _wrong(cells: Sequence[str], text: str | None) -> str | None:
    if text is None:
        return "no '# text = ' before it"
    if len(cells) != len(COLUMNS):
        return f"{len(cells)} columns, expected {len(COLUMNS)}: {' '.join(COLUMNS)}"
    if not (cells[2].isdecimal() and cells[3].isdecimal() and tidy(text[int(cells[2]) : int(cells[3])]) == cells[1]):
        return f"{cells[1]!r} does not stand at {cells[2]}-{cells[3]}"
    for layer, tag in zip(LAYERS, cells[4:], strict=True):
        labels = EVENT_TYPES if layer == "EVENT" else (layer,)
        if tag != "O" and (tag[:2] not in ("B-", "I-") or tag[2:] not in labels):
            return f"{layer}={tag!r}: expected O, or B- or I- and one of {', '.join(labels)}"
    return None


def _articles(known: dict[str, Any], rows: list[list[str]]) -> Iterator[GoldArticle]:
    """The article read so far, if there is one."""
    if "text" not in known:  # its lines were complained of
        return
    text = known["text"]
    mentions: list[Mention] = []
    for column, layer in enumerate(LAYERS, 4):
        for label, start, end in _stretches(rows, column):
            at: dict[str, Any] = {"start": start, "end": end, "text": text[start:end], "extractor": "gold"}
            mentions.append(_mention(layer, label, at))
    names = {tidy(m.text) for m in mentions if isinstance(m, Official)}
    mentions = [_full(m, names) if isinstance(m, Official) else m for m in mentions]
    mentions.sort(key=lambda m: (m.start, m.end, m.kind, m.mention_id))
    published = date.fromisoformat(known["published"]) if known.get("published") else None
    yield GoldArticle(known.get("doc_id") or "", text, published, known.get("source"), tuple(mentions))


def _stretches(rows: list[list[str]], column: int) -> Iterator[tuple[str, int, int]]:
    """Label, start and end of each stretch of tags; an I after O or after another label begins one, too."""
    label, start, end = "", 0, 0
    for cells in rows:
        tag = cells[column]
        if label and not (tag[:2] == "I-" and tag[2:] == label):
            yield label, start, end
            label = ""
        if tag != "O":
            label, start = (label, start) if label else (tag[2:], int(cells[2]))
            end = int(cells[3])
    if label:
        yield label, start, end


def _mention(layer: str, label: str, at: dict[str, Any]) -> Mention:
    if layer == "EVENT":
        return Event(**at, event_type=label)
    if layer == "OFFICIAL":
        return Official(**at, full_name=tidy(at["text"]))
    return Body(**at) if layer == "BODY" else Directive(**at)


def _full(official: Official, names: Iterable[str]) -> Official:
    own = official.full_name.split()
    longer = [name for name in names if name.split()[-len(own) :] == own]
    return replace(official, full_name=max(longer, key=lambda name: (len(name), name)))
