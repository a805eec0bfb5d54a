"""``vnextract report``: one self-contained HTML page to explore a batch, without a network.

The page is made of the files in ``vnextract/page``: a template, styles, scripts and two typefaces. Article text never
stands in its markup: it is packed as base64, and the scripts write it as text, never as HTML.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from vnextract.document import EVENT_TYPES
from vnextract.packing import bundle
from vnextract.storage import replacing
from vnextract.tables import read_tables
from vnextract.version import __version__

if TYPE_CHECKING:
    from vnextract.tables import Tables

TITLE = "Articles"
STYLES = ("fonts.css", "page.css", "parts.css")
SCRIPTS = (
    "store.js",
    "search.js",
    "filter.js",
    "dom.js",
    "grid.js",
    "columns.js",
    "picker.js",
    "charts.js",
    "reader.js",
    "page.js",
)
SLOT = re.compile(r"\{\{([\w./-]+)\}\}")


def write_report(
    source: Tables | str | os.PathLike[str], path: str | os.PathLike[str], title: str | None = None
) -> Path:
    """Write the page about some tables, or about a folder of tables, to the file ``path`` and return that path.

    ``title`` heads the page; the folder's name if it is not given. InputError when the folder holds no tables.
    """
    if isinstance(source, str | os.PathLike):
        title = title or Path(source).resolve().name
        source = read_tables(source)
    goal = Path(path)
    with replacing(goal) as temporary:
        temporary.write_text(render_report(source, title or TITLE), encoding="utf-8", newline="\n")
    return goal


def render_report(tables: Tables, title: str = TITLE) -> str:
    """The page as a string: the same tables give the same page."""
    packed = bundle(tables)
    facts = {
        "version": __version__,
        "title": title,
        "counts": packed.counts,
        "chunks": packed.chunk_sizes,
        "eventTypes": EVENT_TYPES,
    }
    style, script = "\n".join(map(part, STYLES)), _wrapped("\n".join(map(part, SCRIPTS)))
    texts = "\n".join(_data(f"data-text-{number}", chunk) for number, chunk in enumerate(packed.chunks))
    slots = {
        "title": escape(title),
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        # "<" as an escape, so that no title can end the element that holds it
        "facts": json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c"),
        "rows": _data("data-rows", packed.rows),
        "texts": texts,
    }
    return fill(_read("page.html"), slots)


def fill(template: str, slots: Mapping[str, str]) -> str:
    """A template with each ``{{slot}}`` filled, once: what is filled in is not looked at again.

    >>> fill("<h1>{{title}}</h1>", {"title": "{{style}}"})
    '<h1>{{style}}</h1>'
    """
    return SLOT.sub(lambda m: slots[m[1]], template)


def _policy(style: str, script: str) -> str:
    """A content policy that lets these two run and nothing else, and nothing be fetched from anywhere."""
    run, look = (
        f"'sha256-{base64.b64encode(sha256(part.encode()).digest()).decode('ascii')}'" for part in (script, style)
    )
    return (
        f"default-src 'none'; script-src {run}; style-src {look}; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _data(name: str, packed: str) -> str:
    return f'<script type="text/plain" id="{name}">{packed}</script>'


def _wrapped(script: str) -> str:
    return f'(() => {{\n"use strict";\n{script}\n}})();'


@cache
def part(name: str) -> str:
    """A style or script of the page, the fonts that it names put in as data."""
    return SLOT.sub(lambda m: _font(m[1]), _read(name)) if name == "fonts.css" else _read(name)


def _read(name: str) -> str:
    return (files("vnextract") / "page" / name).read_text(encoding="utf-8")


def _font(name: str) -> str:
    data = base64.b64encode((files("vnextract") / "page" / "fonts" / f"{name}.woff2").read_bytes())
    return f"data:font/woff2;base64,{data.decode('ascii')}"
