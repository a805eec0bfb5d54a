"""Annotated articles to and from the formats of other tools: brat, CoNLL, Label Studio, spaCy, JSON Lines.

Everything goes through ``GoldArticle``, a text with its mentions: ``annotated`` makes it of an ``Extraction``,
``from_tables`` of the tables of a batch. ``read`` and ``write`` find a format by its name.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

from vnextract.errors import OptionError
from vnextract.extraction import Extraction
from vnextract.gold import GoldArticle
from vnextract.interchange.graph import annotated, from_tables

# Name of a format, the module that reads and writes it, and what a path of it is.
FORMATS: Final = {
    "gold": ("vnextract.interchange.gold_folder", "a folder of .txt, .ann and meta.jsonl"),
    "brat": (
        "vnextract.interchange.brat",
        "a folder of .txt and .ann, and the configuration that brat shows them with",
    ),
    "conll": ("vnextract.interchange.conll", "a file with a token a line, BIO tags a column"),
    "label-studio": ("vnextract.interchange.label_studio", "a .json file of tasks; the labels beside it"),
    "spacy": ("vnextract.interchange.spacy", "a .spacy file (DocBin); needs the extra 'spacy'"),
    "jsonl": ("vnextract.interchange.jsonl", "a file with an article and its mentions a line"),
}

__all__ = ["FORMATS", "annotated", "from_tables", "read", "write"]


def write(
    articles: Iterable[GoldArticle | Extraction], path: str | os.PathLike[str], format: str, *, overwrite: bool = False
) -> int:
    """Write articles in a format of ``FORMATS`` to ``path``; the number of them comes back.

    InputError if ``path`` is there already and ``overwrite`` is not set; OptionError for an unknown format or an
    extra that is not installed.
    """
    with _extra(format) as module:
        return int(module.write([annotated(article) for article in articles], path, overwrite=overwrite))


def read(path: str | os.PathLike[str], format: str) -> list[GoldArticle]:
    """The annotated articles that a file or folder of a format of ``FORMATS`` holds, by doc_id.

    GoldError lists all that is wrong in it, each with file and line.
    """
    with _extra(format) as module:
        return list(module.read(path))


@contextmanager
def _extra(format: str) -> Iterator[Any]:
    """The module that reads and writes a format; OptionError for an unknown one, or one whose library is not there."""
    if format not in FORMATS:
        raise OptionError(f"format={format!r}: expected one of {', '.join(FORMATS)}")
    try:
        yield import_module(FORMATS[format][0])
    except ModuleNotFoundError as error:  # a library is imported when it is called
        raise OptionError(f"{format} needs {error.name}: pip install 'vnextract[{format}]'") from None
