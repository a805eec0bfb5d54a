"""Sentences: where a sentence of a news text ends, and where a line break does not end one.

The text comes as paragraphs, as one long line, one sentence a line or wrapped at a column, with photo captions run
into the sentence after them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from vnextract.document import Token
from vnextract.lexicon import per_seeds, seed_rows
from vnextract.text import UPPER

_LINE: Final = re.compile(r"[^\n\r\u0085\u2028\u2029]+")
_BULLET: Final = re.compile(r"[-+*>•▪■●◆♦]")
_TERMINAL: Final = re.compile(r"[.!?…:;][\"')\]]*\s*$")
# A final mark with its closing quotes and brackets, before a space or run into the next capital ("tế.Ông").
_MARK: Final = re.compile(
    rf"(?P<mark>[.!?…](?<![.!?…]{{2}})[.!?…]*(?:\s?/\.)?)(?P<closers>[\"')\]]*)(?:(?P<gap>\s+)|(?=[{UPPER}]))"
)
# A credit in parentheses ends a caption, whatever follows: "(Ảnh: TTXVN) Ngày 15/6, ông".
_IN_PARENTHESES: Final = re.compile(rf"[^()\n]{{0,90}}\)\s+(?=[\"'(]*[{UPPER}\d])")
_COLON: Final = re.compile(r"(?: ảnh| minh họa| tư liệu| chụp màn hình)?\s*:\s*")
_DAY_PARTS: Final = frozenset(("Ngày", "Sáng", "Tối"))
_WORD_BEFORE: Final = re.compile(r"[\w./]+$")
_WORD: Final = re.compile(r"\w+")
_INITIAL: Final = frozenset("ABCDĐEFGHIJKLMNOPQRSTUVWXYZ")
_OPENING: Final = "\"'(["
_ROMAN: Final = re.compile(r"[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?")
_INITIALS: Final = re.compile(rf"[{UPPER}](?:\.[{UPPER}]){{0,4}}")
_CREDIT_TOKENS: Final = 14
# Characters: one sentence in 40,000 of news is longer, and that is a list. Rules look around within their sentence, so
# a bound keeps the line linear for texts without any mark.
_LONGEST: Final = 2000


def _starting_with(forms: Iterable[str], then: str) -> re.Pattern[str]:
    """A pattern for words, with the class of their first letters in front, so that the engine skips between them."""
    longest = sorted(forms, key=len, reverse=True)
    heads, tails = "".join({form[0] for form in longest}), "|".join(dict.fromkeys(re.escape(f[1:]) for f in longest))
    return re.compile(rf"[{heads}](?:{tails}){then}")


@per_seeds
def _run_in() -> re.Pattern[str]:
    return _starting_with([*cue_words("run_in"), "Ngày", "Sáng", "Tối"], r" (?=[^\W\d_]|\d)")


def _run_in_starts(folded: str, begin: int, end: int) -> Iterator[int]:
    """Words that stand with a capital only at the start of a sentence, after a caption without its full stop."""
    forms = cue_words("run_in")
    for m in _run_in().finditer(folded, begin, end):
        at, follower = m.start(), folded[m.end()]
        if at - 2 < begin or folded[at - 1] != " " or not (follower.islower() or follower.isdigit()):
            continue
        before, word = folded[at - 2], m.group()[:-1]
        if (before.isalnum() or before in ')"') and (word in forms or (word in _DAY_PARTS and follower.isdigit())):
            yield at


@per_seeds
def cue_words(kind: str) -> frozenset[str]:
    """The forms of one kind in ``seeds/cues.csv``, as printed."""
    return frozenset(row["form"] for row in seed_rows("cues") if row["kind"] == kind)


def split_sentences(folded: str, syllables: Sequence[Token]) -> list[tuple[int, int]]:
    """Sentence spans of a folded text, trimmed, in order: they hold every character that is no white space.

    ``folded`` is the text under ``text.fold``, ``syllables`` its cut.
    """
    starts = [token.start for token in syllables]
    spans: list[tuple[int, int]] = []
    for begin, end in _paragraphs(folded):
        cuts = {m.end() for m in _MARK.finditer(folded, begin, end) if _is_end(folded, m, begin, end)}
        cuts.update(_credit_ends(folded, begin, end, syllables, starts))
        cuts.update(_run_in_starts(folded, begin, end))
        for cut in sorted(cuts):
            if begin < cut < end:
                spans.extend(_bounded(folded, begin, cut))
                begin = cut
        spans.extend(_bounded(folded, begin, end))
    return [span for a, b in spans if (span := _trim(folded, a, b))[0] < span[1]]


def _bounded(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces of bounded length, cut at white space where there is some."""
    while end - start > _LONGEST:
        limit = start + _LONGEST
        cut = next((at for at in range(limit, start, -1) if folded[at].isspace()), limit)
        yield start, cut
        start = cut
    yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _paragraphs(folded: str) -> Iterator[tuple[int, int]]:
    """Lines, with those put together that a sentence runs across."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(folded)]
    if not lines:
        return
    width = _wrap_width(folded, lines)
    begin, end = lines[0]
    for start, stop in lines[1:]:
        if not _runs_on(folded, begin, end, start, stop, width):
            yield begin, end
            begin = start
        end = stop
    yield begin, end


def _wrap_width(folded: str, lines: Sequence[tuple[int, int]]) -> int:
    """The column at which a text is wrapped; 0 where lines are paragraphs or sentences."""
    lengths = sorted(b - a for a, b in lines)
    if len(lines) < 6 or not 30 <= lengths[len(lengths) // 2] <= 130 or lengths[-1] > 180:
        return 0
    joined = sum(folded[a:b].lstrip()[:1].islower() for a, b in lines[1:])
    return lengths[-1] if joined * 3 >= len(lines) else 0


def _runs_on(folded: str, begin: int, end: int, start: int, stop: int, width: int) -> bool:
    """Whether the sentence of the line that ends at ``end`` goes on in the line ``[start, stop)``."""
    if folded.count("\n", end, start) > 1:
        return False
    tail, head = folded[max(begin, end - 12) : end].rstrip(), folded[start : start + 12].lstrip()
    if not tail or not head or _TERMINAL.search(tail) or _BULLET.match(head):
        return False
    if (head[0].islower() and not head[1:2].isupper()) or tail[-1] in ",-(/":
        return True
    line_start = max(begin, folded.rfind("\n", begin, end) + 1)
    return width > 0 and end - line_start >= 0.7 * width


def _is_end(folded: str, m: re.Match[str], begin: int, end: int) -> bool:
    """Whether a final mark ends its sentence: by what follows, then by the word before a single dot."""
    at, mark, closers = m.end(), m["mark"], m["closers"]
    if at >= end:
        return False  # the paragraph ends here anyway
    if m["gap"] is None:
        before = m.start("mark") - 1
        glued = before > begin and (folded[before].islower() or folded[before].isdigit() or bool(closers))
        return (
            glued
            and folded[at + 1 : at + 2].islower()
            and mark[0] != "("
            and "www." not in folded[max(begin, at - 60) : at]
        )
    head = at
    bullet = _BULLET.match(folded, head, end)
    if bullet:
        if '"' in closers:
            return False  # "...?" - Bộ trưởng hỏi
        head = bullet.end()
    while head < end and (folded[head] in _OPENING or folded[head].isspace()):
        head += 1
    if head >= end:
        return False
    follower = folded[head]
    if follower.isdigit() and mark in ("...", "…"):
        return False  # "chỉ tinh giản… 4 người"
    if not (follower.isupper() or follower.isdigit() or (bullet and follower.islower() and mark.endswith("."))):
        return mark.endswith("/.") and not follower.islower()
    if "(" in folded[m.start() - 1 : m.start()] and ")" in closers:
        return False  # (...)
    return mark != "." or bool(closers) or _dot_ends(folded, begin, m.start("mark"), head)


def _dot_ends(folded: str, begin: int, dot: int, head: int) -> bool:
    """Whether a dot before a capital or digit is a full stop, and not that of an abbreviation or of a numbering."""
    found = _WORD_BEFORE.search(folded, max(begin, dot - 12), dot)
    if found is None:
        return True
    word = found.group()
    if folded[head - 1] == "(" and _INITIALS.fullmatch(word):
        return False  # N.V.A. (sinh năm 1990)
    opener = _word_at(folded, head) in cue_words("opener")
    if found.start() - begin < 6 and _ROMAN.fullmatch(word) and not folded[begin : found.start()].strip(" \"'(-"):
        return False  # "1. Phạm vi", at the start of a paragraph
    abbreviations = cue_words("abbreviation")
    if word in abbreviations or word.rpartition(".")[2] in abbreviations:
        return opener
    if len(word) == 1 and word in _INITIAL:  # "J. Trump", but "Đông Nam Á. Theo"
        if opener:
            return True
        before = folded[max(begin, found.start() - 20) : found.start()].split()
        return bool(before) and not before[-1][0].isupper()
    return True


def _word_at(folded: str, at: int) -> str:
    found = _WORD.match(folded, at, at + 20)
    return found.group() if found else ""


def _credit_ends(folded: str, begin: int, end: int, syllables: Sequence[Token], starts: Sequence[int]) -> Iterator[int]:
    """Where a photo credit without a final mark ends: before the sentence that is run into it."""
    for m in _credit_words().finditer(folded, begin, end):
        before = folded[m.start() - 1] if m.start() > begin else " "
        if before == "(":
            closed = _IN_PARENTHESES.match(folded, m.end(), end)
            if closed is not None:
                yield closed.end()
        elif not before.isalnum() and (colon := _COLON.match(folded, m.end(), end)) is not None:
            cut = _after_credit(folded, colon.end(), end, syllables, bisect_left(starts, colon.end()))
            if cut is not None:
                yield cut


@per_seeds
def _credit_words() -> re.Pattern[str]:
    return _starting_with({form.split()[0] for form in cue_words("credit")} | {"ẢNH"}, r"(?![^\W_])")


def _after_credit(folded: str, at: int, end: int, syllables: Sequence[Token], first: int) -> int | None:
    """The start of the sentence after "Ảnh: Lê An": at a word that opens sentences, else the last capital of the run."""
    openers, weak = cue_words("opener"), cue_words("weak_opener")
    capitals: list[int] = []  # credit words so far that a sentence could start at
    named = first + 1 >= len(syllables) or not syllables[first + 1].text[0].islower()  # else "Ảnh: Cứu hộ tại ..."
    for i in range(first, min(first + _CREDIT_TOKENS, len(syllables))):
        token = syllables[i]
        if token.start >= end:
            return None
        word, spaced = token.text, i > first and folded[token.start - 1].isspace()
        if word in (".", "...", "…", "!", "?") and folded[token.end : token.end + 1].isspace():
            return None  # the ordinary rule sees this end
        if word == ")" and i + 1 < len(syllables) and syllables[i + 1].text[0].isupper():
            return syllables[i + 1].start if syllables[i + 1].start < end else None
        if spaced and word[0].isupper():
            compound = i + 1 < len(syllables) and syllables[i + 1].text in weak  # "Phó Thủ tướng"
            if word in openers or (word in weak and (compound or _lower_next(folded, token))):
                return token.start
            previous = syllables[i - 1].text
            if word.isupper() and len(word) > 2 and previous[0].isupper() and not previous.isupper():
                return token.start
            capitals.append(token.start)
        elif spaced and (word[0].islower() or word[0].isdigit()) and capitals and named:
            return capitals[-1]
    return None


def _lower_next(folded: str, token: Token) -> bool:
    return folded[token.end : token.end + 1] == " " and folded[token.end + 1 : token.end + 2].islower()
