"""``explain``: who proposed a mention, and on what words."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, asdict

import pytest

from vnextract.document import Body, Document
from vnextract.errors import InputError
from vnextract.extraction import explain
from vnextract.pipeline import Pipeline

TEXT = "Trời mưa. Bí thư Tha\u0300nh ủy\u200b Đà Nẵng dự họp."


def find_party(document: Document) -> list[Body]:
    start = document.text.index("Thành ủy")
    evidence = (document.text.index("Bí thư"), start + 16)
    return [document.mention(Body, start, start + 16, rule="body.party", score=0.75, evidence=evidence)]


DOC = Pipeline(extractors=[find_party]).extract(TEXT, doc_id="a1")


def test_explanation_names_rule_words_sentence_and_score() -> None:
    (mention,) = DOC.bodies
    told = explain(DOC, mention)
    assert asdict(told) == {
        "mention_id": mention.mention_id,
        "kind": "body",
        "text": "Thành ủy Đà Nẵng",
        "extractor": "find_party",
        "rule": "body.party",
        "evidence": "Bí thư Thành ủy Đà Nẵng",
        "score": 0.75,
        "zone": told.zone,
        "sentence": "Bí thư Thành ủy Đà Nẵng dự họp.",
    }
    assert "rule body.party, score 0.75" in str(told)
    assert "Bí thư Thành ủy Đà Nẵng dự họp." in str(told)


def test_a_mention_can_be_named_by_its_id() -> None:
    (mention,) = DOC.bodies
    assert explain(DOC, mention.mention_id) == explain(DOC, mention)


def test_a_mention_of_another_article_is_refused() -> None:
    with pytest.raises(InputError, match="no mention 'b0-4' in a1; it has 1: b"):
        explain(DOC, "b0-4")


def test_explanations_are_values() -> None:
    with pytest.raises(FrozenInstanceError):
        explain(DOC, DOC.bodies[0]).score = 1.0  # type: ignore[misc]
