"""Places: provinces, districts, communes, countries and cities abroad, with the unit word before them.

``locality_at`` answers, for a syllable, whether a place starts there and where it ends; every later grammar asks it.
``find_places`` walks over an article once and yields the places as mentions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from vnextract.boundaries import bounds
from vnextract.document import Document, Place
from vnextract.lexicon import Lexicon, per_seeds, seed_rows
from vnextract.names.words import is_vietnamese, surnames
from vnextract.rules import Rule
from vnextract.syllables import keys as syllable_keys

# Unit words, their full form and the level of what they name; None: below the commune or of no one level.
UNITS: dict[str, tuple[str, str | None]] = {
    "tỉnh": ("tỉnh", "provincial"),
    "thành phố": ("thành phố", "provincial"),
    "tp": ("thành phố", "provincial"),
    "t.p": ("thành phố", "provincial"),
    "thủ đô": ("thủ đô", "provincial"),
    "quận": ("quận", "district"),
    "q": ("quận", "district"),
    "huyện": ("huyện", "district"),
    "h": ("huyện", "district"),
    "thị xã": ("thị xã", "district"),
    "tx": ("thị xã", "district"),
    "xã": ("xã", "commune"),
    "phường": ("phường", "commune"),
    "p": ("phường", "commune"),
    "x": ("xã", "commune"),
    "thị trấn": ("thị trấn", "commune"),
    "tt": ("thị trấn", "commune"),
    "đặc khu": ("đặc khu", "commune"),
    "thôn": ("thôn", None),
    "xóm": ("xóm", None),
    "ấp": ("ấp", None),
    "bản": ("bản", None),
    "buôn": ("buôn", None),
    "làng": ("làng", None),
    "khóm": ("khóm", None),
    "khu phố": ("khu phố", None),
    "tổ dân phố": ("tổ dân phố", None),
    "bang": ("bang", "foreign"),
    "nước": ("nước", "foreign"),
    "vùng": ("vùng", "regional"),
    "huyện đảo": ("huyện đảo", "district"),
}
ABBREVIATED = frozenset({"q", "h", "p", "x", "tt", "tx", "tp", "t.p"})
# Units that a number may name ("quận 1", "phường 7", "thôn 3").
NUMBERED = frozenset({"quận", "phường", "thôn", "xóm", "ấp", "khóm", "khu phố", "tổ dân phố"})
# Units whose Vietnamese names are all in the seed table: a short unknown name after them is the next sentence's.
LISTED = frozenset({"tỉnh", "thành phố", "quận", "huyện", "thị xã", "thủ đô"})
_AT_HOME = frozenset(
    ("tỉnh", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn")
)  # "huyện Đức Phong" is not in Germany
# Common nouns that are units only before a name of the seed table: "nước Lào", but "nước này".
NOUNS = frozenset({"nước", "vùng", "thủ đô"})
# "Q.1" and "P.7" are one unit of the cut.
ONE_TOKEN = {f"{letter}.{n}": (word, str(n)) for letter, word in (("q", "quận"), ("p", "phường")) for n in range(1, 31)}
_NOT_UNIT_AFTER = frozenset({"tấn", "tác", "liên"})  # "thông tấn xã", "hợp tác xã", "liên bang"

_ADDRESS = frozenset(("ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cháu", "cậu", "tên"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of ``seeds/places.csv``: one administrative unit, country or city under one of its names."""

    canonical: str
    level: str
    unit: str
    within: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def full_name(self) -> str:
        return self.canonical if self.unit in ("nước", "vùng", "xứ") else f"{self.unit} {self.canonical}"


@dataclass(frozen=True, slots=True)
class Locality:
    """A place at syllables ``[first, last)``; ``name`` is None for a unit word alone ("tỉnh", "TP")."""

    first: int
    last: int
    unit: str | None
    name: str | None
    level: str | None

    @property
    def full_name(self) -> str | None:
        """The unit word spelt out and the name: "thành phố Đà Nẵng"; None for a unit word alone."""
        if self.name is None:
            return None
        return f"{self.unit} {self.name}" if self.unit and self.unit not in ("nước", "vùng", "xứ") else self.name


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


