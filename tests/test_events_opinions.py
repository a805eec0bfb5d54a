"""What a model that is asked changes in the candidates: their odds, who acts, when. The models are made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from vnextract.document import Article, Document, Event, Sighting
from vnextract.entities import ENTITY_EXTRACTORS, read_document, run
from vnextract.events.agents import Option, choices
from vnextract.events.candidate import Candidate
from vnextract.events.cast import build_cast
from vnextract.events.extractor import candidates, find_events
from vnextract.events.opinions import time_sightings
from vnextract.links.entities import link

TEXT = "Ngày 5/6, Sở Y tế tỉnh Yên Bái báo cáo kết quả. UBND tỉnh Yên Bái hôm 7/6 yêu cầu các xã khắc phục hậu quả vụ cháy ngày 3/6."


@dataclass
class Chooser:
    """An opinion that wants the pair whose other end is at one syllable, and otherwise believes the rules."""

    at: int = -1
    more: float = 0.0
    asked: list[Sighting] = field(default_factory=list)

    def support(self, head: str, label: int, first: int, last: int) -> float:
        return 0.5

    def event_odds(self, sightings: Sequence[Sighting]) -> list[float]:
        return [seen.odds + self.more for seen in sightings]

    def event_bound(self, event_type: str) -> float:
        return 0.0

    def agent_odds(self, sightings: Sequence[Sighting]) -> list[float]:
        self.asked += sightings
        return [10.0 if seen.other == self.at else seen.odds for seen in sightings]

    def time_odds(self, sightings: Sequence[Sighting]) -> list[float]:
        return [10.0 if seen.other == self.at else -1.0 for seen in sightings]


def read(published: date | None = None) -> Document:
    document = read_document(Article(TEXT, doc_id="a", published=published))
    return document.with_mentions(link(document, run(document, ENTITY_EXTRACTORS)))


@pytest.fixture(scope="module")
def document() -> Document:
    return read()


def event(document: Document, trigger: str, opinion: Chooser | None = None) -> Event:
    return next(e for e in find_events(replace(document, opinion=opinion)) if e.text == trigger)


def syllable(document: Document, words: str) -> int:
    return document.syllable_index(document.text.index(words))


def test_events_say_who_weighed_them(document: Document) -> None:
    alone, heard = event(document, "yêu cầu"), event(document, "yêu cầu", Chooser(more=5.0))
    assert (alone.extractor, heard.extractor) == ("rules", "rules+model")
    assert heard.score > alone.score


def test_another_actor_takes_the_place_of_the_rules_own(document: Document) -> None:
    assert event(document, "yêu cầu", Chooser()).agent == "UBND tỉnh Yên Bái"
    chosen = event(document, "yêu cầu", Chooser(syllable(document, "Sở Y tế")))
    assert (chosen.agent, chosen.rule) == ("Sở Y tế tỉnh Yên Bái", "event.direction.chosen")
    assert [p.text for p in chosen.participants if p.role == "agent"] == ["Sở Y tế tỉnh Yên Bái"]


def test_only_events_are_asked_about(document: Document) -> None:
    none = Chooser(more=-50.0)
    assert not list(find_events(replace(document, opinion=none)))
    assert none.asked == []


def test_another_time_dates_the_act_or_none_does(document: Document) -> None:
    assert event(document, "yêu cầu").time_text == "hôm 7/6"
    assert event(document, "yêu cầu", Chooser()).time_text is None
    chosen = event(document, "yêu cầu", Chooser(syllable(document, "ngày 3/6")))
    assert (chosen.time_text, chosen.time) == ("ngày 3/6", "XXXX-06-03")


def test_whether_an_act_lies_ahead_goes_by_the_time_that_is_chosen() -> None:
    document = read(date(2023, 6, 5))
    assert event(document, "yêu cầu").status == "planned"  # "hôm 7/6"
    assert event(document, "yêu cầu", Chooser(syllable(document, "ngày 3/6"))).status == "actual"


def options(document: Document, trigger: str) -> tuple[Candidate, dict[str, Option]]:
    found = candidates(document)
    number = next(n for n, c in enumerate(found) if c.hit.trigger.form == trigger)
    ((_, listed),) = choices(document, build_cast(document), found, {number})
    return found[number], {document.surface(o.actor.start, o.actor.end): o for o in listed}


def test_what_is_told_of_the_actors_around_a_trigger(document: Document) -> None:
    candidate, told = options(document, "yêu cầu")
    own, other = told["UBND tỉnh Yên Bái"], told["Sở Y tế tỉnh Yên Bái"]
    assert (own.is_pick, other.is_pick) == (True, False)
    assert (own.sighting.odds, other.sighting.odds) == (1.0, 0.0)
    assert {s.trigger for s in (own.sighting, other.sighting)} == {candidate.hit.first}
    assert {"pick", "who body ahead", "opens 0", "often 1"} <= set(own.sighting.shown)
    assert {"sentence -1 adjacent", "acted last", "act STATEMENT ahead", "left ,"} <= set(other.sighting.shown)
    assert not any(name.startswith("pick") for name in other.sighting.shown)


def test_times_are_asked_about_in_their_order(document: Document) -> None:
    candidate = next(c for c in candidates(document) if c.hit.trigger.form == "yêu cầu")
    seen = time_sightings(document, candidate)
    assert [s.other for s in seen] == [syllable(document, d.time.text) for d in candidate.times]
    assert [s.shown for s in seen] == [d.evidence for d in candidate.times]
