"""The project's own sequence model: a small convolutional tagger that reads each syllable with what the rules say of it.

``SequenceModel.read`` gives an ``Opinion``: the scores of every tag at every syllable. What is made of it is
``arbitrate``'s (names of officials, bodies, directives) and ``events``' (triggers) business.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnextract.document import Document, Sighting
from vnextract.errors import ModelError
from vnextract.model.classifier import PairClassifier
from vnextract.model.decoding import Stretch, decode, span_probability
from vnextract.model.features import Features, Vocabulary, encode
from vnextract.model.judge import JUDGE, NEUTRAL, Judge, read_judge, write_judge
from vnextract.model.network import Network

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

FORMAT = 4  # of the weights file; another number is another layout
WEIGHTS, CARD = "weights.npz", "card.json"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model thinks of one document: log-probabilities of the tags of each head, (syllables, tags).

    ``states`` are what the network read at each syllable, for the ``classifiers`` of pairs; other taggers have none.
    """

    scores: Mapping[str, Floats] = field(repr=False)
    judge: Judge = field(repr=False)
    states: Floats | None = field(default=None, repr=False)
    classifiers: Mapping[str, PairClassifier] = field(default_factory=dict, repr=False)

    def stretches(self, head: str) -> list[Stretch]:
        """The labelled stretches of syllables that a head finds most likely."""
        return decode(self.scores[head])

    def support(self, head: str, label: int, first: int, last: int) -> float:
        """The probability that syllables ``[first, last)`` are exactly one stretch of the label."""
        return span_probability(self.scores[head], first, last, label)

    def heard(self, question: str, sightings: Sequence[Sighting]) -> list[float]:
        """Log odds of each pair by the model alone; by the rules where the model has no word on the question."""
        if question not in self.classifiers or self.states is None:
            return [seen.odds for seen in sightings]
        return self.classifiers[question].odds(self.states, sightings)

    def event_odds(self, sightings: Sequence[Sighting]) -> list[float]:
        """Log odds of each possible event, by rules and model."""
        told = zip(sightings, self.heard("event", sightings), strict=True)
        return [self.judge.event_odds(seen.event_type, seen.odds, heard) for seen, heard in told]

    def agent_odds(self, sightings: Sequence[Sighting]) -> list[float]:
        """How much speaks for each actor's being the agent, on a scale that those around one trigger share."""
        return self.heard("agent", sightings)

    def time_odds(self, sightings: Sequence[Sighting]) -> list[float]:
        """Log odds that each time dates the act, by rules and model."""
        told = zip(sightings, self.heard("time", sightings), strict=True)
        return [self.judge.time_odds(seen.odds, heard) for seen, heard in told]

    def event_bound(self, event_type: str) -> float:
        """The log odds from which on that counts as an event."""
        return self.judge.event_bound(event_type)


class SequenceModel:
    """A trained tagger: vocabulary, network, judge, and the card that tells where it comes from."""

    def __init__(
        self, weights: Mapping[str, Any], vocabulary: Vocabulary, card: Mapping[str, Any], judge: Judge
    ) -> None:
        self.vocabulary = vocabulary
        self.network = Network(weights)
        self.judge = judge
        self.card = dict(card)

    def read(self, document: Document) -> Opinion:
        """The model's opinion on a document that carries the rules' mentions."""
        return think(self.network, encode(document, self.vocabulary, self.network.reads_words), self.judge)


def think(network: Network, features: Features, judge: Judge) -> Opinion:
    """What a network thinks of a document that is told by its features."""
    states = network.states(features)
    return Opinion({"entity": network.scores(states, "entity")}, judge, states, network.classifiers)


def load(folder: str | Path) -> SequenceModel:
    """A model folder: ``weights.npz`` (arrays alone, nothing that runs) and ``card.json``.

    Raises ModelError when the folder holds no model, is damaged, or was written for another version of the format.
    """
    root = Path(folder)
    try:
        card = json.loads((root / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{root}: no model here ({CARD}: {error}); 'vnextract train GOLD_DIR -o MODEL' writes one"
        ) from None
    if card.get("format") != FORMAT:
        raise ModelError(f"{root}: model format {card.get('format')!r}; this version reads format {FORMAT}")
    weights, keys = read_weights(root / WEIGHTS)
    try:
        return SequenceModel(weights, Vocabulary(keys), card, read_judge(root))
    except KeyError as error:
        raise ModelError(f"{root / WEIGHTS}: the array {error} is missing") from None


def read_weights(path: Path) -> tuple[dict[str, npt.NDArray[Any]], list[str]]:
    """The arrays of a weights file and the vocabulary that goes with them."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except (OSError, ValueError, EOFError) as error:
        raise ModelError(f"{path}: not a readable weights file ({error})") from None
    if "vocabulary" not in arrays:
        raise ModelError(f"{path}: the array 'vocabulary' is missing")
    return arrays, arrays.pop("vocabulary").tobytes().decode("utf-8").split("\n")


def save(
    folder: str | Path,
    weights: Mapping[str, npt.NDArray[Any]],
    keys: list[str],
    card: Mapping[str, Any],
    judge: Judge = NEUTRAL,
) -> None:
    """Writes a model folder; the same weights give the same bytes."""
    import numpy as np

    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    vocabulary = np.frombuffer("\n".join(keys).encode("utf-8"), dtype=np.uint8)
    arrays: dict[str, Any] = {"vocabulary": vocabulary, **weights}
    np.savez_compressed(root / WEIGHTS, **arrays)
    told = {"format": FORMAT, "size_bytes": (root / WEIGHTS).stat().st_size, **card}
    lines = json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True)
    write_judge(root, judge)
    (root / CARD).write_text(lines + "\n", encoding="utf-8")


@contextmanager
def model_folder(name: str) -> Iterator[Path]:
    """The folder of a model: the one that ships ("default"), or the path itself."""
    if name != "default":
        yield Path(name)
        return
    with resources.as_file(resources.files("vnextract") / "models" / "default") as folder:
        yield folder


@lru_cache(maxsize=4)
def open_judge(name: str) -> Judge:
    """The judge of a model, without the model; loaded once a process."""
    with model_folder(name) as folder:
        return read_judge(folder)


@lru_cache(maxsize=4)
def open_model(name: str) -> SequenceModel:
    """A model by its folder, or the one that ships ("default"); loaded once a process."""
    with model_folder(name) as folder:
        return load(folder)


def model_digest(name: str) -> str:
    """16 hex digits of BLAKE2b of a model's weights and judge: what ``run.json`` remembers of it."""
    with model_folder(name) as folder:
        return blake2b((folder / WEIGHTS).read_bytes() + (folder / JUDGE).read_bytes(), digest_size=8).hexdigest()


def is_model(name: str) -> bool:
    """Whether there is a model of that name or in that folder."""
    with model_folder(name) as folder:
        return (folder / CARD).is_file() and (folder / WEIGHTS).is_file()
