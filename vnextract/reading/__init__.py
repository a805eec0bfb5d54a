"""Files to articles: which files there are, what they are called, what stands in them.

A file or row that cannot be read becomes ``Unread``, which says why in words that go into ``articles.error``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vnextract.reading.files import read_articles, read_opened, unread
    from vnextract.reading.inputs import SUFFIXES, Columns, Input, Unread, is_archive, is_packed, is_table
    from vnextract.reading.listing import Inputs, find_inputs, size_of
    from vnextract.reading.packing import cut_archive, digest_file, opened
    from vnextract.reading.published import parse_published

# Loaded on first use: a text that is given as a string needs no reader, only its day.
_HOME = {
    "SUFFIXES": "inputs",
    "Columns": "inputs",
    "Input": "inputs",
    "Inputs": "listing",
    "Unread": "inputs",
    "cut_archive": "packing",
    "digest_file": "packing",
    "find_inputs": "listing",
    "is_archive": "inputs",
    "is_packed": "inputs",
    "is_table": "inputs",
    "opened": "packing",
    "parse_published": "published",
    "read_articles": "files",
    "read_opened": "files",
    "size_of": "listing",
    "unread": "files",
}
__all__ = [
    "SUFFIXES",
    "Columns",
    "Input",
    "Inputs",
    "Unread",
    "cut_archive",
    "digest_file",
    "find_inputs",
    "is_archive",
    "is_packed",
    "is_table",
    "opened",
    "parse_published",
    "read_articles",
    "read_opened",
    "size_of",
    "unread",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'vnextract.reading' has no attribute {name!r}")
    value = getattr(import_module(f"vnextract.reading.{_HOME[name]}"), name)
    globals()[name] = value
    return value
