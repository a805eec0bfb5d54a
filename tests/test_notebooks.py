"""Every notebook runs from a clean kernel, in order, on the sample articles alone; its outputs are kept with it.

``python tests/test_notebooks.py`` runs them all and keeps what they show.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="notebooks need the extra: pip install 'vnextract[notebooks]'")
nbclient = pytest.importorskip("nbclient", reason="notebooks need the extra: pip install 'vnextract[notebooks]'")
pytest.importorskip("ipykernel", reason="notebooks need the extra: pip install 'vnextract[notebooks]'")
pytest.importorskip("matplotlib", reason="notebooks need the extra: pip install 'vnextract[notebooks]'")

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def run(path: Path) -> Any:
    """The notebook with the outputs of a run in a kernel of its own; raises where a cell does."""
    notebook = read(path)
    place = {"metadata": {"path": str(path.parent)}}
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place).execute(env=env)
    return notebook


def named(paths: list[Path]) -> Any:
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 6


@pytest.mark.slow
@named(NOTEBOOKS)
def test_it_runs_from_a_clean_kernel(path: Path) -> None:
    before, after = read(path), run(path)
    for old, new in zip(code(before), code(after), strict=True):
        assert kinds(old) == kinds(new), old.source


def kinds(cell: Any) -> set[str]:
    """What a cell shows: a stream comes in one piece or in several."""
    return {name for output in cell.outputs for name in (output.output_type, *output.get("data", ()))}


@named(NOTEBOOKS)
def test_what_is_kept_was_run_in_order_without_errors(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    cells = code(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert outputs
    assert all(output.output_type != "error" and output.get("name") != "stderr" for output in outputs)
    assert not re.search(r"/home/|/tmp/|/root/|/work/|[A-Z]:\\\\", path.read_text(encoding="utf-8"))
    assert not re.search(r"<script|https?://[^\"]*\.js", path.read_text(encoding="utf-8"))


@named(NOTEBOOKS)
def test_it_is_short_and_reads_the_sample_articles_only(path: Path) -> None:
    cells = code(read(path))
    source = "\n".join(cell.source for cell in cells)
    assert len(source.splitlines()) <= 60
    assert max(map(len, source.splitlines())) <= 120
    assert set(re.findall(r"\.\./[\w/.-]+", source)) <= {
        "../seeds/articles",
        "../seeds/articles/01-da-nang-ky-cuong.txt",
    }


@named(NOTEBOOKS)
def test_the_extra_installs_what_it_imports(path: Path) -> None:
    tree = ast.parse("\n".join(cell.source for cell in code(read(path))))
    modules = {a.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    modules |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules - set(sys.stdlib_module_names) <= {"vnextract", "pandas"}


if __name__ == "__main__":
    for path in NOTEBOOKS:
        notebook = run(path)
        notebook.metadata = METADATA
        for cell in notebook.cells:
            cell.metadata = {}
        path.write_text(nbformat.writes(notebook, indent=1) + "\n", encoding="utf-8")
        print(path.name)
