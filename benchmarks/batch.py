"""Batch runs: articles a second, memory of each process, cold start; against underthesea and pyvi in the same run.

    python benchmarks/batch.py                                    # all of it: about ten minutes on two cores
    python benchmarks/batch.py --sizes 200 400 --peers 20         # a quick look
    python benchmarks/batch.py --write docs/batch.md --plot docs/batch.svg   # into the page, with a plot (matplotlib)

The articles are those of ``../shared/corpora`` where it stands beside the project, or of a JSON Lines file given; else
the sample articles, repeated with a number. Each run is the command itself, ``vnextract extract FOLDER -o OUT``, in
processes of its own, over a folder with one file an article. Memory is the peak resident set (VmHWM) of each process, as
the system counts it: pages that workers share are counted in each.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from speed import CORPUS, ROOT, SAMPLES, characters_per_second, readers

SIZES = (1000, 3500, 13970)
BY_LENGTH = 1000  # articles of the runs over short ones and over long ones
BEGIN, END = "<!-- benchmarks/batch.py --write -->", "<!-- end -->"
LOOK = 0.1  # seconds between two looks at the memory
COLD = {
    "vx.extract of one article, from Python": "import vnextract as vx; vx.extract('Ông Nam họp tại Hà Nội.')",
    "import vnextract": "import vnextract",
    "python itself": "pass",
}


@dataclass(frozen=True)
class Measured:
    """One run: what was read, by how many workers, how long it took, and the peak of each process in MB."""

    name: str
    articles: int
    characters: int
    workers: int
    seconds: float
    parent: float
    worker: float

    @property
    def rate(self) -> float:
        return self.articles / self.seconds


def load(path: Path, count: int) -> list[str]:
    """The first texts of a JSON Lines file; the sample articles, made different by a number, where there is none."""
    if path.is_file():
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as file:
            return [json.loads(line)["text"] for _, line in zip(range(count), file, strict=False)]
    samples = [file.read_text(encoding="utf-8") for file in sorted(SAMPLES.glob("*.txt"))]
    return [f"{samples[n % len(samples)]}\n\nSố {n}." for n in range(count)]


def tree(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from tree(int(child))


def peak(pid: int) -> float:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status.get("VmHWM", "0").split()[0]) / 1024


def run(name: str, texts: list[str], workers: int, folder: Path) -> Measured:
    """The command over a folder with these texts."""
    articles = folder / f"{name}-{len(texts)}".replace(" ", "-")
    if not articles.exists():
        for n, text in enumerate(texts):
            file = articles / f"{n // 1000:03}" / f"{n:06}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "vnextract", "extract", str(articles), "-o", str(folder / "out"), "--overwrite"]
    command += ["--quiet", "--workers", str(workers)]
    peaks: dict[int, float] = {}
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    )
    while process.poll() is None:
        try:
            for pid in tree(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), peak(pid))
        except (OSError, ValueError):  # it ended while it was looked at
            pass
        time.sleep(LOOK)
    seconds = time.perf_counter() - began
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    parent = peaks.pop(process.pid, 0.0)
    return Measured(name, len(texts), sum(map(len, texts)), workers, seconds, parent, max(peaks.values(), default=0.0))


def cold_starts(rounds: int) -> dict[str, tuple[float, float]]:
    """Seconds on the clock and of the processor, the best of some rounds."""
    found = {}
    for name, code in COLD.items():
        times = []
        for _ in range(rounds):
            before, began = os.times(), time.perf_counter()
            subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
            seconds, after = time.perf_counter() - began, os.times()
            times.append((seconds, sum(after[2:4]) - sum(before[2:4])))
        found[name] = min(times)
    return found


def run_table(found: list[Measured]) -> list[str]:
    lines = [
        "| articles | characters an article | workers | seconds | articles/s | MB of the parent | MB of a worker |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {m.articles:,} {m.name} | {m.characters / m.articles:,.0f} | {m.workers} | {m.seconds:.1f} "
        f"| {m.rate:.0f} | {m.parent:.0f} | {m.worker:.0f} |"
        for m in found
    ]
    lines.append("")
    for name, size in dict.fromkeys((m.name, m.articles) for m in found):
        rates = {m.workers: m.rate for m in found if (m.name, m.articles) == (name, size)}
        lines += [
            f"- {size:,} {name}: {workers} workers are {rate / rates[1]:.2f} times as fast as one."
            for workers, rate in rates.items()
            if workers > 1 and 1 in rates
        ]
    for workers in sorted({m.workers for m in found}):
        runs = [m for m in found if m.workers == workers and m.name == "articles"]
        if len(runs) > 1:
            before, last = runs[-2:]
            lines.append(
                f"- {workers} worker{'s' * (workers > 1)}, from {before.articles:,} to {last.articles:,} articles: the "
                f"peak of the parent changes by {last.parent / before.parent - 1:+.0%}, of a worker by "
                f"{last.worker / before.worker - 1:+.0%}."
            )
    return lines


def cold_table(rounds: int) -> list[str]:
    lines = ["| cold start | seconds | of the processor |", "|---|---:|---:|"]
    return lines + [f"| {name} | {took:.2f} | {cpu:.2f} |" for name, (took, cpu) in cold_starts(rounds).items()]


def peer_table(texts: list[str], rounds: int) -> list[str]:
    """All readers on the same articles, one process each."""
    size = sum(map(len, texts))
    rates = {name: characters_per_second(read, texts, rounds) for name, read in readers().items()}
    lines = [
        f"| {len(texts)} articles of {size / len(texts):,.0f} characters, one process | articles/s | vnextract is |",
        "|---|---:|---:|",
    ]
    ours = rates["vnextract.extract"]
    return lines + [
        f"| {name} | {rate * len(texts) / size:.1f} | {ours / rate:.1f} x as fast |" for name, rate in rates.items()
    ]


def machine() -> str:
    """What was measured on, and how busy it was with other work when the measuring began."""
    cpuinfo = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":")[1].strip() for line in cpuinfo if line.startswith("model name")), "?")
    load = os.getloadavg()[0]
    busy = f"; other programs were running (load {load:.0f}), so rates are too low" if load > 0.5 else ""
    return f"{model}, {os.cpu_count()} cores, Python {sys.version.split()[0]}{busy}."


def write_into(page: Path, lines: list[str]) -> None:
    """Put the lines between the two marks of a page."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    page.write_text(before + BEGIN + "\n".join(["", *lines, ""]) + END + rest.split(END)[1], encoding="utf-8")


