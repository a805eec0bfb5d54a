"""How far a run is: counted from the beats of its workers, shown as a bar in a terminal, as a line a minute elsewhere."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any

EVERY = 0.1  # seconds between two calls of a ``Progress``, at least
LINE_EVERY = 60.0  # seconds between two lines where there is no terminal
RATE_OVER = 30.0  # seconds that the rate is measured over


@dataclass(frozen=True, slots=True)
class Status:
    """How far a run is: bytes of input done and in all, articles read, how many of them failed."""

    size: int
    total: int
    articles: int = 0
    failed: int = 0
    writing: bool = False

    @property
    def share(self) -> float:
        return self.size / self.total if self.total else 1.0


Progress = Callable[[Status], None]


def silent(status: Status) -> None:
    """The progress that nobody is told of."""


class Tally:
    """Adds up what is finished and what workers tell of the chunks they are on."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total, self._progress = total, progress
        self._done = [0, 0, 0]  # size, articles, failed
        self._doing: dict[int, tuple[int, int, int]] = {}
        self._told = float("-inf")

    def beat(self, number: int, size: int, articles: int, failed: int) -> None:
        """So much of chunk ``number`` is done by now."""
        self._doing[number] = (size, articles, failed)
        self._tell()

    def finish(self, number: int, size: int, articles: int, failed: int) -> None:
        """A chunk is done."""
        self._doing.pop(number, None)
        self._done = [a + b for a, b in zip(self._done, (size, articles, failed), strict=True)]
        self._tell()

    def write(self) -> None:
        """All chunks are done; what is left is to join them."""
        self._tell(writing=True)

    def _tell(self, writing: bool = False) -> None:
        now = time.monotonic()
        if writing or now - self._told >= EVERY:
            self._told = now
            size, articles, failed = map(sum, zip(self._done, *self._doing.values(), strict=True))
            self._progress(Status(min(size, self._total), self._total, articles, failed, writing))


class Pace:
    """Articles a second lately, and the seconds left by the bytes that are left."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, Status]] = deque()

    def __call__(self, status: Status, now: float) -> tuple[float, float | None]:
        self._past.append((now, status))
        while len(self._past) > 2 and now - self._past[0][0] > RATE_OVER:
            self._past.popleft()
        then, before = self._past[0]
        spent = now - then
        if spent <= 0:
            return 0.0, None
        speed = (status.size - before.size) / spent
        left = (status.total - status.size) / speed if speed > 0 else None
        return (status.articles - before.articles) / spent, left


def tell(status: Status, rate: float, left: float | None) -> str:
    """A status in words.

    >>> tell(Status(50, 100, articles=5912, failed=3), 181.4, 47.2)
    '5,912 articles, 181/s, 3 failed, 0:47 left'
    """
    words = [f"{status.articles:,} articles"]
    if status.writing:
        return f"{words[0]} read, writing tables"
    if rate:
        words.append(f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s")
    if status.failed:
        words.append(f"{status.failed:,} failed")
    if left is not None:
        words.append(f"{_clock(left)} left")
    return ", ".join(words)


def _clock(seconds: float) -> str:
    minutes, s = divmod(round(seconds), 60)
    hours, m = divmod(minutes, 60)
    return f"{hours}:{m:02}:{s:02}" if hours else f"{m}:{s:02}"


class Bar:
    """A progress bar in a terminal or notebook."""

    def __enter__(self) -> Progress:
        from tqdm.auto import tqdm

        self._pace = Pace()
        self._bar: Any = tqdm(total=100, leave=False, bar_format="{percentage:3.0f}%|{bar}| {desc}")
        return self._show

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.close()

    def _show(self, status: Status) -> None:
        self._bar.set_description_str(tell(status, *self._pace(status, time.monotonic())), refresh=False)
        self._bar.n = 100 * status.share
        self._bar.refresh()


class Lines:
    """A line a minute, for log files."""

    def __init__(self, out: IO[str] | None = None) -> None:
        self._out = out

    def __enter__(self) -> Progress:
        self._pace, self._last = Pace(), time.monotonic()
        return self._show

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass

    def _show(self, status: Status) -> None:
        now = time.monotonic()
        pace = self._pace(status, now)
        if now - self._last >= LINE_EVERY:
            self._last = now
            print(
                f"vnextract: {100 * status.share:.0f} %, {tell(status, *pace)}",
                file=self._out or sys.stderr,
                flush=True,
            )