@per_seeds
def place_names() -> Lexicon[tuple[Unit, ...]]:
    """Every name of ``seeds/places.csv``, with the units that bear it."""
    by_form: dict[tuple[str, ...], list[Unit]] = {}
    forms: dict[tuple[str, ...], str] = {}
    for row in seed_rows("places"):
        unit = Unit(
            row["canonical"],
            row["level"],
            row["unit"],
            row["within"] or None,
            _day(row["valid_from"]),
            _day(row["valid_to"]),
        )
        key = syllable_keys(row["form"])
        by_form.setdefault(key, []).append(unit)
        forms.setdefault(key, row["form"])
    return Lexicon((forms[key], tuple(units)) for key, units in by_form.items())


@per_seeds
def unit_words() -> Lexicon[tuple[str, str | None]]:
    return Lexicon(UNITS.items())


@per_seeds
def _first_syllables() -> tuple[frozenset[str], frozenset[str]]:
    """The keys with which a unit word, and a name, can start."""
    return unit_words().first_keys, place_names().first_keys


@per_seeds
def _starts() -> frozenset[str]:
    """Every key with which a place can start."""
    return frozenset().union(*_first_syllables(), ONE_TOKEN)


def is_capital(document: Document, at: int) -> bool:
    """Whether a syllable starts with a capital letter."""
    return document.capitals[at]


def is_joined(document: Document, at: int) -> bool:
    """Whether only blanks, and no line break, stand between a syllable and the one before it."""
    if at == 0:
        return False
    gap = document.text[document.ends[at - 1] : document.starts[at]]
    return gap == " " or (gap.isspace() and "\n" not in gap) or not gap


def capital_run(document: Document, at: int, limit: int = 6) -> int:
    """The end of the run of capitalized syllables that starts at ``at`` and goes on over single blanks."""
    text, capitals, starts, ends = document.text, document.capitals, document.starts, document.ends
    end, n = at, len(document.syllables)
    while end < n and end - at < limit and capitals[end]:
        if end > at and text[ends[end - 1] : starts[end]] != " ":
            break
        end += 1
    return end


def _pick(units: tuple[Unit, ...], word: str | None, published: date | None) -> Unit:
    """Of the units of one name: the one of the unit word said, valid at the date, highest first."""
    if len(units) == 1:
        return units[0]

    def fitness(u: Unit) -> tuple[bool, bool]:
        said = word is None or u.unit == word or (word == "thủ đô" and u.unit == "thành phố")
        valid = published is None or not (
            (u.valid_from and published < u.valid_from) or (u.valid_to and published > u.valid_to)
        )
        return said, valid

    return max(units, key=fitness)


def _named(document: Document, at: int, word: str | None) -> Locality | None:
    """A name of the seed table at a syllable, printed with capitals; communes only after their unit word."""
    hit = place_names().longest(document.keys, at)
    if hit is None or not is_capital(document, at):
        return None
    last = hit.last
    unit = _pick(hit.value, word, document.published)
    is_commune_word = UNITS.get(word or "", ("", None))[1] == "commune"
    if (unit.level == "commune") != is_commune_word:
        return None
    if last - at == 2 and unit.level != "provincial" and not is_capital(document, last - 1):
        return None
    if word == "thủ đô":
        word = None
    return Locality(at, last, word or unit.unit, unit.canonical, unit.level)


_MIDDLE_NAMES = frozenset(("thị", "văn"))
_RANKS = frozenset("tá úy tướng chí an tịch thanh viên".split())


def _may_name(keys: tuple[str, ...], at: int, end: int) -> bool:
    return end - at > 1 and keys[at] in bounds("place_opener") and keys[at + 1] not in _RANKS


