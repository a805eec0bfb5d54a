"""The annotation guide's own form, a folder that ``vnextract evaluate`` and ``train`` read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

from vnextract.gold import GoldArticle, read_gold, write_gold
from vnextract.interchange.paths import file_stem, fresh_folder


def write(articles: Iterable[GoldArticle], path: str | os.PathLike[str], *, overwrite: bool = False) -> int:
    """A .txt and .ann file an article and meta.jsonl; the doc_id is the file's name, encoded where it must be."""
    named = [replace(article, doc_id=file_stem(article.doc_id)) for article in articles]
    write_gold(fresh_folder(path, overwrite), named)
    return len(named)


def read(path: str | os.PathLike[str]) -> list[GoldArticle]:
    """As ``vnextract.gold.read_gold``."""
    return read_gold(os.fspath(path))
