"""Overlap policies."""

from __future__ import annotations

import random
import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vnextract.arbitrate import keep_longest
from vnextract.document import Body, Directive, Mention


def body(start: int, end: int, score: float = 1.0, rule: str = "r", extractor: str = "rules") -> Body:
    return Body(start=start, end=end, text="", score=score, rule=rule, extractor=extractor)


def test_the_longest_stays_and_kinds_do_not_compete() -> None:
    short, long, other = body(5, 9), body(3, 9), Directive(start=4, end=6, text="")
    assert keep_longest([short, other, long]) == [long, other]


def test_equal_length_goes_by_score_then_place() -> None:
    assert keep_longest([body(0, 4, 0.5), body(2, 6, 0.9)]) == [body(2, 6, 0.9)]
    assert keep_longest([body(2, 6), body(0, 4)]) == [body(0, 4)]


def test_touching_is_not_overlapping() -> None:
    assert keep_longest([body(4, 8), body(0, 4)]) == [body(0, 4), body(4, 8)]


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from([0.5, 0.9]), st.sampled_from("ab"))


@given(st.lists(SPANS, max_size=25), st.randoms(use_true_random=False))
def test_kept_are_disjoint_maximal_and_the_same_in_any_order(
    spans: list[tuple[int, int, float, str]], shuffle: random.Random
) -> None:
    mentions: list[Mention] = [body(a, a + n, score, rule) for a, n, score, rule in spans]
    kept = keep_longest(mentions)
    assert all(x.end <= y.start for x, y in pairwise(kept))
    for m in mentions:
        rivals = [k for k in kept if k.start < m.end and m.start < k.end]
        assert rivals
        assert m in kept or max(k.end - k.start for k in rivals) >= m.end - m.start
    shuffle.shuffle(mentions)
    assert keep_longest(mentions) == kept


def test_a_text_of_very_many_mentions_takes_no_square_time() -> None:
    mentions = [body(3 * n, 3 * n + 2) for n in range(20_000)]
    began = time.perf_counter()
    assert len(keep_longest(mentions)) == 20_000
    assert time.perf_counter() - began < 5  # 0.1 s; comparing all pairs takes minutes
