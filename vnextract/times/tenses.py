"""Whether the words around a time tell it as past or as planned ("đã họp ngày 5/6", "sẽ họp ngày 5/6"), which places its year."""

from __future__ import annotations

import re

from vnextract.document import Document

_AHEAD = re.compile(r"\b(?:sẽ|dự kiến|sắp|chuẩn bị|theo lịch|theo kế hoạch)\b")
_BEHIND = re.compile(r"\b(?:đã|vừa|từng|mới)\b")
_TAIL_AHEAD = re.compile(r"\s(?:sắp tới|tới đây|tới)(?=\s?[,.;:)]|\s[a-zà-ỹ]|$)")
_TAIL_BEHIND = re.compile(r"\s(?:vừa qua|vừa rồi|qua(?=[,.;]))")
_CLAUSE = re.compile(r"[.;:!?\"\n]|\)\s")
# What is said, ordered or done besides has a tense of its own.
_NEXT_CLAUSE = re.compile(
    _CLAUSE.pattern + r"|\s(?:và(?!\s\d)|rằng|cho biết|cho hay|nhấn mạnh|khẳng định|tuyên bố|yêu cầu|đề nghị)\s"
)


def read_tense(document: Document, start: int, end: int, setting: str) -> str | None:
    """Whether the clause of a phrase at ``[start, end)`` tells it as "past" or "future"; the nearest marker decides.

    None without a marker. ``setting`` is that of the phrase: a document that is cited with its date is there already.
    """
    text, folded = document.lowered, document.folded
    if (match := _TAIL_AHEAD.match(text, end)) and not folded[match.end() : match.end() + 2].strip().istitle():
        return "future"
    if _TAIL_BEHIND.match(text, end):
        return "past"
    if setting == "citation":
        return "past"
    left, right = text[max(0, start - 120) : start], text[end : end + 120]
    left = left[max((m.end() for m in _CLAUSE.finditer(left)), default=0) :]
    cut = _NEXT_CLAUSE.search(right)
    right = right[: cut.start()] if cut else right
    best: tuple[int, str] | None = None
    for words, told in ((_AHEAD, "future"), (_BEHIND, "past")):
        for match in words.finditer(left):
            best = min(best or (999, ""), (len(left) - match.end(), told))
        if first := words.search(right):
            best = min(best or (999, ""), (first.start(), told))
    return best[1] if best else None
