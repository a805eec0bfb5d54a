"""Files to articles: which files there are, what they are called, what stands in them.

A file or row that cannot be read becomes ``Unread``, which says why in words that go into ``articles.error``.
"""

from vnextract.reading.files import read_articles, unread
from vnextract.reading.inputs import SUFFIXES, Columns, Input, Unread
from vnextract.reading.listing import Inputs, find_inputs, size_of
from vnextract.reading.packing import digest_file
from vnextract.reading.published import parse_published

__all__ = [
    "SUFFIXES",
    "Columns",
    "Input",
    "Inputs",
    "Unread",
    "digest_file",
    "find_inputs",
    "parse_published",
    "read_articles",
    "size_of",
    "unread",
]