def _unlisted(document: Document, at: int, word: str) -> int | None:
    """The end of a name that no table holds, by its capitals: "xã Tân Lập", "bang Texas"."""
    end = capital_run(document, at)
    keys = document.keys
    if (
        end == at
        or (keys[at] in bounds("no_place") and not _may_name(keys, at, end))
        or len(keys[at]) < 2
        or word in NOUNS
    ):
        return None
    if keys[at] in bounds("surname_after_place") and end - at >= (2 if word in LISTED else 3):
        return None  # a person's name after a unit word alone
    if end - at >= 3 and keys[at + 1] in _MIDDLE_NAMES:
        return None  # "UBND phường Ma Thị Hoài Thu": a person's name, whatever the surname
    if (
        end - at == 1
        and word in LISTED
        and not (len(keys[at]) >= 5 and (keys[at].isascii() or not is_vietnamese(keys[at])))
    ):
        return None
    for cut in range(at + 1 + is_vietnamese(keys[at]), end - 1):
        if keys[cut] in bounds("surname_after_place") or keys[cut] in _ADDRESS:
            return cut
    if word == "bang" and end - at >= 3 and not is_vietnamese(keys[end - 1]):
        return end - 2  # "Thống đốc bang Hessen Peter Kramer"
    if end - at > 1 and keys[end : end + 1] and keys[end] in ("tá", "úy", "tướng"):
        end -= 1  # "Công an phường Hải Châu | Thượng tá A"
    return min(end, at + 4)


def locality_at(document: Document, at: int, bare: bool = False) -> Locality | None:
    """The place that starts at a syllable: a unit word with its name, or a name alone; None if there is none.

    With ``bare`` a unit word without a name counts too ("UBND tỉnh"). Levels of ``thành phố`` follow the seed table:
    provincial for those under the central government, else district.
    """
    keys = document.keys
    if at >= len(keys):
        return None
    key = keys[at]
    unit_first, name_first = _first_syllables()
    if key in unit_first:
        found = _after_unit(document, at, bare)
        if found is not None:
            return found
    if key in ONE_TOKEN:
        unit, number = ONE_TOKEN[key]
        return Locality(at, at + 1, unit, number, UNITS[unit][1])
    return _named(document, at, None) if key in name_first else None


def _after_unit(document: Document, at: int, bare: bool) -> Locality | None:
    hit = unit_words().longest(document.keys, at)
    if hit is None or (at and document.keys[at - 1] in _NOT_UNIT_AFTER):
        return None
    keys, nxt = document.keys, hit.last
    word, level = hit.value
    dotted = False
    if hit.last - at == 1 and keys[at] in ABBREVIATED:
        if not is_capital(document, at) and keys[at] != "tp":
            return None
        dotted = document.syllables[at].text.endswith(".")  # "TP." is one unit of the cut
        if keys[at] == "x" and not (_is_letter_unit(document, at) or keys[at - 1 : at] in (("(",), (",",))):
            return None  # "ông X.Tâm"
        if (
            not dotted
            and keys[at] in ("h", "q", "p", "x", "tt")
            and not (keys[at] == "q" and keys[nxt : nxt + 1] != () and keys[nxt].isdigit())
        ):
            return None
    if nxt < len(keys) and is_joined(document, nxt):
        found = _name_of_unit(document, at, nxt, word, level)
        spaced = dotted and document.syllables[nxt].start > document.syllables[nxt - 1].end
        if found is not None and not (spaced and not (_bears(document, nxt, word) or _is_letter_unit(document, at))):
            return found
    return Locality(at, hit.last, word, None, level) if bare else None


def _is_letter_unit(document: Document, at: int) -> bool:
    """Whether one letter with a stop can only be a unit word here, no masked name: "Công an P. Tân Lập"."""
    before = document.syllables[at - 1].text if at and document.keys[at - 1] not in _ADDRESS else ""
    return len(document.keys[at].rstrip(".")) == 1 and (before.islower() or (before.isupper() and len(before) > 1))


def _bears(document: Document, at: int, word: str) -> bool:
    """Whether the seed table has a unit of that word by the name at a syllable."""
    hit = place_names().longest(document.keys, at)
    return hit is not None and any(unit.unit == word for unit in hit.value)


