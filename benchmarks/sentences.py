"""How often sentence splitters are right, on hand-marked sentence ends.

    python benchmarks/sentences.py ARTICLES      # a folder with <doc_id>.txt for the ids in annotations/sentences.jsonl

The annotation holds offsets only (code points of the article as given), so the articles have to be at hand. It was
made by correcting a first cut by hand: read a difference of a point as none.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from vnextract.analyze import analyze
from vnextract.document import Article

GOLD = Path(__file__).parent / "annotations" / "sentences.jsonl"


def by_vnextract(text: str) -> set[int]:
    document = analyze(Article(text))
    return {document.normalized.project(s.start, s.end)[1] for s in document.sentences}


def by_underthesea(text: str) -> set[int]:
    from underthesea import sent_tokenize

    ends, at = set(), 0
    for sentence in sent_tokenize(text):
        found = text.find(sentence.strip(), at)
        if found >= 0:
            at = found + len(sentence.strip())
            ends.add(at)
    return ends


def by_pattern(text: str) -> set[int]:
    """The usual regex: a final mark before white space, and line ends."""
    return {m.end() for m in re.finditer(r"[^\n]*?[.!?…]+[\"')”]*(?=\s|$)|[^\n]*\S(?=\s*(?:\n|$))", text)}


SPLITTERS: dict[str, Callable[[str], set[int]]] = {
    "vnextract": by_vnextract,
    "underthesea.sent_tokenize": by_underthesea,
    "regex": by_pattern,
}


def main(folder: str) -> None:
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    texts = {row["doc_id"]: (Path(folder) / f"{row['doc_id']}.txt").read_text(encoding="utf-8") for row in gold}
    print(f"{len(gold)} articles, {sum(len(row['ends']) for row in gold)} sentence ends")
    print("| splitter | precision | recall | F1 | ms an article |")
    print("|---|---|---|---|---|")
    for name, split in SPLITTERS.items():
        split(texts[gold[0]["doc_id"]])  # load what loads lazily
        right = found = wanted = 0
        began = time.perf_counter()
        for row in gold:
            ends = split(texts[row["doc_id"]])
            right += len(ends & set(row["ends"]))
            found += len(ends)
            wanted += len(row["ends"])
        spent = (time.perf_counter() - began) / len(gold) * 1000
        print(
            f"| {name} | {right / found:.3f} | {right / wanted:.3f} | {2 * right / (found + wanted):.3f} | {spent:.1f} |"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
