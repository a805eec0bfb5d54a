"""What speaks for and against a time expression's dating an act: where it stands, what lies between them, its rivals.

An observation is a short name; its weight (``seeds/time_evidence.csv``) is in log odds, fitted on annotated articles and on
sentences written for the purpose (``benchmarks/fit_events.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from vnextract.document import AFFECTING, Document, Sentence, Time
from vnextract.events.actors import Agent, Cast
from vnextract.events.clauses import Reading
from vnextract.events.triggers import TriggerHit
from vnextract.events.weights import distance


@dataclass(frozen=True, slots=True)
class Dating:
    """A time expression that may date an act, with its syllables and how fine it is: 3 a day, 2 a month, 1 a year."""

    first: int
    last: int
    grade: int
    cited: bool
    time: Time


@dataclass(frozen=True, slots=True)
class Scene:
    """What the dating of an act looks at: the act, who does it, what stands left of it, the last syllables of all acts with
    their types, and which of them are nouns."""

    document: Document
    cast: Cast
    hit: TriggerHit
    agent: Agent | None
    reading: Reading
    heads: dict[int, str]
    nouns: frozenset[int]

    @property
    def sentence(self) -> Sentence:
        """The sentence of the act."""
        return self.document.sentences[self.hit.sentence]


_STOPS = frozenset((",", ";", ":", '"'))  # between them lie the stretches of a sentence
# Words that are named as they are found, by where they stand: before a date, behind it, at the head of its stretch or of the act's,
# between date and act (where a clause or a noun phrase begins that either may belong to), right behind the act.
_PREVIOUS = frozenset("vào hôm hồi trong đến từ tính theo về và sau trước kể của ( , ngày lúc do".split())
_FOLLOWING = frozenset(", . ) : ; và - của trong tại với là".split())
_OPENING = frozenset(
    "trong tại sau trước theo khi từ với về nhân phát trả trao nói tiếp ngay cũng làm qua do để đến vào ( và được "
    "căn thực đề như nhằm tính cùng liên".split()
)
_BOUNDARIES = frozenset(
    "khi mà do vì để nhằm nếu sau trước người song nhưng tuy và được bị tại trong diễn theo là ( ) - "
    "đã sẽ vừa đang rằng cho vụ cuộc trận việc về có như kết dự từ".split()
)
_BEHIND_ACT = frozenset("rằng : , như điều tại trong khi bên với về trước này vậy . là sẽ việc".split())
_LEADS = frozenset("vào hôm trước đó cũng trong và sau ngay cùng hồi lúc tiếp đến".split())  # before a date that opens
_GATHERINGS = frozenset({"MEETING", "CEREMONY"})
_INSIDE = frozenset({"tại", "trong", "ở", "lề", "khi"})  # "tại buổi làm việc sáng 6/4", "bên lề kỳ họp"
_BEFORE_NOUN = 4  # syllables in which the preposition of an event noun stands
_OCCASION = frozenset({"khuôn", "nhân", "dịp"})  # "trong khuôn khổ chuyến thăm"
# Pairs of words that open a clause of their own, or say that something else took place, was reported or organized.
_CLAUSES = frozenset(
    "sau khi,trước khi,trong khi,kể từ,từ khi,đến khi,trong đó,theo đó,trước đó,được cho,đồng thời,nhân dịp,người được,vì đã,do đã,"
    "nhằm vào,liên quan,xảy ra,diễn ra,tổ chức,bên lề,đưa tin,dẫn lời,dẫn nguồn,trả lời,cho biết,để tham,sang thăm".split(
        ","
    )
)
_PREDICATES = frozenset("đã sẽ vừa đang bị được".split())
_REACH_OF_VERB = 4  # syllables from such a particle to its verb
_TENSES = frozenset({"past", "future"})
_REACH_OF_TITLE = 4  # syllables between "việc" and the act that it makes a noun


def observe_time(scene: Scene, date: Dating, rivals: list[Dating], before: Time | None) -> list[str]:
    """The names of what speaks for and against a time's dating the act of a scene.

    ``rivals`` are all times of the sentence, this one included; ``before`` dates the act before, by the same agent.
    """
    hit = scene.hit
    side = "before" if date.last <= hit.first else "after"
    family, how = _family(hit.trigger.event_type), scene.agent.how if scene.agent else "none"
    names = [
        f"when {side} {family}",
        f"when {side} {how}",
        f"when {side} {hit.trigger.pos}",
        f"when form {hit.trigger.form} {side}",
        f"when grade {date.grade} {family}",
        f"when grade {date.grade} {side}",
        f"when {date.time.rule}",
        f"when {date.time.rule} {family} {side}",
        f"when mark {scene.reading.mark or 'actor'} {side}",
        *[f"when hit {particle} {side}" for particle in sorted(scene.reading.particles)],
    ]
    if date.time.rule == "time.since":
        names.append(f"when since {family}")
    if date.cited:
        names.append(f"when cited {family}")
    if date.time.setting == "parenthesis":
        names.append(f"when parenthesis {side}")
    names += _around_date(scene, date, side)
    names += _around_act(scene, side)
    names += _between(scene, date, side)
    names += _passed(scene, date, side)
    names += _governed(scene, date) if side == "before" else _followed(scene, date)
    names += _stretches(scene, date, side)
    names += _among(scene, date, side, rivals)
    if before is not None:
        told = "dated" if before is date.time else "other"
        names += [f"when {told} before", f"when {told} before {how}"]
    return names


def _around_date(scene: Scene, date: Dating, side: str) -> list[str]:
    """What stands right before and behind a time expression; a capital letter opens a sentence that no mark closed."""
    keys, owner, sentence, pos = scene.document.keys, scene.cast.owner, scene.sentence, scene.hit.trigger.pos
    previous = keys[date.first - 1] if date.first > sentence.first else "start"
    if date.first - sentence.first <= 2 or scene.document.syllables[date.first].text[:1].isupper():
        names = ["when initial", f"when initial {_family(scene.hit.trigger.event_type)}"]
    else:
        told = previous if previous in _PREVIOUS else "actor" if owner[date.first - 1] >= 0 else "word"
        names = [f"when behind {told} {side}"]
    if previous in ("đến", "tới", "kỳ"):  # "chương trình đến năm 2020", "họp báo thường kỳ tháng 5"
        names.append(f"when behind {previous} {date.grade}")
    if date.last < sentence.last:
        following = keys[date.last]
        told = following if following in _FOLLOWING else "actor" if owner[date.last] >= 0 else "word"
        names += [f"when then {told} {side}", f"when then {told} {side} {pos}"]
        if following == "," and date.last + 1 < sentence.last and owner[date.last + 1] >= 0:
            names.append(f"when then , actor {side}")
    quoted = scene.cast.quoted
    if quoted[date.first] != quoted[scene.hit.first]:
        names.append(f"when {'quoted' if quoted[date.first] else 'unquoted'} {side}")
    return names


def _around_act(scene: Scene, side: str) -> list[str]:
    """The word behind an act: what is said follows "cho biết", an occasion "cho biết như trên tại"."""
    hit = scene.hit
    following = scene.document.keys[hit.last] if hit.last < scene.sentence.last else "end"
    if following not in _BEHIND_ACT and following != "end":
        return []
    return [f"when next {following} {side}", f"when next {following} {side} {_family(hit.trigger.event_type)}"]


def _between(scene: Scene, date: Dating, side: str) -> list[str]:
    """How far a time and an act lie apart, and what lies between them: other acts, clause openers, commas."""
    hit, heads, how = scene.hit, scene.heads, scene.agent.how if scene.agent else "none"
    low, high = _span(scene, date, side)
    stretch, order = scene.document.keys[low:high], _order(scene, date, side)
    acts = [i for i in range(low, high) if i in heads and i != hit.last - 1]
    verbs = [i for i in acts if i not in scene.nouns]
    boundaries = sorted(_BOUNDARIES.intersection(stretch))
    crossed, gap, commas = min(len(verbs), 2), distance(high - low), min(stretch.count(","), 2)
    names = [
        f"when {side} gap {gap}",
        f"when gap {gap} {order}",
        f"when commas {commas} {side}",
        f"when commas {commas} {side} {hit.trigger.pos}",
        f"when crossing {min(len(acts), 2)} {side}",
        f"when crossing verbs {crossed} {side}",
        f"when crossing verbs {crossed} {side} {how}",
        f"when crossing verbs {crossed} {order}",
        *[f"when crossing {kind} {side}" for kind in sorted({_family(heads[i]) for i in acts})],
        *[f"when crossing {kind} {order}" for kind in sorted({_family(heads[i]) for i in verbs})],
        *[f"when between {key} {side}" for key in boundaries],
        *[f"when between {key} {side} {_family(hit.trigger.event_type)}" for key in boundaries],
    ]
    if any(key in ('"', ";", ":", "rằng") for key in stretch):
        names.append(f"when behind clause {side}")
    return names


def _passed(scene: Scene, date: Dating, side: str) -> list[str]:
    """Which acts lie between a time and an act, the first and the last of them, and which clauses and predicates that are no acts."""
    hit, heads, family = scene.hit, scene.heads, _family(scene.hit.trigger.event_type)
    low, high = _span(scene, date, side)
    keys, acts = scene.document.keys, [i for i in range(low, high) if i in heads and i != hit.last - 1]
    names = [f"when passing {form} {side}" for form in sorted({f"{keys[i - 1]} {keys[i]}" for i in acts})]
    if acts:
        first, last = (f"{'noun' if i in scene.nouns else 'verb'} {_family(heads[i])}" for i in (acts[0], acts[-1]))
        names += [f"when from {first} {side} {family}", f"when to {last} {side} {family}"]
    else:
        names.append(f"when passing none {side} {family}")
    pairs = {f"{one} {two}" for one, two in pairwise(keys[low:high])}
    names += [f"when amid {pair} {side}" for pair in sorted(_CLAUSES & pairs)]
    predicates = {
        keys[i]
        for i in range(low, high - 2)
        if keys[i] in _PREDICATES and not any(j in heads for j in range(i, min(i + _REACH_OF_VERB, high)))
    }
    names += [f"when predicate {particle} {side}" for particle in sorted(predicates)]
    return names


def _governed(scene: Scene, date: Dating) -> list[str]:
    """For a time before an act: whether the act's own subject stands under another verb ("Ngày 5/6, X cho biết Y đã họp")."""
    hit, agent, heads = scene.hit, scene.agent, scene.heads
    low, high = _span(scene, date, "before")
    if agent is None or not low <= agent.actor.first < high:
        return [f"when actors {_actors(scene, low, high)} outer"]
    verbs = [i for i in range(low, high) if i in heads and i not in scene.nouns and i != hit.last - 1]
    governing = [heads[i] for i in verbs if i < agent.actor.first]
    shared = [heads[i] for i in verbs if i > agent.actor.first]
    actors = _actors(scene, low, agent.actor.first)
    names = [f"when actors {actors}"]
    if governing:
        names += [f"when under {governing[-1]}", f"when under {governing[-1]} {_family(hit.trigger.event_type)}"]
        names += [f"when under {governing[-1]} {tense}" for tense in sorted(_TENSES & scene.reading.particles)]
    else:
        names.append(f"when actors {actors} free")
    if shared:
        names.append(f"when shares {shared[-1]}")
    return names


