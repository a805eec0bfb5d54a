"""Pages that the code writes itself: options from the commands, public names, and pages kept elsewhere.

``python docs/hooks.py`` writes ``docs/tables.md`` from the schema; the tests hold it to that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from enum import EnumMeta
from pathlib import Path
from typing import Any

import typer
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import vnextract  # noqa: E402
from vnextract.cli import app  # noqa: E402
from vnextract.document import EVENT_TYPES  # noqa: E402
from vnextract.schema import MENTIONS, TABLES  # noqa: E402


def on_files(files: Files, config: Any) -> Files:
    """Add the generated pages to those of the folder."""
    pages = {
        "commands.md": commands_page(),
        "api/index.md": names_page(),
        "quality.md": quality_page(),
        "changes.md": (ROOT / "CHANGES.md").read_text(encoding="utf-8"),
        "seeds.md": (ROOT / "seeds" / "README.md").read_text(encoding="utf-8"),
    }
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    return files


def tables_page() -> str:
    """Every table with its columns, types and meanings, from ``vnextract.schema``."""
    lines = [
        "# Tables and columns",
        "",
        "One typed DataFrame a kind of observation; lists never sit in cells. Tables join on `doc_id` with `mention_id`,",
        "`event_id` or `entity_id`. Unknown is missing (`<NA>`), never an empty string.",
        "",
        f"The event types: {', '.join(EVENT_TYPES)}.",
        "",
    ]
    for name, columns in {**TABLES, "mentions": MENTIONS}.items():
        lines += [f"## {name}", ""]
        if name == "mentions":
            lines += ["What `Extraction.to_frame()` gives: one row a mention of any kind, lists joined by ` ; `.", ""]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        for column in columns:
            values = f": {', '.join(column.values)}" if column.values else ""
            lines.append(f"| `{column.name}` | {column.dtype} | {column.meaning}{values} |")
        lines.append("")
    return "\n".join(lines)


def names_page() -> str:
    """Every public name, from its docstring."""
    lines = [
        "# Python",
        "",
        "Everything here is `vnextract.NAME`; `import vnextract as vx` loads nothing heavy until it is used.",
        "",
    ]
    for name in (name for name in vnextract.__all__ if name in vnextract._HOME):
        lines += [
            f"::: vnextract.{vnextract._HOME[name]}.{name}",
            "    options:",
            f"      heading: vnextract.{name}",
            "",
        ]
    return "\n".join(lines)


def quality_page() -> str:
    """What the README says of quality and speed, and how the model came about."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.search(r"^## Quality and speed\n(.*?)(?=^## )", readme, re.DOTALL | re.MULTILINE)
    assert section is not None, "README.md has no section Quality and speed"
    how = (
        (ROOT / "benchmarks" / "README.md")
        .read_text(encoding="utf-8")
        .replace("# Benchmarks", "# How it is measured", 1)
    )
    model = (ROOT / "benchmarks" / "model.md").read_text(encoding="utf-8").replace("(../docs/", "(")
    deeper = re.sub(r"^#", "##", f"{how}\n\n{model}", flags=re.MULTILINE)
    return f"# Quality and speed\n{section[1]}\n{deeper}"


def commands_page() -> str:
    """Every command with its help, arguments and options, from the command line itself."""
    lines = [
        "# Command line",
        "",
        "Exit codes: 0 all read; 1 nothing could be read; 2 the call was wrong; 3 finished, but some inputs failed.",
        "Findings go to standard output, progress and errors to standard error.",
        "",
    ]
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        lines += [f"## vnextract {name}", "", re.sub(r"[ \t]+", " ", command.help or ""), ""]
        lines += ["| argument or option | default | meaning |", "|---|---|---|", *parameters(command), ""]
    return "\n".join(lines)


def parameters(command: Any) -> Iterator[str]:
    for parameter in command.params:
        named = parameter.param_type_name == "option"
        name = ", ".join(f"`{option}`" for option in parameter.opts) if named else f"`{parameter.metavar}`"
        choices = list(kind) if isinstance(kind := getattr(parameter, "bare_type", None), EnumMeta) else []
        meaning = parameter.help or ""
        if choices:
            meaning += " One of " + ", ".join(f"`{getattr(c, 'value', c)}`" for c in choices) + "."
        given = parameter.default
        shown = "" if given is None or parameter.required or given is False else f"`{getattr(given, 'value', given)}`"
        yield f"| {name} | {shown} | {meaning} |"


if __name__ == "__main__":
    (ROOT / "docs" / "tables.md").write_text(tables_page(), encoding="utf-8")
