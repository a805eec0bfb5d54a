"""Who issued a document and when, as the sentence tells it: "Ngày 9/6, Thanh tra tỉnh ban hành quyết định số 71/QĐ-TTr".

``imprint`` reads what stands right beside a citation; here bodies, titles and known issuers that act on it in the same
sentence are asked: the subject of the issuing verb, the agent of its passive, the one in whose document something is
laid down ("phê duyệt tại Quyết định"). Citations in a row share what is said once for them all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from vnextract.directives import imprint
from vnextract.document import Body, Directive, Document, Mention, Official, Title

Span = tuple[int, int]

_ADVERB = r"(?:đã|vừa|vừa qua|mới|cũng|tiếp tục|lại|chính thức|trực tiếp|có|vừa mới|thống nhất|sẽ|lần lượt|liên tiếp|đồng thời|tiếp đó|sau đó)\s+"
_COUNT = r"(?:\s+(?:các|một|những|hai|ba|02|03|số))?"
_ACTS = re.compile(
    rf"\s*(?:\([^()]{{1,30}}\)\s*)?,?\s*(?:{_ADVERB}){{0,4}}(?:(?:thụ lý|xem xét|thẩm định|họp|thống nhất|ký) và )?"
    rf"(?:ban hành|ký ban hành|ký|ra|có|phát đi|phát hành|gửi|thông qua)(?:\s+(?:quyết định )?ban hành)?{_COUNT}\s*"
)
_ACT_ENDS = re.compile(r"(?:hành|ký|ra|có|đi|gửi|qua|tại|trong)(?:\s+\w{2,4})?\s*$")  # how either of them ends
_ACT_REACH = 24  # characters
_LAYS_DOWN = re.compile(
    r"\s*(?:(?:đã\s+)?(?:phê duyệt|ban hành|quy định|thông báo|giao|chấp thuận|cho phép|chỉ đạo|yêu cầu|đồng ý|nêu|"
    r"hướng dẫn|trả lời|kết luận|xác định)\s+)?(?:tại|trong)(?:\s+(?:các|hai))?\s*"
)
_ADDRESSED = re.compile(r"(?<!\w)(?:với|cho|đến|tới|gửi)\s+$")  # "nêu yêu cầu với Bộ Y tế tại Nghị quyết 19"
_PASSIVE = re.compile(r"\s*(?:(?:đã|vừa|mới|vừa mới)\s+)?(?:được|do)\s+")
_ISSUES = re.compile(r"\s*(?:(?:đã|vừa|mới|chính thức)\s+)?(?:ban hành|ký|phê duyệt|thông qua|ra)(?![^\W_])")
_RELATIVE = re.compile(r"\s(?:mà|do)\s+")
_DATED = re.compile(
    r"(?:ngày|hôm|sáng|trưa|chiều|tối|đêm)\s+(?P<d>\d{1,2})(?:\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4}))?"
    r"|\s+tháng\s+(?P<m2>\d{1,2})(?:\s+năm\s+(?P<y2>\d{4}))?)\)?(?:\s+vừa qua)?[\s,]*$"
)
_PLENUM = re.compile(
    r"[\s,(]*(?:ngày\s+[\d/.-]{5,10})?[\s,]*(?:(?:của|tại)\s+)?hội nghị (?:lần thứ \w+ |(?:ban chấp hành |bch )?(?:trung ương|t\.ư) )"
)
_JOINT = re.compile(r"\s*(?:,|-|và)\s+(?=[A-ZĐ])")
_IN_A_ROW = re.compile(
    r"[\s,;]*(?:\(?ngày\s+[\d/.-]+\)?|ngày \d+ tháng \d+ năm \d+)?[\s,;]*(?:và|cũng như|cùng|hoặc|hay)?\s*(?:các\s+)?(?:số\s+)?"
)


def with_issuance(document: Document, mentions: Sequence[Mention]) -> list[Directive]:
    """The directives among the mentions, with issuer and day filled from their sentences where the text tells them."""
    directives = sorted((m for m in mentions if isinstance(m, Directive)), key=lambda m: m.start)
    if not directives:
        return []
    document = document.with_mentions(mentions)
    titles = sorted((m.start, m.end) for m in mentions if isinstance(m, Title))
    spans = sorted({*titles, *((m.start, m.end) for m in mentions if isinstance(m, Body) and not _within(m, titles))})
    names = sorted((m for m in mentions if isinstance(m, Official)), key=lambda m: m.start)
    told = [_told(document, d, spans, names) if d.form != "named" else _beside(document, d, spans) for d in directives]
    return _share(document, told)


def _within(mention: Mention, titles: list[Span]) -> bool:
    """Whether a body is but part of a title: then the title acts, not the body."""
    at = bisect_left(titles, (mention.start, 0))
    return at > 0 and mention.end <= titles[at - 1][1]


def _beside(document: Document, directive: Directive, spans: list[Span]) -> Directive:
    """The issuer in words beside the citation at its longest: as bodies and titles know it, or as its words tell."""
    _, at = imprint.date_beside(document, directive.end)
    start = imprint.issuer_start(document, at)
    if start is None:
        return directive
    first = bisect_left(spans, (start, 0))
    ends = [end for begin, end in spans[first : first + 3] if begin == start]
    if own := imprint.issuer_end(document, start):
        ends.append(own)
    if not ends:
        return directive
    end = imprint.term_end(document, max(ends))
    if "liên tịch" in (directive.doc_type or ""):
        end = _all_of_them(document, end, spans)
    day = directive.date or imprint.date_after_issuer(document, end)
    issuer = document.surface(start, end)
    if issuer == directive.issuer and day == directive.date:
        return directive  # as most are: a copy costs more than the look
    return replace(directive, issuer=issuer, date=day)


def _all_of_them(document: Document, end: int, spans: list[Span]) -> int:
    """The end of the list of those who issued a joint document: "của Bộ Công an, Bộ Quốc phòng và Bộ Tài chính"."""
    for _ in range(8):
        joint = _JOINT.match(document.folded, end)
        if joint is None:
            break
        first = bisect_left(spans, (joint.end(), 0))
        ends = [stop for begin, stop in spans[first : first + 3] if begin == joint.end()]
        if own := imprint.issuer_end(document, joint.end()):
            ends.append(own)
        if not ends:
            break
        end = max(ends)
    return end


def _told(document: Document, directive: Directive, spans: list[Span], names: list[Official]) -> Directive:
    directive = _beside(document, directive, spans)
    if directive.issuer is None and (own := _within_citation(document, directive, spans)) is not None:
        directive = replace(directive, issuer=document.surface(*own))
    if directive.issuer is not None and directive.date is not None:
        return directive
    subject = _subject(document, directive, spans, names)
    if subject is not None:
        day = _day_before(document, subject[0], _HAS.match(document.lowered, subject[1]) is not None)
        issuer = directive.issuer or document.surface(*subject)
        return replace(directive, issuer=issuer, date=directive.date or day)
    if directive.issuer_code == "TW" and _PLENUM.match(document.lowered, directive.end):
        return replace(directive, issuer_canonical="Ban Chấp hành Trung ương", resolved_by="plenum")
    if directive.issuer is None and (agent := _agent(document, directive, spans, names)) is not None:
        return replace(directive, issuer=document.surface(*agent))
    return directive


def _within_citation(document: Document, directive: Directive, spans: list[Span]) -> Span | None:
    """The issuer between type word and number ("Quyết định của UBND tỉnh số 12"), or right behind it ("Nghị quyết 58 Chính phủ")."""
    first = bisect_left(spans, (directive.start + 1, 0))
    inside = [span for span in spans[first : first + 3] if span[1] <= directive.end]
    if inside:
        return max(inside, key=lambda span: span[1] - span[0])
    behind = [span for span in spans[first : first + 3] if span[0] == directive.end + 1]
    end = imprint.issuer_end(document, directive.end + 1) if behind and document.text[directive.end] == " " else None
    return (directive.end + 1, max(end, behind[-1][1])) if end is not None else None


def _window(document: Document, directive: Directive) -> int:
    sentence = document.sentences[document.sentence_index(directive.start)].start if document.sentences else 0
    return max(min(sentence, directive.start), directive.start - 220)


def _candidates(document: Document, start: int, end: int, spans: list[Span], names: list[Official]) -> list[Span]:
    """Bodies, titles and known issuers inside a stretch, the nearest to its end first, then the longest."""
    near = spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]
    found = {span for span in near if span[1] <= end}
    known = imprint.issuer_names()
    first = document.syllable_index(start)
    for at in known.openings(document.keys[first : document.syllable_index(end)]):
        if known.longest(document.keys, first + at) is not None:
            begin = document.starts[first + at]
            stop = imprint.issuer_end(document, begin)
            taken = any(a < begin < b or (a == begin and stop is not None and b >= stop) for a, b in near)
            if stop is not None and stop <= end and not taken:
                found.add((begin, stop))
    bearers = [(o.start, o.end) for o in names[_from(names, start) : _from(names, end)]]
    found = {span for span in found if not any(a < span[1] and span[0] < b for a, b in bearers)}
    return sorted(found, key=lambda span: (-span[1], span[0]))


def _from(names: list[Official], offset: int) -> int:
    return bisect_left(names, offset, key=lambda o: o.start)


def _after_name(end: int, names: list[Official], document: Document) -> int:
    """Behind the person's name that follows a title, if one does."""
    for official in names[_from(names, end) : _from(names, end + 3)]:
        if 0 < official.start - end <= 2 and not document.text[end : official.start].strip():
            return official.end
    return end


