"""Officials: personal names of those who hold office by this article, each with the titles of its own noun phrase."""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.boundaries import bounds, pairs
from vnextract.document import Body, Document, Occupation, Official, Place, Position, Title
from vnextract.names.persons import Name, find_names, name_at
from vnextract.names.words import (
    Address,
    addresses,
    adjacent,
    is_capitalized,
    is_mark,
    is_vietnamese,
    speech_verbs,
    surnames,
)
from vnextract.officials.appositions import PLURALS
from vnextract.officials.attachment import COMRADES, attach
from vnextract.officials.frame import SHORT_COUNTRIES, by_first_syllable, countries, syllable_spans
from vnextract.officials.persons import Person, everyone, gather, index_by_word, is_full, name_keys, note, resolve
from vnextract.officials.predicates import hear_predicates, hear_pronouns
from vnextract.officials.scene import Bearer, Held, Scene

# Roles that tell an official, but are no office of its bearer.
_UNNAMED = frozenset(
    ("Người đồng cấp", "Đồng nhiệm", "Công chức", "Người tiền nhiệm", "Người kế nhiệm", "Quan chức", "Nguyên thủ")
)


def find_officials(document: Document) -> Iterator[Official]:
    """Every mention by name of an official: full or short, with or without a title, in text order."""
    scene = read_scene(document)
    if (
        not scene.ending
        and not scene.bodies
        and not any(tells_office(address) for _, address in scene.addressed.values())
    ):
        return
    bearers = attach(scene)
    persons = gather(document, bearers)
    complete(scene, persons, bearers)
    hear_predicates(scene, bearers, persons)
    hear_pronouns(scene, bearers, persons)
    seen: set[int] = set()
    for bearer, person in identify(scene, bearers, persons):
        if bearer.name.first in seen or not person.official or _is_memorial(scene, bearer):
            continue
        seen.add(bearer.name.first)
        if document.zone(bearer.name.start) != "byline" and not _is_credit(scene, bearer):
            yield build(scene, bearer, person)


def tells_office(address: Address) -> bool:
    """Whether a form of address alone makes its bearer an official: a rank, "đồng chí"."""
    return address.kind == "rank" or address.form.casefold() in COMRADES


def read_scene(document: Document) -> Scene:
    """Names, titles, bodies, places and forms of address, by syllable."""
    titles: list[Title | Occupation] = [m for m in document.mentions if isinstance(m, (Title, Occupation))]
    starting: dict[int, Held] = {}
    ending: dict[int, Held] = {}
    covered = [False] * (len(document.syllables) + 1)
    for first, last, title in syllable_spans(document, titles):
        starting[first] = ending[last] = Held(first, last, title)
        covered[first:last] = [True] * (last - first)
    addressed = {  # "tướng" in "Thủ tướng" is no rank
        hit.last: (hit.first, hit.value)
        for hit in addresses().find(document.keys)
        if not (covered[hit.first] and hit.first > 0 and covered[hit.first - 1])
    }
    bodies, places = by_first_syllable(document, Body), by_first_syllable(document, Place)
    for spans in (bodies, places):
        for first, last in spans.items():
            covered[first:last] = [True] * (last - first)
    ranks = {first for first, address in addressed.values() if address.kind in ("rank", "noble")}
    announced = {*ending, *addressed, *(end + 1 for end in ending if document.keys[end : end + 1] == (":",))}
    announced.update(_apposed(document, ending, places))
    announced.update(end + 2 for end in ending if document.keys[end : end + 1] == ("khóa",))
    announced.update(end + 3 for end in ending if document.keys[end + 1 : end + 3] == ("đó", ","))
    for held in starting.values():
        if document.keys[held.first - 1 : held.first] and document.keys[held.first - 1] in PLURALS:
            announced.update(_listed(document, held.last))
    names = find_names(document, announced, addressed, starting, {*starting, *bodies, *ranks}, covered)
    return Scene(
        document,
        names,
        starting,
        ending,
        addressed,
        bodies,
        places,
        covered,
        {last: first for first, last in (*places.items(), *bodies.items())},
        {name.first: name for name in names},
    )


