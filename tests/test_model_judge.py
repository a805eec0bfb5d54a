"""Rules and model weighed: log odds by hand, a table that is written and read, agents that the model points at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from vnextract.document import Article, Directive, Document, Sighting
from vnextract.entities import ENTITY_EXTRACTORS, read_document, run
from vnextract.errors import ModelError
from vnextract.events.agents import better_actor, options
from vnextract.events.arguments import Agent
from vnextract.events.cast import build_cast
from vnextract.events.extractor import candidates, find_events
from vnextract.links.entities import link
from vnextract.model.judge import NEUTRAL, Judge, label_of, logit, probability, read_judge, write_judge

JUDGE = Judge(
    event={"act": -1.0, "act rules": 1.0, "act model": 0.5, "act bound": -0.4}
    | {"fate": 0.0, "fate rules": 1.0, "fate model": 0.0, "fate bound": 0.0},
    agent={"told": 1.0, "pick": 2.0, "kind body": 0.5},
    both={"law": 1.0, "law model": 2.0, "law law.named": 0.5, "official rival": 1.0, "official rival model": 1.0},
    rules={"law": -1.0, "law score": 2.0},
)


def test_events_are_weighed_by_what_they_are() -> None:
    assert JUDGE.event_odds("MEETING", 2.0, 4.0) == pytest.approx(3.0)
    assert JUDGE.event_odds("REMOVAL", 2.0, -9.0) == 2.0
    assert (JUDGE.event_bound("MEETING"), JUDGE.event_bound("REMOVAL")) == (-0.4, 0.0)


def test_names_are_weighed_by_kind_rule_score_and_model() -> None:
    law = Directive(start=0, end=4, text="Luật", form="named", rule="law.named", score=probability(1.0))
    assert label_of(law) == "law"
    assert JUDGE.name_odds(law) == pytest.approx(1.0)
    assert JUDGE.name_odds(law, probability(0.5)) == pytest.approx(1.0 + 1.0 + 1.0 + 0.5)
    assert NEUTRAL.name_odds(law) == pytest.approx(1.0)
    assert JUDGE.stretch_odds("official", 0.5, rivals=True) == pytest.approx(1.0)
    assert probability(JUDGE.stretch_odds("official", 0.99, rivals=False)) < 1e-9


@pytest.mark.parametrize("p", [0.001, 0.3, 0.5, 0.97])
def test_log_odds_and_back(p: float) -> None:
    assert probability(logit(p)) == pytest.approx(p)


def test_a_judge_is_written_and_read(tmp_path: Path) -> None:
    write_judge(tmp_path, JUDGE)
    assert read_judge(tmp_path) == JUDGE
    (tmp_path / "judge.json").write_text("{}")
    with pytest.raises(ModelError, match="not a readable table of weights"):
        read_judge(tmp_path)


@dataclass
class Pointer:
    """An opinion that points at the actor at one syllable."""

    at: int
    judge: Judge = JUDGE
    reach: int = 48
    asked: list[int] = field(default_factory=list)

    def event_odds(self, sightings: Sequence[Sighting]) -> list[float]:
        return [seen.odds + 5.0 for seen in sightings]

    def event_bound(self, event_type: str) -> float:
        return 0.0

    def points(self, trigger: int, first: int, last: int) -> float:
        self.asked.append(first)
        return 10.0 if first <= self.at < last else 0.0

    def agent_odds(self, told: float, shown: Iterable[str]) -> float:
        return self.judge.agent_odds(told, shown)


TEXT = "Sở Y tế tỉnh Yên Bái báo cáo kết quả. UBND tỉnh Yên Bái yêu cầu các xã khắc phục."


def read() -> Document:
    document = read_document(Article(TEXT, doc_id="a"))
    found = run(document, ENTITY_EXTRACTORS)
    return document.with_mentions(link(document, found))


def test_another_actor_takes_the_place_of_an_unsure_agent() -> None:
    document = read()
    cast = build_cast(document)
    hit = next(c.hit for c in candidates(document) if c.hit.trigger.form == "yêu cầu")
    pick = next(actor for actor in cast.actors if document.surface(actor.start, actor.end).startswith("UBND"))
    other = next(actor for actor in cast.actors if document.surface(actor.start, actor.end).startswith("Sở"))
    unsure = Agent(pick, "distant")
    pointed = replace(document, opinion=Pointer(other.first))
    assert better_actor(pointed, cast, hit, unsure, pick) is other
    assert better_actor(pointed, cast, hit, Agent(pick, "adjacent"), pick) is pick  # that is sure
    assert better_actor(replace(document, opinion=Pointer(pick.first)), cast, hit, unsure, pick) is pick
    assert better_actor(document, cast, hit, unsure, pick) is pick  # no model, no question
    told = {o.actor.first: o for o in options(document, cast, hit, unsure, Pointer(other.first))}
    assert (told[pick.first].is_pick, told[other.first].is_pick) == (True, False)
    assert told[pick.first].told == -10.0
    assert {"kind body", "not distant", "outside", "gap 20"} == set(told[other.first].shown)


def test_events_say_who_weighed_them() -> None:
    document = read()
    alone = {e.text: e for e in find_events(document)}
    heard = {e.text: e for e in find_events(replace(document, opinion=Pointer(0)))}
    assert alone["yêu cầu"].extractor == "rules"
    assert heard["yêu cầu"].extractor == "rules+model"
    assert heard["yêu cầu"].score > alone["yêu cầu"].score
