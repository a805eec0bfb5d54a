"""Measure time expressions against annotated events: is each one found with its exact words, and is its value right?

    python benchmarks/times.py GOLD_DIR [--errors]

An event's time counts as found when a mention with exactly its words stands in the sentence of its trigger. Without a
publication date a year that the words do not name is not scored, as in the benchmark's own scores.
"""

from __future__ import annotations

import argparse
import calendar
import re
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from vnextract.analyze import analyze
from vnextract.document import Article, Document, Event, Time
from vnextract.gold import GoldArticle, read_gold
from vnextract.text import match_key
from vnextract.times.dates import dateline, find_times


def analyzed(article: GoldArticle) -> Document:
    document = analyze(Article(article.text, doc_id=article.doc_id, published=article.published))
    return replace(document, published=document.published or dateline(document))


def find(document: Document, times: Iterable[Time], event: Event) -> list[Time]:
    """The mentions with the event's words in the sentence of its trigger."""
    sentence = next(
        s for s in document.sentences[::-1] if document.normalized.project(s.start, s.end)[0] <= event.start
    )
    inside = [t for t in times if sentence.start <= t.start < sentence.end]
    return [t for t in inside if match_key(t.text) == match_key(event.time_text or "")]


def same(want: str | None, got: str | None, year_known: bool) -> bool:
    def days(value: str) -> str:
        if not year_known:
            value = re.sub(r"(?<!\d)\d{4}(?=-)", "XXXX", value)
        if "/" not in value:
            return value
        first, last = (end.split("T")[0] for end in value.split("/", 1))
        last += "-12" if re.fullmatch(r"\d{4}", last) else ""
        if re.fullmatch(r"\d{4}-\d{2}", last):
            last += f"-{calendar.monthrange(int(last[:4]), int(last[5:]))[1]}"
        return first + {4: "-01-01", 7: "-01"}.get(len(first), "") + "/" + last

    return days(want or "") == days(got or "")


def measure(folder: Path, errors: bool) -> None:
    total = found = right = valued = mentions = 0
    seconds = 0.0
    for article in read_gold(folder):
        document = analyzed(article)
        start = time.perf_counter()
        times = list(find_times(document))
        seconds += time.perf_counter() - start
        mentions += len(times)
        for event in (e for e in article.events if e.time_text):
            total += 1
            hits = find(document, times, event)
            year_known = bool(article.published or re.search(r"\d{4}", event.time_text or ""))
            good = any(same(event.time, t.point, year_known) for t in hits)
            found += bool(hits)
            right += good
            valued += bool(hits) and bool(event.time)
            if errors and not good:
                near = [(t.text, t.value) for t in times if abs(t.start - event.start) < 200]
                print(f"{article.doc_id} {event.time_text!r} {event.time} {'VALUE' if hits else 'SPAN'} {near}")
    print(f"{folder.name}: {total} event times, words {found / total:.4f}, value {right / total:.4f} "
          f"(of those found {right / max(1, found):.4f}); {mentions} mentions; {1000 * seconds / max(1, len(read_gold(folder))):.3f} ms an article")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    measure(given.folder, given.errors)
