"""What training shows the network: articles cut, packed, and partly hidden. Needs PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch", reason="PyTorch (vnextract[train]) is not installed")

from vnextract.model.batches import IGNORED, Example, Hiding, Pair, batches, forget
from vnextract.model.features import MASK, TAG_COLUMNS, Features

OPEN = Hiding(mention=0, column=0, key=0, observation=0)


def example(length: int, *groups: tuple[tuple[int, int], ...]) -> Example:
    """An article whose syllables are numbered from 2 on, with groups of pairs at the places given."""
    ids = np.zeros((length, 4), dtype=np.int32)
    ids[:, 0] = np.arange(length) + 2
    tags = np.zeros((length, len(TAG_COLUMNS)), dtype=np.int8)
    pairs = tuple(tuple(Pair(trigger, other, 0, ("seen",), True) for trigger, other in group) for group in groups)
    return Example(Features(ids, tags), tags.copy(), {"agent": pairs})


@given(st.lists(st.integers(1, 30), min_size=1, max_size=9), st.integers(1, 4), st.integers(5, 40), st.integers(0, 9))
def test_every_syllable_is_shown_once_and_what_fills_up_is_not_learnt(
    lengths: list[int], rows: int, longest: int, seed: int
) -> None:
    shown: list[int] = []
    for batch in batches([example(n) for n in lengths], rows, longest, OPEN, {}, np.random.default_rng(seed)):
        assert batch.ids.shape[0] <= rows
        assert batch.ids.shape[1] <= longest
        blank = batch.ids[..., 0] == 0
        assert bool((batch.gold[blank] == IGNORED).all())
        assert not bool((batch.gold[~blank] == IGNORED).any())
        shown += batch.ids[..., 0][~blank].tolist()
    assert sorted(shown) == sorted(i + 2 for n in lengths for i in range(n))


def test_pairs_keep_their_syllables_and_those_cut_in_two_go() -> None:
    article = example(20, ((3, 1), (3, 12)), ((12, 11),), ((11, 2),), ((13, 11), (13, 19)))
    (batch,) = batches([article], 4, 10, OPEN, {"agent": {"seen": 1}, "time": {}}, np.random.default_rng(0))
    key, pairs = batch.ids[..., 0], batch.pairs["agent"]
    told = zip(pairs.rows, pairs.triggers, pairs.others, strict=True)
    where = [(int(key[r, t]) - 2, int(key[r, a]) - 2) for r, t, a in told]
    assert sorted(where) == [(3, 1), (12, 11), (13, 11), (13, 19)]
    grouped = {pair: int(group) for pair, group in zip(where, pairs.groups, strict=True)}
    assert grouped[13, 11] == grouped[13, 19]
    assert len(set(grouped.values())) == 3
    assert pairs.shown.tolist() == [0, 1] * 4
    assert len(batch.pairs["time"].right) == 0


def test_what_is_hidden_is_hidden() -> None:
    tags = np.zeros((6, len(TAG_COLUMNS)), dtype=np.int8)
    tags[:4, 0] = [1, 2, 1, 2]
    rng = np.random.default_rng(0)
    assert forget(tags, OPEN, rng).tolist() == tags.tolist()
    assert not forget(tags, Hiding(mention=1, column=0), rng).any()
    assert not forget(tags, Hiding(mention=0, column=1), rng).any()
    told = {tuple(forget(tags, Hiding(mention=0.5, column=0), rng)[:4, 0].tolist()) for _ in range(60)}
    assert told == {(1, 2, 1, 2), (0, 0, 1, 2), (1, 2, 0, 0), (0, 0, 0, 0)}
    everything = Hiding(mention=0, column=0, key=1, observation=1)
    (batch,) = batches([example(5, ((1, 0),))], 1, 10, everything, {"agent": {"seen": 1}}, rng)
    assert set(batch.ids[..., 0].flatten().tolist()) == {MASK}
    assert batch.pairs["agent"].shown.tolist() == [0]
