"""The package: a cheap import, a bare checkout that runs, a wheel that holds every seed file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("pandas", "pyarrow", "numpy", "underthesea", "pyvi", "sklearn", "regex", "rich", "typer", "tqdm")


def run(*command: str, cwd: Path = ROOT, **env: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=clean | env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_import_is_cheap_and_brings_nothing_heavy() -> None:
    code = f"""
import json, sys, time
began = time.process_time()
import vnextract
spent = time.process_time() - began
names = [name for name in {HEAVY!r} if name in sys.modules]
print(json.dumps([spent, names, [m for m in sys.modules if m.startswith("vnextract.")]]))
"""
    seconds, heavy, own = json.loads(run(sys.executable, "-c", code))
    assert seconds < 0.3
    assert heavy == []
    assert own == ["vnextract.version"]


def test_extract_needs_no_tokenizer_library_and_no_data_frames() -> None:
    code = """
import sys, vnextract
vnextract.extract("Chiều 6/12, Thành ủy Đà Nẵng họp.").records()
print([name for name in ("pandas", "pyarrow", "underthesea", "pyvi", "sklearn") if name in sys.modules])
"""
    assert run(sys.executable, "-c", code).strip() == "[]"


def test_a_bare_checkout_runs() -> None:
    assert run(sys.executable, "-m", "vnextract", "--version").startswith("vnextract ")


@pytest.mark.slow
def test_the_wheel_in_a_fresh_environment_has_every_seed_file(tmp_path: Path) -> None:
    source = tmp_path / "source"  # a build leaves folders behind, which the next one would ship
    shutil.copytree(
        ROOT, source, ignore=shutil.ignore_patterns(".*", "build", "dist", "out", "*.egg-info", "__pycache__")
    )
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(source))
    (wheel,) = tmp_path.glob("vnextract-*.whl")
    shipped = set(zipfile.ZipFile(wheel).namelist())
    kinds = (".csv", ".md", ".py")
    seeds = [
        f.relative_to(ROOT / "seeds")
        for f in (ROOT / "seeds").rglob("*")
        if f.is_file() and "__pycache__" not in f.parts
    ]
    wanted = {f.as_posix() for f in seeds if f.suffix in kinds or f.parts[0] == "articles"}
    assert wanted <= {name.removeprefix("vnextract/seeds/") for name in shipped}
    assert {"vnextract/py.typed", *(f"vnextract/{f.name}" for f in (ROOT / "vnextract").glob("*.py"))} <= shipped

    home = tmp_path / "env"
    venv.create(home)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", str(scripts / "python"))  # an ensurepip of its own takes longer
    run(*pip, "install", "-q", "--no-deps", str(wheel))
    # The dependencies come from the environment of the tests, behind the fresh one's own packages.
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(str(scripts / "python"), "-c", where).strip())
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    code = "import vnextract.seeds, vnextract; print(vnextract.__file__); print(vnextract.seeds.__file__)"
    assert all(str(home) in line for line in run(str(scripts / "python"), "-c", code, cwd=tmp_path).splitlines())
    run(str(scripts / "vnextract"), "samples", "articles", cwd=tmp_path)
    told = run(str(scripts / "vnextract"), "extract", "articles", "-o", "out", cwd=tmp_path)
    assert "articles read" in told
    assert (tmp_path / "out" / "officials.parquet").is_file()
