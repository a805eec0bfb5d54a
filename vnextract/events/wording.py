"""The words around a trigger as observations: what its wording tells and no particle, phrase or mark does.

What stands for somebody or something in particular, an actor, a name, a number, a time, a document, is told by its kind
alone, so that no name and no date can weigh anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.document import Document
from vnextract.events.actors import Cast
from vnextract.events.triggers import TriggerHit

PREFIX = "word"  # of the names of all these observations
_REACH = 6  # syllables to either side


def wording(document: Document, cast: Cast, hit: TriggerHit) -> Iterator[str]:
    """The names of what stands near a trigger, and of the syllables right beside it together with its type and its form."""
    sentence = document.sentences[hit.sentence]
    before = [_told(document, cast, i) for i in range(max(sentence.first, hit.first - _REACH), hit.first)]
    after = [_told(document, cast, i) for i in range(hit.last, min(sentence.last, hit.last + _REACH))]
    yield from (f"{PREFIX} before {word}" for word in sorted(set(before)))
    yield from (f"{PREFIX} after {word}" for word in sorted(set(after)))
    kind, form = hit.trigger.event_type, hit.trigger.form
    left, right = before[-1] if before else "start", after[0] if after else "end"
    yield from (f"{PREFIX} left {left} {kind}", f"{PREFIX} right {right} {kind}")
    yield from (f"{PREFIX} left {left} {form}", f"{PREFIX} right {form} {right}")


def _told(document: Document, cast: Cast, i: int) -> str:
    """A syllable's key; in brackets the kind of what it belongs to, where that is something in particular."""
    if (owner := cast.owner[i]) >= 0:
        return f"<{cast.actors[owner].kind}>"
    if i in cast.time_first:
        return "<time>"
    if i in cast.cited:
        return "<directive>"
    syllable = document.syllables[i]
    if syllable.text[:1].isupper() and i > 0 and document.keys[i - 1] not in _SENTENCE_MARKS:
        return "<name>"
    return "<number>" if syllable.key[:1].isdecimal() else syllable.key


_SENTENCE_MARKS = frozenset('. : ; ! ? " ( - /'.split())
