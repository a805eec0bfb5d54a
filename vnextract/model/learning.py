"""From a folder of annotated articles to a model folder: what ``vnextract train`` does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from vnextract.document import Article, Document
from vnextract.entities import find_entities, read_document
from vnextract.errors import GoldError
from vnextract.gold import GoldArticle, read_gold
from vnextract.model.features import Vocabulary, encode, tag_rows
from vnextract.model.tagger import SequenceModel, open_model, save
from vnextract.model.training import Example, Report, Settings, TorchNetwork, export, fit, warm_start
from vnextract.syllables import keys
from vnextract.version import __version__

FEWEST = 5  # articles: below that nothing can be held out and nothing learnt


def read_examples(articles: Iterable[GoldArticle], vocabulary: Vocabulary, words: bool = False) -> list[Example]:
    """Annotated articles as the network sees them: with what the rules find, and the gold as tags."""
    examples = []
    for article in articles:
        document = read_document(Article(article.text, doc_id=article.doc_id, published=article.published))
        found = document.with_mentions(find_entities(document))
        examples.append(
            Example(
                encode(found, vocabulary, words), tag_rows(document, article.mentions), named_agents(document, article)
            )
        )
    return examples


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
    network = _network(parent, settings)
    words = settings.words or parent.network.reads_words
    examples, watched = (read_examples(part, parent.vocabulary, words) for part in (learn, held))
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


def _network(parent: SequenceModel, settings: Settings) -> TorchNetwork:
    words = settings.words or parent.network.reads_words
    network = TorchNetwork(
        len(parent.vocabulary), parent.network.width, parent.network.dilations, settings.dropout, words
    )
    warm_start(network, parent.network.arrays)
    return network
