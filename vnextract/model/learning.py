"""From a folder of annotated articles to a model folder: what ``vnextract train`` does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from vnextract.document import EVENT_TYPES, Article, Document, Event
from vnextract.entities import find_entities, read_document
from vnextract.errors import GoldError
from vnextract.events.extractor import Candidate, candidates, sighting
from vnextract.gold import EVENTS, GoldArticle, read_gold, same_event
from vnextract.links.entities import link
from vnextract.model.batches import IGNORED, Act, Example
from vnextract.model.features import TAG_COLUMNS, Vocabulary, encode, tag_rows
from vnextract.model.tagger import SequenceModel, open_model, save
from vnextract.model.training import Report, Settings, TorchNetwork, export, fit, observations_of, warm_start
from vnextract.syllables import keys
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
    linked = found.with_mentions(link(found, found.mentions))
    acts = tuple(seen_acts(candidates(linked), linked, article.events)) if EVENTS in article.kinds else ()
    return Example(encode(found, vocabulary, words), gold, named_agents(found, article), acts)


# Which kinds of annotation tell the tags of a head.
ANNOTATED_BY = {"entity": frozenset("OBD"), "trigger": frozenset(EVENTS)}


def seen_acts(found: Iterable[Candidate], document: Document, gold: Sequence[Event]) -> Iterator[Act]:
    """The candidates who have an actor, each with whether it is an annotated event."""
    listed = list(found)
    for candidate, event in zip(listed, annotated(listed, document, gold), strict=True):
        if seen := sighting(candidate):
            kind = EVENT_TYPES.index(seen.event_type)
            yield Act(seen.trigger, seen.actor, kind, seen.shown, event is not None)


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


def named_agents(document: Document, article: GoldArticle) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Every event with an agent: the first syllable of its trigger, and those at which the agent's words stand."""
    places: dict[str, tuple[int, ...]] = {}
    found = []
    for event in article.events:
        if event.agent is None:
            continue
        if event.agent not in places:
            words = keys(event.agent)
            starts = range(len(document.keys) - len(words) + 1)
            places[event.agent] = tuple(i for i in starts if document.keys[i : i + len(words)] == words)
        found.append((document.syllable_index(event.start), places[event.agent]))
    return tuple(found)


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
    network = _network(parent, settings, examples)
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


def _network(parent: SequenceModel, settings: Settings, examples: Sequence[Example]) -> TorchNetwork:
    words = settings.words or parent.network.reads_words
    seen = observations_of(examples, parent.network.classifier.observations)
    network = TorchNetwork(
        len(parent.vocabulary), parent.network.width, parent.network.dilations, settings.dropout, words, seen
    )
    warm_start(network, parent.network.arrays)
    return network