def _apposed(document: Document, ending: dict[int, Held], places: dict[int, int]) -> Iterator[int]:
    """Where a foreign name stands in apposition to the title of an office before it: "Phát ngôn viên Nhà Trắng, Anna Berg,"."""
    tokens, keys = document.syllables, document.keys
    for end, held in ending.items():
        if held.standing != "public" or end + 2 >= len(tokens) or not is_mark(tokens[end].text, ",-–"):
            continue
        hit = name_at(document, end + 1, announced=True)
        if hit is None or hit[1] or hit[0] - end < 3 or hit[0] >= len(tokens):
            continue
        if tokens[end].text != "," and tokens[end - 1].end < tokens[end].start and end + 1 not in places:
            yield end + 1  # "Thủ tướng Australia - Malcolm Turner"
        elif tokens[hit[0]].text in (",", "(") or keys[hit[0] : hit[0] + 2] in speech_verbs() or keys[hit[0]] == "nói":
            yield end + 1


def _listed(document: Document, at: int, limit: int = 12) -> Iterator[int]:
    """Where the foreign names of a list under one plural title stand: "các Tổng thống Anna Berg, Karl Weber (phải) và Jan Novak"."""
    tokens, keys = document.syllables, document.keys
    at += keys[at : at + 1] == (":",)
    for _ in range(limit):
        hit = name_at(document, at, announced=True)
        if hit is None or (hit[1] and hit[0] - at < 2):
            return
        yield at
        at = hit[0]
        if keys[at : at + 1] == ("(",) and ")" in keys[at : at + 6]:
            at = keys.index(")", at) + 1
        if at >= len(tokens) or keys[at] not in (",", "và", ";", "cùng"):
            return
        at += 1 + (keys[at] == "," and keys[at + 1 : at + 2] == ("và",))


def complete(scene: Scene, persons: dict[tuple[str, ...], Person], bearers: list[Bearer]) -> None:
    """Full forms of foreign names that stand with nothing before them: "Barack Obama" beside "Tổng thống Obama"."""
    document, tokens = scene.document, scene.document.syllables
    wanted = {name_keys(document, b)[0] for b in bearers if not is_full(b) and not b.name.vietnamese and b.titles} - {
        p.keys[-1] for p in everyone(persons)
    }
    if not wanted:
        return
    for at, key in enumerate(document.keys):
        if key not in wanted or at in scene.names_at:
            continue
        first = at
        while first > 0 and is_capitalized(tokens[first - 1]) and adjacent(document, tokens[first - 1], tokens[first]):
            if is_vietnamese(tokens[first - 1].key) or countries().longest(document.keys, first - 1):
                break
            first -= 1
        if first < at:
            keys = document.keys[first : at + 1]
            form = document.surface(tokens[first].start, tokens[at].end)
            persons.setdefault(keys, Person(keys, form, False)).places.append(first)


def identify(
    scene: Scene, bearers: list[Bearer], persons: dict[tuple[str, ...], Person]
) -> Iterator[tuple[Bearer, Person]]:
    """Each mention with its person, in text order: full names, short ones, and bare foreign last names."""
    document = scene.document
    people = everyone(persons)
    index = index_by_word(people)
    found: list[tuple[Bearer, Person]] = []
    for bearer in bearers:
        keys = name_keys(document, bearer)
        person = persons.get(keys)
        shorter = resolve(document, bearer, index)
        if person is not None and shorter is not None and _is_shorter(person, shorter):
            person = shorter  # "Mohammad Zarif" where "Mohammad Javad Zarif" stands elsewhere
        person = person or shorter
        if person is None and _may_stand_alone(scene, bearer):
            person = persons.setdefault(
                keys, Person(keys, document.surface(bearer.name.start, bearer.name.end), bearer.name.vietnamese)
            )
            for key in set(keys):
                index.setdefault(key, []).append(person)
        if person is None:
            continue
        if shorter is person or not is_full(bearer):
            note(person, bearer)
        found.append((bearer, person))
    officials = [p for p in everyone(persons) if p.official]
    found.extend(_coordinated(scene, found, officials))
    found.extend(_unannounced(scene, officials))
    for person in officials:
        if person.vietnamese and person.plain:
            found.extend(_called_bare(scene, person, people))
    return iter(sorted(found, key=lambda pair: pair[0].name.first))


