"""A rule carries its own examples: strings with the answer marked, and strings in which it must find nothing.

In an example the stretches that the rule must find stand in ⟦ ⟧. The tests run every rule on its own examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from vnextract.document import Document, Mention
from vnextract.errors import RuleError

OPEN, CLOSE = "⟦", "⟧"


@dataclass(frozen=True, slots=True)
class Rule:
    """A named way to find mentions: ``find`` yields them from a document; ``examples`` and ``rejects`` hold it to its word.

    At least two examples and one reject, else RuleError. A rule is an extractor: called on a document it gives what
    ``find`` gives, with its name as the mention's ``rule``.
    """

    name: str
    find: Callable[[Document], Iterable[Mention]]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.examples) < 2 or not self.rejects:
            raise RuleError(f"rule {self.name!r} needs two examples and one reject at least")

    def __call__(self, document: Document) -> list[Mention]:
        return [m if m.rule else replace(m, rule=self.name) for m in self.find(document)]


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """An annotated string as plain text and the marked spans.

    >>> marked("theo ⟦Nghị định 30⟧ này")
    ('theo Nghị định 30 này', [(5, 17)])
    """
    plain, spans, start = "", [], -1
    for char in example:
        if char == OPEN:
            start = len(plain)
        elif char == CLOSE:
            spans.append((start, len(plain)))
        else:
            plain += char
    return plain, spans
