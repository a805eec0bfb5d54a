"""Rules against model: who wins where they differ on a name. Named policies, deterministic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from vnextract.arbitrate import keep_longest
from vnextract.decoding import Stretch
from vnextract.document import Body, Document, Mention, Official
from vnextract.errors import OptionError
from vnextract.features import ENTITY_LABELS
from vnextract.model import Opinion
from vnextract.proposals import propose_body, propose_official


@dataclass(frozen=True, slots=True)
class Bounds:
    """Probabilities of the model at which it overrules the rules on the names of one kind.

    ``add``: a stretch that touches no mention comes in from here on. ``replace``: a stretch that overlaps a rule's
    mention takes its place from here on, if the model gives the rule's own span less than ``yields``. ``drop``: a
    rule's mention that touches no stretch goes below this.
    """

    add: float
    replace: float
    yields: float
    drop: float


_NEVER = 2.0  # no probability reaches it
POLICIES: dict[str, dict[type[Mention], Bounds]] = {
    # The model's agreement raises a score, nothing more: on unseen articles it found no name that the rules had not,
    # but for some errors of its own. benchmarks/model.md has the figures.
    "confirm": {
        Official: Bounds(add=_NEVER, replace=_NEVER, yields=0.0, drop=0.0),
        Body: Bounds(add=_NEVER, replace=_NEVER, yields=0.0, drop=0.0),
    },
    "weighed": {  # the best bounds on the 120 articles annotated last
        Official: Bounds(add=0.6, replace=_NEVER, yields=0.2, drop=0.2),
        Body: Bounds(add=0.6, replace=0.85, yields=0.2, drop=0.2),
    },
    "union": {  # all that either finds; the rules win an overlap
        Official: Bounds(add=0.0, replace=_NEVER, yields=0.0, drop=0.0),
        Body: Bounds(add=0.0, replace=_NEVER, yields=0.0, drop=0.0),
    },
}


def reconcile(
    document: Document, mentions: Iterable[Mention], opinion: Opinion, policy: str = "confirm"
) -> list[Mention]:
    """The rules' officials and bodies weighed by the model's opinion, and those that the model alone is sure of.

    A mention that both find is ``rules+model``, one of the model's own ``model``; other kinds pass unchanged.
    """
    if policy not in POLICIES:
        raise OptionError(f"policy={policy!r}: expected one of {', '.join(POLICIES)}")
    given = list(mentions)
    listed = [m for m in given if m.extractor == "rules"]  # what a user's own extractor found stays as it is
    stretches = [s for s in opinion.stretches("entity") if s.label < len(POLICIES[policy])]
    kept = [m for m in given if m.extractor != "rules" or not isinstance(m, tuple(POLICIES[policy]))]
    for kind, bounds in POLICIES[policy].items():
        own = [m for m in listed if isinstance(m, kind)]
        label = ENTITY_LABELS.index(kind.kind)
        proposed = [s for s in stretches if s.label == label]
        rivals = [m for m in listed if isinstance(m, tuple(POLICIES[policy])) and not isinstance(m, kind)]
        kept.extend(_weigh(document, own, rivals, proposed, opinion, bounds))
    return keep_longest(kept)


def _weigh(
    document: Document,
    own: list[Mention],
    rivals: list[Mention],
    proposed: list[Stretch],
    opinion: Opinion,
    bounds: Bounds,
) -> Iterator[Mention]:
    by_syllable = {i: s for s in proposed for i in range(s.first, s.last)}
    held: set[int] = set()
    for mention in own:
        first, last = document.syllable_span(mention.start, mention.end)
        met = list(dict.fromkeys(by_syllable[i] for i in range(first, last) if i in by_syllable))
        label = ENTITY_LABELS.index(mention.kind)
        if any((s.first, s.last) == (first, last) for s in met):
            yield replace(mention, extractor="rules+model", score=_both(mention.score, met[0].score))
            held.update(range(first, last))
            continue
        support = opinion.support("entity", label, first, last)
        better = any(_support(opinion, s) >= bounds.replace for s in met)
        if better and support < bounds.yields:
            continue  # the stretch comes in below
        if met or support >= bounds.drop:
            yield mention
            held.update(range(first, last))
    for rival in rivals:
        held.update(range(*document.syllable_span(rival.start, rival.end)))
    known = [m for m in own if isinstance(m, Official)]
    for stretch in proposed:
        if _support(opinion, stretch) >= bounds.add and held.isdisjoint(range(stretch.first, stretch.last)):
            if ENTITY_LABELS[stretch.label] == "official":
                yield propose_official(document, stretch, known)
            else:
                yield propose_body(document, stretch)


def _support(opinion: Opinion, stretch: Stretch) -> float:
    return opinion.support("entity", stretch.label, stretch.first, stretch.last)


def _both(rule: float, model: float) -> float:
    """Two independent witnesses: wrong only if both are."""
    return round(1 - (1 - rule) * (1 - model), 3)
