"""Where an export goes: a file or folder that is not there yet, or that may be replaced; nothing half-written stays."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO
from urllib.parse import quote, unquote

from vnextract.errors import InputError
from vnextract.storage import replacing

_UNSAFE: Final = '/\\:*?"<>|%'


@contextmanager
def fresh_file(path: str | os.PathLike[str], overwrite: bool) -> Iterator[TextIO]:
    """A text file to write, in place when all is written; InputError if something is there and may not be replaced."""
    goal = free(path, overwrite)
    goal.parent.mkdir(parents=True, exist_ok=True)
    with replacing(goal) as new, new.open("w", encoding="utf-8", newline="\n") as file:
        yield file


def fresh_folder(path: str | os.PathLike[str], overwrite: bool) -> Path:
    """A folder to write into, made; InputError if there is something in it and it may not be replaced."""
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; give a folder")
    if folder.is_dir() and any(folder.iterdir()) and not overwrite:
        raise InputError(f"{folder} is not empty; give another folder, or overwrite")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def free(path: str | os.PathLike[str], overwrite: bool) -> Path:
    """A path that may be written; InputError if it is a folder, or there already and may not be replaced."""
    goal = Path(path)
    if goal.is_dir():
        raise InputError(f"{goal} is a folder; give a file")
    if goal.exists() and not overwrite:
        raise InputError(f"{goal} is there already; give another name, or overwrite")
    return goal


def file_stem(doc_id: str) -> str:
    """A doc_id as the stem of a file name: what no file name holds is percent-encoded.

    >>> file_stem("2023/a b.txt"), doc_id_of("2023%2Fa b.txt")
    ('2023%2Fa b.txt', '2023/a b.txt')
    """
    stem = "".join(quote(c, safe="") if c in _UNSAFE or ord(c) < 32 else c for c in doc_id)
    return "%2E" + stem[1:] if stem.startswith(".") else stem or "%00"


def doc_id_of(stem: str) -> str:
    """The doc_id that ``file_stem`` made a file name of."""
    return "" if stem == "%00" else unquote(stem)
