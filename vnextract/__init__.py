"""Officials, bodies, directives and events from Vietnamese public-affairs news, as tidy DataFrames.

>>> import vnextract as vx
>>> doc = vx.extract("Ông Nam dự họp.", doc_id="a1", published="2023-12-06")
>>> doc.doc_id
'a1'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from vnextract.version import __version__

if TYPE_CHECKING:
    from vnextract.answers import posts, roster, timeline
    from vnextract.directives.citations import parse_directive
    from vnextract.document import Article
    from vnextract.document_graph import citations
    from vnextract.errors import VnextractError
    from vnextract.extraction import Explanation, Extraction, explain
    from vnextract.merge.articles import link_articles
    from vnextract.pipeline import Pipeline, extract, extract_frame, extract_many
    from vnextract.rules import Rule
    from vnextract.runs.batch import extract_folder
    from vnextract.tables import Tables, read_tables
    from vnextract.times.dates import parse_time
    from vnextract.trial import check_rules

# Each public name and the module it lives in: loaded on first use, so that the import costs next to nothing.
_HOME = {
    "Article": "document",
    "Explanation": "extraction",
    "Extraction": "extraction",
    "Pipeline": "pipeline",
    "Tables": "tables",
    "Rule": "rules",
    "VnextractError": "errors",
    "check_rules": "trial",
    "citations": "document_graph",
    "explain": "extraction",
    "extract": "pipeline",
    "extract_folder": "runs.batch",
    "extract_frame": "pipeline",
    "extract_many": "pipeline",
    "link_articles": "merge.articles",
    "parse_directive": "directives.citations",
    "parse_time": "times.dates",
    "posts": "answers",
    "read_tables": "tables",
    "roster": "answers",
    "timeline": "answers",
}
__all__ = [
    "Article",
    "Explanation",
    "Extraction",
    "Pipeline",
    "Rule",
    "Tables",
    "VnextractError",
    "__version__",
    "check_rules",
    "citations",
    "explain",
    "extract",
    "extract_folder",
    "extract_frame",
    "extract_many",
    "link_articles",
    "parse_directive",
    "parse_time",
    "posts",
    "read_tables",
    "roster",
    "timeline",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'vnextract' has no attribute {name!r}; it has {', '.join(sorted(_HOME))}")
    value = getattr(import_module(f"vnextract.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
