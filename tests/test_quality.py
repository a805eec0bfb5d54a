"""Quality floors: what was reached once on the samples and the bench is not lost again.

``python benchmarks/quality.py --raise`` lifts ``quality_floors.json``; the numbers in it only rise.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS: dict[str, dict[str, float]] = json.loads((ROOT / "tests" / "quality_floors.json").read_text(encoding="utf-8"))


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


quality = load(ROOT / "benchmarks" / "quality.py")


def check(name: str) -> None:
    report = quality.measure(quality.FOLDERS[name])
    assert report.counts["failed"] == 0
    assert report.counts["offsets.wrong"] == 0
    measured = quality.figures(report)
    sunk = {
        key: (round(measured.get(key, 0.0), 4), floor)
        for key, floor in FLOORS[name].items()
        if measured.get(key, 0.0) < floor
    }
    assert not sunk, f"below the floor on {name} (measured, floor): {sunk}"


def test_quality_on_the_samples() -> None:
    check("samples")


@pytest.mark.bench
@pytest.mark.slow
@pytest.mark.parametrize("name", ["dev", "tune"])
def test_quality_on_the_bench(bench: Path, name: str) -> None:
    check(name)


def test_a_floor_never_sinks() -> None:
    assert quality.raised({"body": 0.9}, {"body": 0.5}) == {"body": 0.9}
    assert quality.raised({"body": 0.9}, {"body": 0.95}) == {"body": 0.94}
