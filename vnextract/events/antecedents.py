"""Whom a pronoun, "tôi", "bộ này" or "công văn" stands for: an actor named before."""

from __future__ import annotations

from vnextract.document import Document, Place
from vnextract.events.actors import PERSONS, RELATIVE, SEX, STANDING_IN, Actor, Cast
from vnextract.events.clauses import role


def resolve(
    document: Document,
    cast: Cast,
    actor: Actor,
    heads: dict[int, str],
    speaker: Actor | None,
    issuer: Actor | None = None,
) -> Actor | None:
    """The named actor that an actor is or stands for.

    A pronoun takes up the nearest earlier person that was a subject and is not known to be of the other sex; right
    after a quotation it is whoever spoke last. "bộ này" takes up the nearest earlier "Bộ ...", "nước này" a country, a
    document word the nearest earlier authority; "tôi" who is told after the quotation to have spoken, or spoke last.
    """
    if actor.kind not in STANDING_IN:
        return actor
    if actor.kind == "speaker":
        teller = _quoted_by(document, cast, actor, heads)
        titled = teller is not None and teller.kind == "title" and speaker is not None and speaker.kind == "official"
        return speaker if teller is None or titled else teller
    number = cast.owner[actor.first]
    earlier = [cast.actors[n] for n in range(number - 1, max(-1, number - 40), -1)]
    if actor.kind == "pronoun" and document.keys[actor.first : actor.last] == RELATIVE:
        return _related(document, cast, actor, earlier, heads, speaker)
    if actor.kind == "pronoun":
        return _person(document, cast, actor, earlier, heads, speaker)
    if actor.kind == "document" and issuer is not None:
        return issuer
    if actor.kind == "agency" and (alike := _alike(document, actor, earlier)):
        return alike
    authorities = [a for a in earlier if a.kind in ("body", "authority", "title")]
    return authorities[0] if authorities else None


def _alike(document: Document, agency: Actor, earlier: list[Actor]) -> Actor | None:
    """The nearest earlier actor of the kind that an agency word names: "nước này" a country, "sở này" a "Sở ..."."""
    keys = document.keys
    noun = keys[agency.first]
    if noun in ("nước", "quốc"):
        return next((a for a in earlier if isinstance(a.mention, Place) and a.mention.level in _STATES), None)
    if noun in _VAGUE:
        return None
    return next((a for a in earlier if a.kind in _BODILY and noun == keys[a.first]), None)


_STATES = frozenset({"foreign", "central"})
_VAGUE = frozenset({"cơ", "đơn", "những", "các", "hai", "lực"})
_BODILY = frozenset({"body", "authority", "place"})


def _quoted_by(document: Document, cast: Cast, first_person: Actor, heads: dict[int, str]) -> Actor | None:
    """Who is told right after the quotation to have said "tôi" in it: "“Tôi đã yêu cầu kiểm tra”, ông X nói"."""
    keys, at = document.keys, first_person.last
    if not cast.quoted[first_person.first]:
        return None
    opened = first_person.first
    while opened > 0 and cast.quoted[opened - 1]:
        opened -= 1
    if opened > 0 and keys[opened - 1] == ":":
        return None  # who speaks was told before
    while at < len(keys) and cast.quoted[at]:
        at += 1
    while at < len(keys) and keys[at] in _CLOSING:
        at += 1
    teller = cast.at(at) if at < len(keys) else None
    if teller is None or teller.kind not in PERSONS:
        return None
    told = any(heads.get(i) == "STATEMENT" for i in range(teller.last, min(len(keys), teller.last + 5)))
    return teller if told else None


_CLOSING = frozenset({'"', ",", "-", ".", "…"})


def _related(
    document: Document, cast: Cast, relative: Actor, earlier: list[Actor], heads: dict[int, str], speaker: Actor | None
) -> Actor | None:
    """Whom "người" takes up: after a comma or dash the person before it, after "là" the subject."""
    persons = [a for a in earlier if a.kind in PERSONS or (a.kind == "pronoun" and not _is_relative(document, a))]
    if document.keys[relative.first - 1] not in (",", "-"):
        persons = [a for a in persons if _acts(document, cast, a, heads)] or persons
    return resolve(document, cast, persons[0], heads, speaker) if persons else None


def _is_relative(document: Document, actor: Actor) -> bool:
    return document.keys[actor.first : actor.last] == RELATIVE


def _sex(document: Document, cast: Cast, person: Actor) -> str | None:
    """The sex of a person, of those nobody knows by the word of address."""
    return cast.sex.get(person.entity_id or "") or SEX.get(document.keys[person.first])


_NEAR = 6  # persons among whom a pronoun looks for a subject


def _person(
    document: Document, cast: Cast, pronoun: Actor, earlier: list[Actor], heads: dict[int, str], speaker: Actor | None
) -> Actor | None:
    sex = SEX.get(document.keys[pronoun.first])
    persons = [a for a in earlier if a.kind in PERSONS and (_sex(document, cast, a) or sex) in (sex, None)]
    if not cast.quoted[pronoun.first]:
        if speaker in persons and '"' in document.keys[max(0, pronoun.first - 3) : pronoun.first]:
            return speaker
        persons = [a for a in persons if not cast.quoted[a.first]] or persons
    nearest = persons[0] if persons else None
    if nearest is not None and nearest.kind != "person" and _means_nearest(document, pronoun, nearest):
        return nearest
    subjects = [a for a in persons[:_NEAR] if _acts(document, cast, a, heads) and _stands_alone(document, a, heads)]
    return next(iter(subjects), None) or next((a for a in persons if a.kind == "official"), next(iter(persons), None))


_WHEN = frozenset({"khi", "điểm", "dịp", "lúc"})


def _means_nearest(document: Document, pronoun: Actor, person: Actor) -> bool:
    """Whether it takes up the last person of its sentence whatever his part: "vị này", "tiếp ông X nhân dịp ông sang"."""
    keys, syllables = document.keys, document.syllables
    sentence = document.sentences[document.sentence_index(syllables[person.first].start)]
    if syllables[pronoun.first].start >= sentence.end:
        return False
    return keys[pronoun.last - 1] == "này" or (keys[pronoun.first - 1] in _WHEN and person.kind == "official")


_VERB_REACH = 7
_MANY = frozenset("các những nhiều hai ba bốn số cả mọi".split())


def _stands_alone(document: Document, person: Actor, heads: dict[int, str]) -> bool:
    """Whether a title names one person, who does something, not many nor an office that somebody held."""
    if person.kind != "title":
        return True
    keys, first, last = document.keys, person.first, person.last
    if not _MANY.isdisjoint(keys[max(0, first - 1) : first + 1]):
        return False
    reach = next((i for i in range(last, last + _VERB_REACH) if keys[i : i + 1] in ((".",), (";",), ())), None)
    return any(i in heads for i in range(last, reach or last + _VERB_REACH))


def _acts(document: Document, cast: Cast, actor: Actor, heads: dict[int, str]) -> bool:
    sentence = document.sentences[document.sentence_index(document.syllables[actor.first].start)]
    return role(document, cast, sentence, actor, heads) in ("subject", "theo")
