"""What the tests share: where the sample articles are, and the bench where it stands beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "seeds" / "articles"
BENCH = ROOT.parent / "shared" / "bench"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    return SAMPLES


@pytest.fixture(scope="session")
def bench() -> Path:
    if not (BENCH / "dev").is_dir():
        pytest.skip("../shared/bench is not beside the project")
    return BENCH
