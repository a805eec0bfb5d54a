"""Whose event a noun tells of: who holds or chairs it, whom "của", "giữa" or "do" names, whose body stands right after it."""

from __future__ import annotations

from vnextract.document import Document, Sentence
from vnextract.events.actors import UNOFFICIAL, Actor, Agent, Cast
from vnextract.events.clauses import (
    Reading,
    actor_after,
    only_tells,
    read_left,
    role,
    subject_after,
    subject_before,
)
from vnextract.events.coordination import coordination_head, leader
from vnextract.events.triggers import TriggerHit

OWNERS = frozenset({"official", "title", "body", "authority", "place", "pronoun", "agency"})
ACTING = frozenset({"subject", "ordered", "passive", "theo", "do", "nominal", "heard"})
_CONNECTIVE = 4  # syllables of "Đồng thời,", "Cụ thể,", "Bên cạnh đó,"


def elsewhere(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, heads: dict[int, str]
) -> Agent | None:
    """No subject on the left: the owner after "của", or the subject of the clause that follows.

    After a connective ("Cụ thể, yêu cầu ...") it is that of the sentence before.
    """
    if reading.mark == "comma" and reading.at - sentence.first <= _CONNECTIVE:
        return None
    if hit.last < sentence.last and document.keys[hit.last] == "của":
        owner = actor_after(cast, sentence, hit.last, OWNERS, reach=3)
        if owner:
            return Agent(owner, "of")
    if reading.mark == "start" and (present := _present(document, cast, sentence, hit)):
        return Agent(present, "fronted")
    after = subject_after(document, cast, sentence, hit.last, heads)
    if after is None or (hit.trigger.event_type == "DIRECTION" and after.kind in _ORDERED):
        return None  # "Giao các sở, ngành, UBND các huyện rà soát": to whom the order goes
    return Agent(after, "fronted")


_PRESENT = 30  # syllables of who is met and where