def _followed(scene: Scene, date: Dating) -> list[str]:
    """For a time behind an act: how many actors it is away."""
    actors = _actors(scene, *_span(scene, date, "after"))
    return [f"when actors {actors} after", f"when actors {actors} after {_family(scene.hit.trigger.event_type)}"]


def _stretches(scene: Scene, date: Dating, side: str) -> list[str]:
    """How the stretches between marks begin that hold the time and the act, and whether they are one."""
    hit, keys, owner, heads = scene.hit, scene.document.keys, scene.cast.owner, scene.heads
    low, high = _span(scene, date, side)
    mine, its = _stretch(scene, hit.first), _stretch(scene, date.first)
    shared = "same" if mine <= date.first and _STOPS.isdisjoint(keys[low:high]) else "other"
    place = "leads" if _LEADS.issuperset(keys[its : date.first]) else "buried"
    names = [
        f"when stretch {shared} {side}",
        f"when {place} {side}",
        f"when {place} {side} {shared}",
        f"when {place} {side} {_family(hit.trigger.event_type)}",
    ]
    if date.cited:
        names.append(f"when cited {side} {shared}")
    if its < date.first:
        known = keys[its] if keys[its] in _OPENING else ""
        names.append(f"when opening {known or 'word'} {side} {hit.trigger.pos}")
        names.append(f"when opening {known or ('actor' if owner[its] >= 0 else 'word')} {side}")
    if mine < hit.first and owner[mine] < 0:
        names.append(f"when hit opening {keys[mine] if keys[mine] in _OPENING else 'word'} {side} {shared}")
    if "khi" in keys[mine : hit.first]:
        names.append(f"when hit khi {side} {shared}")
    if not _OCCASION.isdisjoint(keys[mine : hit.first]):
        names.append(f"when occasion {shared}")
    if "việc" in keys[max(mine, hit.first - _REACH_OF_TITLE) : hit.first]:
        names.append(f"when hit việc {side} {shared}")
    acts = [i for i in range(its, date.first) if i in heads and i != hit.last - 1]
    if acts:
        names.append(f"when beside {_family(heads[acts[-1]])} {side}")
        if heads[acts[-1]] in _GATHERINGS and not _INSIDE.isdisjoint(keys[max(0, acts[-1] - _BEFORE_NOUN) : acts[-1]]):
            names += [f"when at a gathering {side}", f"when at a gathering {side} {_family(hit.trigger.event_type)}"]
    near = range(max(scene.sentence.first, date.first - 2), date.first)
    if any(i in heads for i in near) and (side == "before" or date.first - hit.last > 2):
        names.append("when of another act")
    return names


