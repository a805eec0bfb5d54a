"""Whom to compare with: another configuration of the line, or another library on its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from vnextract.arbitrate import keep_longest
from vnextract.document import Article, Directive, Document, Extractor, Mention
from vnextract.entities import read_document, run
from vnextract.errors import OptionError
from vnextract.extraction import Extraction, assemble
from vnextract.gold import GoldArticle
from vnextract.model.taggers import proper_nouns, underthesea_ner
from vnextract.pipeline import Pipeline

Read = Callable[[GoldArticle], Extraction]
_OPTIONS = ("model", "policy", "tokenizer", "threshold", "extractors")
# What one writes who has no grammar of codes at hand.
_CODE = re.compile(
    r"(?:(Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Thông tư liên tịch|Thông tư|Công văn|Công điện"
    r"|Kết luận|Kế hoạch|Quy định|Thông báo|Tờ trình)\s+(?:số\s+)?)?"
    r"(\d+[a-z]?(?:/\d{4})?[-/][A-ZĐ]{1,8}(?:[-/][A-ZĐ&]+)*\d*)"
)


def find_codes(document: Document) -> Iterator[Directive]:
    """Document numbers by one regular expression."""
    for match in _CODE.finditer(document.text):
        yield document.mention(
            Directive, *match.span(), form="code", code=match[2], doc_type=match[1], extractor="pattern", score=0.5
        )


# underthesea: persons as officials, organizations as bodies. pyvi knows no entities: its runs of proper nouns as
# officials. Neither knows documents, for which the pattern stands in, nor positions or events.
PEERS: dict[str, tuple[Extractor, ...]] = {
    "underthesea": (underthesea_ner, find_codes),
    "pyvi": (proper_nouns, find_codes),
}


def reader_of(name: str) -> Read:
    """A peer by its name, or a configuration: ``model=none``, ``tokenizer=pyvi,policy=union``, ``extractors=rules+pyvi_pos``.

    Raises OptionError that lists what there is.
    """
    if name in PEERS:
        return lambda article: _read_alone(article, PEERS[name])
    line = configure(name)
    return lambda article: line.extract(article.text, doc_id=article.doc_id, published=article.published)


def configure(text: str) -> Pipeline:
    """A pipeline from its options as one string.

    >>> configure("model=none,threshold=0.5").threshold
    0.5
    """
    options: dict[str, Any] = {}
    for part in text.split(","):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or name not in _OPTIONS:
            known = f"{', '.join(PEERS)}, or options of the line ({', '.join(_OPTIONS)}) as in model=none,policy=union"
            raise OptionError(f"{text!r}: expected one of {known}")
        options[name] = _value(name, value)
    return Pipeline(**options)


def _value(name: str, value: str) -> Any:
    if value.lower() == "none":
        return None
    if name == "extractors":
        return tuple(value.split("+"))
    if name == "threshold":
        try:
            return float(value)
        except ValueError:
            raise OptionError(f"threshold={value!r}: expected a number from 0 to 1") from None
    return value


def _read_alone(article: GoldArticle, extractors: Iterable[Extractor]) -> Extraction:
    document = read_document(Article(article.text, doc_id=article.doc_id, published=article.published))
    found: list[Mention] = keep_longest(run(document, tuple(extractors)))
    return assemble(document, found)