def _is_apposition(document: Document, start: int, names: list[Official]) -> bool:
    """A title behind its bearer's name: the person signs, and the text tells no issuer."""
    return any(
        0 < start - o.end <= 3 and document.folded[o.end : start].strip() in {",", "-"}
        for o in names[_from(names, start - 60) : _from(names, start)]
    )


def _subject(document: Document, directive: Directive, spans: list[Span], names: list[Official]) -> Span | None:
    """The body or title before the citation whose act it is."""
    window = _window(document, directive)
    if not _ACT_ENDS.search(document.lowered, max(window, directive.start - _ACT_REACH), directive.start):
        return None
    candidates = _candidates(document, window, directive.start, spans, names)
    for start, end in candidates:
        between = document.lowered[_after_name(end, names, document) : directive.start]
        if len(between) > 70:
            break
        lays_down = _LAYS_DOWN.fullmatch(between) and not _ADDRESSED.search(document.lowered, max(0, start - 8), start)
        issues = _ACTS.fullmatch(between) or (lays_down and not _passes_on(document, directive, start))
        if issues and not _is_apposition(document, start, names):
            return _unit_before(document, (start, end), candidates) or (start, end)
    return None


def _passes_on(document: Document, directive: Directive, start: int) -> bool:
    """Whether an office's document only passes on what others decided: "theo ý kiến của Thủ tướng tại Công văn 357/VPCP"."""
    office = (directive.issuer_code or "").startswith("VP")
    return office and not document.lowered.startswith("văn phòng", start)


