"""What the sequence model sees of a document: a few small integers a syllable.

``encode`` gives, for every syllable, the number of its key in the model's vocabulary, its shape, a hash of its last
letters, and which tags the rules put on it. Everything else the model learns itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from zlib import crc32

import regex

from vnextract.document import EVENT_TYPES, Body, Directive, Document, Event, Mention, Official, Place, Time, Title
from vnextract.events.triggers import find_triggers

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# The columns of ``Features.ids``; ``word`` (alone, first or later syllable of a word) only where the model asks for it.
ID_TABLES = ("key", "shape", "suffix", "break", "word")
ALONE, OPENS, GOES_ON = 0, 1, 2
SHAPES = ("lower", "title", "upper", "letter", "mixed", "number", "code", "mark", "other")
PAD, MASK, FIRST_WORD = 0, 1, 2  # ids below FIRST_WORD are reserved
UNKNOWN_BUCKETS = 256  # rare keys share these by hash
SUFFIX_BUCKETS = 512

_BREAK = regex.compile(r"\n+")
_DIGIT = regex.compile(r"\d")


def plain_key(key: str) -> str:
    """A key as the vocabulary knows it: every digit is 0, so that 6/12 and 7/11 are one word.

    >>> plain_key("34-ct/tu"), plain_key("ủy")
    ('00-ct/tu', 'ủy')
    """
    return _DIGIT.sub("0", key)[:24]


def shape(text: str) -> int:
    """The number of a syllable's shape in ``SHAPES``.

    >>> [SHAPES[shape(t)] for t in ("ban", "Bộ", "UBND", "A", "LĐTBXH", "6/12", "34-CT/TU", ",")]
    ['lower', 'title', 'upper', 'letter', 'upper', 'number', 'code', 'mark']
    """
    if text.isalpha():
        if text.islower():
            return 0
        if len(text) == 1:
            return 3
        if text.isupper():
            return 2
        return 1 if text[0].isupper() and text[1:].islower() else 4
    if text[0].isdigit():
        return 6 if any(c.isalpha() for c in text) else 5
    return 7 if not any(c.isalnum() for c in text) else 8


class Vocabulary:
    """Keys to numbers. Unknown keys fall into hash buckets, stable across runs and machines."""

    __slots__ = ("_cache", "_ids", "keys")

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = tuple(keys)
        base = FIRST_WORD + UNKNOWN_BUCKETS
        self._ids = {key: base + i for i, key in enumerate(self.keys)}
        self._cache: dict[str, tuple[int, int, int]] = {}

    def __len__(self) -> int:
        return FIRST_WORD + UNKNOWN_BUCKETS + len(self.keys)

    def id(self, key: str) -> int:
        plain = plain_key(key)
        found = self._ids.get(plain)
        return found if found is not None else FIRST_WORD + crc32(plain.encode("utf-8", "replace")) % UNKNOWN_BUCKETS

    def describe(self, text: str, key: str) -> tuple[int, int, int]:
        """(key id, shape, suffix bucket) of a syllable; the common ones are remembered."""
        found = self._cache.get(text)
        if found is None:
            suffix = crc32(plain_key(key)[-3:].encode("utf-8", "replace")) % SUFFIX_BUCKETS
            found = (self.id(key), shape(text), suffix)
            if len(self._cache) < 100_000:  # bounded: hostile input must not fill the memory
                self._cache[text] = found
        return found


# The columns of ``Features.tags`` with the number of tags of each: 0 is none, then B and I of each label in turn.
ENTITY_LABELS = ("official", "body", "directive", "law")
TRIGGER_LABELS = EVENT_TYPES
TAG_COLUMNS = {
    "entity": 1 + 2 * len(ENTITY_LABELS),
    "title": 3,
    "place": 3,
    "time": 3,
    "trigger": 1 + 2 * len(TRIGGER_LABELS),
}
_TAGGED = frozenset((Official, Body, Directive, Title, Place, Time))
_COLUMN = {name: i for i, name in enumerate(TAG_COLUMNS)}


@dataclass(frozen=True, slots=True)
class Features:
    """The network's input: ``ids`` (a column each of ``ID_TABLES``) and ``tags`` (a column each of ``TAG_COLUMNS``)."""

    ids: npt.NDArray[np.int32]
    tags: npt.NDArray[np.int8]


def label_of(mention: Mention) -> tuple[str, int]:
    """The tag column of a mention and its label's number there.

    >>> from vnextract.document import Directive
    >>> label_of(Directive(start=0, end=4, text="Luật", form="named"))
    ('entity', 3)
    """
    if isinstance(mention, Official):
        return "entity", 0
    if isinstance(mention, Body):
        return "entity", 1
    if isinstance(mention, Directive):
        return "entity", 3 if mention.form == "named" else 2
    if isinstance(mention, Event):
        return "trigger", TRIGGER_LABELS.index(mention.event_type)
    if isinstance(mention, (Title, Place, Time)):
        return mention.kind, 0
    raise TypeError(f"no tag for a {type(mention).__name__}")


def tag_rows(document: Document, mentions: Iterable[Mention]) -> npt.NDArray[np.int8]:
    """Mentions as tags of the syllables they cover; of two in one column the later in the list wins."""
    import numpy as np

    starts, ends = np.array(document.starts, dtype=np.int64), np.array(document.ends, dtype=np.int64)
    tags = np.zeros((len(starts), len(TAG_COLUMNS)), dtype=np.int8)
    listed = list(mentions)
    firsts = np.searchsorted(ends, [m.start for m in listed], side="right")
    lasts = np.searchsorted(starts, [m.end for m in listed], side="left")
    for mention, first, last in zip(listed, firsts, lasts, strict=True):
        if first < last:
            name, label = label_of(mention)
            tags[first:last, _COLUMN[name]] = 2 + 2 * label
            tags[first, _COLUMN[name]] = 1 + 2 * label
    return tags


def word_parts(document: Document) -> npt.NDArray[np.int32]:
    """For each syllable whether it stands alone (0), opens a word of the document's tokens (1) or goes one on (2)."""
    import numpy as np

    starts = np.array(document.starts, dtype=np.int64)
    firsts = np.searchsorted(starts, [token.start for token in document.tokens], side="left")
    parts = np.full(len(starts), GOES_ON, dtype=np.int32)
    parts[firsts] = OPENS
    opens = parts == OPENS
    parts[opens & np.append(opens[1:], True)] = ALONE
    return parts


def encode(document: Document, vocabulary: Vocabulary, words: bool = False) -> Features:
    """A document, with the mentions that the rules put in it, and every trigger word, as the network's input.

    ``words``: whether to tell how the tokenizer of the document joined its syllables.
    """
    import numpy as np

    describe = vocabulary.describe
    ids = np.zeros((len(document.syllables), 5 if words else 4), dtype=np.int32)
    if len(ids):
        told = chain.from_iterable([describe(t.text, t.key) for t in document.syllables])
        ids[:, :3] = np.fromiter(told, dtype=np.int32, count=3 * len(ids)).reshape(-1, 3)
        for match in _BREAK.finditer(document.text):
            after = bisect_left(document.starts, match.end())
            if after < len(ids):
                ids[after, 3] = 1
        if words:
            ids[:, 4] = word_parts(document)
    tags = tag_rows(document, (m for m in document.mentions if type(m) in _TAGGED))
    column = _COLUMN["trigger"]
    for hit in find_triggers(document):
        label = TRIGGER_LABELS.index(hit.trigger.event_type)
        tags[hit.first : hit.last, column] = 2 + 2 * label
        tags[hit.first, column] = 1 + 2 * label
    return Features(ids, tags)
