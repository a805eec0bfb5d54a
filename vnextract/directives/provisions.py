"""The articles, clauses and points cited with a document: "Điều 3, 4 và khoản 2 Điều 5" are three.

Vietnamese names the smaller part first ("điểm a khoản 2 Điều 5"), so a part belongs to the next larger one on its right;
only where none follows to the one on its left ("Điều 5, khoản 2").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_WINDOW = 200  # characters
_WORD = re.compile(r"\d+[a-zđ]?(?![^\W_])|[^\W\d_]+|[^\w\s]")
_UNITS = {"điểm": "point", "khoản": "clause", "điều": "article"}
_JOINTS = frozenset({",", ";", "và", "hoặc", "các", "của", "tại", "từ", "đến", "-"})
_RANGES = frozenset({"đến", "-"})
_NUMBER = re.compile(r"\d{1,3}[a-zđ]?")
_BEHIND = re.compile(r"\s*\((?=(?:điểm|khoản|điều)\s)[^()]{4,80}\)")
_LONGEST_RANGE = 30


@dataclass(frozen=True, slots=True)
class Provision:
    """One part of a document; what the words leave out is None.

    >>> Provision("5", "2", "a").text, Provision("3").text
    ('điểm a khoản 2 Điều 5', 'Điều 3')
    """

    article: str | None = None
    clause: str | None = None
    point: str | None = None

    @property
    def text(self) -> str:
        parts = (("điểm", self.point), ("khoản", self.clause), ("Điều", self.article))
        return " ".join(f"{word} {label}" for word, label in parts if label)


def read_provisions(text: str) -> tuple[Provision, ...]:
    """The parts that words name, left to right; ranges are counted out. () if the words name none.

    >>> [one.text for one in read_provisions("Điều 3, 4 và khoản 2 Điều 5")]
    ['Điều 3', 'Điều 4', 'khoản 2 Điều 5']
    >>> [one.text for one in read_provisions("các điểm a, b khoản 1 và khoản 3 Điều 7; Điều 9 đến Điều 11")]
    ['điểm a khoản 1 Điều 7', 'điểm b khoản 1 Điều 7', 'khoản 3 Điều 7', 'Điều 9', 'Điều 10', 'Điều 11']
    """
    return tuple(_nested(list(_labels(_WORD.findall(text.lower())))))


def _labels(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each label with the kind of part it names."""
    unit, ranging = "", False
    last: tuple[str, str] | None = None
    for word in words:
        if word in _UNITS:
            unit = _UNITS[word]
            continue
        if word in _RANGES:
            ranging = last is not None
            continue
        if not unit or word in _JOINTS or not _is_label(word, unit):
            continue
        if ranging and last and last[0] == unit:
            yield from ((unit, label) for label in _between(last[1], word))
        ranging, last = False, (unit, word)
        yield last


def _is_label(word: str, unit: str) -> bool:
    return (len(word) == 1 and word.isalpha()) if unit == "point" else _NUMBER.fullmatch(word) is not None


def _between(first: str, last: str) -> list[str]:
    if not (first.isdecimal() and last.isdecimal()) or int(last) - int(first) > _LONGEST_RANGE:
        return []
    return [str(n) for n in range(int(first) + 1, int(last))]


def _nested(labels: list[tuple[str, str]]) -> Iterator[Provision]:
    """The smaller parts put into the larger ones."""
    open_parts: list[Provision] = []
    closed: list[Provision] = []
    for unit, label in labels:
        if unit == "point":
            open_parts.append(Provision(point=label))
        elif unit == "clause":
            points = [one for one in open_parts if one.clause is None]
            open_parts = [one for one in open_parts if one.clause is not None]
            open_parts += [replace(one, clause=label) for one in points] or [Provision(clause=label)]
        else:
            closed += [replace(one, article=label) for one in open_parts] or [Provision(label)]
            open_parts = []
    if open_parts and closed:
        article = closed[-1].article
        if closed[-1].clause is None and closed[-1].point is None:
            closed.pop()
        open_parts = [replace(one, article=article) for one in _descending(open_parts)]
    yield from closed
    yield from open_parts


def _descending(parts: list[Provision]) -> list[Provision]:
    """Parts said from the larger to the smaller: "khoản 2 điểm a"."""
    said: list[Provision] = []
    clause = None
    for part in parts:
        if part.clause is None and clause is not None:
            if said and said[-1] == Provision(clause=clause):
                said.pop()
            part = replace(part, clause=clause)
        else:
            clause = part.clause
        said.append(part)
    return said


def provisions_before(lowered: str, start: int) -> tuple[str, ...]:
    """The parts cited right before a document that starts at an offset of a lower-case text, each in full.

    >>> text = "theo điểm a, khoản 2, điều 5 nghị định 46"
    >>> provisions_before(text, text.index("nghị"))
    ('điểm a khoản 2 Điều 5',)
    """
    window = lowered[max(0, start - _WINDOW) : start]
    if "điều " not in window and "khoản " not in window:
        return ()
    first = None
    for match in reversed(list(_WORD.finditer(window))):
        word = match.group()
        if word in _UNITS:
            first = match.start()
        elif word not in _JOINTS and not _NUMBER.fullmatch(word) and not (len(word) == 1 and word.isalpha()):
            break
    if first is None:
        return ()
    return tuple(one.text for one in read_provisions(window[first:]))


def provisions_behind(lowered: str, end: int) -> tuple[str, ...]:
    """The parts in parentheses right behind a document: "Nghị định 46 (khoản 2 Điều 5)"."""
    match = _BEHIND.match(lowered, end)
    return tuple(one.text for one in read_provisions(match.group())) if match else ()
