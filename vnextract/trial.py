"""A rule on trial: run on its own examples and rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from vnextract.document import Article, Document
from vnextract.entities import ENTITY_EXTRACTORS, read_document, run
from vnextract.errors import RuleError
from vnextract.lexicon import using
from vnextract.rules import Rule, marked
from vnextract.vocabulary import Seeds, read_vocabulary

PUBLISHED: Final = date(2023, 12, 6)  # the day on which examples are read, so that "hôm nay" has a value


def read_example(text: str) -> Document:
    """An example as a rule of a user's sees it: with what the built-in extractors find."""
    document = read_document(Article(text, doc_id="example", published=PUBLISHED))
    return document.with_mentions(run(document, ENTITY_EXTRACTORS))


def failures(rule: Rule, read: Callable[[str], Document] = read_example) -> list[str]:
    """What a rule does not do as its examples and rejects say, in words; empty when it keeps its word."""
    told: list[str] = []
    for example in rule.examples:
        text, expected = marked(example)
        if not expected:
            told.append(f"{rule.name}: nothing is marked with ⟦ ⟧ in {example!r}")
        elif (found := _spans(rule, read(text))) != sorted(expected):
            told.append(f"{rule.name} on {example!r}: found {[text[a:b] for a, b in found]}")
    for text in rule.rejects:
        if found := _spans(rule, read(text)):
            told.append(f"{rule.name} on {text!r}, which it should leave alone: found {[text[a:b] for a, b in found]}")
    return told


def check_rules(rules: Iterable[Rule], seeds: Seeds = None) -> None:
    """Run rules on their own examples and rejects; RuleError that lists every one that fails.

    ``seeds``: the vocabulary to run them with, as ``Pipeline(seeds=)`` takes it.

    >>> import re
    >>> from vnextract.document import Body
    >>> def find_clubs(document):
    ...     for match in re.finditer("Câu lạc bộ Hưu trí [A-ZĐ]\\\\w+", document.text):
    ...         yield document.mention(Body, *match.span())
    >>> check_rules([Rule("body.club", find_clubs, ("⟦Câu lạc bộ Hưu trí Hà⟧ họp.", "Tại ⟦Câu lạc bộ Hưu trí Nam⟧."),
    ...                   ("Câu lạc bộ bóng đá Nam Định thắng.",))])
    """
    with using(read_vocabulary(seeds)):
        told = [line for rule in rules for line in failures(rule)]
    if told:
        raise RuleError("\n".join(told))


def _spans(rule: Rule, document: Document) -> list[tuple[int, int]]:
    return sorted({(m.start, m.end) for m in rule(document)})
