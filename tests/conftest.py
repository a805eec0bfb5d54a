"""What the tests share: where the sample articles are, and the bench where it stands beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "seeds" / "articles"
BENCH = ROOT.parent / "shared" / "bench"


# `pytest --hypothesis-profile thorough` looks longer: before a release, after a change of the text layer.
settings.register_profile("everyday", max_examples=40, deadline=None)
settings.register_profile("thorough", max_examples=2000, deadline=None)
settings.load_profile("everyday")


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
