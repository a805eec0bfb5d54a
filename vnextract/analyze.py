"""``analyze``: an article becomes a document, ready for extractors."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from vnextract.document import Article, Document, Sentence
from vnextract.layout import find_zones
from vnextract.syllables import cut
from vnextract.text import fold, lower, normalize
from vnextract.tokens import split_sentences


def analyze(article: Article, tokenizer: str = "syllable") -> Document:
    """Normalize, cut, split and zone one article.

    >>> [s.end for s in analyze(Article("Ông Nam nói. Bà Lan nghe.")).sentences]
    [12, 25]
    """
    normalized = normalize(article.text)
    folded = fold(normalized.text)
    lowered = lower(folded)
    syllables = cut(normalized.text, folded, lowered)
    starts = [s.start for s in syllables]
    sentences = tuple(
        Sentence(a, b, bisect_left(starts, a), bisect_left(starts, b)) for a, b in split_sentences(folded, syllables)
    )
    document = Document(
        article=article,
        normalized=normalized,
        folded=folded,
        lowered=lowered,
        syllables=syllables,
        tokens=syllables,
        sentences=sentences,
        zones=tuple(find_zones(folded, sentences)),
        published=article.published,
        keys=tuple(s.key for s in syllables),
    )
    return replace(document, sentences=tuple(replace(s, zone=document.zone(s.start)) for s in sentences))
