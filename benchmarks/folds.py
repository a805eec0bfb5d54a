"""Cross-validation by article over annotated folders: who goes into which fold, and what the taggers see of each.

Articles that tell the same news in nearly the same words go into one fold, so that none is learnt from its twin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from vnextract.document import Document
from vnextract.gold import GoldArticle, read_gold
from vnextract.model.batches import Example
from vnextract.model.features import Vocabulary
from vnextract.model.learning import example_of, read_entities

SHINGLE = 8  # syllables
ALIKE = 0.15  # share of the shorter article's shingles that make two articles the same news


@dataclass(frozen=True, slots=True)
class Sheet:
    """An annotated article with what the rules find in it, its fold, and what a tagger sees and should say."""

    folder: str
    gold: GoldArticle
    document: Document  # carries the rules' mentions, events aside
    example: Example
    fold: int


def read_folders(folders: Iterable[Path], keys: Sequence[str], folds: int) -> list[Sheet]:
    """The articles of annotated folders, each in its fold."""
    vocabulary = Vocabulary(keys)
    read: list[tuple[str, GoldArticle, Document]] = []
    for folder in folders:
        read += [(folder.name, article, read_entities(article)) for article in read_gold(folder)]
    places = fold_of([document.keys for _, _, document in read], [article.doc_id for _, article, _ in read], folds)
    return [
        Sheet(folder, article, document, example_of(document, article, vocabulary, words=True), fold)
        for (folder, article, document), fold in zip(read, places, strict=True)
    ]


def fold_of(texts: Sequence[Sequence[str]], ids: Sequence[str], folds: int) -> list[int]:
    """A fold for each text, given as syllables: by a digest of the first id among those that are alike."""
    shingles = [{hash(tuple(text[i : i + SHINGLE])) for i in range(len(text) - SHINGLE + 1)} for text in texts]
    holders: dict[int, list[int]] = defaultdict(list)
    leader = list(range(len(texts)))
    for number, own in enumerate(shingles):
        shared: dict[int, int] = defaultdict(int)
        for shingle in own:
            for other in holders[shingle]:
                shared[other] += 1
            holders[shingle].append(number)
        for other, count in shared.items():
            if count >= ALIKE * max(1, min(len(own), len(shingles[other]))):
                first, second = sorted((_leader(leader, number), _leader(leader, other)))
                leader[second] = first
    return [crc32(ids[_leader(leader, n)].encode("utf-8")) % folds for n in range(len(texts))]


def _leader(leader: list[int], number: int) -> int:
    while leader[number] != number:
        number = leader[number]
    return number
