"""What each observation weighs, in log odds, the sum of several, and how their names tell distances."""

from __future__ import annotations

from vnextract.lexicon import per_seeds, seed_rows


@per_seeds
def weights() -> dict[str, float]:
    """Observations (``seeds/evidence.csv``, ``wording.csv``, of times ``time_evidence.csv``) to what they add to the log odds."""
    rows = (*seed_rows("evidence"), *seed_rows("wording"), *seed_rows("time_evidence"))
    return {row["evidence"]: float(row["weight"]) for row in rows}


def total(names: tuple[str, ...], start: str) -> float:
    """The log odds that observations sum up to; ``start`` names the weight that is always there."""
    known = weights()
    return known.get(start, 0.0) + sum([known[name] for name in names if name in known])


def distance(gap: int) -> str:
    """How the name of an observation tells a number of syllables between two things: by the upper bound of its class.

    >>> distance(1), distance(5), distance(50)
    ('0', '8', 'far')
    """
    return "0" if gap <= 1 else "3" if gap <= 3 else "8" if gap <= 8 else "20" if gap <= 20 else "far"
