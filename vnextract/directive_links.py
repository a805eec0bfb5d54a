"""Citations of one document brought together: "Chỉ thị 34" with "Chỉ thị số 34-CT/TU", "Luật Đất đai" with its year.

A short citation is taken for a full one only if the article holds one such document; ``resolved_by`` says how. Who
issued a document is read off its code or its words; a code that every province uses stays open without the locality.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vnextract.body_links import home_places, located, unit_of
from vnextract.codes import issuer_codes
from vnextract.document import Body, Directive, Mention
from vnextract.lexicon import Row, per_seeds, seed_rows
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
    return "Công văn" if doc_type in _LETTERS else doc_type or ""


def link_directives(mentions: Sequence[Mention]) -> list[Linked]:
    """The directives among the mentions (bodies resolved already), short citations joined to full ones."""
    directives = sorted((m for m in mentions if isinstance(m, Directive)), key=lambda m: m.start)
    if not directives:
        return []
    bodies = sorted((m for m in mentions if isinstance(m, Body)), key=lambda m: m.start)
    homes = home_places(mentions)
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
    return _agree([Linked(with_issuer(one.directive, bodies, homes), one.key) for one in linked])


def _agree(linked: list[Linked]) -> list[Linked]:
    """Citations of one document share the issuer that one of them tells, if the others tell no second."""
    told: dict[str, set[str]] = {}
    for one in linked:
        if one.directive.issuer_canonical:
            told.setdefault(one.key, set()).add(one.directive.issuer_canonical)
    agreed = []
    for one in linked:
        names = told.get(one.key, set())
        if one.directive.issuer_canonical is None and one.directive.issuer is None and len(names) == 1:
            how = " + ".join(filter(None, (one.directive.resolved_by, "other_citation")))
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


@per_seeds
def issuers() -> dict[str, Row]:
    return {row["code"]: row for row in seed_rows("issuers")}


@per_seeds
def _said() -> dict[str, str]:
    """How issuers are said, folded, with the full name of those there is but one of."""
    table: dict[str, str] = {}
    for row in seed_rows("issuer_names"):
        issuer = issuers().get(row["code"])
        if issuer and issuer["level"] == "central" and row["code"] not in {"TW", "CTN"}:
            table[match_key(row["form"])] = issuer["name"]
    for name in (
        "Bộ Chính trị",
        "Ban Bí thư",
        "Ban Chấp hành Trung ương",
        "Quốc hội",
        "Ủy ban Thường vụ Quốc hội",
        "Chủ tịch nước",
    ):
        table[match_key(name)] = name
    return table


def with_issuer(d: Directive, bodies: Sequence[Body], homes: dict[str, str]) -> Directive:
    """A directive with its issuer's full name: from the words beside it, else from its code; open if neither tells."""
    found = _issuer_in_words(d, bodies)
    how = "issuer_words"
    if found is None and d.issuer is None and d.issuer_code:
        found, how = _issuer_of_code(d.issuer_code, homes)
    if found is None:
        return d
    return replace(d, issuer_canonical=found, resolved_by=" + ".join(filter(None, (d.resolved_by, how))))


def _issuer_in_words(d: Directive, bodies: Sequence[Body]) -> str | None:
    if d.issuer is None:
        return None
    said = match_key(d.issuer)
    if said in _said():
        return _said()[said]
    near = bodies[max(0, bisect_left(bodies, d.start, key=lambda b: b.start) - 40) :][:80]
    same = [b for b in near if match_key(b.text) == said and b.canonical]
    if same:
        return min(same, key=lambda b: abs(b.start - d.end)).canonical
    plain = _TERM.sub("", said)
    return _said().get(plain)


def _issuer_of_code(code: str, homes: dict[str, str]) -> tuple[str | None, str]:
    """The issuer that a code names: one of the center, or a local one where the article leaves no choice."""
    assembly = re.match(r"(QH|UBTVQH)(?:K?\d|[IVX])", code)
    if assembly:
        return "Quốc hội" if assembly.group(1) == "QH" else "Ủy ban Thường vụ Quốc hội", "issuer_code"
    parts = [code] if code in issuers() else code.split("-")
    names = []
    for part in parts:
        row = issuers().get(issuer_codes().get(part.upper(), part))
        if row is None or part in {"TW", "BCĐTW", "BCSĐ", "ĐĐ", "TTr"}:
            return None, ""
        if row["level"] == "central":
            names.append(row["name"])
        elif len(parts) == 1 and row["level"] == "provincial" and (home := homes.get("provincial")):
            return _local_name(row, home), "issuer_code and locality"
        else:
            return None, ""
    return " ; ".join(names), "issuer_code"


def _local_name(row: Row, home: str) -> str | None:
    """A local issuer's name in the province that the article is about."""
    unit, name = unit_of(home)
    if row["code"] == "TU":
        return f"{'Thành ủy' if unit == 'thành phố' else 'Tỉnh ủy'} {name}"
    if "," in row["name"] or "(" in row["name"] or "/" in row["name"]:
        return None
    stem = row["name"].removesuffix(" tỉnh")
    if stem.endswith("Tỉnh ủy"):
        return stem.replace("Tỉnh ủy", "Thành ủy" if unit == "thành phố" else "Tỉnh ủy") + f" {name}"
    return located(stem, home)
