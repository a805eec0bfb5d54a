"""What the tests share: where the sample articles are, and the bench where it stands beside the project."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy comes: tests run on machines that are busy

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


CHROMIUM = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless browser of its own, with a profile of its own; skipped where there is none."""
    api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install 'vnextract[test]'"
    )
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    with api.sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=found, headless=True, args=CHROMIUM.split())
        yield browser
        browser.close()