def _present(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> Actor | None:
    """The first of those who are there: "Đón Thủ tướng tại sân bay có ông X, Đại sứ Việt Nam"."""
    if hit.trigger.event_type not in ("MEETING", "CEREMONY") or hit.trigger.pos == "noun":
        return None
    for at in range(hit.last, min(sentence.last - 1, hit.last + _PRESENT)):
        if document.keys[at] in (",", ";", "."):
            return None
        if document.keys[at] == "có" and (actor := cast.at(at + 1)) is not None and actor.kind in _HOSTS:
            return actor
    return None


_ORDERED = frozenset({"authority", "body", "place"})


def received_from(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> Agent | None:
    """From whom words or a letter come that somebody receives: "nhận được lời hứa giúp đỡ từ Tổng thống X"."""
    keys = document.keys
    if "nhận" not in keys[max(sentence.first, hit.first - 5) : hit.first]:
        return None
    at = next((i for i in range(hit.last, min(sentence.last - 1, hit.last + 4)) if keys[i] == "từ"), -1)
    sender = cast.at(at + 1) if at >= 0 else None
    return Agent(sender, "of", "từ") if sender is not None and sender.kind in OWNERS else None


def goes_on_to(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, before: Agent | None
) -> Agent | None:
    """Who did the act before and now holds or attends one: "Thủ tướng tiếp một số tập đoàn; dự tọa đàm"."""
    if before is None or reading.mark not in _LIGHT or before.actor.kind in UNOFFICIAL:
        return None
    first = reading.at - (document.keys[reading.at - 1] in _LIGHT_HEADS)
    left = read_left(document, cast, sentence, first)
    passed = left.actor is not None and left.actor.kind in UNOFFICIAL and "crossed" in left.particles
    if left.mark == "semicolon" or passed:
        return Agent(before.actor, "holder", "chain", hit.first - before.actor.last)
    return None


_LIGHT = frozenset({"chair", "hold", "attend"})
_LIGHT_HEADS = frozenset({"tổ", "chủ", "tham", "triệu"})


def find_holder(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, heads: dict[int, str]
) -> Agent | None:
    """Who holds, chairs, attends or owns what an event noun tells of."""
    keys = document.keys
    if (
        reading.mark in _OCCASION
        and hit.trigger.event_type in _HELD_TYPES
        and (named := _named_after(document, cast, sentence, hit))
    ):
        return named
    if left := _holder_ahead(document, cast, sentence, hit, reading, heads):
        return left
    visit = hit.trigger.event_type == "VISIT"  # whose goal stands between: "chuyến thăm tới Mỹ của Thủ tướng"
    for at in range(hit.last, min(sentence.last - 1, hit.last + (10 if visit else 6))):
        if at in heads:
            break
        actor = cast.at(at)
        if actor is not None and actor.kind == "place":
            continue
        if actor is not None:
            if actor.kind in ("body", "title", "authority") and at - hit.last <= 2:
                before = subject_before(document, cast, sentence, reading.at, heads) if reading.at >= 0 else None
                return Agent(before[0], "holder", "", before[1]) if before else Agent(actor, "own")
            break
        if keys[at] in _OWNED:
            owner = actor_after(cast, sentence, at + 1, OWNERS, reach=3)
            if owner and (keys[at] != "giữa" or keys[owner.first] != "hai"):
                return Agent(owner, "of", keys[at])
            if keys[at] == "của" and document.syllables[at + 1].text[:1].isupper():
                return None  # somebody nobody knows to hold office
            break
        if keys[at] in _NOT_OWNED and not (keys[at] in _GOAL and (visit or keys[at - 1] == "sắp")):
            break
    before = subject_before(document, cast, sentence, hit.first - 1, heads) if hit.first > sentence.first else None
    if before and _tells_of_others(document, sentence, before[0], reading, heads):
        after = subject_after(document, cast, sentence, hit.last, heads)
        before = None if after is not None and after.kind != "authority" else before
    if before:
        return Agent(coordination_head(document, cast, sentence, before[0], heads), "holder", "", before[1])
    return elsewhere(document, cast, sentence, hit, reading, heads)


def _holder_ahead(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, heads: dict[int, str]
) -> Agent | None:
    """Whose event it is by what stands left of its noun: the host there, who chairs or holds it, the subject."""
    keys = document.keys
    host = cast.at(reading.at - 1) if reading.mark in _WHERE and reading.at > sentence.first else None
    if host is not None and host.kind != "place" and keys[hit.last : hit.last + 1] != ("của",):
        part = role(document, cast, sentence, host, heads)
        if part == "của":
            return Agent(host, "holder", part)  # "kết luận của Thủ tướng tại cuộc họp"
        if part == "object" and hit.trigger.event_type == "VISIT" and keys[host.first - 1] in _RECEIVING:
            return Agent(host, "holder", part)  # "đón Thủ tướng X trong chuyến thăm Nhật Bản"
    if reading.mark in _HELD and reading.actor is None:
        before = subject_before(document, cast, sentence, reading.at, heads)
        if before and before[1] <= _HELD_REACH:
            head = coordination_head(document, cast, sentence, before[0], heads)
            return Agent(leader(document, cast, sentence, head, heads) or head, "holder", "", before[1])
    if reading.actor is not None:
        head = coordination_head(document, cast, sentence, reading.actor, heads)
        part = role(document, cast, sentence, head, heads)
        if part == "object" and hit.trigger.event_type == "VISIT" and "ongoing" in reading.particles:
            return Agent(head, "holder", part)  # "tiếp Ngoại trưởng X đang có chuyến thăm Việt Nam"
        if (
            part in ACTING
            and not only_tells(document, head)
            and not (hit.last < sentence.last and keys[hit.last] in _OWNED)
        ):
            return Agent(head, "holder", part)
    return None


def _named_after(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> Agent | None:
    """Whose event an occasion is, by the noun phrase itself: "Tại hội nghị sơ kết của Bộ Y tế, ông X nói"."""
    keys, direct = document.keys, True
    for at in range(hit.last, min(sentence.last - 1, hit.last + _NAMED_REACH)):
        actor = cast.at(at)
        if actor is not None and actor.first == at and direct and _owns_meetings(keys, actor):
            return Agent(actor, "own")
        if actor is None and keys[at] in ("của", "giữa"):
            owner = actor_after(cast, sentence, at + 1, _HOSTS, reach=3)
            if owner is not None and keys[owner.first] == "hai":
                break  # "cuộc gặp giữa hai nhà lãnh đạo": who they are stands elsewhere
            near = keys[at] == "giữa" or at - hit.last <= 1
            if owner is not None and (near or _ends_there(cast, keys, owner, sentence)):
                return Agent(owner, "of", keys[at])
            if at == hit.last:
                return None
        if actor is None and keys[at] in _BREAKS:
            break
        direct = direct and (keys[at] in _ORDINALS or keys[at].isdigit() or not keys[at].strip("ivx"))
    for at in range(hit.last, min(sentence.last - 1, hit.last + _ORGANIZED_REACH)):
        if keys[at] in (";", "."):
            break
        owner = actor_after(cast, sentence, at + 1, _HOSTS, reach=3) if keys[at] == "do" else None
        if owner is not None and _organizes(keys, owner.last, min(sentence.last - 1, owner.last + 10)):
            return Agent(owner, "of", "do")
    return None


def _tells_of_others(
    document: Document, sentence: Sentence, teller: Actor, reading: Reading, heads: dict[int, str]
) -> bool:
    """Whether the subject before an occasion only tells of it: "Theo Bộ Y tế, trong cuộc gặp ..., ông X hứa"."""
    keys, at = document.keys, reading.at - 1
    if reading.mark not in _WHERE or at <= sentence.first:
        return False
    if teller.first > 0 and keys[teller.first - 1] == "theo" and keys[teller.last] == ",":
        return True
    return keys[at] == "," and heads.get(at - 1) == "STATEMENT"


def _organizes(keys: tuple[str, ...], first: int, end: int) -> bool:
    """Whether a verb of organizing stands in a stretch."""
    return any(keys[i : i + 2] in _ORGANIZES for i in range(first, end))


def _owns_meetings(keys: tuple[str, ...], actor: Actor) -> bool:
    """Whether an actor right behind an event noun is whose it is: "phiên họp | Chính phủ", "cuộc họp | Ban Bí thư"."""
    if actor.kind == "title":
        return keys[actor.last : actor.last + 1] in (("với",), ("gặp",))  # "Hội nghị Thủ tướng với doanh nghiệp"
    return actor.kind == "body" or keys[actor.first : actor.last] == ("trung", "ương")


def _ends_there(cast: Cast, keys: tuple[str, ...], owner: Actor, sentence: Sentence) -> bool:
    """Whether the noun phrase of an event ends in its owner: "hội nghị sơ kết của Bộ Y tế, ..."."""
    return owner.last >= sentence.last or owner.last in cast.time_first or keys[owner.last] in _AFTER_OWNER


_AFTER_OWNER = frozenset(", . ; ( diễn tại tổ vào sáng chiều tối ngày hôm mới vừa".split())
_HELD_TYPES = frozenset({"MEETING", "CEREMONY", "INSPECTION"})
_OCCASION = frozenset({"at", "within", "when", "start", "word", "comma"})
_HOSTS = frozenset({"body", "authority", "title", "official", "pronoun", "agency"})
_NAMED_REACH, _ORGANIZED_REACH = 24, 40  # syllables of what a meeting is about
_BREAKS = frozenset({",", ";", ".", ":", "với", "gửi", "trước", "ở", "tại", "từ", "theo", "diễn"})
_ORDINALS = frozenset(
    "lần thứ thường kỳ trực tuyến khẩn cấp đầu tiên cuối toàn thể khóa họp nhất hai ba tư năm sáu bảy tám chín mười".split()
)
_ORGANIZES = frozenset({("tổ", "chức"), ("chủ", "trì"), ("phối", "hợp"), ("đăng", "cai")})
_OWNED = frozenset({"của", "giữa", "do"})
_NOT_OWNED = frozenset({",", ".", "với", "gửi", "cho", "đến", "tới", "theo"})
_GOAL = frozenset({"đến", "tới"})
_RECEIVING = frozenset({"đón", "tiếp", "tùng", "mừng"})
_WHERE = frozenset({"at", "within"})
_HELD = frozenset({"chair", "hold"})
_HELD_REACH = 6
