"""The zones of an article: title, lead, body, caption, byline, related.

Sentences are labelled by their form and place, from the outside in: the tail (byline, teasers of other articles,
share widgets), the head (title, lead, a byline on top), then the photo captions between.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from vnextract.document import Zone
from vnextract.lexicon import per_seeds
from vnextract.sentences import cue_words
from vnextract.text import UPPER, lower

Spans = Sequence[tuple[int, int]]

_TERMINAL: Final = re.compile(r"[.!?…;:,][\"')\]]*$")
_CREDIT: Final = re.compile(
    r"[(\[]?\s*(?:Nguồn )?(?:Ảnh|ẢNH|Nguồn|Đồ họa|Clip|Video|Photo)\b(?: ?(?:ảnh|minh họa|tư liệu|chụp màn hình))?\s*(?::|\)|$|\.|do )"
)
_CREDIT_INSIDE: Final = re.compile(
    r"(?:\(\s*|[\s.])(?:Ảnh|ẢNH|ảnh)(?: minh họa| tư liệu)?\s*:[^:]{1,60}$|\((?:Ảnh|Nguồn)[^()]*\)\.?$"
)
_CREDIT_WORDS: Final = ("Ảnh", "ảnh", "ẢNH", "Nguồn")
_CAPTION_HEAD: Final = re.compile(r"(?:Chú thích ảnh|CHÚ THÍCH ẢNH)\s*:?\s*")
# One author: 1 to 4 capitalized words, initials, or capitals throughout.
_WORD: Final = rf"[{UPPER}][\w'.]*"
_NAME: Final = rf"{_WORD}(?: {_WORD}){{0,4}}"
_SOURCE: Final = r"\((?:[^()]{0,20}\b(?i:p/v|pv|theo|tổng hợp|dịch|biên dịch|báo|t/h)\b[^()]{0,40}|[^()]{1,24})\)"
_AUTHORS: Final = re.compile(
    rf"{_NAME}(?:\s*(?:-|,|&|/| và )\s*(?:Theo |Báo )?{_NAME})*(?:/(?:VOV|Báo|TTXVN)[^.]{{0,30}})?\s*(?:{_SOURCE})?\s*[-.]?"
)
_AFTER: Final = re.compile(
    rf"Theo (?:báo )?[\w.+ ]{{2,30}}(?:\s*-\s*{_NAME})?(?:/[\w ]{{2,20}})?\s*(?:\([^()]{{2,30}}\))?\.?"
)
_MAX_BYLINE: Final = 80
_MAX_TITLE: Final = 260
_MAX_LEAD: Final = 900
_MAX_CAPTION: Final = 320
_MAX_WIDGET: Final = 90


def find_zones(folded: str, sentences: Spans) -> list[Zone]:
    """Zones in text order, not overlapping; together they hold every sentence.

    ``folded`` is the text under ``text.fold``, ``sentences`` the spans that ``split_sentences`` made of it.
    """
    if not sentences:
        return []
    names = ["body"] * len(sentences)
    lines = _line_numbers(folded, sentences)
    tail = _label_tail(folded, sentences, lines, names)
    _label_head(folded, sentences, lines, names, tail)
    _label_captions(folded, sentences, lines, names)
    zones: list[Zone] = []
    for (start, end), name in zip(sentences, names, strict=True):
        if zones and zones[-1].name == name:
            zones[-1] = Zone(zones[-1].start, end, name)
        else:
            zones.append(Zone(start, end, name))
    return zones


def _line_numbers(folded: str, sentences: Spans) -> list[int]:
    """The line that each sentence starts on."""
    breaks = [m.start() for m in re.finditer(r"[\n\r\u2028\u2029]", folded)]
    return [bisect_right(breaks, start) for start, _ in sentences]


def _alone(lines: Sequence[int], at: int) -> bool:
    """Whether a sentence has its line for itself."""
    return (at == 0 or lines[at - 1] != lines[at]) and (at + 1 == len(lines) or lines[at + 1] != lines[at])


@per_seeds
def _cues(kind: str) -> re.Pattern[str]:
    forms = sorted((lower(form) for form in cue_words(kind)), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, forms)) + r")(?![^\W_])|>>")


def is_byline(sentence: str) -> bool:
    """Whether a sentence, by its form alone, names authors or a source and tells nothing.

    >>> [is_byline(s) for s in ("Tin, ảnh: Lê An (TTXVN)", "LÊ AN", "Theo VnExpress", "Ông Lê An về.")]
    [True, True, True, False]
    """
    half = len(sentence) // 2
    if sentence[:half].strip() == sentence[half:].strip():
        sentence = sentence[:half].strip()  # "PV PV"
    if len(sentence) > _MAX_BYLINE or _is_widget(sentence):
        return False
    bare = sentence.strip(" ()[]./-")
    if bare in cue_words("agency"):
        return True
    cue = _cues("byline").match(lower(bare))
    if cue is not None and cue.group() != ">>":
        rest = bare[cue.end() :].lstrip()
        return not rest or rest[0] in ":()" or bool(_AUTHORS.fullmatch(rest.lstrip("(:-/ ").rstrip(")")))
    if _AFTER.fullmatch(sentence) and not _TERMINAL.search(sentence.rstrip(".")):
        return len(sentence.split()) <= 9
    return bool(_AUTHORS.fullmatch(sentence)) and not (sentence.endswith(".") and len(bare) > 6)


def _is_widget(sentence: str) -> bool:
    if sentence.startswith(">>"):
        return True
    cue = _cues("widget").match(lower(sentence[:40]))
    return cue is not None and len(sentence) <= _MAX_WIDGET and not sentence.rstrip().endswith(".")


def _label_tail(folded: str, sentences: Spans, lines: Sequence[int], names: list[str]) -> int:
    """Labels the byline at the end and all that follows it; the index of the first sentence of the tail."""
    count = len(sentences)
    paragraphs = lines[-1] > 4
    for at in range(1, count):
        start, end = sentences[at]
        opens_line = lines[at - 1] != lines[at]
        if opens_line and at < count - 3 and folded.startswith(">>", start):
            names[at] = "related"  # a link between paragraphs
            continue
        if end - start > _MAX_WIDGET or (at < count - 3 and start * 5 < len(folded) * 2):
            continue
        sentence = folded[start:end]
        if (opens_line or at >= count - 3) and _is_widget(sentence):
            return _tail_from(at, at, names)
        late = at >= count - 2 or (paragraphs and _alone(lines, at))
        if late and is_byline(sentence) and (opens_line or _closed_before(folded, sentences[at - 1])):
            last = at + 1
            while last < count and is_byline(folded[slice(*sentences[last])]):
                last += 1
            return _tail_from(at, last, names)
    return count


def _closed_before(folded: str, previous: tuple[int, int]) -> bool:
    """Whether the sentence before is a whole one, so that a name after it stands for itself."""
    return (
        bool(_TERMINAL.search(folded[max(previous[0], previous[1] - 6) : previous[1]]))
        or folded[previous[1] - 1] in '")'
    )


def _tail_from(at: int, related: int, names: list[str]) -> int:
    names[at:related] = ["byline"] * (related - at)
    names[related:] = ["related"] * (len(names) - related)
    return at


def _label_head(folded: str, sentences: Spans, lines: Sequence[int], names: list[str], tail: int) -> None:
    """The headline is a first line alone, without a full stop; the lead is the paragraph after it."""
    if tail < 2 or not _alone(lines, 0):
        return
    start, end = sentences[0]
    if end - start > _MAX_TITLE or (folded[end - 1] in ".;,:" and not folded[start:end].endswith("...")):
        return
    names[0] = "title"
    at = 1
    while at < min(tail, 4) and _alone(lines, at) and is_byline(folded[slice(*sentences[at])]):
        names[at] = "byline"
        at += 1
    last = at
    while last < tail and lines[last] == lines[at]:
        last += 1
    if at < last < tail and sentences[last - 1][1] - sentences[at][0] <= _MAX_LEAD:
        names[at:last] = ["lead"] * (last - at)


def _label_captions(folded: str, sentences: Spans, lines: Sequence[int], names: list[str]) -> None:
    for at, (start, end) in enumerate(sentences):
        if names[at] not in ("body", "lead") or end - start > 600:
            continue
        sentence = folded[start:end]
        head = _CAPTION_HEAD.match(sentence)
        if head is not None:
            names[at] = "caption"
            if head.end() == len(sentence):  # the caption is the next line
                line = lines[min(at + 1, len(lines) - 1)]
                _mark(names, (i for i in range(at + 1, len(lines)) if lines[i] == line))
        elif _CREDIT.match(sentence) and len(sentence) <= 130:
            names[at] = "caption"
            _mark(names, _caption_before(sentences, lines, at))
        elif (
            len(sentence) <= _MAX_CAPTION
            and any(word in sentence for word in _CREDIT_WORDS)
            and _CREDIT_INSIDE.search(sentence)
        ):
            names[at] = "caption"


def _caption_before(sentences: Spans, lines: Sequence[int], at: int) -> Iterable[int]:
    """The sentences that a credit belongs to: those of its line, where they are few and it ends the line, else one."""
    first = at
    while first > 0 and lines[first - 1] == lines[at] and sentences[at][0] - sentences[first - 1][0] <= _MAX_CAPTION:
        first -= 1
    whole_line = (first == 0 or lines[first - 1] != lines[at]) and (at + 1 == len(lines) or lines[at + 1] != lines[at])
    return range(first if whole_line else max(at - 1, first), at)


def _mark(names: list[str], which: Iterable[int]) -> None:
    for i in which:
        if names[i] in ("body", "lead"):
            names[i] = "caption"
