"""Who issued a document, in full: told by the words beside a citation, else by the code it bears.

A code of the center names one body. A code that every province, district or commune uses names one only together
with what the article tells: the one such body it names, or the one place it is about. Where that leaves a choice the
issuer stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vnextract.directives.codes import issuer_codes
from vnextract.document import Body, Directive, Mention, Place
from vnextract.lexicon import Row, per_seeds, seed_rows
from vnextract.links.bodies import home_places, located, unit_of
from vnextract.text import match_key

_TERM = re.compile(r" khóa [ivx\d]{1,5}$")
_OTHER_UNIT = re.compile(r", (?:Thành ủy|Thành đoàn|thành phố)[^,]*$")
_OPEN_CODES = {"TW", "BCĐTW", "BCSĐ", "ĐĐ"}  # borne by several bodies of the center
_LOCAL = {"provincial", "sub_provincial", "district", "commune"}
_NEAR = 40  # bodies on either side among which the words beside a citation are looked for


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article tells of local issuers: its bodies in text order, the places it is about, the levels it speaks of."""

    bodies: tuple[Body, ...]
    homes: dict[str, str]
    levels: frozenset[str | None]


def surroundings(mentions: Sequence[Mention]) -> Surroundings:
    """The surroundings of the documents of an article; bodies resolved already."""
    bodies = sorted((m for m in mentions if isinstance(m, Body)), key=lambda m: m.start)
    levels = frozenset(m.level for m in mentions if isinstance(m, (Body, Place)))
    return Surroundings(tuple(bodies), home_places(mentions), levels)


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


def with_issuer(d: Directive, around: Surroundings) -> Directive:
    """A directive with its issuer's full name; ``resolved_by`` says how it is known, and it is None where it is not."""
    if d.issuer_canonical is not None:
        return d
    found, how = (_in_words(d.issuer, d, around), "issuer_words") if d.issuer else (None, "")
    if d.issuer is None and d.issuer_code:
        found, how = _of_code(d.issuer_code, around)
    if found is None:
        return d
    return replace(d, issuer_canonical=found, resolved_by=" + ".join(filter(None, (d.resolved_by, how))))


def _in_words(issuer: str, d: Directive, around: Surroundings) -> str | None:
    said = _key(issuer)
    if said in _said():
        return _said()[said]
    at = bisect_left(around.bodies, d.start, key=lambda b: b.start)
    near = around.bodies[max(0, at - _NEAR) : at + _NEAR]
    same = [b for b in near if b.canonical and _told_apart(b) and said.endswith(_key(b.text))]
    if same:
        body = min(same, key=lambda b: (-len(b.text), abs(b.start - d.end)))
        head = issuer[: len(issuer) - len(body.text)]
        return head + (body.canonical or "") if head == "" or head.endswith(" ") else None
    return _said().get(_TERM.sub("", said))


@lru_cache(maxsize=1024)
def _key(words: str) -> str:
    return match_key(words)


def _told_apart(body: Body) -> bool:
    """Whether a body's full name tells it from those of other places: not "Ủy ban nhân dân" alone."""
    return body.locality is not None or body.level not in _LOCAL | {None}


def _of_code(code: str, around: Surroundings) -> tuple[str | None, str]:
    """The issuer that a code names: one of the center, or a local one where the article leaves no choice."""
    assembly = re.match(r"(QH|UBTVQH)(?:K?\d|[IVX])", code)
    if assembly:
        return "Quốc hội" if assembly.group(1) == "QH" else "Ủy ban Thường vụ Quốc hội", "issuer_code"
    parts = [code] if code in issuers() else code.split("-")
    names = []
    for part in parts:
        row = issuers().get(issuer_codes().get(part.upper(), part))
        if row is None or part in _OPEN_CODES:
            return None, ""
        if row["level"] != "central":
            return _of_local_code(row, around) if len(parts) == 1 else (None, "")
        names.append(row["name"])
    return " ; ".join(names), "issuer_code"


def _of_local_code(row: Row, around: Surroundings) -> tuple[str | None, str]:
    stem = _OTHER_UNIT.sub("", row["name"]).partition(" (")[0]
    if "/" in stem or row["level"] == "any":
        return None, ""
    stem = stem.removesuffix(" tỉnh").replace("UBND", "Ủy ban nhân dân")
    party = re.search(r"(Tỉnh|Huyện|Quận|Thị) ủy$", stem)
    named = {b.canonical for b in around.bodies if b.locality and b.canonical in _located(stem, b.locality)}
    if named:
        return (min(named), "issuer_code and article_body") if len(named) == 1 else (None, "")
    if row["code"] == "ĐU":  # every Party committee below the district's writes so
        return None, ""
    home = around.homes.get(row["level"])
    if row["level"] == "local" and not around.levels & {"district", "commune", "sub_provincial"}:
        home = around.homes.get("provincial")
    if home is None or (party is None and row["level"] == "district"):
        return None, ""
    return next(iter(_located(stem, home)), None), "issuer_code and locality"


def _located(stem: str, place: str) -> tuple[str, ...]:
    """The names that a local body may have in a place; none where the place is of another kind than the body."""
    unit, name = unit_of(place)
    party = re.search(r"(Tỉnh|Huyện|Quận|Thị) (ủy|đoàn)$", stem)
    if party is None:
        return (located(stem, place),)
    wanted = {"Tỉnh": {"tỉnh": "Tỉnh", "thành phố": "Thành"}, "Huyện": {"huyện": "Huyện"}, "Quận": {"quận": "Quận"}}
    word = wanted.get(party.group(1), {"thị xã": "Thị"}).get(unit or "")
    return (f"{stem[: party.start()]}{word} {party.group(2)} {name}",) if word else ()
