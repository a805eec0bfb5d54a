"""The sequence model: features, decoding, the network, model folders, and who wins against the rules."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnextract.document import EVENT_TYPES, Article, Body, Document, Official, Sighting
from vnextract.entities import ENTITY_EXTRACTORS, read_document, run
from vnextract.errors import ModelError, OptionError
from vnextract.model import network as network_module
from vnextract.model.classifier import NAMES, QUESTIONS, PairClassifier, bags, numbered, packed, unpacked
from vnextract.model.decoding import decode, span_probability
from vnextract.model.features import ENTITY_LABELS, TAG_COLUMNS, Features, Vocabulary, encode, tag_rows, word_parts
from vnextract.model.judge import JUDGE, NEUTRAL, probability
from vnextract.model.reconcile import POLICIES, rate, reconcile
from vnextract.model.tagger import CARD, FORMAT, WEIGHTS, Opinion, load, model_digest, open_model, save
from vnextract.pipeline import Pipeline

TEXT = "Ngày 6/12, ông Trần Văn Tú, Chủ tịch UBND tỉnh Yên Bái, cho biết Sở Y tế đã ban hành Quyết định số 12/QĐ-SYT."
needs_torch = pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch (vnextract[train]) is not installed")


def read(text: str = TEXT) -> Document:
    document = read_document(Article(text, doc_id="a"))
    return document.with_mentions(run(document, ENTITY_EXTRACTORS))


# Believes a find when rules and model agree, or the model alone; a find of the rules that the model knows nothing of, not.
TRUSTING = replace(
    NEUTRAL,
    both={"official": 2.0, "official score": 1.0, "official model": 1.0, "body model": 0.1}
    | {"official alone": 3.0, "official alone model": 1.0, "official rival": 6.0, "official rival model": 1.0},
)


def scored(tags: list[int], size: int, sure: float = 0.9) -> np.ndarray:
    """Log-probabilities in which each tag given has probability ``sure``."""
    table = np.full((len(tags), size), (1 - sure) / (size - 1), dtype=np.float32)
    table[np.arange(len(tags)), tags] = sure
    return np.log(table)


def opinion(document: Document, labels: dict[tuple[int, int], str], sure: float = 0.9) -> Opinion:
    """The opinion that these syllables are stretches of these labels, and nothing else is."""
    tags = [0] * len(document.syllables)
    for (first, last), label in labels.items():
        k = ENTITY_LABELS.index(label)
        tags[first:last] = [1 + 2 * k] + [2 + 2 * k] * (last - first - 1)
    return Opinion({"entity": scored(tags, TAG_COLUMNS["entity"], sure)}, TRUSTING)


@pytest.mark.parametrize(
    ("tags", "stretches"),
    [
        ([0, 0], []),
        ([1, 2, 0, 1], [(0, 2, 0), (3, 4, 0)]),
        ([1, 1], [(0, 1, 0), (1, 2, 0)]),
        ([2, 2, 0], [(0, 2, 0)]),  # an I that continues nothing opens a stretch
        ([1, 4, 4], [(0, 1, 0), (1, 3, 1)]),
        ([3, 4, 2], [(0, 2, 1), (2, 3, 0)]),
    ],
)
def test_decode(tags: list[int], stretches: list[tuple[int, int, int]]) -> None:
    found = decode(scored(tags, 5))
    assert [s[:3] for s in found] == stretches
    assert all(s.score == pytest.approx(0.9, abs=1e-3) for s in found)


@given(st.lists(st.integers(0, 8), max_size=40))
def test_decoded_stretches_are_ordered_disjoint_and_cover_what_is_tagged(tags: list[int]) -> None:
    found = decode(scored(tags, 9)) if tags else []
    assert all(a.last <= b.first for a, b in pairwise(found))
    assert {i for s in found for i in range(s.first, s.last)} == {i for i, tag in enumerate(tags) if tag}


def test_the_probability_of_a_span_counts_its_ends() -> None:
    scores = scored([1, 2, 0], 3)
    assert span_probability(scores, 0, 2, 0) > 0.7 > 0.1 > span_probability(scores, 0, 1, 0)


def test_vocabulary_is_stable_and_knows_what_it_knows() -> None:
    vocabulary = Vocabulary(["ủy", "ban", "00/00"])
    assert vocabulary.id("12/11") == vocabulary.id("31/12") == len(vocabulary) - 1
    assert vocabulary.id("lạ") == Vocabulary(["ủy", "ban", "00/00"]).id("lạ") < vocabulary.id("ủy")


def test_features_tell_what_the_rules_found() -> None:
    document = read()
    tags = encode(document, Vocabulary([])).tags
    (official,) = document.of(Official)
    first, last = document.syllable_span(official.start, official.end)
    assert tags[first : last + 1, 0].tolist() == [1, 2, 2, 0]
    assert tag_rows(document, []).any() == np.False_


def test_long_texts_go_in_chunks_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    model = open_model("default")
    features = encode(read(TEXT + "\n" + TEXT * 3), model.vocabulary)
    whole = model.network.states(features)
    monkeypatch.setattr(network_module, "CHUNK", 7)
    np.testing.assert_allclose(model.network.states(features), whole, atol=1e-4)


@pytest.mark.parametrize(
    ("tokenizer", "parts"),
    [
        ("syllable", {"ủy ban": [1, 2], "họp": [0]}),
        ("pyvi", {"ủy ban": [1, 2], "họp": [0]}),
    ],
)
def test_the_words_of_the_tokenizer_can_be_read(tokenizer: str, parts: dict[str, list[int]]) -> None:
    if tokenizer != "syllable":
        pytest.importorskip(tokenizer, reason="the extra 'tokenizers' is not installed")
    document = read_document(Article("Ủy ban họp.", doc_id="a"), tokenizer)
    told = word_parts(document)
    for words, expected in parts.items():
        at = document.keys.index(words.split()[0])
        assert told[at : at + len(expected)].tolist() == expected
    ids = encode(document, open_model("default").vocabulary, words=True).ids
    assert ids[:, 4].tolist() == told.tolist()


def test_an_empty_text_has_no_states() -> None:
    empty = Features(np.zeros((0, 4), dtype=np.int32), np.zeros((0, len(TAG_COLUMNS)), dtype=np.int8))
    assert open_model("default").network.states(empty).shape == (0, open_model("default").network.width)
    assert Pipeline().extract("").mentions == ()


def test_the_shipped_model_has_a_card_and_is_small() -> None:
    folder = Path(network_module.__file__).parent.parent / "models" / "default"
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    assert {"format", "date", "articles", "scores", "data"} <= set(card)
    assert (folder / WEIGHTS).stat().st_size < 15_000_000


def test_the_same_article_gets_the_same_opinion() -> None:
    first, second = (open_model("default").read(read()).scores["entity"] for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / CARD).unlink(), "no model here"),
        (lambda folder: (folder / CARD).write_text('{"format": 99}'), "format 99"),
        (lambda folder: (folder / WEIGHTS).write_bytes(b"PK nonsense"), "not a readable weights file"),
        (lambda folder: np.savez(folder / WEIGHTS, a=np.zeros(1)), "'vocabulary' is missing"),
        (lambda folder: np.savez(folder / WEIGHTS, vocabulary=np.zeros(1, np.uint8)), "embed.key"),
        (lambda folder: (folder / JUDGE).unlink(), "not a readable table of weights"),
        (lambda folder: (folder / JUDGE).write_text('{"event": {"act": "much"}}'), "not a readable table of weights"),
    ],
)
def test_a_damaged_model_says_what_is_wrong(tmp_path: Path, change: object, message: str) -> None:
    model = open_model("default")
    save(tmp_path, model.network.arrays, list(model.vocabulary.keys), {})
    assert load(tmp_path).vocabulary.keys == model.vocabulary.keys
    change(tmp_path)  # type: ignore[operator]
    with pytest.raises(ModelError, match=message):
        load(tmp_path)


def test_weights_hold_arrays_alone(tmp_path: Path) -> None:
    np.savez(tmp_path / WEIGHTS, vocabulary=np.array([{"a": 1}], dtype=object))
    (tmp_path / CARD).write_text(json.dumps({"format": FORMAT}))
    with pytest.raises(ModelError, match="not a readable weights file"):
        load(tmp_path)


def test_what_both_find_is_said_to_be_from_both() -> None:
    document = read()
    (official,) = document.of(Official)
    agreed = opinion(document, {document.syllable_span(official.start, official.end): "official"})
    (kept,) = [m for m in reconcile(document, document.mentions, agreed) if isinstance(m, Official)]
    assert kept == replace(official, extractor="rules+model", score=kept.score)
    assert kept.score > 0.9


def test_what_the_model_does_not_believe_goes_and_what_it_is_sure_of_comes_in() -> None:
    document = read()
    (official,) = document.of(Official)
    first, last = document.syllable_span(official.start, official.end)
    doubted = opinion(document, {(first, last - 1): "official"}, sure=0.99)
    assert official in [replace(m, score=official.score) for m in reconcile(document, [official], doubted, "confirm")]
    (other,) = reconcile(document, [official], doubted, "weighed")
    assert (other.text, other.extractor, other.rule) == ("Trần Văn", "model", None)
    assert reconcile(document, [official], opinion(document, {}, sure=0.99999), "weighed") == []


def test_what_other_extractors_found_passes_unchanged() -> None:
    document = read()
    mine = replace(document.of(Body)[0], extractor="mine", score=0.3)
    assert reconcile(document, [mine], opinion(document, {})) == [mine]


def test_without_a_model_scores_are_set_right_too() -> None:
    (body, *_) = read().of(Body)
    judge = replace(NEUTRAL, rules={"body": 1.0, "body score": 0.0, f"body {body.rule}": 1.0})
    (rated,) = rate([body], judge)
    assert rated.score == round(probability(2.0), 3)
    assert list(rate([replace(body, extractor="mine")], judge)) == [replace(body, extractor="mine")]


def test_the_model_adds_what_it_is_sure_of_under_the_union() -> None:
    document = read("Chiều qua, Nguyễn Thị Bình phát biểu. Sở Y tế đã nghe.")
    at = document.keys.index("nguyễn")
    found = reconcile(document, document.mentions, opinion(document, {(at, at + 3): "official"}), "union")
    (official,) = [m for m in found if isinstance(m, Official)]
    assert (official.text, official.full_name, official.extractor) == ("Nguyễn Thị Bình", "Nguyễn Thị Bình", "model")
    assert any(isinstance(m, Body) for m in found)


def test_a_policy_there_is_none_of() -> None:
    document = read()
    with pytest.raises(OptionError, match="weighed"):
        reconcile(document, [], opinion(document, {}), "best")
    assert set(POLICIES) >= {"weighed", "union"}


def test_without_the_model_everything_works() -> None:
    rules, both = Pipeline(model=None).extract(TEXT), Pipeline().extract(TEXT)
    assert {m.extractor for m in rules.mentions} == {"rules"}
    assert "rules+model" in {m.extractor for m in both.events}
    assert [m.text for m in rules.directives] == [m.text for m in both.directives]


def test_the_digest_is_of_the_weights() -> None:
    assert model_digest("default") == model_digest("default")
    assert len(model_digest("default")) == 16


@needs_torch
def test_numpy_and_torch_agree() -> None:
    import torch

    from vnextract.model.batches import Example, Hiding, Pair, batch
    from vnextract.model.training import TorchNetwork, export, warm_start

    nothing, rng = Hiding(0, 0, 0, 0), np.random.default_rng(0)
    gold = np.zeros((len(read().syllables), len(TAG_COLUMNS)), dtype=np.int8)
    model = open_model("default")
    features = encode(read(), model.vocabulary)
    known = {question: asked.observations for question, asked in model.network.classifiers.items()}
    twin = TorchNetwork(len(model.vocabulary), model.network.width, model.network.dilations, observations=known)
    warm_start(twin, model.network.arrays)
    twin.eval()
    with torch.no_grad():
        h = twin.states(
            torch.from_numpy(features.ids.astype("int64"))[None], torch.from_numpy(features.tags.astype("int64"))[None]
        )
        pairs = {
            question: ((Pair(3, 1, 2, (known[question][0], known[question][5], "never seen"), True),),)
            for question in QUESTIONS
        }
        numbers = {question: numbered(known[question]) for question in QUESTIONS}
        packed_pairs = batch([Example(features, gold, pairs)], nothing, numbers, rng).pairs
        judged = {question: float(twin.questions[question](h, packed_pairs[question])) for question in QUESTIONS}
    states = model.network.states(features)
    np.testing.assert_allclose(states, h[0].numpy(), atol=2e-3)
    for question, (((pair,),)) in pairs.items():
        seen = Sighting(EVENT_TYPES[pair.kind], pair.trigger, pair.other, pair.shown, 0.0)
        assert model.network.classifiers[question].odds(states, [seen]) == pytest.approx([judged[question]], abs=2e-2)
    for name, array in export(twin).items():
        np.testing.assert_allclose(array, model.network.arrays[name].reshape(array.shape), atol=1e-3)


@needs_torch
def test_a_network_that_reads_words_says_so(tmp_path: Path) -> None:
    from vnextract.model.training import TorchNetwork, export

    keys = ["ủy", "ban"]
    for words in (False, True):
        save(tmp_path, export(TorchNetwork(len(Vocabulary(keys)), width=8, words=words)), keys, {})
        model = load(tmp_path)
        assert model.network.reads_words is words
        assert len(model.read(read()).scores["entity"]) == len(read().syllables)


@needs_torch
@pytest.mark.slow
def test_training_learns_is_repeatable_and_its_model_is_used(tmp_path: Path) -> None:
    from vnextract.model.learning import train_folder
    from vnextract.model.training import Settings

    gold = Path(__file__).resolve().parent.parent / "seeds" / "articles"
    losses: list[float] = []
    settings = Settings(epochs=2, batch=2)
    card = train_folder(gold, tmp_path / "one", "default", settings, lambda epoch, loss, score: losses.append(loss))
    train_folder(gold, tmp_path / "two", "default", settings)
    assert losses[1] < losses[0]
    assert card["held_out"]["articles"] >= 1
    assert (tmp_path / "one" / WEIGHTS).read_bytes() == (tmp_path / "two" / WEIGHTS).read_bytes()
    assert Pipeline(model=str(tmp_path / "one")).extract(TEXT).officials


@given(st.lists(st.lists(st.sampled_from(["timed", "quoted", "new"]), max_size=5), max_size=5))
def test_bags_begin_with_the_row_of_all_and_pass_over_what_is_not_known(shown: list[list[str]]) -> None:
    rows, offsets = bags(shown, numbered(["timed", "quoted"]))
    parts = np.split(rows, offsets[1:]) if shown else []
    assert [part.tolist() for part in parts] == [
        [0, *({"timed": 1, "quoted": 2}[name] for name in names if name != "new")] for names in shown
    ]


@given(st.lists(st.text(st.characters(blacklist_characters="\n", blacklist_categories=["Cs"]), min_size=1), max_size=4))
def test_names_are_packed_and_unpacked(names: list[str]) -> None:
    assert list(unpacked(packed(names))) == names


def test_the_classifier_weighs_what_is_seen_and_what_was_read() -> None:
    """One observation, one type, one hidden unit: odds that can be reckoned by hand."""
    kinds = np.zeros((len(EVENT_TYPES), 1), dtype=np.float32)
    kinds[EVENT_TYPES.index("MEETING")] = 10
    arrays = {
        "event.observed": np.array([[1.0, 0.5], [2.0, -3.0]], dtype=np.float32),
        "event.kind": kinds,
        "event.hidden.weight": np.array([[1.0], [1.0], [100.0], [1000.0]], dtype=np.float32),
        "event.hidden.bias": np.array([-1.0], dtype=np.float32),
        "event.out.weight": np.array([[2.0]], dtype=np.float32),
        "event.out.bias": np.array([0.25], dtype=np.float32),
    }
    classifier = PairClassifier({**arrays, f"event.{NAMES}": packed(["timed"])}, "event")
    states = np.array([[0.0], [1.0], [2.0]], dtype=np.float32)
    meeting = Sighting("MEETING", 1, 2, ("timed", "new"), 0.0)
    other = Sighting("VISIT", 0, 0, (), 0.0)
    assert classifier.odds(states, []) == []
    assert classifier.odds(states, [meeting, other]) == [2 * (3 + 10 + 100 + 2000 - 1) + 0.25 - 2.5, 0.25 + 0.5]
    hidden_by_bias = classifier.odds(states, [other])
    assert hidden_by_bias == [0.75]  # 1 - 1: the unit is at rest
