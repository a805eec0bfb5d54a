"""Rules against model: who wins where they differ on a name. Named policies, deterministic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from vnextract.arbitrate import keep_longest
from vnextract.document import Body, Directive, Document, Event, Mention, Official
from vnextract.errors import OptionError
from vnextract.model.decoding import Stretch
from vnextract.model.features import ENTITY_LABELS
from vnextract.model.judge import Judge, label_of, probability
from vnextract.model.proposals import propose_body, propose_official
from vnextract.model.tagger import Opinion


@dataclass(frozen=True, slots=True)
class Bounds:
    """Probabilities that decide on the names of one kind.

    ``add``: a stretch of the model's that overlaps no mention comes in from here on. ``keep``: a rule's mention stays
    from here on. Where the two overlap, the more probable one stays, if the policy lets stretches ``compete``.
    """

    add: float
    keep: float
    compete: bool = False


_NEVER = 2.0  # no probability reaches it
# Which of these is the default was measured: benchmarks/model.md.
POLICIES: dict[str, dict[type[Mention], Bounds]] = {
    "confirm": {Official: Bounds(add=_NEVER, keep=0.0), Body: Bounds(add=_NEVER, keep=0.0)},
    "weighed": {Official: Bounds(add=0.5, keep=0.5, compete=True), Body: Bounds(add=0.5, keep=0.5, compete=True)},
    "union": {Official: Bounds(add=0.0, keep=0.0), Body: Bounds(add=0.0, keep=0.0)},
}


def reconcile(
    document: Document, mentions: Iterable[Mention], opinion: Opinion, policy: str = "weighed"
) -> list[Mention]:
    """The rules' finds with what the model makes of them, and the names that the model alone is sure of.

    Every ``score`` is the probability that the find is right (``vnextract.model.judge``). A mention that both find is
    ``rules+model``, one of the model's own ``model``. What other extractors found passes unchanged.
    """
    if policy not in POLICIES:
        raise OptionError(f"policy={policy!r}: expected one of {', '.join(POLICIES)}")
    judge, bounds = opinion.judge, POLICIES[policy]
    stretches = {s[:3]: s for s in opinion.stretches("entity") if ENTITY_LABELS[s.label] in ("official", "body")}
    kept: list[Mention] = []
    held: dict[int, list[Mention]] = {}  # by syllable
    for mention in mentions:
        if mention.extractor != "rules" or not _is_name(mention):
            kept.append(mention)
            continue
        first, last = document.syllable_span(mention.start, mention.end)
        label = ENTITY_LABELS.index(label_of(mention))
        score = probability(judge.name_odds(mention, opinion.support("entity", label, first, last)))
        own = bounds.get(type(mention))
        if own is None or score >= own.keep:
            both = stretches.pop((first, last, label), None) is not None
            rated = replace(mention, score=round(score, 3), extractor="rules+model" if both else "rules")
            kept.append(rated)
            for i in range(first, last):
                held.setdefault(i, []).append(rated)
    ours = _proposals(document, list(stretches.values()), held, opinion, bounds)
    beaten = {id(rival) for _, rivals in ours for rival in rivals}
    return keep_longest([*(m for m in kept if id(m) not in beaten), *(mention for mention, _ in ours)])


def _is_name(mention: Mention) -> bool:
    return isinstance(mention, Official | Body | Directive)


def _proposals(
    document: Document,
    stretches: Sequence[Stretch],
    held: dict[int, list[Mention]],
    opinion: Opinion,
    policy: dict[type[Mention], Bounds],
) -> list[tuple[Mention, list[Mention]]]:
    """The stretches that come in, as mentions, each with the rules' mentions whose place it takes."""
    found: list[tuple[Mention, list[Mention]]] = []
    known = list({id(m): m for group in held.values() for m in group if isinstance(m, Official)}.values())
    for stretch in stretches:
        label = ENTITY_LABELS[stretch.label]
        bounds = policy[Official if label == "official" else Body]
        rivals = list({id(m): m for i in range(stretch.first, stretch.last) for m in held.get(i, ())}.values())
        support = opinion.support("entity", stretch.label, stretch.first, stretch.last)
        score = probability(opinion.judge.stretch_odds(label, support, bool(rivals)))
        if any(m.kind != label or not bounds.compete or m.score >= score for m in rivals) or score < bounds.add:
            continue
        propose = propose_official(document, stretch, known) if label == "official" else propose_body(document, stretch)
        found.append((replace(propose, score=round(score, 3)), rivals))
    return found


def rate(mentions: Iterable[Mention], judge: Judge) -> Iterator[Mention]:
    """The rules' names, each with the probability that it is right as its score, where no model is asked."""
    return _rated(mentions, judge, (Official, Body, Directive))


def rate_events(mentions: Iterable[Mention], judge: Judge) -> Iterator[Mention]:
    """The same for the rules' events."""
    return _rated(mentions, judge, (Event,))


def _rated(mentions: Iterable[Mention], judge: Judge, kinds: tuple[type[Mention], ...]) -> Iterator[Mention]:
    for mention in mentions:
        if mention.extractor == "rules" and isinstance(mention, kinds):
            yield replace(mention, score=round(probability(judge.name_odds(mention)), 3))
        else:
            yield mention
