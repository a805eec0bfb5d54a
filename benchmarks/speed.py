"""Speed and memory, against underthesea and pyvi on the same articles in the same run.

    python benchmarks/speed.py                   # 55 articles of about 2,900 characters
    python benchmarks/speed.py --articles 20     # fewer, for a quick look

The articles are those of ``../shared/corpora`` where it stands beside the project, else the sample articles. Each
reader sees the same texts, one at a time, in one process; the best of three rounds counts, the first article is read
once before to load what is loaded on first use. Import time and peak memory are measured in a process of their own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "news-2017.jsonl.gz"
SAMPLES = ROOT / "seeds" / "articles"
LENGTH = 2900
ROUNDS = 3


def load_articles(count: int) -> list[str]:
    """Texts of about ``LENGTH`` characters: from the corpus in file order, else the samples, repeated."""
    if CORPUS.is_file():
        texts = []
        with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
            for line in file:
                text = json.loads(line)["text"]
                if 0.9 * LENGTH <= len(text) <= 1.1 * LENGTH:
                    texts.append(text)
                if len(texts) == count:
                    return texts
    samples = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    return (samples * (count // len(samples) + 1))[:count]


def readers() -> dict[str, Callable[[str], Any]]:
    """What is timed, by name; a library that is not installed is left out."""
    import vnextract as vx

    found: dict[str, Callable[[str], Any]] = {"vnextract.extract": vx.extract}
    try:
        import underthesea

        def ner(text: str) -> list[Any]:
            # Sentence by sentence, as its model was trained: on a whole article at once it takes five times as long.
            return [underthesea.ner(sentence) for sentence in underthesea.sent_tokenize(text)]

        found["underthesea.ner"] = ner
        found["underthesea.word_tokenize"] = underthesea.word_tokenize
    except ImportError:
        print("underthesea is not installed: left out", file=sys.stderr)
    try:
        from pyvi import ViTokenizer

        found["pyvi.ViTokenizer"] = ViTokenizer.tokenize
    except ImportError:
        print("pyvi is not installed: left out", file=sys.stderr)
    return found


def characters_per_second(read: Callable[[str], Any], texts: list[str], rounds: int = ROUNDS) -> float:
    read(texts[0])
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        for text in texts:
            read(text)
        best = min(best, time.perf_counter() - began)
    return sum(map(len, texts)) / best


def in_a_process_of_its_own(code: str) -> float:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


IMPORT = "import time; t = time.perf_counter(); import vnextract; print(time.perf_counter() - t)"
# VmHWM, not ru_maxrss: the latter keeps, across exec, the peak of the process that started this one.
PEAK = """
import pathlib, vnextract
for path in pathlib.Path({folder!r}).glob("*.txt"):
    vnextract.extract(path.read_text(encoding="utf-8"))
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(status["VmHWM"].split()[0]) / 1024)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=55)
    texts = load_articles(parser.parse_args().articles)
    rates = {name: characters_per_second(read, texts) for name, read in readers().items()}
    ours = rates["vnextract.extract"]
    size = sum(map(len, texts))
    print(f"{len(texts)} articles, {size:,} characters, best of {ROUNDS} rounds, one process\n")
    print("| reader | characters/s | ms an article | vnextract is |")
    print("|---|---:|---:|---:|")
    for name, rate in rates.items():
        ratio = f"{ours / rate:.1f} x as fast" if rate != ours else ""
        print(f"| {name} | {rate:,.0f} | {1000 * size / len(texts) / rate:.1f} | {ratio} |")
    print(f"\nimport vnextract: {min(in_a_process_of_its_own(IMPORT) for _ in range(ROUNDS)):.2f} s")
    print(f"peak memory over the sample articles: {in_a_process_of_its_own(PEAK.format(folder=str(SAMPLES))):.0f} MB")


if __name__ == "__main__":
    main()
