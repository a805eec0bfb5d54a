"""Words by the tokenizer chosen, with offsets: each is a run of whole syllables.

Backends: ``syllable`` joins syllables by longest match in ``seeds/words.csv``, the words on which underthesea and
pyvi agree; ``underthesea`` and ``pyvi`` call those libraries, whose strings are aligned to the text. Document codes,
dates, numbers and abbreviations are one token with each of them, since a word never ends inside a syllable.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Any, Final, overload

from vnextract.document import Token
from vnextract.errors import TokenizerError
from vnextract.lexicon import per_seeds, seed_rows
from vnextract.sentences import split_sentences
from vnextract.syllables import cut
from vnextract.text import fold, normalize

BACKENDS: Final = ("syllable", "underthesea", "pyvi")
# Acronyms and names with a number that are written as one: GD&ĐT, TN-MT, Covid-19.
_JOINED: Final = re.compile(r"(?<![^\W_])(?:[A-ZĐ]{2,}(?:[&-][A-ZĐ]{2,})+|[^\W\d_]+-\d+)(?![^\W_])")

Spans = Sequence[tuple[int, int]]


def tokenize(text: str, backend: str = "syllable") -> tuple[Token, ...]:
    """The words of a text, in order, in offsets of the string given; they hold every character that is no space.

    Raises TokenizerError when the backend is unknown, not installed, or gave back what is not in the text.

    >>> [t.text for t in tokenize("Ủy ban nhân dân TP.HCM ký Quyết định 34-QĐ/TU.")]
    ['Ủy ban', 'nhân dân', 'TP.HCM', 'ký', 'Quyết định', '34-QĐ/TU', '.']
    """
    normalized = normalize(text)
    folded = fold(normalized.text)
    syllables = cut(normalized.text, folded)
    words = find_words(normalized.text, folded, syllables, split_sentences(folded, syllables), backend)
    if normalized.is_identity:
        return tuple(words)
    spans = [normalized.project(word.start, word.end) for word in words]
    return tuple(Token(a, b, text[a:b], word.key) for (a, b), word in zip(spans, words, strict=True))


def find_words(
    text: str, folded: str, syllables: Sequence[Token], sentences: Spans, backend: str = "syllable"
) -> Sequence[Token]:
    """The words of an NFC text that is cut and split already; those of ``syllable`` are made when first asked for."""
    if backend == "syllable":
        return Words(partial(_join, text, folded, syllables, sentences))
    segment = _segmenter(backend)
    edges: set[int] = set()
    for start, end in sentences:
        edges.add(start)
        for a, b in align(text, start, end, segment(text[start:end]), backend):
            edges.update((a, b))
    runs = _runs(syllables, edges)
    return tuple(_words(text, syllables, _glue(folded, syllables, runs)))


def align(text: str, start: int, end: int, words: Iterable[str], backend: str) -> Iterator[tuple[int, int]]:
    """The spans in ``text[start:end]`` of the strings that a tokenizer made of it, whatever it did to white space.

    An underscore in a word may stand for a space. Raises TokenizerError at the first character that does not fit.
    """
    at = start
    for word in words:
        first = -1
        for character in word:
            if character.isspace():
                continue
            while at < end and text[at].isspace():
                at += 1
            if at < end and text[at] == character:
                first = at if first < 0 else first
                at += 1
            elif character != "_":
                raise TokenizerError(
                    f"{backend} returned {word!r}, which is not what stands at {at}: {text[at : at + 20]!r}"
                )
        if first >= 0:
            yield first, at


@cache
def _segmenter(backend: str) -> Callable[[str], Iterable[str]]:
    """The library's function from a string to its words."""
    try:
        if backend == "underthesea":
            # Its own normalization rewrites tone marks, and the tokens would not be found again.
            return partial(import_module("underthesea").word_tokenize, use_token_normalize=False)
        if backend == "pyvi":
            tagger = import_module("pyvi.ViTokenizer").ViTokenizer
            return lambda text: str(tagger.tokenize(text)).split()
    except ImportError as error:
        raise TokenizerError(
            f"the tokenizer {backend!r} needs a package that is not installed ({error.name}): "
            "pip install 'vnextract[tokenizers]'"
        ) from error
    raise TokenizerError(f"no tokenizer {backend!r}; there are: {', '.join(BACKENDS)}")


class Words(Sequence[Token]):
    """The words of one document, made when first asked for: most rules need few of them or none."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[Token]]) -> None:
        self._make = make
        self._made: tuple[Token, ...] | None = None

    @property
    def made(self) -> tuple[Token, ...]:
        if self._made is None:
            self._made = tuple(self._make())
        return self._made

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Token, ...]: ...
    def __getitem__(self, at: int | slice) -> Token | tuple[Token, ...]:
        return self.made[at]

    def __len__(self) -> int:
        return len(self.made)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.made)

    def __eq__(self, other: object) -> bool:
        return self.made == (other.made if isinstance(other, Words) else other)

    def __hash__(self) -> int:
        return hash(self.made)

    def __repr__(self) -> str:
        return repr(self.made)

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self.made,)


@per_seeds
def _word_trie() -> dict[Any, Any]:
    """``seeds/words.csv`` by syllables; the key None marks the end of a word."""
    root: dict[Any, Any] = {}
    for row in seed_rows("words"):
        node = root
        for syllable in row["form"].split():
            node = node.setdefault(syllable, {})
        node[None] = True
    return root


def _join(text: str, folded: str, syllables: Sequence[Token], sentences: Spans) -> Iterator[Token]:
    runs = _longest_runs([token.key for token in syllables], _sentence_starts(syllables, sentences))
    return _words(text, syllables, _glue(folded, syllables, runs))


def _sentence_starts(syllables: Sequence[Token], sentences: Spans) -> frozenset[int]:
    starts = {start for start, _ in sentences}
    return frozenset(i for i, token in enumerate(syllables) if token.start in starts)


def _longest_runs(keys: Sequence[str], stops: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Runs of syllables that make the longest word from left to right; none goes on over a stop."""
    root, at, count = _word_trie(), 0, len(keys)
    while at < count:
        node, last, i = root.get(keys[at]), at + 1, at + 1
        while node is not None and i < count and i not in stops:
            node = node.get(keys[i])
            i += 1
            if node is not None and None in node:
                last = i
        yield at, last
        at = last


def _runs(syllables: Sequence[Token], edges: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of syllables between edges; an edge inside a syllable does not count."""
    first = 0
    for i in range(1, len(syllables) + 1):
        if i == len(syllables) or syllables[i].start in edges or syllables[i - 1].end in edges:
            yield first, i
            first = i


def _glue(folded: str, syllables: Sequence[Token], runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs, with those put together that a joined acronym runs across."""
    joined = [m.span() for m in _JOINED.finditer(folded)] if "&" in folded or "-" in folded else []
    if not joined:
        yield from runs
        return
    starts = [start for start, _ in joined]
    first = 0
    for _, last in runs:
        if last < len(syllables):
            edge = syllables[last].start
            at = bisect_right(starts, edge) - 1
            if at >= 0 and joined[at][0] < edge < joined[at][1]:
                continue
        yield first, last
        first = last


def _words(text: str, syllables: Sequence[Token], runs: Iterable[tuple[int, int]]) -> Iterator[Token]:
    for first, last in runs:
        if last - first == 1:
            yield syllables[first]
        else:
            start, end = syllables[first].start, syllables[last - 1].end
            yield Token(start, end, text[start:end], " ".join([token.key for token in syllables[first:last]]))
