"""A gold folder from the annotations kept here and the raw news they belong to, which is not ours to ship.

    python benchmarks/gold_from_corpus.py NEWS.jsonl.gz -o FOLDER

``NEWS.jsonl.gz`` has one article a line, with ``doc_id`` and ``text``.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from vnextract.gold import GoldArticle, parse_annotation, write_gold

ANNOTATIONS = Path(__file__).resolve().parent / "annotations" / "fresh"


def annotated(news: Path) -> Iterator[GoldArticle]:
    lines = {path.stem: path.read_text(encoding="utf-8") for path in ANNOTATIONS.glob("*.ann")}
    with gzip.open(news, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["doc_id"] in lines:
                mentions = parse_annotation(lines[row["doc_id"]], row["text"], f"{row['doc_id']}.ann")
                yield GoldArticle(row["doc_id"], row["text"], mentions=mentions)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    articles = list(annotated(options.news))
    write_gold(options.out, articles)
    print(f"{len(articles)} annotated articles in {options.out}")


if __name__ == "__main__":
    main()
