"""The same body across articles: one full name is one body, if its locality leaves no choice.

"Ủy ban nhân dân huyện Châu Thành" may be any of ten: it is joined only with those of the same province. A commune is
told apart by its district, or failing that by its province. A local body whose locality the article does not tell is
joined with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from vnextract.lexicon import per_seeds, seed_rows
from vnextract.merge.registry import name_key, parted
from vnextract.merge.surroundings import Surroundings, home_province, provinces_of

# Units of every province or ministry; without a place or a parent one does not say which.
_SMALL = ("chi cục ", "phòng ", "đội ", "hạt ", "trạm ", "đồn ")
LOCAL = frozenset({"provincial", "sub_provincial", "district", "commune"})


@dataclass(frozen=True, slots=True)
class BodySeen:
    """A body of an article: its name there, and the province and district around it where the name leaves a choice."""

    entity_id: str
    canonical: str
    level: str | None = None
    locality: str | None = None
    province: str | None = None
    district: str | None = None
    published: date | None = None


def leaves_choice(level: str | None, locality: str | None) -> bool:
    """Whether there may be several localities of the name, so that the surroundings are asked."""
    if locality is None or level not in {"district", "commune"}:
        return False
    return level == "commune" or len(provinces_of().get(name_key(locality), ())) > 1


def place(level: str | None, locality: str, end: int, around: Surroundings) -> tuple[str | None, str | None]:
    """The province and the district around a body whose name leaves a choice; ``end`` is where the name ends."""
    if level == "district":
        return around.province(end, provinces_of().get(name_key(locality), frozenset())), None
    district = around.district(end)
    if district is None:
        return around.province(end), None
    homes = provinces_of().get(district, frozenset())
    return home_province(district) or around.province(end, homes), district


@per_seeds
def _aliases() -> Mapping[str, tuple[str, date, date]]:
    """Names that bodies, or heads of local bodies, have beside their full one, by key, and when they meant it."""
    return {
        name_key(row["form"]): (
            name_key(row["canonical"]),
            date.fromisoformat(row["valid_from"] or "0001-01-01"),
            date.fromisoformat(row["valid_to"] or "9999-12-31"),
        )
        for row in seed_rows("body_aliases")
    }


def _full(name: str, published: date | None) -> str:
    """The full name that a short one stood for on a day; without a day only one that never meant anything else."""
    canonical, begins, ends = _aliases().get(name, (name, date.min, date.max))
    always = ends == date(9999, 12, 31)
    return canonical if (always if published is None else begins <= published <= ends) else name


@per_seeds
def _reused() -> Mapping[str, date]:
    """Localities whose name passed on a day to a unit of another kind: the city of Huế was a district, is a province."""
    return {name_key("thành phố Huế"): date(2025, 1, 1)}


def _of_the_center(name: str) -> str:
    """A central body's key without its parent's name, where there is but one of its name."""
    if name.startswith("ủy ban "):
        return name.removesuffix(" quốc hội")
    own, of, _ = name.partition(" bộ ")
    return own if of and own.startswith(("cục ", "tổng cục ")) else name


def body_key(body: BodySeen) -> str | None:
    """What all mentions of one body share; None for a body that may be any of several.

    >>> body_key(BodySeen("b1", "Bộ Tài nguyên - Môi trường", "central"))
    'bộ tài nguyên môi trường'
    >>> body_key(BodySeen("b1", "Sở Nội vụ", "provincial")) is None
    True
    >>> body_key(BodySeen("b1", "Ủy ban nhân dân huyện Châu Thành", "district", "huyện Châu Thành", "tiền giang"))
    'ủy ban nhân dân huyện châu thành|tiền giang'
    """
    head, tail = parted(body.canonical, body.locality or "")
    name = _full(f"{_full(name_key(head), body.published)} {name_key(tail)}".strip(), body.published)
    if body.level not in LOCAL and body.level is not None:
        return None if name.startswith(_SMALL) and body.locality is None else _of_the_center(name)
    if body.locality is None:
        return name if name.endswith((" việt nam", " tối cao", " trung ương")) else None
    if body.level == "commune":
        where = body.district or body.province
        return f"{name}|{where}" if where else None
    if leaves_choice(body.level, body.locality):
        return f"{name}|{body.province}" if body.province else None
    passed = _reused().get(name_key(body.locality))
    if passed is not None:
        return f"{name}|{'?' if body.published is None else 'new' if body.published >= passed else 'old'}"
    return name


def same_bodies(bodies: Iterable[BodySeen]) -> dict[str, str]:
    """The ``link_id`` of each body by its ``entity_id``: the smallest entity of those with the same key."""
    keyed: dict[str, str | None] = {}
    first: dict[str, str] = {}
    known: dict[str, str] = {}  # one string a key, however many bodies have it
    for body in bodies:
        entity, key = body.entity_id, body_key(body)
        keyed[entity] = None if key is None else known.setdefault(key, key)
    for entity, key in keyed.items():
        if key is not None and (key not in first or entity < first[key]):
            first[key] = entity
    return {entity: entity if key is None else first[key] for entity, key in keyed.items()}