def _among(scene: Scene, date: Dating, side: str, rivals: list[Dating]) -> list[str]:
    """How a time stands among the others of its sentence."""
    if len(rivals) == 1:
        return ["when alone"]
    hit, number = scene.hit, rivals.index(date)
    low, high = _span(scene, date, side)
    others = [rival for rival in rivals if rival is not date]
    names = ["when first" if number == 0 else "when last" if number == len(rivals) - 1 else "when middle"]
    if not any(low <= rival.first < high for rival in others):
        names.append(f"when nearest {side}")
    if any(rival.first - scene.sentence.first <= 2 for rival in others):
        names.append(f"when rival initial {side}")
    if any(0 <= rival.first - hit.last <= 1 for rival in others):
        names.append(f"when rival attached {side}")
    if any(0 <= hit.first - rival.last <= 2 for rival in others):
        names.append(f"when rival ahead {side}")
    return names


def _span(scene: Scene, date: Dating, side: str) -> tuple[int, int]:
    """The syllables between a time and an act."""
    return (date.last, scene.hit.first) if side == "before" else (scene.hit.last, date.first)


def _stretch(scene: Scene, at: int) -> int:
    """The first syllable of the stretch between marks that holds a syllable."""
    keys = scene.document.keys
    while at > scene.sentence.first and keys[at - 1] not in _STOPS:
        at -= 1
    return at


def _actors(scene: Scene, low: int, high: int) -> int:
    """How many actors stand between two syllables, three for more."""
    owner = scene.cast.owner[low:high]
    return min(len({number for number in owner if number >= 0}), 3)


def _order(scene: Scene, date: Dating, side: str) -> str:
    """How time, agent and act follow each other."""
    agent = scene.agent
    if agent is None or not scene.sentence.first <= agent.actor.first < scene.sentence.last:
        return f"no agent {side}"
    if side == "before":
        return "date agent act" if agent.actor.first >= date.last else "agent date act"
    return (
        "act agent date"
        if scene.hit.last <= agent.actor.first < date.first
        else "agent act date"
        if agent.actor.first < scene.hit.first
        else "act date agent"
    )


def _family(kind: str) -> str:
    return (
        kind
        if kind in ("STATEMENT", "DIRECTION", "ISSUANCE", "MEETING")
        else "suffered"
        if kind in AFFECTING
        else "act"
    )