def _unit_before(document: Document, parent: Span, candidates: list[Span]) -> Span | None:
    """The unit that acts with the ministry it belongs to, as the text says it: "Cục Thuế, Bộ Tài chính ban hành"."""
    if not document.text.startswith("Bộ ", parent[0]):
        return None
    for start, end in candidates:
        if document.folded[end : parent[0]] == ", " and not document.text.startswith("Bộ", start):
            return start, parent[1]
    return None


def _agent(document: Document, directive: Directive, spans: list[Span], names: list[Official]) -> Span | None:
    """The agent behind the citation: "vừa được Bộ trưởng ... ban hành", "mà Bộ Y tế ban hành", or right behind its date."""
    day, at = imprint.date_beside(document, directive.end)
    stop = min(len(document.text), directive.end + 160)
    if document.sentences:
        stop = min(stop, max(document.sentences[document.sentence_index(directive.start)].end, directive.end))
    if passive := _PASSIVE.match(document.lowered, at):
        starts = [passive.end()]
    else:
        starts = [m.end() for m in _RELATIVE.finditer(document.lowered, directive.end, stop)]
        if day is not None and document.text[at : at + 1] == " ":
            starts.append(at + 1)
    if not starts:
        return None
    candidates = _candidates(document, directive.end, stop, spans, names)
    for start, end in sorted(candidates, key=lambda span: (span[0], -span[1])):
        if start not in starts:
            continue
        if start == at + 1 and day is not None and document.text[at] == " ":
            return start, end
        if _ISSUES.match(document.lowered, _after_name(end, names, document)):
            return start, end
    return None


_HAS = re.compile(r"\s*(?:(?:đã|vừa|cũng|mới)\s+){0,2}có(?![^\W_])")


def _day_before(document: Document, start: int, has: bool) -> str | None:
    """The day told right before the subject: "Ngày 9/6, Thanh tra tỉnh".

    Before "đã có công văn" a day without its year tells when the news was made rather than when the letter was signed.
    """
    window = document.lowered[max(0, start - 60) : start]
    match = _DATED.search(window)
    if match and has and not (match["y"] or match["y2"]):
        return None
    return imprint.day_value(document, match, max(0, start - 60)) if match else None


def _share(document: Document, directives: list[Directive]) -> list[Directive]:
    """Citations in a row share an issuer said once behind the last, or by the act on the first; numbers in a row the day too."""
    shared = list(directives)
    for at in range(len(shared) - 2, -1, -1):
        left, right = shared[at], shared[at + 1]
        if left.issuer is None and right.issuer is not None and _same_series(document, left, right):
            left = replace(left, issuer=right.issuer)
        if (
            left.date is None
            and right.date is not None
            and right.rule == "directive.coordination"
            and left.end + 8 > right.start
        ):
            left = replace(left, date=right.date)
        shared[at] = left
    return shared


def _same_series(document: Document, left: Directive, right: Directive) -> bool:
    between = document.lowered[left.end : right.start]
    if len(between) > 45 or _IN_A_ROW.fullmatch(between) is None:
        return False
    if left.form == "named" or right.form == "named":
        return False
    if left.issuer_code and right.issuer_code and left.issuer_code != right.issuer_code:
        return False  # "29-CT/TU và 05-CT/TW của Bộ Chính trị"
    if left.doc_type == right.doc_type or (left.issuer_code is not None and left.issuer_code == right.issuer_code):
        return True
    return left.form == "number" and not {left.doc_type, right.doc_type} & _ONE_KIND


# Types that one kind of issuer alone may choose: they share no issuer with a document of another type.
_ONE_KIND = frozenset({"Nghị định", "Thông tư", "Luật", "Bộ luật", "Pháp lệnh", "Bản án", "Lệnh"})
