"""What the documents say is so: examples run, and every command, option, public name, column and seed is described."""

from __future__ import annotations

import configparser
import csv
import doctest
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

import vnextract as vx
from vnextract.cli import app
from vnextract.document import EVENT_TYPES

pytestmark = pytest.mark.slow  # imports the whole package and every page
ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SITE = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*ROOT.glob("*.md"), *SITE, *ROOT.glob("*/README.md"), *(ROOT / "benchmarks").glob("*.md")]


def test_examples_of_the_readme_run() -> None:
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=flags, encoding="utf-8")
    assert result.attempted > 5
    assert result.failed == 0


@pytest.mark.parametrize("page", SITE, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_examples_of_the_site_run(page: Path) -> None:
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    result = doctest.testfile(str(page), module_relative=False, optionflags=flags, encoding="utf-8")
    assert result.failed == 0


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    """Every public name, command, column and seed table has its place in it: those pages are made from the code."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    ran = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert not ran.stderr.strip()
    names = (tmp_path / "api" / "index.html").read_text(encoding="utf-8")
    assert [name for name in vx.__all__ if not name.startswith("__") and f'id="{_home(name)}"' not in names] == []
    told = (tmp_path / "commands" / "index.html").read_text(encoding="utf-8")
    assert [name for name in commands() if f"vnextract {name}" not in told] == []
    fetched = re.findall(r'<(?:script|img|link|iframe)[^>]*(?:src|href)="https?://[^"]*', names + told)
    assert fetched == [], "a page fetches from elsewhere"


def _home(name: str) -> str:
    return f"vnextract.{vx._HOME[name]}.{name}"


def test_every_column_is_described() -> None:
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    pages = runpy.run_path(str(ROOT / "docs" / "hooks.py"))
    assert written == pages["tables_page"](), "run python docs/hooks.py"


def test_the_readme_names_every_event_type() -> None:
    assert [name for name in EVENT_TYPES if name not in README] == []


def test_set_up_is_two_commands() -> None:
    block = re.search(r"^```bash\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert block is not None
    first, second = block[1].splitlines()
    assert first.endswith("vnextract extract seeds/articles -o out")
    assert second.endswith("pytest")


def commands() -> dict[str, Any]:
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_every_command_and_option_is_described() -> None:
    for name, command in commands().items():
        assert f"vnextract {name}" in README
        assert command.help, f"vnextract {name} has no help"
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert any(f"{option}" in README for option in parameter.opts), f"{name}: {parameter.opts}"
                assert getattr(parameter, "help", None), f"{name} {parameter.opts} has no help"


def test_no_command_is_described_that_is_not_there() -> None:
    told = set(re.findall(r"`vnextract ([a-z]+)[ `]", README))
    assert told <= set(commands())


@pytest.mark.parametrize("name", [name for name in vx.__all__ if not name.startswith("__")])
def test_every_public_name_has_a_docstring(name: str) -> None:
    value = getattr(vx, name)
    assert (value.__doc__ or "").strip()
    assert "Initialize self" not in value.__doc__


@pytest.mark.parametrize("name", ["extract", "extract_many", "extract_frame", "extract_folder", "read_tables"])
def test_the_readme_names_what_a_user_calls(name: str) -> None:
    assert name in README


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:vnextract|seeds|tests|benchmarks|docs|notebooks)/[\w./-]*\w)`", text))
    named |= set(re.findall(r"`([A-Z]+(?:\.md)?)`", text)) & {"README.md", "CHANGES.md", "CONTRIBUTING.md", "LICENSE"}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_seed_table_and_column_is_described() -> None:
    text = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## `(\w+\.csv)`\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE))
    files = {path.name: path for path in (ROOT / "seeds").glob("*.csv")}
    assert sorted(sections) == sorted(files)
    common = set(re.findall(r"^\| `(\w+)` \|", text.split("## `", 1)[0], re.MULTILINE))
    for name, path in files.items():
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        described = set(re.findall(r"^\| `(\w+)` \|", sections[name], re.MULTILINE))
        assert [column for column in header if column not in described | common] == [], name
        assert described <= set(header), name


def test_every_module_has_its_line_in_contributing() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = (path.relative_to(ROOT / "vnextract") for path in (ROOT / "vnextract").rglob("*.py"))
    modules = [".".join(path.with_suffix("").parts) for path in paths if not path.stem.startswith("__")]
    assert [name for name in sorted(modules) if f"| `{name}` |" not in text] == []


def test_the_version_has_its_changes() -> None:
    assert f"## {vx.__version__}" in (ROOT / "CHANGES.md").read_text(encoding="utf-8")


def test_every_extra_that_is_named_can_be_installed() -> None:
    """In the pages, in the code's messages, in the notebooks."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    there = set(config["options.extras_require"])
    files = [*PAGES, *(ROOT / "vnextract").rglob("*.py"), *(ROOT / "notebooks").glob("*.ipynb")]
    named = {
        (extra.strip(), file.name)
        for file in files
        for group in re.findall(r"vnextract\[([a-z, ]+)\]", file.read_text(encoding="utf-8"))
        for extra in group.split(",")
    }
    assert {"plot", "notebooks", "pdf"} <= {extra for extra, _ in named}
    assert sorted((extra, file) for extra, file in named if extra not in there) == []
