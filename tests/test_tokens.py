"""Words: in order, over whole syllables, the same guarantees with each tokenizer."""

from __future__ import annotations

import pickle
import sys

import pytest

from vnextract import tokens
from vnextract.analyze import analyze
from vnextract.document import Article
from vnextract.errors import TokenizerError
from vnextract.tokens import BACKENDS, align, tokenize

TEXT = (
    "Chiều 6/12/2023, Thành ủy TP.HCM ban hành Chỉ thị số 34-CT/TU về an toàn giao thông.\n"
    "GS.TS Lê An (Q.1) cho biết T.Ư đã có Quyết định 123/QĐ-SGD&ĐT; Sở GD&ĐT phối hợp phòng, chống Covid-19…"
)
WHOLE = ["6/12/2023", "TP.HCM", "34-CT/TU", "GS.TS", "Q.1", "T.Ư", "123/QĐ-SGD&ĐT", "GD&ĐT", "Covid-19"]


def words(text: str, backend: str) -> list[str]:
    if backend != "syllable":
        pytest.importorskip(backend, reason=f"{backend} is not installed")
    return [token.text for token in tokenize(text, backend)]


@pytest.mark.parametrize("backend", BACKENDS)
def test_codes_dates_and_abbreviations_stay_whole(backend: str) -> None:
    found = words(TEXT, backend)
    assert [unit for unit in WHOLE if not any(unit in word for word in found)] == []


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    "text", [TEXT, "", " \n ", "H’Hen  nói:\u00a0“được” …", "U\u0309y ban nha\u0302n d\u00e2n\u200b xã", "👍 a_b __"]
)
def test_tokens_are_in_order_and_cover_the_text(text: str, backend: str) -> None:
    if backend != "syllable":
        pytest.importorskip(backend, reason=f"{backend} is not installed")
    end = 0
    for token in tokenize(text, backend):
        assert token.text == text[token.start : token.end]
        assert end <= token.start < token.end
        assert not text[end : token.start].strip(" \n\u00a0\u200b")
        end = token.end
    assert not text[end:].strip(" \n\u00a0\u200b")


@pytest.mark.parametrize("backend", BACKENDS[1:])
def test_tokenizers_agree_on_common_words(backend: str) -> None:
    ours, theirs = words(TEXT, "syllable"), words(TEXT, backend)
    assert len(set(ours) & set(theirs)) >= 0.7 * len(set(ours))


@pytest.mark.parametrize("backend", BACKENDS[1:])
def test_sentences_and_syllables_do_not_hang_on_the_tokenizer(backend: str) -> None:
    pytest.importorskip(backend, reason=f"{backend} is not installed")
    ours, theirs = analyze(Article(TEXT)), analyze(Article(TEXT), backend)
    assert (ours.syllables, ours.sentences, ours.zones) == (theirs.syllables, theirs.sentences, theirs.zones)


def test_words_of_several_syllables() -> None:
    found = words("Bộ giao cho ngành giao thông kiểm tra phương tiện", "syllable")
    assert found == ["Bộ", "giao", "cho", "ngành", "giao thông", "kiểm tra", "phương tiện"]


def test_no_word_runs_across_a_line_break() -> None:
    assert words("Cần bàn giao\nThông tin thêm", "syllable") == ["Cần", "bàn giao", "Thông tin", "thêm"]


def test_unknown_backend_says_which_there_are() -> None:
    with pytest.raises(TokenizerError, match="syllable, underthesea, pyvi"):
        tokenize("a", "jieba")


def test_a_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens._segmenter.cache_clear()
    monkeypatch.setitem(sys.modules, "underthesea", None)
    with pytest.raises(TokenizerError, match=r"vnextract\[tokenizers\]"):
        tokenize("a", "underthesea")
    tokens._segmenter.cache_clear()


def test_what_is_not_in_the_text_does_not_align() -> None:
    assert list(align("Ủy  ban", 0, 7, ["Ủy_ban"], "pyvi")) == [(0, 7)]
    with pytest.raises(TokenizerError, match="pyvi returned 'Uy'"):
        list(align("Ủy ban", 0, 6, ["Uy", "ban"], "pyvi"))


def test_a_document_with_unmade_words_can_be_pickled_and_compared() -> None:
    document = analyze(Article(TEXT))
    copy = pickle.loads(pickle.dumps(document))
    assert copy.tokens == tuple(document.tokens)
    assert copy.sentences == document.sentences
