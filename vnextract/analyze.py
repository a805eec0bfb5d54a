"""``analyze``: an article becomes a document, ready for extractors."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from vnextract.document import Article, Document, Sentence
from vnextract.layout import find_zones
from vnextract.sentences import split_sentences
from vnextract.syllables import cut
from vnextract.text import fold, lower, normalize
from vnextract.tokens import find_words


def analyze(article: Article, tokenizer: str = "syllable") -> Document:
    """Normalize, cut, split and zone one article; ``tokenizer`` is one of ``tokens.BACKENDS``.

    >>> [s.end for s in analyze(Article("Ông Nam nói. Bà Lan nghe.")).sentences]
    [12, 25]
    """
    normalized = normalize(article.text)
    folded = fold(normalized.text)
    lowered = lower(folded)
    syllables = cut(normalized.text, folded, lowered)
    starts, ends, texts, keys = zip(*syllables, strict=True) if syllables else ((), (), (), ())
    initials = "".join([text[0] for text in texts])
    spans = split_sentences(folded, syllables)
    zones = tuple(find_zones(folded, spans))
    edges = [zone.start for zone in zones]
    sentences = tuple(
        Sentence(
            start,
            end,
            bisect_left(starts, start),
            bisect_left(starts, end),
            zones[max(0, bisect_right(edges, start) - 1)].name,
        )
        for start, end in spans
    )
    return Document(
        article=article,
        normalized=normalized,
        folded=folded,
        lowered=lowered,
        syllables=syllables,
        tokens=find_words(normalized.text, folded, syllables, spans, tokenizer),
        sentences=sentences,
        zones=zones,
        published=article.published,
        keys=keys,
        starts=starts,
        ends=ends,
        capitals=tuple(map(str.isupper, initials)),
        numbers=tuple([i for i, initial in enumerate(initials) if initial.isdecimal()]),
    )
