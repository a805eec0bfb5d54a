"""The graph of official documents: which one implements, amends, replaces or cites which, and who issued it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from vnextract.answers import check_linked, names_of
from vnextract.frames import build_frame, cell_rows
from vnextract.lexicon import Lexicon, per_seeds, seed_rows
from vnextract.merge.registry import name_key
from vnextract.schema import CITATIONS
from vnextract.syllables import keys
from vnextract.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

BETWEEN = 200  # characters between two citations that one relation may span
_STRENGTH = ("replaces", "repeals", "amends", "implements", "cites")  # of several words the first of these decides
# "(sửa đổi)" after a name belongs to the name; what "and" joins stands side by side.
_ASIDE = re.compile(r"\([^()]*\)|^[^()]*\)")
_AND = re.compile(r"\b(?:và|hoặc|cùng|đồng thời|cũng như|gắn với|lẫn)\b|;")
_PASSIVE = ("được thay thế", "bị thay thế", "được sửa đổi", "bị bãi bỏ", "được bổ sung", "được hướng dẫn")

_Edge = tuple[str, str, str]  # source, relation, target
_Told = tuple[str, "str | None", "str | None"]  # article, sentence, time


def citations(tables: Tables) -> pd.DataFrame:
    """The edges between documents, and from those who issued them, each once with the articles that tell it.

    Between two documents cited in one sentence the words between them tell the relation: "Nghị định 46/2016/NĐ-CP thay
    thế Nghị định 171/2013/NĐ-CP". Who issued a document is read off the events (ISSUANCE) and the citations
    (``issuer_canonical``, where a body of that name is in the tables). InputError where the tables are not linked.

    >>> from vnextract.merge.articles import link_articles
    >>> from vnextract.pipeline import extract_frame
    >>> import pandas as pd
    >>> text = "Nghị định 46/2016/NĐ-CP thay thế Nghị định 171/2013/NĐ-CP của Chính phủ."
    >>> edges = citations(link_articles(extract_frame(pd.DataFrame({"text": [text]}))))
    >>> print(edges[["source", "relation", "target"]].to_string(index=False))
                     source relation                   target
                  Chính phủ   issues Nghị định 171/2013/NĐ-CP
                  Chính phủ   issues  Nghị định 46/2016/NĐ-CP
    Nghị định 46/2016/NĐ-CP replaces Nghị định 171/2013/NĐ-CP
    """
    check_linked(tables)
    edges: dict[_Edge, list[_Told]] = {}
    for edge, told in (*_between(tables), *_issued(tables), *_issuers(tables)):
        edges.setdefault(edge, []).append(told)
    names = names_of(tables, "officials") | names_of(tables, "bodies") | _titles(tables)
    rows = [_row(edge, sorted(told, key=str), names) for edge, told in edges.items()]
    rows.sort(
        key=lambda row: (row["source"] or "", row["relation"], row["target"] or "", row["source_id"], row["target_id"])
    )
    return build_frame(CITATIONS, rows, "citations")


def _row(edge: _Edge, told: list[_Told], names: Mapping[str, str]) -> dict[str, Any]:
    source, relation, target = edge
    doc_id, sentence, _ = told[0]
    return {
        "source_id": source,
        "source": names.get(source),
        "relation": relation,
        "target_id": target,
        "target": names.get(target),
        "time": min((time for _, _, time in told if time), default=None),
        "articles": len({article for article, *_ in told}),
        "doc_id": doc_id,
        "sentence": sentence,
    }


@per_seeds
def _relations() -> Lexicon[str]:
    return Lexicon((row["form"], row["relation"]) for row in seed_rows("relations"))


def relation_in(words: str) -> str | None:
    """What the words between two citations say that the first does to the second; None if nothing.

    >>> relation_in("được ban hành để thực hiện"), relation_in("thay thế"), relation_in("gắn với thực hiện")
    ('implements', 'replaces', None)
    """
    plain = _ASIDE.sub(" ", words).lower()
    if _AND.search(plain):
        return None
    found = {hit.value for hit in _relations().find(keys(plain))}
    return next((relation for relation in _STRENGTH if relation in found), None)


def _between(tables: Tables) -> Iterator[tuple[_Edge, _Told]]:
    texts = dict(cell_rows(tables.articles, "doc_id", "text"))
    before: tuple[Any, ...] | None = None
    rows = cell_rows(tables.directives, "doc_id", "start", "end", "link_id", "sentence")
    for row in sorted(rows, key=lambda row: (row[0], row[1])):
        doc_id, start, _, link, sentence = row
        if (
            before is not None
            and before[0] == doc_id
            and before[4] == sentence
            and link
            and before[3]
            and link != before[3]
        ):
            words = (texts.get(doc_id) or "")[before[2] : start]
            relation = relation_in(words) if 0 < len(words) <= BETWEEN and "." not in words else None
            if relation is not None:
                ends = (link, relation, before[3]) if _is_passive(words) else (before[3], relation, link)
                yield ends, (doc_id, sentence, None)
        before = row


def _is_passive(words: str) -> bool:
    return any(phrase in words.lower() for phrase in _PASSIVE)


def _issued(tables: Tables) -> Iterator[tuple[_Edge, _Told]]:
    """Issuing events: who issued which document when."""
    parts: dict[tuple[str, str], list[str]] = {}
    for doc_id, event, role, link in cell_rows(tables.participants, "doc_id", "event_id", "role", "link_id"):
        if role == "directive" and link:
            parts.setdefault((doc_id, event), []).append(link)
    columns = ("doc_id", "mention_id", "event_type", "agent_link_id", "time", "sentence", "status")
    for doc_id, mention, kind, agent, time, sentence, status in cell_rows(tables.events, *columns):
        documents = parts.get((doc_id, mention), [])
        # A sentence that issues one document cites others too: only where there is no choice.
        if kind == "ISSUANCE" and status == "actual" and agent and len(documents) == 1:
            yield (agent, "issues", documents[0]), (doc_id, sentence, time)


def _issuers(tables: Tables) -> Iterator[tuple[_Edge, _Told]]:
    """Issuers that the citations name, where the tables have a body of that name."""
    bodies: dict[str, str] = {}
    for link, name in cell_rows(tables.bodies, "link_id", "canonical"):
        if link and name:
            bodies[name_key(name)] = min(link, bodies.get(name_key(name), link))
    columns = ("doc_id", "link_id", "issuer_canonical", "date", "sentence")
    for doc_id, link, issuer, day, sentence in cell_rows(tables.directives, *columns):
        body = bodies.get(name_key(issuer)) if issuer else None
        if link and body:
            yield (body, "issues", link), (doc_id, sentence, day)


def _titles(tables: Tables) -> dict[str, str]:
    """Each document as most fully cited."""
    titles: dict[str, str] = {}
    for link, kind, code, text in cell_rows(tables.directives, "link_id", "doc_type", "code", "text"):
        if link:
            told = f"{kind} {code}" if kind and code else text
            titles[link] = max(titles.get(link, ""), told, key=lambda title: (len(title), title))
    return titles
