"""Citations of one document brought together: "Chỉ thị 34" with "Chỉ thị số 34-CT/TU", "Luật Đất đai" with its year.

A short citation is taken for a full one only if the article holds one such document; ``resolved_by`` says how. Who
issued a document is read off its code or its words; a code that every province uses stays open without the locality.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vnextract.document import Directive, Mention
from vnextract.links.issuers import surroundings, with_issuer
from vnextract.text import match_key

_LETTERS = {"Công văn", "Văn bản"}
_NUMBER = re.compile(r"^(0*)(\d+(?:\.\d+)?[a-zđ]?)")
_YEAR_TAIL = re.compile(r" (?:năm )?(?:19|20)\d\d$")
_AMENDED_TAIL = re.compile(r" ?\(sửa đổi[^)]*\)$| sửa đổi$")
_SHORT_NAME = re.compile(r"\((?:gọi tắt là |viết tắt là )?([^()]{2,12})\)$")
_TERM = re.compile(r" khóa [ivx\d]{1,5}$")
_ACRONYMS = {
    "blhs": "bộ luật hình sự",
    "bltths": "bộ luật tố tụng hình sự",
    "blds": "bộ luật dân sự",
    "blttds": "bộ luật tố tụng dân sự",
    "bllđ": "bộ luật lao động",
}


@dataclass(frozen=True, slots=True)
class Linked:
    """A directive with the canonical form that its entity id is made of."""

    directive: Directive
    key: str


@lru_cache(maxsize=4096)
def code_key(code: str) -> str:
    """A code in the form that all its spellings share.

    >>> code_key("05-CT/TW") == code_key("5-CT/TƯ")
    True
    """
    folded = match_key(code).replace(" ", "").replace("t.ư", "tw").replace("t.w", "tw")
    folded = re.sub(r"(?<=[/-])tư(?![^\W_])", "tw", folded)
    return _NUMBER.sub(r"\2", folded).replace("-", "/")


def _plain(number: str | None) -> str:
    return (number or "").lstrip("0").lower()


def _kind(doc_type: str | None) -> str:
    """A type as short citations say it: "Kết luận 12" may be a "Kết luận thanh tra"."""
    return "Công văn" if doc_type in _LETTERS else _SPECIAL.sub("", doc_type or "")


_SPECIAL = re.compile(r" (?:thanh tra|kiểm tra|liên tịch|liên bộ|liên ngành|hành động|phối hợp)$")


def link_directives(mentions: Sequence[Mention]) -> list[Linked]:
    """The directives among the mentions (bodies resolved already), short citations joined to full ones."""
    directives = sorted((m for m in mentions if isinstance(m, Directive)), key=lambda m: m.start)
    if not directives:
        return []
    around = surroundings(mentions)
    full: dict[str, list[Directive]] = {}  # by number; one citation of each code is enough
    dated: dict[str, list[Directive]] = {}
    for d in {(d.form, d.doc_type, d.code): d for d in reversed(directives) if d.code}.values():
        if d.form == "code":
            full.setdefault(_plain(d.number), []).append(d)
        elif d.year is not None:
            dated.setdefault(_plain(d.number), []).append(d)
    laws: dict[str, set[str]] = {}
    for d in (d for several in full.values() for d in several):
        laws.setdefault(match_key(d.text).partition(" số")[0], set()).add(code_key(d.code or ""))
    names = _names(directives)
    linked = [_link(d, full, dated, names, laws) for d in directives]
    return _agree([Linked(with_issuer(one.directive, around), one.key) for one in linked])


_BY_CITATION = {"full_citation", "dated_citation", "full_name"}


def _agree(linked: list[Linked]) -> list[Linked]:
    """Citations of one document share the issuer that one of them tells, if the others tell no second."""
    told: dict[str, set[str]] = {}
    for one in linked:
        if one.directive.issuer_canonical:
            told.setdefault(one.key, set()).add(one.directive.issuer_canonical)
    worded: dict[str, set[str]] = {}  # what the text says of a document outweighs what its code does
    for one in linked:
        if one.directive.issuer_canonical and one.directive.issuer:
            worded.setdefault(one.key, set()).add(one.directive.issuer_canonical)
    agreed = []
    for one in linked:
        names = worded.get(one.key) or told.get(one.key, set())
        open_yet = one.directive.issuer_canonical is None or one.directive.issuer_canonical not in names
        if open_yet and one.directive.issuer is None and len(names) == 1:
            kept = [how for how in (one.directive.resolved_by or "").split(" + ") if how in _BY_CITATION]
            how = " + ".join([*kept, "other_citation"])
            one = Linked(replace(one.directive, issuer_canonical=min(names), resolved_by=how), one.key)
        agreed.append(one)
    return agreed


def _link(
    d: Directive,
    full: dict[str, list[Directive]],
    dated: dict[str, list[Directive]],
    names: dict[str, str],
    laws: dict[str, set[str]],
) -> Linked:
    if d.form == "code" and d.code:
        return Linked(d, code_key(d.code))
    if d.form == "named":
        return _link_named(d, laws, names)
    fits = [f for f in full.get(_plain(d.number), ()) if _fits(d, f)]
    keys = {code_key(f.code or "") for f in fits}
    if len(keys) == 1:
        whole = fits[0]
        return Linked(
            replace(
                d,
                year=d.year or whole.year,
                type_code=whole.type_code,
                issuer_code=whole.issuer_code,
                resolved_by="full_citation",
            ),
            keys.pop(),
        )
    years = {f.year for f in dated.get(_plain(d.number), ()) if _fits(d, f)}
    year = d.year or (years.pop() if len(years) == 1 else None)
    key = f"{match_key(_kind(d.doc_type))} {_plain(d.number)}" + (f"/{year}" if year else "")
    return Linked(replace(d, year=year, resolved_by="dated_citation") if year and not d.year else d, key)


def _fits(short: Directive, whole: Directive) -> bool:
    """Whether a short citation may be the fuller one: same number, same kind, no other year."""
    return (
        _plain(short.number) == _plain(whole.number)
        and _kind(short.doc_type) == _kind(whole.doc_type)
        and (short.year is None or whole.year is None or short.year == whole.year)
    )


def _name(d: Directive) -> str:
    return shared_name(d.text)


@lru_cache(maxsize=1024)
def shared_name(text: str) -> str:
    """A name without year, amendment and short name: what all citations of a law share."""
    name = match_key(text).replace("hòa xhcn", "hòa xã hội chủ nghĩa")
    name = _SHORT_NAME.sub("", _YEAR_TAIL.sub("", name)).strip()
    name = _YEAR_TAIL.sub("", _AMENDED_TAIL.sub("", name)).strip()
    name = re.sub(r"\(?(khóa [ivx\d]{1,5})\)?", r"\1", name)
    return _ACRONYMS.get(name, name)


def _names(directives: Iterable[Directive]) -> dict[str, str]:
    """Short names of treaties in the article ("hiệp định tpp"), with the names that they stand for."""
    names: dict[str, str] = {}
    for d in directives:
        short = _SHORT_NAME.search(match_key(d.text)) if d.form == "named" else None
        if short:
            names.setdefault(f"{match_key(d.doc_type or '')} {short.group(1).strip()}", _name(d))
    years: dict[str, set[int]] = {}
    for d in directives:
        if d.form == "named" and d.year:
            years.setdefault(_name(d), set()).add(d.year)
    names.update({f"{name}|year": str(min(told)) for name, told in years.items() if len(told) == 1})
    terms: dict[str, set[str]] = {}
    for name in {_name(d) for d in directives if d.form == "named"}:
        if (short_name := _TERM.sub("", name)) != name:
            terms.setdefault(short_name, set()).add(name)
    for short_name, found in sorted(terms.items()):
        if len(found) == 1:
            names.setdefault(short_name, min(found))
    return names


def _link_named(d: Directive, laws: dict[str, set[str]], names: dict[str, str]) -> Linked:
    name = _name(d)
    how = None
    if name in names:
        name, how = names[name], "full_name"
    numbered = laws.get(name, set())
    if len(numbered) == 1 and d.year is None:
        return Linked(replace(d, resolved_by="full_citation"), min(numbered))
    year = str(d.year) if d.year else names.get(f"{name}|year")
    if year and not d.year:
        how = "dated_citation"
    key = name + (f" {year}" if year else "")
    return Linked(replace(d, year=int(year) if year else None, resolved_by=how) if how else d, key)
