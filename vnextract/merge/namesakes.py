"""How many officials of a full name to expect: what tells whether two of one name are one.

A Vietnamese full name is a surname, one or more middle words and a given name. Their shares in news, multiplied, say
how common the whole is: there are dozens of officials called Nguyễn Văn Hùng, hardly a second Trần Đại Quang.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from vnextract.lexicon import per_seeds, seed_rows
from vnextract.text import match_key

OFFICIALS = 20_000  # names of officials that a year of national news may hold
_TWO_WORDS = 0.12  # share of full names without a middle word
_SPELLINGS = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_MARKS = re.compile(r"[^\w]+")


def person_key(full_name: str) -> str:
    """A name as all its spellings share it: case, hyphens, and y or i at the end of a syllable do not count.

    >>> person_key("Kim Jong-un") == person_key("KIM JONG UN"), person_key("Lý Hải") == person_key("Lí Hải")
    (True, True)
    """
    words = _MARKS.sub(" ", match_key(full_name)).split()
    return " ".join(word[:-1] + word[-1].translate(_SPELLINGS) for word in words)


@per_seeds
def _shares() -> Mapping[str, Mapping[str, float]]:
    """The share of each word among surnames, middle words and given names."""
    counts: dict[str, dict[str, int]] = {"surname": {}, "middle": {}, "given": {}}
    for row in seed_rows("name_words"):
        counts[row["part"]][person_key(row["form"])] = int(row["count"])
    return {
        part: {word: count / sum(words.values()) for word, count in words.items()} for part, words in counts.items()
    }


@lru_cache(maxsize=65536)
def namesakes(key: str) -> float:
    """How many officials of a name (a ``person_key``) to expect; 0 for a name that is not built the Vietnamese way.

    >>> namesakes(person_key("Nguyễn Văn Hùng")) > 10 > 0.1 > namesakes(person_key("Trần Đại Quang"))
    True
    >>> namesakes(person_key("Donald Trump"))
    0
    """
    words, shares = key.split(), _shares()
    if len(words) < 2 or words[0] not in shares["surname"]:
        return 0
    rare = 0.0004
    expected = OFFICIALS * shares["surname"][words[0]] * shares["given"].get(words[-1], rare)
    if len(words) == 2:
        return expected * _TWO_WORDS
    for word in words[1:-1]:
        expected *= shares["middle"].get(word, rare)
    return expected


def is_short(key: str) -> bool:
    """Whether a name is less than a full one: a single word, or words none of which is a surname before the last.

    >>> is_short(person_key("Putin")), is_short(person_key("Kim Tiến")), is_short(person_key("Tô Lâm"))
    (True, True, False)
    """
    words = key.split()
    return len(words) == 1 or (len(words) == 2 and words[0] not in _shares()["surname"])
