"""Taggers of other libraries: what they say comes in aligned, beside the rules' finds, and only when asked for."""

from __future__ import annotations

import pytest

from vnextract.analyze import analyze
from vnextract.document import Article, Document, Official
from vnextract.entities import ENTITY_EXTRACTORS, run
from vnextract.errors import OptionError, TokenizerError
from vnextract.model import taggers
from vnextract.model.taggers import tag_words, underthesea_ner
from vnextract.pipeline import Pipeline

TEXT = "Ông Lò Văn Hoà nói. Hội Hoa Ban họp với Lò Thị Đào."
SAID = {
    "Ông Lò Văn Hoà nói.": [("Ông", "O"), ("Lò Văn Hòa", "B-PER"), ("nói", "O"), (".", "O")],
    "Hội Hoa Ban họp với Lò Thị Đào.": [
        *(("Hội", "B-ORG"), ("Hoa_Ban", "I-ORG"), ("họp", "O"), ("với", "O"), ("Lò", "B-PER"), ("Thị Đào", "I-PER")),
        (".", "O"),
    ],
}


def read(text: str = TEXT) -> Document:
    return analyze(Article(text, doc_id="a"))


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tagger that knows the sentences above, with the tone placement of its own choice."""
    monkeypatch.setattr(taggers, "_tagger", lambda name: lambda sentence: SAID[sentence.strip()])


@pytest.mark.usefixtures("spoken")
def test_words_are_found_again_whatever_their_tone_placement() -> None:
    document = read()
    words = [(document.surface(*bounds(document, w)), w.tag) for w in tag_words(document, "underthesea_ner")]
    assert ("Lò Văn Hoà", "B-PER") in words
    assert ("Hoa Ban", "I-ORG") in words


def bounds(document: Document, word: taggers.Word) -> tuple[int, int]:
    return document.syllables[word.first].start, document.syllables[word.last - 1].end


@pytest.mark.usefixtures("spoken")
def test_persons_are_officials_and_organizations_bodies() -> None:
    found = [(m.kind, m.text, m.extractor) for m in underthesea_ner(read())]
    assert found == [
        ("official", "Lò Văn Hoà", "underthesea_ner"),
        ("body", "Hội Hoa Ban", "underthesea_ner"),
        ("official", "Lò Thị Đào", "underthesea_ner"),
    ]


@pytest.mark.usefixtures("spoken")
def test_what_was_found_before_stays() -> None:
    document = read()
    known = document.mention(Official, 4, 14, full_name="Lò Văn Hoà")
    assert [m.text for m in underthesea_ner(document.with_mentions((known,)))] == ["Hội Hoa Ban", "Lò Thị Đào"]


def test_a_sentence_whose_words_are_not_found_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {**SAID, "Ông Lò Văn Hoà nói.": [("Bà", "O"), ("Đào", "B-PER")]}
    monkeypatch.setattr(taggers, "_tagger", lambda name: lambda sentence: said[sentence.strip()])
    assert [m.text for m in underthesea_ner(read())] == ["Hội Hoa Ban", "Lò Thị Đào"]


def test_a_name_after_a_title_by_parts_of_speech(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Chủ tịch UBND xã Nà Ngần Seo Xuya nói."
    said = [("Chủ tịch", "N"), ("UBND", "Ny"), ("xã", "N"), ("Nà Ngần", "Np"), ("Seo Xuya", "Np"), ("nói", "V")]
    monkeypatch.setattr(taggers, "_tagger", lambda name: lambda sentence: [*said, (".", "CH")])
    document = read(text)
    titled = document.with_mentions(run(document, ENTITY_EXTRACTORS[:5]))
    found = {(m.text, m.extractor) for m in taggers.pyvi_pos(titled)}
    assert found <= {("Seo Xuya", "pyvi_pos")}


def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise ModuleNotFoundError(name="pyvi")

    monkeypatch.setattr(taggers, "import_module", refuse)
    taggers._tagger.cache_clear()
    with pytest.raises(TokenizerError, match=r"'pyvi_pos' needs a package .*\(pyvi\): pip install"):
        list(taggers.pyvi_pos(read()))
    taggers._tagger.cache_clear()


@pytest.mark.usefixtures("spoken")
def test_a_pipeline_takes_them_by_name() -> None:
    alone = Pipeline(extractors=["rules"], model=None).extract(TEXT)
    both = Pipeline(extractors=["rules", "underthesea_ner"], model=None).extract(TEXT)
    assert alone.mentions == Pipeline(model=None).extract(TEXT).mentions
    assert {b.text for b in both.bodies} - {b.text for b in alone.bodies} == {"Hội Hoa Ban"}


def test_a_name_there_is_none_of() -> None:
    with pytest.raises(OptionError, match="'bert' is unknown; expected a callable or one of rules, underthesea_ner"):
        Pipeline(extractors=["bert"])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["underthesea_ner", "underthesea_pos", "pyvi_pos"])
def test_the_libraries_themselves_align(name: str) -> None:
    pytest.importorskip(name.split("_")[0], reason="the extra 'tokenizers' is not installed")
    document = read("Chiều 6/12, ông Lò Văn Hoà, Bí thư Thành uỷ, làm việc với Sở TN&MT tại xã Nà Ngần.")
    words = list(tag_words(document, name))
    # Every syllable has its word; a library may cut one in two, as pyvi does with "6/12" and "TN&MT".
    assert {i for w in words for i in range(w.first, w.last)} == set(range(len(document.syllables)))