def _coordinated(
    scene: Scene, found: list[tuple[Bearer, Person]], officials: list[Person]
) -> Iterator[tuple[Bearer, Person]]:
    """Given names joined to a short one with its form of address: "ông Quảng và | Bình"."""
    document, tokens = scene.document, scene.document.syllables
    for bearer, _ in found:
        at = bearer.last + 1
        if not bearer.honorific or is_full(bearer) or at >= len(tokens) or document.keys[at - 1] != "và":
            continue
        if at in scene.names_at or scene.held(at) or not is_capitalized(tokens[at]) or scene.text(at + 1)[:1].isupper():
            continue
        named = [p for p in officials if p.vietnamese and len(p.keys) > 1 and p.keys[-1] == document.keys[at]]
        if len(named) == 1:
            yield Bearer(Name(tokens[at].start, tokens[at].end, at, at + 1, True, True), at, at + 1), named[0]


def _is_shorter(person: Person, whole: Person) -> bool:
    """Whether a person of few words is another by a part of the name: "Le Pen" where "Marine Le Pen" stands elsewhere."""
    if person.vietnamese and whole.vietnamese:  # "ông Xuân Anh" where "Nguyễn Xuân Anh" stands elsewhere
        called = not person.plain and not person.roles and not surnames().get(person.keys[0], False)
        return called and whole.keys[1:] == person.keys and len(person.keys) > 1 and whole.official
    return not person.vietnamese or not person.roles


def _may_stand_alone(scene: Scene, bearer: Bearer) -> bool:
    """Whether a short name no full one explains is an official's: "Tổng thống Trump", "Cục trưởng Sanh nói"."""
    if not bearer.titles or is_full(bearer):
        return False
    if not bearer.name.vietnamese:
        return True
    held = bearer.titles[-1]
    bare = held.title.text.casefold() == held.title.role.casefold()
    return (
        bare
        and held.standing == "public"
        and held.last == bearer.name.first
        and scene.key(held.last) not in SHORT_COUNTRIES
    )


def _unannounced(scene: Scene, officials: list[Person]) -> Iterator[tuple[Bearer, Person]]:
    """Names of known officials with nothing before them: full ones, and last names no Vietnamese word is like."""
    document = scene.document
    forms: dict[str, list[tuple[tuple[str, ...], Person]]] = {}
    for person in officials:
        if person.keys == ("hồ", "chí", "minh"):
            continue
        if len(person.keys) > 1 or not person.vietnamese:
            forms.setdefault(person.keys[0], []).append((person.keys, person))
        if not person.vietnamese and len(person.keys[-1]) > 3:
            forms.setdefault(person.keys[-1], []).append((person.keys[-1:], person))
        if len(person.keys) > 2 and (person.keys[-2] in bounds("name_particle") or _is_double(person)):
            forms.setdefault(person.keys[-2], []).append((person.keys[-2:], person))
    tokens, free = document.syllables, 0
    for at in [i for i, key in enumerate(document.keys) if key in forms]:
        if at < free or at in scene.names_at or not tokens[at].text[0].isupper():
            continue
        fits = [pair for pair in forms[document.keys[at]] if document.keys[at : at + len(pair[0])] == pair[0]]
        if not fits or scene.key(at - 1) in bounds("named_thing") or any(n.first < at < n.last for n in scene.names):
            continue
        keys, person = max(fits, key=lambda pair: len(pair[0]))
        if len(keys) == 1 and _is_relative(scene, at):
            continue
        free = at + len(keys)
        yield Bearer(Name(tokens[at].start, tokens[free - 1].end, at, free, person.vietnamese, True), at, free), person


def _is_double(person: Person) -> bool:
    """Whether a foreign person may have a last name of two words: "Sarah | Huckabee Sanders"."""
    last = person.keys[-2:]
    return not person.vietnamese and all(len(key) > 3 and key.isalpha() and not is_vietnamese(key) for key in last)