def plot(found: list[Measured], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    for workers in sorted({m.workers for m in found}):
        runs = [m for m in found if m.workers == workers and m.name == "articles"]
        sizes, label = [m.articles for m in runs], f"{workers} worker{'s' * (workers > 1)}"
        left.plot(sizes, [m.rate for m in runs], marker="o", label=label)
        right.plot(sizes, [max(m.parent, m.worker) for m in runs], marker="o", label=label)
    left.set(xlabel="articles", ylabel="articles a second", ylim=(0, 1.15 * left.get_ylim()[1]))
    right.set(xlabel="articles", ylabel="peak memory of a process, MB", ylim=(0, 1.15 * right.get_ylim()[1]))
    left.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--workers", type=int, nargs="+", default=(1, 2))
    parser.add_argument("--peers", type=int, default=100, metavar="N", help="articles that all readers read; 0: none")
    parser.add_argument("--rounds", type=int, default=3, help="of the cold start and of the peers; the best counts")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the figures between the marks of this page")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw rates and memory over the number of articles")
    given = parser.parse_args()
    measured_on = machine()
    texts = load(given.corpus, max(given.sizes))
    by_length = sorted(texts, key=len)
    few = min(BY_LENGTH, len(texts) // 4)
    lots = [("articles", texts[:size]) for size in given.sizes]
    lots += [("short articles", by_length[:few]), ("long articles", by_length[-few:])]
    found = []
    with tempfile.TemporaryDirectory(prefix="vnextract-") as folder:
        for name, lot in lots:
            for workers in given.workers:
                found.append(run(name, lot, workers, Path(folder)))
                print(f"{found[-1]}", file=sys.stderr)
    lines = [measured_on, "", *run_table(found), "", *cold_table(given.rounds), ""]
    if given.peers:
        lines += [*peer_table(texts[:: max(1, len(texts) // given.peers)][: given.peers], given.rounds), ""]
    print("\n".join(lines))
    if given.plot:
        plot(found, given.plot)
        lines += [f"![Articles a second and peak memory by the number of articles]({given.plot.name})", ""]
    if given.write:
        write_into(given.write, lines)


if __name__ == "__main__":
    main()
