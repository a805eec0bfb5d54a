"""From a folder of annotated articles to a model folder: what ``vnextract train`` does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from vnextract.agreement import comparable, same_agent, same_event
from vnextract.document import EVENT_TYPES, Article, Document, Event, Sighting
from vnextract.entities import find_entities, read_document
from vnextract.errors import GoldError
from vnextract.events.agents import choices
from vnextract.events.candidate import Candidate
from vnextract.events.cast import build_cast
from vnextract.events.extractor import candidates
from vnextract.events.opinions import event_sighting, time_sightings
from vnextract.gold import EVENTS, GoldArticle, read_gold
from vnextract.links.entities import link
from vnextract.model.batches import IGNORED, Example, Pair
from vnextract.model.features import TAG_COLUMNS, Vocabulary, encode, tag_rows
from vnextract.model.tagger import SequenceModel, open_model, save
from vnextract.model.training import Report, Settings, TorchNetwork, export, fit, observations_of, warm_start
from vnextract.version import __version__

FEWEST = 5  # articles: below that nothing can be held out and nothing learnt


def read_examples(articles: Iterable[GoldArticle], vocabulary: Vocabulary, words: bool = False) -> list[Example]:
    """Annotated articles as the network sees them: with what the rules find, and the gold as tags."""
    return [example_of(read_entities(article), article, vocabulary, words) for article in articles]


def read_entities(article: GoldArticle) -> Document:
    """The document of an article with all that the rules find but events."""
    document = read_document(Article(article.text, doc_id=article.doc_id, published=article.published))
    return document.with_mentions(find_entities(document))


def example_of(found: Document, article: GoldArticle, vocabulary: Vocabulary, words: bool = False) -> Example:
    """What the network sees of a document and should say of it."""
    gold = tag_rows(found, article.mentions)
    for name, kinds in ANNOTATED_BY.items():
        if not kinds <= article.kinds:
            gold[:, list(TAG_COLUMNS).index(name)] = IGNORED
    pairs = {}
    if EVENTS in article.kinds:
        pairs = annotated_pairs(found.with_mentions(link(found, found.mentions)), article.events)
    return Example(encode(found, vocabulary, words), gold, pairs)


# Which kinds of annotation tell the tags of a head.
ANNOTATED_BY = {"entity": frozenset("OBD"), "trigger": frozenset(EVENTS)}


def annotated_pairs(document: Document, gold: Sequence[Event]) -> dict[str, tuple[tuple[Pair, ...], ...]]:
    """The pairs of each question (``vnextract.model.classifier``) in a linked document, with the truth by its annotated events.

    Candidates that have an actor; of those that are events with a known agent, the actors around the trigger, and the times
    of the sentence.
    """
    found = candidates(document)
    events = list(annotated(found, document, gold))
    acts = [(seen, event is not None) for c, event in zip(found, events, strict=True) if (seen := event_sighting(c))]
    dates = [
        [(seen, dated) for seen, dated in zip(time_sightings(document, c), dated_by(c, event), strict=True)]
        for c, event in zip(found, events, strict=True)
        if event is not None
    ]
    return {
        "event": tuple((_pair(seen, right),) for seen, right in acts),
        "agent": tuple(_agents(document, found, events)),
        "time": tuple(tuple(_pair(seen, right) for seen, right in group) for group in dates if group),
    }


def _pair(seen: Sighting, right: bool) -> Pair:
    return Pair(seen.trigger, seen.other, EVENT_TYPES.index(seen.event_type), seen.shown, right)


def _agents(
    document: Document, found: Sequence[Candidate], events: Sequence[Event | None]
) -> Iterator[tuple[Pair, ...]]:
    """The actors around each annotated event, where one of them is the agent."""
    named = {n: event.agent for n, event in enumerate(events) if event is not None and event.agent}
    for number, options in choices(document, build_cast(document), found, named):
        gold = named[number]
        right = [same_agent(gold, document.surface(option.actor.start, option.actor.end)) for option in options]
        if any(right):
            yield tuple(_pair(option.sighting, told) for option, told in zip(options, right, strict=True))


def dated_by(candidate: Candidate, event: Event) -> list[bool]:
    """For each time of a candidate's sentence whether it is the annotated one: of several with its words the nearest.

    Where none has just these words, one with more or fewer of them will do ("hồi tháng 6", "tháng 6"): it is the same date.
    """
    told = comparable(event.time_text) if event.time_text else None
    times = [dated.time for dated in candidate.times]
    right = [time for time in times if comparable(time.text) == told]
    if told and not right:
        right = [time for time in times if _holds(told, time.text) or _holds(time.text, told)]
    nearest = min(right, key=lambda time: abs(time.start - event.start), default=None)
    return [time is nearest for time in times]


def _holds(longer: str, words: str) -> bool:
    """Whether words are some of others, in one run."""
    return f" {comparable(words)} " in f" {comparable(longer)} "


def annotated(found: Iterable[Candidate], document: Document, gold: Sequence[Event]) -> Iterator[Event | None]:
    """For each candidate, in order, the annotated event that it is: each counts once."""
    free = list(gold)
    for candidate in found:
        hit = candidate.hit
        start, end = document.syllables[hit.first].start, document.syllables[hit.last - 1].end
        event = next((e for e in free if same_event(e, hit.trigger.event_type, start, end)), None)
        if event is not None:
            free.remove(event)
        yield event


def split(articles: Sequence[GoldArticle], parts: int = 10) -> tuple[list[GoldArticle], list[GoldArticle]]:
    """Articles to learn from and, by a digest of their ids, about one in ``parts`` to stop on; never none."""
    held = {a.doc_id for a in articles if crc32(a.doc_id.encode("utf-8")) % parts == 0}
    held = held or {min(articles, key=lambda a: crc32(a.doc_id.encode("utf-8"))).doc_id}
    return [a for a in articles if a.doc_id not in held], [a for a in articles if a.doc_id in held]


def train_folder(
    gold: str | Path,
    out: str | Path,
    start: str = "default",
    settings: Settings | None = None,
    report: Report = lambda epoch, loss, score: None,
) -> dict[str, Any]:
    """Trains on an annotation folder, from the weights of another model, and writes a model folder; gives its card.

    Raises GoldError for what is wrong in the folder, each with file and line, or when it holds too few articles.
    """
    articles = read_gold(gold)
    if len(articles) < FEWEST:
        raise GoldError(f"{gold}: {len(articles)} annotated articles; training needs {FEWEST} at least")
    settings = settings or Settings()
    parent = open_model(start)
    learn, held = split(articles)
    words = settings.words or parent.network.reads_words
    examples, watched = (read_examples(part, parent.vocabulary, words) for part in (learn, held))
    network = _network(parent, settings, examples, words)
    score = fit(network, examples, settings, watched, report)
    card = {
        "version": __version__,
        "date": date.today().isoformat(),
        "started_from": start,
        "data": Path(gold).name,
        "articles": len(learn),
        "characters": sum(len(a.text) for a in learn),
        "held_out": {"articles": len(held), "tag_f1": round(score, 4) if score is not None else None},
        "settings": asdict(settings),
    }
    save(out, export(network), list(parent.vocabulary.keys), card, parent.judge)
    return card


def _network(parent: SequenceModel, settings: Settings, examples: Sequence[Example], words: bool) -> TorchNetwork:
    """A network of the parent's size that begins with its weights and can know what the examples show besides."""
    known = {name: asked.observations for name, asked in parent.network.classifiers.items()}
    seen = observations_of(examples, known)
    network = TorchNetwork(
        len(parent.vocabulary), parent.network.width, parent.network.dilations, settings.dropout, words, seen
    )
    warm_start(network, parent.network.arrays)
    return network
