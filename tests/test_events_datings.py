"""Which time dates an act: sentences with the words of their acts and of what dates each."""

from __future__ import annotations

from pathlib import Path

from vnextract.analyze import analyze
from vnextract.document import Article, Document
from vnextract.entities import find_entities
from vnextract.events.extractor import candidates
from vnextract.links.entities import link

LINES = (Path(__file__).parent / "cases" / "datings.tsv").read_text(encoding="utf-8").splitlines()[1:]
ROWS = [line.split("\t") for line in LINES if not line.startswith("#")]
# Their weights are fitted on articles as well, which outvote some of them.
FLOOR = 0.85


def entities(text: str) -> Document:
    document = analyze(Article(text))
    return document.with_mentions(link(document, find_entities(document)))


def chosen(text: str) -> list[tuple[str, str | None]]:
    """The forms of the triggers of a sentence with the words of the time that dates each."""
    found = candidates(entities(text))
    return [(c.hit.trigger.form, c.time.text if c.time else None) for c in found]


def test_acts_get_the_time_that_dates_them() -> None:
    missing, wrong, acts = [], [], 0
    for text, told in ROWS:
        left = chosen(text)
        for act in told.split("; "):
            words, _, time = act.partition("=")
            form = words.lower()
            hit = next(((f, t) for f, t in left if f in form or form in f), None)
            if hit is None:
                missing.append((text, words))
                continue
            left.remove(hit)
            acts += 1
            if hit[1] != (None if time == "-" else time):
                wrong.append((text, words, hit[1]))
    assert len(missing) <= 0.03 * acts, missing
    assert len(wrong) <= (1 - FLOOR) * acts, wrong


def test_every_time_of_a_sentence_is_weighed_with_evidence() -> None:
    text = "Ngày 29-6, Bộ Ngoại giao cho biết Thủ tướng sẽ thăm Đức từ ngày 5 đến 8/7."
    said, visit = candidates(entities(text))[:2]
    assert [d.time.text for d in said.times] == [d.time.text for d in visit.times] == ["Ngày 29-6", "từ ngày 5 đến 8/7"]
    told, own = (d.evidence for d in visit.times)
    assert "when under STATEMENT" in told
    assert "when initial" in told
    assert "when initial" not in own


def test_an_act_without_a_time_has_none() -> None:
    assert all(time is None for _, time in chosen("Thành ủy Hải Đông họp và ban hành kế hoạch."))