def _name_of_unit(document: Document, at: int, nxt: int, word: str, level: str | None) -> Locality | None:
    """The number or name at ``nxt`` that completes the unit word at ``at``."""
    key = document.keys[nxt]
    if key.isdecimal() and len(key) <= 2 and word in NUMBERED:
        return Locality(at, nxt + 1, word, str(int(key)), level)
    named = _named(document, nxt, word)
    if named is not None and not (named.level == "foreign" and word in _AT_HOME and not _bears(document, nxt, word)):
        level = named.level if word in ("thành phố", "thủ đô", "nước", "vùng") else level
        return Locality(at, named.last, named.unit if word == "thủ đô" else word, named.name, level)
    end = _unlisted(document, nxt, word)
    if end is None:
        return None
    name = document.surface(document.syllables[nxt].start, document.syllables[end - 1].end)
    return Locality(at, end, word, name, None if word == "thành phố" else level)


def find_places(document: Document) -> Iterator[Place]:
    """Places of an article, with their unit word, from left to right and not overlapping.

    A name without a unit word that a person may bear ("Anh", "Vinh", "Thái Bình") counts only where no surname or
    other capital stands beside it and no address word before it.
    """
    unit_first, _ = _first_syllables()
    syllables, end = document.syllables, 0
    starts = _starts()
    for at in [i for i, key in enumerate(document.keys) if key in starts]:
        token = syllables[at]
        is_unit = token.key in unit_first
        if at < end or not (is_unit or document.capitals[at]):
            continue
        place = locality_at(document, at)
        if place is None or (not is_unit and _may_be_person(document, at, place.last, place.level)):
            continue
        yield document.mention(
            Place,
            token.start,
            syllables[place.last - 1].end,
            level=place.level,
            canonical=place.full_name,
            rule="place.unit_name" if is_unit else "place.name",
        )
        end = place.last


def _may_be_person(document: Document, at: int, last: int, level: str | None) -> bool:
    """Whether a name without a unit word stands as a person's name does."""
    keys = document.keys
    if not keys[at].isalpha() or document.syllables[last - 1].text.isupper():
        return False
    beside = at > 0 and is_joined(document, at) and is_capital(document, at - 1)
    if last - at > 1:
        named = surnames().get(keys[at]) or (keys[at] in surnames() and keys[at + 1] in _MIDDLE_NAMES)
        if last - at == 2 and level == "district" and named and _is_one_more(document, last):
            return True  # "Giám đốc Vũ Quang Hùng", not the district of Vũ Quang; "Đồng Văn Lâm"
        return beside and keys[at - 1] in bounds("surname_after_place")
    if at > 0 and (beside or keys[at - 1] in _ADDRESS):
        return True
    return last < len(keys) and is_joined(document, last) and is_capital(document, last)


def _is_one_more(document: Document, at: int) -> bool:
    """Whether one capital word stands at a syllable that opens no sentence, and none after it."""
    if at >= len(document.keys) or not (is_joined(document, at) and is_capital(document, at)):
        return False
    token = document.syllables[at]
    if not token.text[1:].islower() or token.key in bounds("sentence_opener"):
        return False
    return at + 1 >= len(document.keys) or not (is_joined(document, at + 1) and is_capital(document, at + 1))


def _only(name: str) -> Callable[[Document], Iterator[Place]]:
    return lambda document: (place for place in find_places(document) if place.rule == name)


RULES = (
    Rule(
        "place.unit_name",
        _only("place.unit_name"),
        (
            "Ông về ⟦tỉnh Yên Bái⟧ sáng nay.",
            "Chủ tịch UBND ⟦xã Tân Lập⟧ Nguyễn Văn An nói.",
            "UBND ⟦TP. Đà Nẵng⟧ họp.",
            "Về ⟦xã Đồng Tiến⟧ họp.",
        ),
        (
            "Tỉnh này đã họp.",
            "Chủ tịch xã Đồng chí An nói.",
            "Thẩm phán liên bang Anna Berg nói.",
            "Thông tấn xã Việt Nam đưa tin.",
            "Chủ tịch UBND Thành phố Trần Văn Bình nói.",
        ),
    ),
    Rule(
        "place.name",
        _only("place.name"),
        ("Từ ⟦Hà Nội⟧ vào ⟦Sài Gòn⟧.", "Bộ Quốc phòng ⟦Mỹ⟧ nói.", "Công an ⟦Q.3⟧ mời."),
        ("Ông Đức và bà Anh sống trong hòa bình.", "Ông Lê Thái Bình nói."),
    ),
)
