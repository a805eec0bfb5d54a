"""The same official across articles: one name, and posts that one person can hold. Namesakes are kept apart.

Only entities of one name are ever compared, and never pair by pair: each has keys (the bodies, offices and places of
its posts), and those with a key in common are one. How much more is needed hangs on the name: two articles on Trần
Đại Quang mean one man whatever they call him, two on Nguyễn Văn Hùng only if his posts say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from vnextract.merge.bodies import LOCAL, BodySeen
from vnextract.merge.clusters import Clusters
from vnextract.merge.namesakes import is_short, namesakes, person_key
from vnextract.merge.offices import held_in, high_offices, home_of, parent_of
from vnextract.merge.registry import name_key

RARE = 0.12  # namesakes to expect below which a name is one person
SCARCE = 0.5  # ... below which posts of one province, or of the center, are one person's
FREQUENT = 3.0  # ... above which a name without a post is nobody's
TERMS = timedelta(days=10 * 366)
CENTER = "center"
_OF_ONE = ("body ", "of ", "office ", "title ")  # keys that tell even the bearers of a frequent name apart
_TELLING = 4  # words of a title without a known body that say which office it is
MOST = 0.8  # share of a name's articles that makes one bearer the one meant where nothing else is said


@dataclass(frozen=True, slots=True)
class Post:
    """One title of an official in an article; ``body_id`` is the entity of the body it names."""

    role: str | None
    title: str | None
    tenure: str | None = None
    body_id: str | None = None


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """An official of an article, with all titles given there."""

    entity_id: str
    full_name: str
    posts: tuple[Post, ...] = ()
    gender: str | None = None
    published: date | None = None
    around: tuple[str, ...] = ()  # where no title names a body: the bodies that the article names


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A name in one article: the keys of the posts given there, and what else may tell."""

    entity: str
    keys: frozenset[str]
    areas: frozenset[str]
    roles: frozenset[str]
    gender: str | None
    published: date | None
    around: frozenset[str]


def same_persons(
    persons: Iterable[PersonSeen], bodies: Mapping[str, BodySeen], body_links: Mapping[str, str]
) -> dict[str, str]:
    """The ``link_id`` of each official by its ``entity_id``. Independent of the order of ``persons``.

    ``body_links`` may leave out bodies that are their own link.
    """
    return same_in_parts([(persons, bodies)], body_links)


def same_in_parts(
    parts: Iterable[tuple[Iterable[PersonSeen], Mapping[str, BodySeen]]], body_links: Mapping[str, str]
) -> dict[str, str]:
    """As ``same_persons``, of officials in parts, each with the bodies of its articles: a part is not kept."""
    clusters = Clusters()
    blocks: dict[str, list[_Bearer]] = {}
    one: dict[Any, Any] = {}  # equal sets and strings are kept once: most titles are many people's
    for persons, bodies in parts:
        for person in persons:
            key = person_key(person.full_name)
            bearer = _bearer(person, bodies, body_links, namesakes(key) < RARE, one)
            blocks.setdefault(key, []).append(bearer)
    del one
    for key, bearers in sorted(blocks.items()):
        bearers.sort(key=lambda b: b.entity)
        _sort_out(bearers, namesakes(key), clusters)
    _join_short_names(blocks, clusters)
    return {bearer.entity: clusters.name(bearer.entity) for bearers in blocks.values() for bearer in bearers}


def _bearer(
    person: PersonSeen,
    bodies: Mapping[str, BodySeen],
    body_links: Mapping[str, str],
    is_rare: bool,
    one: dict[Any, Any],
) -> _Bearer:
    keys: set[str] = set()
    areas: set[str] = set()
    roles: set[str] = set()
    for post in person.posts:
        role = name_key(post.role or "")
        roles.add(role)
        if role in high_offices():
            keys.add("office delegate" if role.startswith("đại biểu") else f"office {role}")
            areas.add(CENTER)
        home = held_in(post.title or "")
        body = bodies.get(post.body_id or "")
        if body is not None:
            keys.update((f"body {body_links.get(body.entity_id, body.entity_id)}", f"of {parent_of(body.canonical)}"))
            home = home_of(body.level, body.locality, body.province)
            if body.level not in LOCAL and body.level != "foreign":
                areas.add(CENTER)
        elif len(name_key(post.title or "").split()) >= _TELLING:
            keys.add(f"title {name_key(post.title or '')}")
        if home is not None:
            areas.add(home)
            if body is None or body.level not in {"district", "commune"}:
                keys.add(home)
            elif body.locality:
                keys.add(f"{home} {name_key(body.locality)}")
    # Asked for only where the name leaves a choice and no title tells.
    near = () if is_rare or keys else person.around
    around = {f"body {body_links.get(body, body)}" for body in near}
    sets = [frozenset(one.setdefault(word, word) for word in words) for words in (keys, areas, roles, around)]
    keys_, areas_, roles_, around_ = (one.setdefault(words, words) for words in sets)
    published = one.setdefault(person.published, person.published)
    return _Bearer(person.entity_id, keys_, areas_, roles_, person.gender, published, around_)


