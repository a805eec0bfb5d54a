"""A gold folder from the annotations kept here and the raw news they belong to, which is not ours to ship.

    python benchmarks/gold_from_corpus.py NEWS.jsonl.gz -o FOLDER [--only fresh]

``NEWS.jsonl.gz`` has one article a line, with ``doc_id`` and ``text``. The annotations of ``fresh`` are whole, a file an
article; those of ``events`` tell events alone, many articles a file, each after a line ``# doc_id``.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from vnextract.gold import ALL_KINDS, EVENTS, GoldArticle, parse_annotation, write_gold

ANNOTATIONS = Path(__file__).resolve().parent / "annotations"
KINDS = {"fresh": ALL_KINDS, "events": frozenset(EVENTS)}


def annotated(news: Path, sets: Sequence[str]) -> Iterator[GoldArticle]:
    told = {doc_id: (lines, KINDS[name]) for name in sets for doc_id, lines in annotations(name)}
    with gzip.open(news, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["doc_id"] in told:
                lines, kinds = told[row["doc_id"]]
                mentions = parse_annotation(lines, row["text"], f"{row['doc_id']}.ann")
                yield GoldArticle(row["doc_id"], row["text"], mentions=mentions, kinds=kinds)


def annotations(name: str) -> Iterator[tuple[str, str]]:
    """The doc_id and the lines of every annotated article of a set."""
    for path in sorted((ANNOTATIONS / name).glob("*.ann")):
        text = path.read_text(encoding="utf-8")
        if name == "fresh":
            yield path.stem, text
            continue
        for part in text.split("# ")[1:]:
            doc_id, _, lines = part.partition("\n")
            yield doc_id, lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--only", choices=list(KINDS), help="one of the two sets")
    options = parser.parse_args()
    articles = list(annotated(options.news, [options.only] if options.only else list(KINDS)))
    write_gold(options.out, articles)
    print(f"{len(articles)} annotated articles in {options.out}")


if __name__ == "__main__":
    main()
