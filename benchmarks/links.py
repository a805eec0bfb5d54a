"""How well linking across articles does: B-cubed against entities joined by hand.

    python benchmarks/links.py ../shared/corpora/news-2017.jsonl.gz [--half dev|test] [--errors] [--all]

Reads the articles that ``benchmarks/annotations/links`` annotates (with ``--all`` the whole corpus), extracts, links,
and compares ``link_id`` with the entities of the annotation, mention by mention. B-cubed precision is, averaged over
the mentions, the share of those linked with a mention that are the same entity; recall the share of those of the same
entity that are linked with it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from vnextract.document import Article
from vnextract.merge.articles import link_articles
from vnextract.pipeline import Pipeline, merge_rows
from vnextract.tables import Tables, build_tables

ANNOTATIONS = Path(__file__).resolve().parent / "annotations" / "links"
KINDS = ("officials", "bodies")
Mention = tuple[str, int, int]


def annotated(kind: str, half: str | None = None) -> dict[Mention, str]:
    """The entity of each annotated mention: article, first and last offset."""
    with (ANNOTATIONS / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if half in {None, row["half"]}]
    return {(row["doc_id"], int(row["start"]), int(row["end"])): row["entity"] for row in rows}


def bcubed(gold: Mapping[Mention, str], found: Mapping[Mention, str]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 over the mentions in both.

    >>> bcubed({("a", 0, 1): "x", ("b", 0, 1): "x"}, {("a", 0, 1): "1", ("b", 0, 1): "2"})[:2]
    (1.0, 0.5)
    """
    mentions = [m for m in gold if m in found]
    cells: dict[tuple[str, str], int] = defaultdict(int)
    sizes: dict[tuple[str, str], int] = defaultdict(int)
    for m in mentions:
        cells[gold[m], found[m]] += 1
        sizes["gold", gold[m]] += 1
        sizes["found", found[m]] += 1
    precision = sum(n * n / sizes["found", link] for (_, link), n in cells.items()) / len(mentions)
    recall = sum(n * n / sizes["gold", entity] for (entity, _), n in cells.items()) / len(mentions)
    return precision, recall, 2 * precision * recall / (precision + recall)


def read(corpus: Path, wanted: set[str] | None) -> Iterator[Article]:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if wanted is None or str(article["doc_id"]) in wanted:
                yield Article(article["text"], doc_id=str(article["doc_id"]))


def linked(corpus: Path, wanted: set[str] | None) -> Tables:
    line = Pipeline()
    return link_articles(build_tables(merge_rows(line.rows(article) for article in read(corpus, wanted))))


def links_of(tables: Tables, kind: str) -> dict[Mention, str]:
    frame = dict(tables.items())[kind]
    keys = zip(frame.doc_id, frame.start.astype(int), frame.end.astype(int), strict=True)
    return dict(zip(keys, frame.link_id, strict=True))


def differences(gold: Mapping[Mention, str], found: Mapping[Mention, str]) -> Iterator[str]:
    """Entities that were parted, and links that join several."""
    by_entity: dict[str, set[str]] = defaultdict(set)
    by_link: dict[str, set[str]] = defaultdict(set)
    for m in gold:
        if m in found:
            by_entity[gold[m]].add(found[m])
            by_link[found[m]].add(gold[m])
    yield from (f"parted: {entity}: {len(links)} links" for entity, links in by_entity.items() if len(links) > 1)
    yield from (f"joined: {', '.join(sorted(entities))}" for entities in by_link.values() if len(entities) > 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", choices=("dev", "test"), help="only this half of the annotation")
    parser.add_argument("--errors", action="store_true", help="list what was parted and what was joined wrongly")
    parser.add_argument("--all", action="store_true", help="link the whole corpus, not only the annotated articles")
    options = parser.parse_args()
    gold = {kind: annotated(kind, options.half) for kind in KINDS}
    wanted = None if options.all else {doc_id for mentions in gold.values() for doc_id, _, _ in mentions}
    tables = linked(options.corpus, wanted)
    for kind, mentions in gold.items():
        found = links_of(tables, kind)
        precision, recall, f1 = bcubed(mentions, found)
        seen = sum(m in found for m in mentions)
        print(
            f"{kind:10} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   "
            f"({seen} of {len(mentions)} mentions found, {len(set(mentions.values()))} entities)"
        )
        if options.errors:
            print("\n".join(f"  {line}" for line in differences(mentions, found)))


if __name__ == "__main__":
    main()