def _sort_out(bearers: Sequence[_Bearer], odds: float, clusters: Clusters) -> None:
    """Join those of one name that are one person."""
    if odds < RARE:
        clusters.join_all(bearer.entity for bearer in bearers)
        return
    by_key: dict[str, list[_Bearer]] = {}
    for bearer in bearers:
        keys = bearer.keys if odds < FREQUENT else {key for key in bearer.keys if key.startswith(_OF_ONE)}
        for key in keys | (bearer.areas if odds < SCARCE else frozenset()):
            by_key.setdefault(key, []).append(bearer)
    for same in by_key.values():
        for run in _without_gaps(same):
            clusters.join_all(bearer.entity for bearer in run)
    groups: dict[str, list[_Bearer]] = {}
    for bearer in bearers:
        if bearer.keys:
            groups.setdefault(clusters.name(bearer.entity), []).append(bearer)
    vague = [bearer for bearer in bearers if not bearer.keys]
    chosen = [(bearer, _meant(bearer, list(groups.values()), odds)) for bearer in vague]
    for bearer, group in chosen:
        if group is not None:
            clusters.join(bearer.entity, group[0].entity)
    if not groups and odds < FREQUENT:
        clusters.join_all(bearer.entity for bearer in vague)


def _without_gaps(bearers: Sequence[_Bearer]) -> Iterator[list[_Bearer]]:
    """Those of one post cut where nobody of the name is told of for two terms of office: sons bear fathers' names."""
    dated = sorted(((b.published, b.entity, b) for b in bearers if b.published), key=lambda item: item[:2])
    runs: list[list[_Bearer]] = []
    last = date.max
    for published, _, bearer in dated:
        if published - last <= TERMS and runs:
            runs[-1].append(bearer)
        else:
            runs.append([bearer])
        last = published
    undated = [b for b in bearers if not b.published]
    if len(runs) < 2:
        return iter([[*undated, *(bearer for run in runs for bearer in run)]])
    return iter([*runs, *([bearer] for bearer in undated)])


def _meant(bearer: _Bearer, groups: Sequence[Sequence[_Bearer]], odds: float) -> Sequence[_Bearer] | None:
    """Which of the persons of a name is meant by a mention whose titles tell nothing certain."""
    fitting = [group for group in groups if not bearer.gender or all(b.gender in {None, bearer.gender} for b in group)]
    alike = [group for group in fitting if any(b.roles & bearer.roles for b in group)]
    if len(alike) == 1:
        return alike[0]
    near = [group for group in alike or fitting if any(b.keys & bearer.around for b in group)]
    if len(near) == 1:
        return near[0]
    if odds >= FREQUENT or (bearer.roles and odds >= 1):
        return None
    total = sum(len(group) for group in groups)
    return next((group for group in fitting if len(group) >= MOST * total), None)


def _join_short_names(blocks: Mapping[str, Sequence[_Bearer]], clusters: Clusters) -> None:
    """ "Putin" with "Vladimir Putin", "Kim Tiến" with "Nguyễn Thị Kim Tiến": of one office or body, and of no second."""
    longer: dict[tuple[str, str], set[str]] = {}
    short = {key for key in blocks if is_short(key)}
    for key, bearers in blocks.items():
        words = key.split()
        tails = {" ".join(words[first:]) for first in range(1, len(words))} & short
        for bearer in bearers:
            for post in bearer.keys if tails else ():
                for tail in tails:
                    longer.setdefault((tail, post), set()).add(clusters.name(bearer.entity))
    joins = []
    for key, bearers in blocks.items():
        if key not in short:
            continue
        for bearer in bearers:
            found = set().union(*(longer.get((key, post), set()) for post in bearer.keys))
            if len(found) == 1:
                joins.append((bearer.entity, found.pop()))
    for entity, person in joins:
        clusters.join(entity, person)
