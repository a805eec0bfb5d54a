"""The persons of an article: full names, who holds office, and whom a short mention means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vnextract.document import Document
from vnextract.names.words import bare_letters
from vnextract.officials.frame import countries
from vnextract.officials.scene import Bearer, Held

_SURNAME_CALLED = frozenset("tập hồ kim moon park lý vương trương mao đặng".split())


@dataclass(slots=True)
class Person:
    """One bearer of a full name: the keys of the name, where it stands, what the article says of them."""

    keys: tuple[str, ...]
    form: str
    vietnamese: bool
    places: list[int] = field(default_factory=list)  # syllables at which the full name stands
    genders: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    plain: bool = False  # named somewhere with no word of respect, as the accused are
    public: bool = False
    weak: bool = False
    private: bool = False
    abroad: bool = False  # holds office in another country

    @property
    def official(self) -> bool:
        return self.public or (self.weak and not self.private)


def name_keys(document: Document, bearer: Bearer) -> tuple[str, ...]:
    return document.keys[bearer.name.first : bearer.name.last]


def is_full(bearer: Bearer) -> bool:
    """Whether a name could be a full one: neither a single word nor a last name behind an initial ("D.Trump")."""
    return bearer.name.last - bearer.name.first > 1 and not has_initial(bearer)


def has_initial(bearer: Bearer) -> bool:
    return bearer.name.last - bearer.name.first == 3 and bearer.initial


def gather(document: Document, bearers: Iterable[Bearer]) -> dict[tuple[str, ...], Person]:
    """Persons by the keys of their full name."""
    persons: dict[tuple[str, ...], Person] = {}
    for bearer in bearers:
        if not is_full(bearer):
            continue
        keys, name = name_keys(document, bearer), bearer.name
        if len(keys) == 3 and keys[1] == "-" and bearer.shared:
            continue  # "hai Tổng thống Putin-Trump": two persons
        form = document.surface(name.start, name.end)
        person = persons.setdefault(keys, Person(keys, form, name.vietnamese))
        if person.form.isupper() and not form.isupper():
            person.form = form
        note(person, bearer)
        person.abroad |= any(_is_abroad(document, held) for held in bearer.titles)
    _join_misspelt(persons)
    return persons


def everyone(persons: Mapping[tuple[str, ...], Person]) -> list[Person]:
    """Each person once, though misspelt names lead to one too."""
    return list({id(person): person for person in persons.values()}.values())


_MOST_COMPARED = 200  # names of an article; a list of thousands is no article


def _join_misspelt(persons: dict[tuple[str, ...], Person]) -> None:
    """A name that is another but for one word misspelt leads to the person named more often."""
    if len(persons) > _MOST_COMPARED:
        return
    for keys, person in list(persons.items()):
        same = [p for p in persons.values() if p is not person and _is_slip(person, p)]
        if same:
            best = max(same, key=lambda p: (len(p.places), -p.places[0]))
            _absorb(best, person)
            persons[keys] = best


def _is_slip(person: Person, other: Person) -> bool:
    """Whether a person's name is a slip for another's: one word apart, as often named at most, in the same office."""
    keys, whole = person.keys, other.keys
    if len(keys) != len(whole) or len(keys) < 2 or len(person.places) > len(other.places) or person.keys == other.keys:
        return False
    apart = [i for i, (a, b) in enumerate(zip(keys, whole, strict=True)) if a != b]
    if len(apart) != 1 or (len(person.places) == len(other.places) and person.places[0] < other.places[0]):
        return False
    at = apart[0]
    if person.vietnamese or other.vietnamese:
        likely = (bool(person.roles & other.roles) or not person.roles) and at < len(keys) - 1 and len(keys) > 2
        return likely and bare_letters(keys[at]) == bare_letters(whole[at])
    return is_slip(keys[at], whole[at]) and (not person.roles or not other.roles or bool(person.roles & other.roles))


def _absorb(person: Person, slip: Person) -> None:
    person.places = sorted([*person.places, *slip.places])
    person.genders |= slip.genders
    person.roles |= slip.roles
    person.plain |= slip.plain
    person.public |= slip.public
    person.weak |= slip.weak
    person.private |= slip.private
    person.abroad |= slip.abroad


def _is_abroad(document: Document, held: Held) -> bool:
    """Whether a title is of another country: "Người phát ngôn Bộ Ngoại giao Trung Quốc"."""
    if held.title.role in _ENVOYS:
        return False
    return next(countries().find(document.keys[held.first : held.last]), None) is not None


_ENVOYS = frozenset(("Đại sứ", "Tổng lãnh sự", "Tham tán", "Lãnh sự"))  # a country in their title is where they serve


def note(person: Person, bearer: Bearer) -> None:
    """What one mention tells about a person."""
    person.places.append(bearer.name.first)
    person.plain |= bearer.accused or (bearer.first == bearer.name.first and is_full(bearer))
    if bearer.gender:
        person.genders.add(bearer.gender)
    if bearer.rank or bearer.presented or (bearer.comrade and person.vietnamese):
        person.public = True
    for held in bearer.titles:
        person.roles.add(held.title.role)
        person.public |= held.standing == "public"
        person.weak |= held.standing == "weak"
        person.private |= held.standing == "private"


def index_by_word(persons: Iterable[Person]) -> dict[str, list[Person]]:
    """Persons by each word of their names."""
    index: dict[str, list[Person]] = {}
    for person in persons:
        for key in set(person.keys):
            index.setdefault(key, []).append(person)
    return index


def resolve(document: Document, bearer: Bearer, index: Mapping[str, Sequence[Person]]) -> Person | None:
    """The person a short mention means: by given name or last name, then gender, title, and the nearest mention before."""
    keys = name_keys(document, bearer)
    if has_initial(bearer):
        keys = keys[2:]
    if keys == ("hồ",) and bearer.honorific and bearer.honorific.casefold() == "bác":
        return next((p for p in index.get("hồ", ()) if p.keys == ("hồ", "chí", "minh")), None)
    candidates = [p for p in index.get(keys[-1], ()) if _may_mean(keys, p, bearer)]
    if bearer.gender:
        other = {"male": "female", "female": "male"}[bearer.gender]
        candidates = [p for p in candidates if other not in p.genders or bearer.gender in p.genders]
    if len(candidates) > 1 and bearer.titles:
        roles = {held.title.role for held in bearer.titles}
        candidates = [p for p in candidates if p.roles & roles] or candidates
    if not candidates and (bearer.titles or bearer.honorific) and not bearer.name.vietnamese and len(keys) == 1:
        near = [other for other in index if is_misspelt(keys[0], other)]
        candidates = [p for other in near for p in index[other] if not p.vietnamese and p.keys[-1] == other]
    if not candidates:
        return None
    at = bearer.name.first

    def nearness(person: Person) -> tuple[int, int]:
        i = bisect_right(person.places, at)
        return (0, at - person.places[i - 1]) if i else (1, person.places[0] - at)

    return min(candidates, key=nearness)


def is_slip(key: str, other: str) -> bool:
    """Whether two words of four letters at least differ by one letter, or by two changed for each other.

    >>> is_slip("donal", "donald"), is_slip("doanld", "donald"), is_slip("mike", "mika"), is_slip("anna", "hans")
    (True, True, True, False)
    """
    if min(len(key), len(other)) < 4 or abs(len(key) - len(other)) > 1:
        return False
    short, long = sorted((key, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (
        short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    )


def is_misspelt(key: str, other: str) -> bool:
    """Whether two words of six letters at least differ by one letter lost, added or changed.

    >>> is_misspelt("turbull", "turnbull"), is_misspelt("trump", "trum")
    (True, False)
    """
    short, long = sorted((key, other), key=len)
    if len(short) < 6 or len(long) - len(short) > 1 or short == long:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _may_mean(keys: tuple[str, ...], person: Person, bearer: Bearer) -> bool:
    full, n = person.keys, len(keys)
    if n >= len(full):
        return False
    if full[-n:] == keys:
        return True
    if person.vietnamese:
        return n == 1 and full[0] == keys[0] and (keys[0] in _SURNAME_CALLED or person.abroad)
    return any(full[i : i + n] == keys for i in range(len(full) - n + 1))
