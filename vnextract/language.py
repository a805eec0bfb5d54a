"""Is it Vietnamese? A text that the rules are not made for gets a note, not silence."""

from __future__ import annotations

import unicodedata
from collections import Counter

SAMPLE = 600  # code points looked at: the start tells, and the check must cost nothing
FEW = 40  # letters below which nothing is said

# In lower case. News of 2017 (1,397 texts): of 100 letters 13 to 35 are marked, 8 to 27 are Vietnamese alone.
_OWN = frozenset("ăđơưảạằắẳẵặầấẩẫậẻẽẹềếểễệỉĩịỏọồốổỗộờớởỡợủũụừứửữựỷỹỵ")
_MARKED = _OWN | frozenset("âêôàáãèéìíòóõùúỳý")
MARKED_SHARE, OWN_SHARE = 0.08, 0.03
# The most frequent syllables of Vietnamese news, without diacritics, that English and French hardly have.
# The same texts, stripped: 15 to 56 of 100 words.
_BARE = frozenset(
    "cua va cac nhung duoc trong khong nguoi mot voi thanh tinh uy nhan dan chinh phu hoi nghi chu tich thu tuong "
    "bo truong phat trien quoc gia nam ngay dong cong tac viec doi dang nha nuoc theo nay".split()
)
BARE_SHARE = 0.10


def note_language(text: str) -> str | None:
    """A note for a text that is empty, not Vietnamese, or Vietnamese typed without diacritics; else None.

    >>> note_language("Uy ban nhan dan tinh da hop voi cac so va nganh cua tinh trong ngay")
    'Vietnamese without diacritics: names and titles are mostly missed'
    >>> note_language("Ủy ban nhân dân tỉnh đã họp với các sở và ngành của tỉnh trong ngày")
    """
    if not text or text.isspace():
        return "the text is empty"
    sample = text[:SAMPLE]
    if not unicodedata.is_normalized("NFC", sample):
        sample = unicodedata.normalize("NFC", sample)
    counts = Counter(sample.lower())
    letters = sum(n for c, n in counts.items() if c.isalpha())
    if letters < FEW:
        return None
    marked = sum(n for c, n in counts.items() if c in _MARKED)
    own = sum(n for c, n in counts.items() if c in _OWN)
    if marked >= MARKED_SHARE * letters and own >= OWN_SHARE * letters:
        return None
    words = sample.lower().split()
    if sum(word.strip(",.") in _BARE for word in words) >= BARE_SHARE * len(words):
        return "Vietnamese without diacritics: names and titles are mostly missed"
    return "the text does not look Vietnamese: little can be found in it"
