"""The same official document across articles: one code of one year and one issuer, or one name.

A code that many issuers use ("QĐ-UBND", "CT/TU") is joined only where the issuer is known, and a bare number ("Nghị
định 46") only where its year is: both are left alone otherwise. A law cited by name without a year is the law of that
name, its year open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from vnextract.links.directives import code_key, shared_name
from vnextract.links.issuers import issuers
from vnextract.merge.clusters import Clusters
from vnextract.merge.registry import name_key
from vnextract.text import match_key

_DECREES_OF = "chính phủ"  # nobody else issues a Nghị định


@dataclass(frozen=True, slots=True)
class DocumentSeen:
    """A document as one article cites it, the fields of all its citations there taken together."""

    entity_id: str
    form: str
    text: str
    doc_type: str | None = None
    number: str | None = None
    year: int | None = None
    issuer_code: str | None = None
    code: str | None = None
    date: str | None = None
    issuer: str | None = None  # its full name

    def with_more(self, other: DocumentSeen) -> DocumentSeen:
        """The fields of both citations; those of this one where both tell."""
        mine, more = asdict(self), asdict(other)
        return DocumentSeen(**{name: more[name] if value is None else value for name, value in mine.items()})


def _is_central(issuer_code: str | None) -> bool:
    """Whether one body alone, of the center, issues under a code."""
    row = issuers().get(issuer_code or "")
    return row is not None and row["level"] == "central"


def _year(seen: DocumentSeen) -> int | None:
    if seen.year is not None:
        return seen.year
    return int(seen.date[:4]) if seen.date and seen.date[:4].isdecimal() else None


def document_key(seen: DocumentSeen) -> tuple[str, int | None] | None:
    """What citations of one document share, and its year if told; None for one that may be any of several.

    >>> document_key(DocumentSeen("d1", "code", "Chỉ thị 05-CT/TW", "Chỉ thị", "05", None, "TW", "05-CT/TW"))
    ('5/ct/tw', None)
    >>> document_key(DocumentSeen("d1", "code", "Chỉ thị 34-CT/TU", "Chỉ thị", "34", None, "TU", "34-CT/TU")) is None
    True
    """
    if seen.form == "named":
        return shared_name(seen.text), seen.year
    issuer = name_key(seen.issuer) if seen.issuer else None
    if seen.form == "code" and seen.code:
        if _is_central(seen.issuer_code) or seen.issuer_code is None:
            return code_key(seen.code), _year(seen)
        return (f"{code_key(seen.code)}|{issuer}", _year(seen)) if issuer else None
    year = _year(seen)
    if seen.number is None or (year is None and issuer is None):
        return None
    return f"{match_key(seen.doc_type or '')} {seen.number.lstrip('0').lower()}|{issuer or ''}", year


def _full_key(seen: DocumentSeen) -> str | None:
    """Type, number, year and issuer, by which "Thông tư 20/2017 của Bộ Công Thương" is "20/2017/TT-BCT"."""
    year = _year(seen)
    if seen.form == "named" or not (seen.doc_type and seen.number and year):
        return None
    if seen.form == "code" and str(year) not in (seen.code or ""):
        return None  # "12/QĐ-BYT" and "12/2017/QĐ-BYT" are numbered apart
    issuer = _DECREES_OF if seen.doc_type == "Nghị định" else name_key(seen.issuer) if seen.issuer else None
    return f"{match_key(seen.doc_type)} {seen.number.lstrip('0').lower()}/{year}|{issuer}" if issuer else None


def same_documents(documents: Iterable[DocumentSeen]) -> dict[str, str]:
    """The ``link_id`` of each document by its ``entity_id``. Independent of the order of ``documents``.

    Of those with one key, each year is a document; those without a year join it where there is but one year.
    """
    clusters = Clusters()
    blocks: dict[str, dict[int | None, list[str]]] = {}
    full: dict[str, list[str]] = {}
    entities: set[str] = set()
    for seen in documents:
        entities.add(seen.entity_id)
        if (keyed := document_key(seen)) is not None:
            blocks.setdefault(keyed[0], {}).setdefault(keyed[1], []).append(seen.entity_id)
        if (key := _full_key(seen)) is not None:
            full.setdefault(key, []).append(seen.entity_id)
    for block in blocks.values():
        one_year = len(block) == 2 and None in block
        for group in [[entity for year in block.values() for entity in year]] if one_year else block.values():
            clusters.join_all(group)
    for group in full.values():
        clusters.join_all(group)
    return {entity: clusters.name(entity) for entity in entities}
