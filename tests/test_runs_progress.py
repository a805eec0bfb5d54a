"""Progress: what is counted, and in which words it is told."""

from __future__ import annotations

import io

import pytest

from vnextract.runs import progress
from vnextract.runs.progress import Bar, Lines, Pace, Status, Tally, tell


def test_tally_adds_what_is_done_and_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY", 0)
    told: list[Status] = []
    tally = Tally(100, told.append)
    tally.beat(0, 10, 2, 0)
    tally.beat(1, 5, 1, 1)
    tally.finish(0, 40, 8, 1)
    tally.beat(1, 7, 2, 1)
    tally.finish(1, 80, 9, 1)
    tally.write()
    assert [(s.size, s.articles, s.failed, s.writing) for s in told] == [
        (10, 2, 0, False),
        (15, 3, 1, False),
        (45, 9, 2, False),
        (47, 10, 2, False),
        (100, 17, 2, False),
        (100, 17, 2, True),
    ]


def test_few_calls_a_second() -> None:
    told: list[Status] = []
    tally = Tally(100, told.append)
    for n in range(1000):
        tally.beat(0, n // 10, n, 0)
    assert len(told) < 50


def test_pace_is_that_of_the_last_half_minute() -> None:
    pace = Pace()
    assert pace(Status(0, 1000), 0.0) == (0.0, None)
    assert pace(Status(100, 1000, articles=50), 10.0) == (5.0, 90.0)
    pace(Status(100, 1000, articles=50), 40.0)
    assert pace(Status(200, 1000, articles=150), 50.0) == (10.0, 80.0)
    assert pace(Status(200, 1000, articles=150), 90.0)[1] is None


@pytest.mark.parametrize(
    ("status", "rate", "left", "words"),
    [
        (Status(0, 9), 0.0, None, "0 articles"),
        (Status(1, 9, articles=7), 1.26, 4000.0, "7 articles, 1.3/s, 1:06:40 left"),
        (Status(9, 9, articles=13970, writing=True), 181.0, 0.0, "13,970 articles read, writing tables"),
    ],
)
def test_words(status: Status, rate: float, left: float | None, words: str) -> None:
    assert tell(status, rate, left) == words


def test_a_line_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    out, clock = io.StringIO(), iter([0.0, 1.0, 30.0, 61.0, 62.0, 122.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with Lines(out) as show:
        for size in range(10, 60, 10):
            show(Status(size, 100, articles=size))
    assert out.getvalue().splitlines() == [
        "vnextract: 30 %, 30 articles, 0.3/s, 3:37 left",
        "vnextract: 50 %, 50 articles, 0.2/s, 5:00 left",
    ]


def test_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar() as show:
        show(Status(50, 100, articles=5, failed=1))
    assert "50%|" in (told := capsys.readouterr().err)
    assert "5 articles, 1 failed" in told
