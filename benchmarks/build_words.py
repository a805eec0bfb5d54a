"""Builds ``seeds/words.csv``: the words of several syllables on which underthesea and pyvi agree.

    python benchmarks/build_words.py NEWS.jsonl.gz [--articles 1500] [--least 3]     # objects with a "text"

A word counts where both tokenizers cut the same span out of the same sentence. Kept are forms seen at least
``--least`` times in small letters (but for the first), and names, all in capitals, seen five times as often.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from vnextract.errors import TokenizerError
from vnextract.sentences import split_sentences
from vnextract.syllables import cut
from vnextract.text import fold, normalize
from vnextract.tokens import find_words

WORDS = Path(__file__).resolve().parent.parent / "seeds" / "words.csv"


def agreed(text: str) -> Iterator[tuple[str, str]]:
    """Words (as printed, and their key) of several syllables, cut alike by both."""
    folded = fold(text)
    syllables = cut(text, folded)
    for span in split_sentences(folded, syllables):
        inside = tuple(t for t in syllables if span[0] <= t.start < span[1])
        try:
            ours, theirs = (set(find_words(text, folded, inside, [span], b)) for b in ("underthesea", "pyvi"))
        except TokenizerError:
            continue
        for word in ours & theirs:
            if " " in word.key and all(part.isalpha() for part in word.key.split()):
                yield word.text, word.key


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    parser.add_argument("--articles", type=int, default=1500)
    parser.add_argument("--least", type=int, default=3)
    parser.add_argument("--skip", type=int, default=9, help="take every n-th article")
    options = parser.parse_args()
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    with gzip.open(options.news, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, options.articles * options.skip, options.skip):
            for surface, key in agreed(normalize(json.loads(line)["text"]).text):
                if surface[1:].islower():
                    small[key] += 1
                elif surface.istitle():
                    capital[key] += 1
    kept = {key: n for key, n in small.items() if n >= options.least}
    kept |= {key: n for key, n in capital.items() if n >= 5 * options.least and key not in kept}
    with WORDS.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["form", "count"])
        rows.writerows(sorted(kept.items(), key=lambda item: (-item[1], item[0])))
    print(f"{len(kept)} words -> {WORDS}")


if __name__ == "__main__":
    main()