def _called_bare(scene: Scene, person: Person, people: list[Person]) -> Iterator[tuple[Bearer, Person]]:
    """Given names alone, as the accused are called in reports of trials: "Hòa khai ..."."""
    document, given = scene.document, person.keys[-1]
    if (
        given in bounds("ordinary_given")
        or document.keys.count(given) < 3
        or sum(p.keys[-1] == given for p in people) > 1
    ):
        return
    tokens = document.syllables
    found: list[Bearer] = []
    inside = False  # whether the word stood once where no capital is due
    for at, key in enumerate(document.keys):
        if key != given or not tokens[at].text[0].isupper() or scene.held(at):
            continue
        before, after = scene.text(at - 1), scene.text(at + 1)
        if (before[:1].isupper() and adjacent(document, tokens[at - 1], tokens[at])) or before in ("-", "/"):
            continue
        if scene.key(at - 1) in bounds("named_thing") or (
            after[:1].isupper() and adjacent(document, tokens[at], tokens[at + 1])
        ):
            continue
        inside = inside or before.isalpha() or before == ","
        found.append(Bearer(Name(tokens[at].start, tokens[at].end, at, at + 1, True, True), at, at + 1))
    predicates = sum(not scene.text(b.last).isalpha() or scene.key(b.last) in bounds("tail_stop") for b in found)
    if inside and len(found) > 1 and 2 * predicates >= len(found):
        yield from ((bearer, person) for bearer in found)


def _is_relative(scene: Scene, at: int) -> bool:
    """Whether another first name stands before a last name: "Melania Trump" is not Donald."""
    tokens = scene.document.syllables
    if at == 0 or not is_capitalized(tokens[at - 1]) or not adjacent(scene.document, tokens[at - 1], tokens[at]):
        return False
    return not is_vietnamese(tokens[at - 1].key) and not any(
        start <= at - 1 < end for start, end in scene.places.items()
    )


def _is_credit(scene: Scene, bearer: Bearer) -> bool:
    """Whether a name is a photographer's or source's: "Ảnh: A", "(Nguồn: A)"."""
    at = bearer.first
    if scene.key(at - 3) == "trong":
        return False  # "Trong ảnh: Thủ tướng A thăm nhà máy"
    return scene.text(at - 1) == ":" and scene.key(at - 2) in ("ảnh", "tin", "bài", "nguồn", "video", "clip", "họa")


def _is_memorial(scene: Scene, bearer: Bearer) -> bool:
    """Whether a name is that of a memorial, a street, a movement: "Khu lưu niệm Tổng Bí thư A", "tư tưởng Hồ Chí Minh"."""
    before = (scene.key(bearer.first - 2), scene.key(bearer.first - 1))
    if name_keys(scene.document, bearer) == ("hồ", "chí", "minh"):
        if scene.text(bearer.first - 1) in ("'", '"', "“", "‘"):
            return True
        if any(
            (scene.key(at), scene.key(at + 1)) in pairs("memorial") | pairs("revered")
            for at in range(bearer.first - 6, bearer.first)
        ):
            return True
    if before[1] == "niệm":
        return scene.key(bearer.first - 3) in ("khu", "nhà", "đài", "phòng")
    return before in pairs("memorial") or before[1] in ("lăng", "đường", "phố", "tượng")


def build(scene: Scene, bearer: Bearer, person: Person) -> Official:
    document, name = scene.document, bearer.name
    first = min([name.start, *(held.title.start for held in bearer.titles)])
    last = max([name.end, *(held.title.end for held in bearer.titles)])
    rule = "official.title_name" if bearer.titles else "official.known_name"
    return document.mention(
        Official,
        name.start,
        name.end,
        full_name=person.form,
        positions=tuple(position(document, held) for held in bearer.titles if is_carried(held)),
        honorific=bearer.honorific,
        rank=bearer.rank,
        rule=rule if is_full(bearer) else "official.short_name",
        score=0.95 if person.public else 0.6,
        evidence=(first, last),
    )


def is_carried(held: Held) -> bool:
    """Whether a title says what its bearer is: not "nhà báo" alone, nor "người đồng cấp" of another."""
    return held.title.score > 0.35 and held.title.role not in _UNNAMED


def position(document: Document, held: Held) -> Position:
    title = held.title
    body = getattr(title, "body", None)
    return Position(
        title.start,
        title.end,
        document.surface(title.start, title.end),
        title.role,
        document.surface(*body) if body else None,
        title.tenure,
    )
