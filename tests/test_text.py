"""Text in NFC with its way back, whatever string comes in."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnextract.analyze import analyze
from vnextract.document import Article
from vnextract.text import fold, lower, match_key, normalize, tidy

# Characters that scraped news brings: precomposed and bare letters, tone marks, hidden and odd spaces, dashes, quotes.
ODD = "ỦủỷòaạĐđÐươêâăƯ\u0300\u0301\u0309\u0303\u0323\u0302\u031b\u0306\u200b\u200d\ufeff\u00ad\u00a0\u202f\u2009\u2013\u2014\u2011“”‘’«»…\n\r\u2028\t .,;:!?()-/&'\"0129ABÇİẞΣ👍🏽\u1100\u1161\u212b\ud800\udfff"
texts = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters()), max_size=120)
words = st.lists(
    st.sampled_from(
        'Ông Nguyễn Văn An , . ... ./. … : ; ! ? " “ ” ( ) - – • \n \n\n TP.HCM TP. T.Ư GS.TS 34-CT/TU 6/12/2023 1.000 '
        "Ảnh: (Ảnh: TTXVN) Theo Sau Bộ Y tế giao thông giao việc H'Hen N.V.A. 123/QĐ-SGD&ĐT Chú thích ảnh >> PV".split(
            " "
        )
    ),
    max_size=40,
).map(" ".join)


@given(texts)
@example("a" + "\u0301\u0323" * 100)
@example("\u200b\u0301")
@example("\u1100\u200b\u1161")
def test_normalize_maps_every_span_into_the_text(raw: str) -> None:
    n = normalize(raw)
    assert not n.is_identity or n.text == raw
    before = 0
    for i in range(len(n.text)):
        start, end = n.project(i, i + 1)
        assert before <= start < end <= len(raw)
        before = start
    if not any(len(m) > 30 for m in raw.split()):
        assert unicodedata.is_normalized("NFC", n.text)


@given(texts)
def test_fold_and_lower_keep_the_length(raw: str) -> None:
    text = normalize(raw).text
    assert len(fold(text)) == len(text) == len(lower(fold(text)))


@given(st.one_of(texts, words))
def test_a_document_is_in_order_and_covers_the_text(raw: str) -> None:
    document = analyze(Article(raw))
    text = document.text
    for spans in (document.syllables, document.tokens, document.sentences, document.zones):
        end = 0
        for span in spans:
            assert end <= span.start < span.end <= len(text)
            assert not text[end : span.start].strip()
            end = span.end
        assert not text[end:].strip()
    for token in (*document.syllables, *document.tokens):
        assert token.text == text[token.start : token.end]
    edges = {t.start for t in document.syllables}
    assert all(s.start in edges for s in (*document.tokens, *document.sentences))
    for sentence in document.sentences:
        inside = document.syllables[sentence.first : sentence.last]
        assert (inside[0].start, inside[-1].end) == (sentence.start, sentence.end)


@given(words)
def test_decomposed_text_gives_the_same_document_moved(raw: str) -> None:
    composed, other = analyze(Article(raw)), analyze(Article(unicodedata.normalize("NFD", raw)))
    assert composed.text == other.text
    assert (composed.syllables, composed.sentences, composed.zones) == (other.syllables, other.sentences, other.zones)
    for token in other.syllables:
        start, end = other.normalized.project(token.start, token.end)
        assert unicodedata.normalize("NFC", other.article.text[start:end]) == token.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("hoà bình", "hòa bình"),
        ("khoẻ", "khỏe"),
        ("THUỶ LỢI", "THỦY LỢI"),
        ("34–CT/TU", "34-CT/TU"),
        ("“Nghị quyết”", '"Nghị quyết"'),
        ("H’Hen", "H'Hen"),
        ("Hà\u00a0Nội", "Hà Nội"),
        ("Hà\u200b Nội", "Hà Nội"),
        ("Ða Ðoan", "Đa Đoan"),
        ("U\u031b\u0323 ban", "Ự ban"),
    ],
)
def test_spellings_that_readers_do_not_tell_apart(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(("one", "other"), [("quý", "qúy"), ("hoàn", "hòan"), ("Thanh Úy", "Thành ủy"), ("tư", "tu")])
def test_spellings_that_differ(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


def test_hidden_characters_stay_out_of_a_span() -> None:
    n = normalize("Hà\u200b Nội\u00ad.")
    assert n.text == "Hà Nội."
    assert n.project(0, 2) == (0, 2)
    assert n.project(3, 6) == (4, 7)


def test_tidy() -> None:
    assert tidy(" Hà\u00a0\n Nội\ufeff ") == "Hà Nội"


WORST = {
    "combining marks": "a" + "\u0301\u0323" * 12_000,
    "one word": "a" * 25_000,
    "digits": "1" * 25_000,
    "dates": "1/" * 12_000,
    "codes": "1/A&" + "A&A" * 8_000 + "Á",
    "dots": "." * 25_000,
    "marks": "?!\"')" * 5_000,
    "spaces": "a" + " " * 25_000,
    "line breaks": "a\n" * 4_000,
    "open brackets": "(Ảnh" * 5_000,
    "credits": "Ảnh: A " * 4_000,
    "capitals": "A. " * 8_000,
    "apostrophes": "a'" * 12_000,
    "dashes": "A-" * 12_000,
    "emoji": "👍\u200d" * 8_000,
    "surrogates": "\ud800" * 8_000,
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST.keys())
def test_worst_cases_take_linear_time(text: str) -> None:
    """Twice the text takes about twice the time; the constant forgives a busy machine."""

    def spent(size: int) -> float:
        """The better of two runs: the worse one tells of the machine."""
        seconds = []
        for _ in range(2):
            began = time.process_time()
            analyze(Article(text[:size]))
            seconds.append(time.process_time() - began)
        return min(seconds)

    assert spent(len(text)) < 10 * spent(len(text) // 4) + 0.1  # quadratic growth makes it 16


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["a" + "\u0301\u0323" * 250_000, "Ông An nói. " * 85_000, "không có dấu chấm " * 55_000]
)
def test_a_megabyte_is_read(text: str) -> None:
    began = time.process_time()
    analyze(Article(text))
    assert time.process_time() - began < 20
