"""Files to articles: which files there are, what they are called, what stands in them.

A file or row that cannot be read becomes ``Unread``, which says why in words that go into ``articles.error``.
"""

from vnextract.reading.files import read_articles, read_opened, unread
from vnextract.reading.inputs import SUFFIXES, Columns, Input, Unread, is_archive, is_packed, is_table
from vnextract.reading.listing import Inputs, find_inputs, size_of
from vnextract.reading.packing import cut_archive, digest_file, opened
from vnextract.reading.published import parse_published

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
