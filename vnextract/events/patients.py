"""Whom an act befalls: the object of "bổ nhiệm" or "khởi tố", the subject of "được bổ nhiệm" or "bị khởi tố".

Left of a passive verb stands who suffers it, with who does it between; right of an active one stands its object,
which "đối với", "cho" or a list after "gồm" may name far away. A verb joined to another shares its voice and object.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from vnextract.document import AFFECTING, Document, Sentence
from vnextract.events.actors import UNOFFICIAL, Actor, Agent, Cast
from vnextract.events.clauses import Reading, actor_after, role, subject_after, subject_before
from vnextract.events.coordination import coordination_head
from vnextract.events.groups import group_at, group_before
from vnextract.events.particles import JOINING
from vnextract.events.phrases import apposed_to, possessed, predicated
from vnextract.events.triggers import TriggerHit

PATIENTS = frozenset({"official", "title", "body", "authority", "pronoun", "person", "private"})
_BY_NAME = frozenset({"official", "person"})
_OFFICES = frozenset({"title", "body", "authority"})


@dataclass(frozen=True, slots=True)
class Fate:
    """An act that befalls somebody in its clause: the trigger, what stands left of it, the ends of all triggers."""

    document: Document
    cast: Cast
    sentence: Sentence
    hit: TriggerHit
    reading: Reading
    heads: dict[int, str]

    def subject_before(self, at: int) -> tuple[Actor, int] | None:
        return subject_before(self.document, self.cast, self.sentence, at, self.heads)

    def subject_after(self) -> Actor | None:
        return subject_after(self.document, self.cast, self.sentence, self.hit.last, self.heads)

    def role(self, actor: Actor) -> str:
        return role(self.document, self.cast, self.sentence, actor, self.heads)

    def first_of(self, actor: Actor) -> Actor:
        return coordination_head(self.document, self.cast, self.sentence, actor, self.heads)

    def told_after(self) -> Actor | None:
        """Whom a list, "đối với" or "cho" names after the act."""
        return _listed(self) or _directed(self)

    def whole(self, actor: Actor) -> Actor:
        """The first of those joined to an actor, or of whom it is said: "ông X, một quan chức kỳ cựu, được ..."."""
        first = self.first_of(actor)
        named = apposed_to(self.document, self.cast, self.sentence, first)
        if named is not None and self.role(named) == "subject":
            return named
        return predicated(self.document, self.cast, self.sentence, first, self.heads) or first

    def group_at(self, at: int) -> Actor | None:
        return self._known(group_at(self.document, self.cast, at, self.sentence.last))

    def group_before(self, at: int) -> Actor | None:
        """The group whose noun phrase ends at a syllable."""
        return self._known(group_before(self.document, self.cast, self.sentence, at))

    def _known(self, group: Actor | None) -> Actor | None:
        """A group that the act may befall: of the prosecuted, people and kin are known to nobody as public servants."""
        if group is not None and group.kind in _ANYBODY and self.hit.trigger.event_type == "PROSECUTION":
            return replace(group, kind="private")
        return group


_ANYBODY = frozenset({"people", "kin"})


def find_patient(fate: Fate, affected: Agent | None = None) -> Agent | None:
    """Whom an act befalls; None if nobody of its sentence shows as such.

    ``affected``: who the act before it in the sentence befell.
    """
    reading, hit = fate.reading, fate.hit
    passive = "passive" in reading.particles
    actor = fate.first_of(reading.actor) if reading.actor is not None else None
    if actor is not None and actor.kind in UNOFFICIAL and not passive:
        return Agent(actor, "adjacent", "subject")
    if passive:
        if found := _sufferer(fate, actor):
            return found
    elif actor is not None and fate.role(actor) in _BY and (found := _before_doer(fate, actor)):
        return found
    patient = _directed(fate) if passive else _object(fate, affected)
    near = patient is not None and patient.first - hit.last <= 1
    if (
        affected is not None
        and reading.actor is None
        and _joins(fate)
        and (patient is None or _is_office(fate, patient) or (affected.how == "suffers" and not near))
    ):
        how = "suffers" if affected.how == "suffers" else "befalls"
        return Agent(affected.actor, how, "chain", hit.first - affected.actor.last)
    if patient is not None:
        return Agent(patient, "befalls", "direct" if near else "near", patient.first - hit.last)
    return None


def _is_office(fate: Fate, patient: Actor) -> bool:
    """Whether what stands after an act is the office it gives or takes: "kỷ luật ông X và cho thôi chức Bí thư Tỉnh ủy"."""
    given = fate.hit.trigger.event_type == "APPOINTMENT" and patient.first - fate.hit.last > 1
    return patient.kind in _OFFICES and (given or fate.hit.trigger.event_type == "REMOVAL")


_BY = frozenset({"passive", "do"})


def _before_doer(fate: Fate, doer: Actor) -> Agent | None:
    """Who suffers an act told with its doer: "Ông X được UBND tỉnh bổ nhiệm", "Ông X do Bộ Y tế bổ nhiệm"."""
    outer = fate.subject_before(doer.first - 2)
    if outer:
        return Agent(fate.whole(outer[0]), "suffers", "by", outer[1])
    group = fate.group_before(doer.first - 2) if doer.first - 2 >= fate.sentence.first else None
    if group:
        return Agent(group, "suffers", "by", doer.first - 1 - group.last)
    opens = "khi" in fate.document.keys[max(fate.sentence.first, doer.first - 4) : doer.first]
    # "Sau khi bị X cách chức, Y"
    after = fate.subject_after() if opens and fate.role(doer) == "passive" else None
    return Agent(after, "suffers", "when", after.first - fate.hit.last) if after else None


_VAGUE = frozenset({"private", "authority", "place"})


def _sufferer(fate: Fate, actor: Actor | None) -> Agent | None:
    """The subject of a verb after "được" or "bị": before it, else in the clause that follows."""
    reading, hit = fate.reading, fate.hit
    if (
        (actor is None or actor.kind in _VAGUE or _is_plural(fate, actor))
        and reading.at >= 0
        and (group := fate.group_before(reading.at))
    ):
        return Agent(group, "suffers", "subject", reading.at + 1 - group.last)
    if actor is not None:
        return _standing(fate, actor)
    if reading.mark == "when" and (after := fate.subject_after()):  # "Trước khi được bổ nhiệm, ông X ..."
        return Agent(after, "suffers", "when", after.first - hit.last)
    if reading.at < 0:
        return None
    if outer := fate.subject_before(reading.at):
        return Agent(fate.whole(outer[0]), "suffers", "far", outer[1])
    after = fate.subject_after()  # "Ngoài bị cách chức, ông X còn ..."
    return Agent(after, "suffers", "when", after.first - hit.last) if after else None


def _is_plural(fate: Fate, actor: Actor) -> bool:
    return actor.kind == "pronoun" and fate.document.keys[actor.first] in ("các", "những", "hai", "ba")


def _standing(fate: Fate, actor: Actor) -> Agent:
    """The subject that ends right before a passive verb: the whole of it, not its owner, place or office."""
    part = fate.role(actor)
    if part == "của":
        if group := fate.group_before(actor.first - 2) if actor.first - 2 >= fate.sentence.first else None:
            return Agent(group, "suffers", part)
        return Agent(possessed(fate.document, fate.cast, fate.sentence, actor, fate.heads), "suffers", part)
    kin = fate.group_before(actor.first - 1) if actor.first > fate.sentence.first else None
    if kin is not None and kin.last == actor.first and kin.kind in ("kin", "private"):
        return Agent(kin, "suffers", part)  # "con trai ông X bị bắt"
    if actor.kind == "place" and (outer := fate.subject_before(actor.first - 1)):
        return Agent(outer[0], "suffers", "far", outer[1])
    held = fate.cast.at(fate.hit.last) if fate.hit.last < fate.sentence.last else None
    if actor.kind == "title" and held is not None and held.kind == "official":
        return Agent(held, "suffers", part)  # a headline's "Cục trưởng vừa bị cách chức X"
    named = predicated(fate.document, fate.cast, fate.sentence, actor, fate.heads)
    return Agent(named or actor, "suffers", part)


def _joins(fate: Fate) -> bool:
    """Whether a verb goes on from the one before it: "được điều động, bổ nhiệm", "kỷ luật ông X và cho thôi chức"."""
    return fate.reading.mark in JOINING or fate.heads.get(fate.hit.first - 1) in AFFECTING


# Who prosecutes is not prosecuted: "đưa ra xét xử, TAND huyện X tuyên phạt ông Y".
_PROSECUTORS = frozenset("tòa toà tand vksnd vks viện hđxx hội công csđt cơ cảnh".split())


def _object(fate: Fate, affected: Agent | None) -> Actor | None:
    """Whom an act befalls that stands after it: its object, unless a list or "đối với" names him later."""
    near = _next_patient(fate)
    direct = near is not None and near.first - fate.hit.last <= 1
    if near is not None and direct and near.kind in _BY_NAME:
        return near
    if listed := _listed(fate):
        return listed
    told = affected is not None and affected.actor.kind in _BY_NAME
    if affected is not None and told and near is not None and direct and near.kind == "pronoun":
        return affected.actor  # "kỷ luật ông X và bố trí ông làm ..."
    if near is not None and direct and near.kind == "group":
        return near
    return _directed(fate) or near


# The object of an act does not stand beyond these.
_BOUNDS = frozenset('; : . " ( ) vì do khi theo sau trước nhưng để nên rồi thì tại'.split())
_PATIENT_REACH = 16
# A body or office after these is where somebody comes from or goes to.
_WHEREABOUTS = frozenset("về sang đến tới tại vào khỏi ở từ trong lên xuống ra".split())
_ACCUSED = frozenset({("bị", "can"), ("bị", "cáo")})


def _next_patient(fate: Fate) -> Actor | None:
    """The first noun phrase after a trigger that its act may befall, within the clause."""
    keys, cast, at = fate.document.keys, fate.cast, fate.hit.last
    limit = min(fate.sentence.last, at + _PATIENT_REACH)
    accused: Actor | None = None
    if fate.hit.trigger.event_type == "PROSECUTION" and keys[at : at + 2] == ("vụ", "án"):
        at = next((i for i in range(at, limit) if keys[i] == "," and _goes_on(fate.heads, i)), limit)
    while at < limit:
        if found := fate.group_at(at) or _stranger(fate, at):
            return found
        actor = cast.at(at)
        if actor is None:
            if keys[at] == "vụ" and _is_case(fate, at):
                break
            if keys[at : at + 2] == ("trước", "tòa"):  # "truy tố ra trước tòa ông X"
                at += 2
                continue
            if keys[at] in _BOUNDS or (keys[at] == "," and not _goes_on(fate.heads, at)):
                break
            if keys[at] == "và" and at + 1 < limit and cast.owner[at + 1] >= 0:
                break  # the subject of another clause
            at += 1
            continue
        if actor.kind == "pronoun" and keys[actor.first : actor.last] in _ACCUSED:
            accused = accused or actor  # "khởi tố bị can, bắt tạm giam ông X"
        elif actor.kind in PATIENTS and not _stands_aside(keys, fate.hit, actor):
            return actor
        at = actor.last
    return accused


def _is_case(fate: Fate, at: int) -> bool:
    """Whether "vụ" opens what a case is about, where the victims stand too: "xét xử vụ khủng bố Chủ tịch tỉnh"."""
    named = at + 1 < fate.sentence.last and (fate.cast.owner[at + 1] >= 0 or fate.group_at(at + 1) is not None)
    return not named and fate.document.keys[at + 1 : at + 2] not in (("án",), ("-",))


def _stranger(fate: Fate, at: int) -> Actor | None:
    """Somebody named right after the act whom nobody knows, in office if that is told at once: "bắt Trần Văn Mẫu (nguyên Giám đốc X)"."""
    document, cast, keys = fate.document, fate.cast, fate.document.keys
    if at >= fate.sentence.last or fate.hit.trigger.event_type == "APPOINTMENT":
        return None
    if cast.owner[at] >= 0 or not _is_name(document, at):
        return None
    if at != fate.hit.last and keys[at - 2 : at] not in _ACCUSED and keys[at - 2 : at] != ("đối", "với"):
        return None
    last = at
    while last < fate.sentence.last and cast.owner[last] < 0 and _is_name(document, last):
        last += 1
    if last - at < 2:
        return None
    told = keys[last : last + 1] in (("(",), (",",)) and not _OFFICE_OPENS.isdisjoint(keys[last + 1 : last + 3])
    start, end = document.syllables[at].start, document.syllables[last - 1].end
    return Actor(at, last, start, end, "nominee" if told else "person")


_OFFICE_OPENS = frozenset("nguyên cựu phó trưởng bí thứ đội thiếu trung đại thượng".split())


def _is_name(document: Document, at: int) -> bool:
    text = document.syllables[at].text
    return text[:1].isupper() and len(text) > 1 and not text.isupper()


def _stands_aside(keys: tuple[str, ...], hit: TriggerHit, actor: Actor) -> bool:
    """Whether who stands after an act does it ("kỷ luật của X"), judges, or is what somebody is moved to or from."""
    if keys[hit.last] == "của" and actor.first == hit.last + 1:
        return True
    if actor.kind not in _OFFICES:
        return False
    if hit.trigger.event_type == "PROSECUTION":
        return actor.kind != "title" and keys[actor.first] in _PROSECUTORS
    return keys[actor.first - 1] in _WHEREABOUTS


def _goes_on(heads: dict[int, str], comma: int) -> bool:
    """Whether the next act of a list stands after a comma: "khởi tố, bắt tạm giam ông X"."""
    return any(heads.get(i) in AFFECTING for i in range(comma + 1, comma + 5))


# Syllables of offices with their bodies: "cách chức Cục trưởng Cục X (Tổng cục Y) và Bí thư Chi bộ Z đối với ông W".
_DIRECTED_REACH = 45
_ENDS = frozenset({";", ".", '"'})
_MEANT = PATIENTS | {"speaker"}
_TO_WHOM = frozenset({"cho", "với"})
_KEEPS = frozenset({"giữ", "nhiệm", "nhận"})


def _directed(fate: Fate) -> Actor | None:
    """Who stands after "đối với", or by name after "cho", "với" or "của": "bổ nhiệm chức vụ Vụ trưởng cho bà Y"."""
    keys, cast, hit = fate.document.keys, fate.cast, fate.hit
    owned = hit.trigger.event_type in ("REMOVAL", "DISCIPLINE")
    for at in range(hit.last, min(fate.sentence.last - 1, hit.last + _DIRECTED_REACH)):
        if keys[at] in _ENDS:
            return None
        if keys[at : at + 2] == ("đối", "với"):
            named = fate.group_at(at + 2) or _stranger(fate, at + 2)
            return named or actor_after(cast, fate.sentence, at + 2, _MEANT, reach=8)
        holder = cast.at(at + 1) if keys[at] == "do" else None
        if (
            holder is not None
            and holder.kind in _BY_NAME
            and not _KEEPS.isdisjoint(keys[holder.last : holder.last + 4])
        ):
            return holder  # "miễn nhiệm chức vụ Phó Chủ tịch do ông X đang nắm giữ"
        if keys[at] in _TO_WHOM or (keys[at] == "của" and owned and at > hit.last):
            named = cast.at(at + 1)
            if named is not None and named.kind in _BY_NAME and named.first == at + 1 and cast.owner[at] < 0:
                return named
    return None


_LIST_REACH = 14
_LISTING = frozenset("ông bà chí gồm sau là".split())


def _listed(fate: Fate) -> Actor | None:
    """The first of those whom a list names: "kỷ luật 5 người, gồm: ông X", "kiểm điểm các ông: X", "điều động: - Bà X"."""
    keys, hit = fate.document.keys, fate.hit
    for at in range(hit.last, min(fate.sentence.last - 1, hit.last + _LIST_REACH)):
        if keys[at] in _ENDS:
            return None
        if keys[at] == "gồm" or (keys[at] == ":" and (at == hit.last or keys[at - 1] in _LISTING)):
            return actor_after(fate.cast, fate.sentence, at + 1, _BY_NAME, reach=5)
    return None


_OFFICE_REACH = 10
_TELL_OFFICE = frozenset({"post", "title", "body"})


def nominee(cast: Cast, hit: TriggerHit, actor: Actor) -> Actor:
    """Who is known as a private person, as one to hold or leave the office that stands after the act."""
    if actor.kind != "person" or hit.trigger.event_type == "PROSECUTION":
        return actor
    owners = dict.fromkeys(cast.owner[hit.last : hit.last + _OFFICE_REACH])
    told = any(number >= 0 and cast.actors[number].kind in _TELL_OFFICE for number in owners)
    return replace(actor, kind="nominee") if told else actor
