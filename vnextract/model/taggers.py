"""Taggers of other libraries as extractors: underthesea's entities and parts of speech, pyvi's parts of speech.

Each adds officials and bodies where those before it found nothing; none runs unless asked for by name
(``Pipeline(extractors=["rules", "underthesea_ner"])``), since none pays: ``benchmarks/model.md`` has the figures.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import NamedTuple

from vnextract.document import Body, Directive, Document, Mention, Official, Place, Title
from vnextract.errors import TokenizerError
from vnextract.model.decoding import Stretch
from vnextract.model.features import ENTITY_LABELS
from vnextract.model.proposals import propose_body, propose_official
from vnextract.text import fold, normalize
from vnextract.tokens import align

logger = logging.getLogger(__name__)

Tagged = tuple[str, str]  # a word, its tag
_OFFICIAL, _BODY = ENTITY_LABELS.index("official"), ENTITY_LABELS.index("body")
_TAKEN = (Official, Body, Directive, Title, Place)
_FEWEST, _MOST = 2, 5  # syllables of a personal name


class Word(NamedTuple):
    """Syllables ``[first, last)`` and what the tagger calls them."""

    first: int
    last: int
    tag: str


@cache
def _tagger(name: str) -> Callable[[str], Iterable[Tagged]]:
    """The library's function from a sentence to its words with their tags."""
    try:
        if name == "underthesea_ner":
            ner = import_module("underthesea").ner
            return lambda sentence: ((word, tag) for word, _, _, tag in ner(sentence))
        if name == "underthesea_pos":
            pos_tag = import_module("underthesea").pos_tag
            return lambda sentence: ((word, tag) for word, tag in pos_tag(sentence))
        cut = import_module("pyvi.ViTokenizer").ViTokenizer.tokenize
        tag_all = import_module("pyvi.ViPosTagger").ViPosTagger.postagging
        return lambda sentence: zip(*tag_all(cut(sentence)), strict=True)
    except ImportError as error:
        raise TokenizerError(
            f"the extractor {name!r} needs a package that is not installed ({error.name}): "
            "pip install 'vnextract[tokenizers]'"
        ) from error


def tag_words(document: Document, name: str) -> Iterator[Word]:
    """The words of a document with a tagger's tags, in syllables, sentence by sentence.

    The taggers give back strings, in their own tone placement: they are aligned to the folded text. A sentence whose
    words cannot be found again is left out.
    """
    tagger = _tagger(name)
    for sentence in document.sentences:
        said = document.text[sentence.start : sentence.end]
        if not said.strip():
            continue
        tagged = [(fold(normalize(word).text), tag) for word, tag in tagger(said)]
        try:
            spans = list(align(document.folded, sentence.start, sentence.end, [word for word, _ in tagged], name))
        except TokenizerError as error:
            logger.debug("%s: a sentence left out: %s", document.article.doc_id, error)
            continue
        for (start, end), (_, tag) in zip(spans, tagged, strict=False):
            first, last = document.syllable_span(start, end)
            if first < last:
                yield Word(first, last, tag)


def runs(words: Iterable[Word], opens: Callable[[str], str | None]) -> Iterator[tuple[str, int, int]]:
    """Neighboring words under one label as one stretch: ``opens`` gives a tag's label, ``I-`` tags go on.

    >>> list(runs([Word(0, 1, "B-PER"), Word(1, 3, "I-PER"), Word(3, 4, "O")], lambda tag: tag[2:] or None))
    [('PER', 0, 3)]
    """
    label, first, last = "", 0, 0
    for word in words:
        own = opens(word.tag)
        if label and own == label and word.first == last and not word.tag.startswith("B-"):
            last = word.last
            continue
        if label:
            yield label, first, last
        label, first, last = own or "", word.first, word.last
    if label:
        yield label, first, last


def underthesea_ner(document: Document) -> Iterator[Mention]:
    """Persons and organizations of ``underthesea.ner``, as officials and bodies."""
    for label, first, last in runs(tag_words(document, "underthesea_ner"), lambda tag: tag[2:] or None):
        if label in ("PER", "ORG") and _is_free(document, first, last):
            yield _propose(document, label == "PER", first, last, "underthesea_ner")


def underthesea_pos(document: Document) -> Iterator[Mention]:
    """Proper nouns by ``underthesea.pos_tag`` right after a title, as officials."""
    return _named_holders(document, "underthesea_pos")


def pyvi_pos(document: Document) -> Iterator[Mention]:
    """Proper nouns by pyvi right after a title, as officials."""
    return _named_holders(document, "pyvi_pos")


def proper_nouns(document: Document) -> Iterator[Mention]:
    """Every run of proper nouns by pyvi that is as long as a personal name, as an official."""
    for _, first, last in runs(tag_words(document, "pyvi_pos"), _proper):
        if _FEWEST <= last - first <= _MOST:
            yield _propose(document, True, first, last, "pyvi_pos")


def _proper(tag: str) -> str | None:
    return "name" if tag == "Np" else None


def _named_holders(document: Document, name: str) -> Iterator[Mention]:
    """A name without a title before it stays out: most proper nouns are no officials."""
    ends = {document.syllable_span(title.start, title.end)[1] for title in document.of(Title)}
    for _, first, last in runs(tag_words(document, name), _proper):
        if first in ends and _FEWEST <= last - first <= _MOST and _is_free(document, first, last):
            yield _propose(document, True, first, last, name)


def _is_free(document: Document, first: int, last: int) -> bool:
    start, end = document.syllables[first].start, document.syllables[last - 1].end
    return not any(m.start < end and start < m.end for m in document.mentions if isinstance(m, _TAKEN))


def _propose(document: Document, person: bool, first: int, last: int, name: str) -> Mention:
    stretch = Stretch(first, last, _OFFICIAL if person else _BODY, SCORES[name])
    mention: Mention = (
        propose_official(document, stretch, document.of(Official)) if person else propose_body(document, stretch)
    )
    return replace(mention, extractor=name)


# Roughly the share of what each adds to the finds of the rules that is right, on annotated articles.
SCORES = {"underthesea_ner": 0.05, "underthesea_pos": 0.2, "pyvi_pos": 0.2}
TAGGERS: dict[str, Callable[[Document], Iterator[Mention]]] = {
    "underthesea_ner": underthesea_ner,
    "underthesea_pos": underthesea_pos,
    "pyvi_pos": pyvi_pos,
}
