"""What still belongs to a noun phrase behind it: the rest of an address, a party or constituency, whose it is.

"Công an huyện X | , tỉnh Y", "thượng nghị sĩ A | của đảng Dân chủ", "chính quyền | của Tổng thống B". Claimed with it,
the verb stands right behind the whole, and no place or owner inside is taken for its subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vnextract.bodies.fields import field_at
from vnextract.document import Document, Place
from vnextract.events.actors import Actor
from vnextract.events.nouns import POINTING, through_modifiers
from vnextract.syllables import phrases

_RANKS = {None: 0, "commune": 1, "district": 2, "provincial": 3, "central": 4, "foreign": 4}
_ADDRESSED = frozenset({"official", "title", "body"})
_OWNING = frozenset({"authority", "title"})
_OWNERS = frozenset({"official", "title", "body", "authority", "place", "person"})
_LONGEST_NAME = 9  # syllables of a string that tells who acts
_PARTY = frozenset({("của", "đảng"), ("thuộc", "đảng"), ("của", "phe"), ("thuộc", "phe")})
_SPEAKS_FOR = phrases("đại diện,đại diện cho,đại diện của,đến từ,thuộc đoàn")
# After a title: "Bộ trưởng | hai nước".
_SHARED = phrases("hai nước,các nước,hai bên,các bên,hai tỉnh,các tỉnh,hai bộ,các bộ")
COUNTS = frozenset("hai ba bốn năm sáu bảy".split())
_APPOSING = frozenset(",-(")
_STATES = frozenset("nước tỉnh bên bộ thành".split())


def run_on(document: Document, actors: list[Actor], owner: list[int]) -> None:
    """Lets every actor take what still belongs to it: ``actors`` and ``owner`` are changed in place."""
    keys = document.keys
    places = {place.end: place for place in document.of(Place)}
    starts = {place.start: place for place in document.of(Place)}
    for number in sorted(range(len(actors)), key=lambda n: actors[n].first):
        actor = actors[number]
        if owner[actor.first] != number:
            continue  # taken by the one before
        grown = actor
        if (
            actor.kind == "authority"
            and keys[actor.first - 1 : actor.first] != (",",)
            and keys[actor.last - 1] not in POINTING
        ):
            grown = _with_body(document, grown, actors, owner)
        if actor.kind in _ADDRESSED:
            grown = _with_address(document, grown, places, starts)
        if actor.kind == "official":
            grown = _with_constituency(document, grown, actors, owner)
            grown = _with_parent(document, grown, actors, owner)
        if actor.kind in _OWNING:
            grown = _with_owner(document, grown, actors, owner)
        inner = owner[grown.last - 1]
        if grown is not actor and (inner < 0 or actors[inner].last <= grown.last):
            actors[number] = grown
            owner[actor.first : grown.last] = [number] * (grown.last - actor.first)


def _with_body(document: Document, actor: Actor, actors: Sequence[Actor], owner: Sequence[int]) -> Actor:
    """Over the field and the body or place of a team: "Hội đồng kỷ luật | Chi cục X", "Đoàn kiểm tra | an toàn thực phẩm huyện Y"."""
    keys, at = document.keys, actor.last
    if actor.last - actor.first < 2 or not _TEAMS.intersection(keys[actor.first : actor.first + 2]):
        return actor
    at += keys[at : at + 1] == ("về",)
    if (
        at < len(keys)
        and owner[at] < 0
        and (field := field_at(document, at, open_end=False)) is not None
        and field.known
    ):
        at = field.last
    at += at > actor.last and keys[at : at + 1] == ("của",)
    whole = actors[owner[at]] if at < len(keys) and owner[at] >= 0 else None
    if whole is None or whole.first != at or whole.kind not in _SEATS or (whole.kind != "body" and at == actor.last):
        return actor
    named = whole.last - actor.first <= _LONGEST_NAME
    return replace(actor, last=whole.last, end=whole.end if named else actor.end)


_TEAMS = frozenset({"đoàn", "tổ", "hội", "cơ", "ban", "nhóm", "đội"})
_SEATS = frozenset({"body", "place", "authority"})


def _with_parent(document: Document, actor: Actor, actors: Sequence[Actor], owner: Sequence[int]) -> Actor:
    """Over the body that an officer's own belongs to: "Thiếu tướng A, Cục trưởng Cục X | , Bộ Công an, | cho biết"."""
    keys, at = document.keys, actor.last
    if at >= len(keys) or actor.mention is None or document.syllables[at - 1].end == actor.end:
        return actor  # no title behind the name
    if keys[at] == "(" and ")" in keys[at : at + 8]:  # "Trưởng phòng Mầm non | (Sở Giáo dục) Hà Nội"
        closed = keys.index(")", at)
        inner = actors[owner[at + 1]] if owner[at + 1] >= 0 else None
        if inner is None or inner.kind not in ("body", "place") or inner.last != closed:
            return actor
        place = actors[owner[closed + 1]] if closed + 1 < len(keys) and owner[closed + 1] >= 0 else None
        return replace(actor, last=place.last) if place is not None and place.kind == "place" else actor
    body = actors[owner[at + 1]] if keys[at] == "," and at + 1 < len(keys) and owner[at + 1] >= 0 else None
    if body is None or body.kind != "body" or body.first != at + 1 or body.last >= len(keys) or keys[body.last] != ",":
        return actor
    return replace(actor, last=body.last)


def _with_address(
    document: Document, actor: Actor, ending: Mapping[int, Place], starting: Mapping[int, Place]
) -> Actor:
    """Over the larger places behind one: "UBND xã X | , huyện Y, tỉnh Z", "Công an xã X | (huyện Y)"."""
    syllables, last = document.syllables, actor.last
    place = ending.get(syllables[last - 1].end)
    while place is not None and last + 1 < len(syllables) and syllables[last].key in (",", "("):
        larger = starting.get(syllables[last + 1].start)
        if larger is None or _RANKS.get(larger.level, 0) <= _RANKS.get(place.level, 0):
            break
        _, end = document.syllable_span(larger.start, larger.end)
        if syllables[last].key == "(":
            while end + 1 < len(syllables) and syllables[end].key == "," and syllables[end + 1].start in starting:
                inner = starting[syllables[end + 1].start]
                end = document.syllable_span(inner.start, inner.end)[1]
            if end >= len(syllables) or syllables[end].key != ")":
                break
            end += 1
        last, place = end, larger
    return replace(actor, last=last) if last > actor.last else actor


def _with_constituency(document: Document, actor: Actor, actors: Sequence[Actor], owner: Sequence[int]) -> Actor:
    """Over the party, state or province an official stands for: "ông X | của đảng Dân chủ", "| đại diện bang Y"."""
    last = actor.last
    for _ in range(2):
        last = max(_through_party(document, owner, last), _through_seat(document, actors, owner, last))
    return replace(actor, last=last) if last > actor.last else actor


def _through_party(document: Document, owner: Sequence[int], at: int) -> int:
    keys, capitals = document.keys, document.capitals
    if keys[at : at + 2] not in _PARTY:
        return at
    end = at + 2
    while end < len(keys) and end - at < 6 and capitals[end] and owner[end] < 0:
        small = end + 1 < len(keys) and owner[end + 1] < 0 and document.syllables[end + 1].text.islower()
        end += 1 + (small and keys[end : end + 2] in _PARTY_NAMES)
    return end if end > at + 2 else at


_PARTY_NAMES = phrases("dân chủ,cộng hòa,xã hội,lao động,bảo thủ,tự do,nhân dân,cộng sản,đoàn kết,dân tộc")


def _through_seat(document: Document, actors: Sequence[Actor], owner: Sequence[int], at: int) -> int:
    keys = document.keys
    linked = next((n for n in (3, 2) if keys[at : at + n] in _SPEAKS_FOR), 0)
    first = at + linked
    if first >= len(keys) or owner[first] < 0:
        return at
    place = actors[owner[first]]
    if place.kind != "place" or place.first != first or not (linked or keys[first] == "bang"):
        return at
    return place.last


def _with_owner(document: Document, actor: Actor, actors: Sequence[Actor], owner: Sequence[int]) -> Actor:
    """Over whose an office or a group is: "chính quyền | của Tổng thống X", "quan chức | an ninh của Mỹ", "Bộ trưởng | hai nước"."""
    keys, last = document.keys, actor.last
    if last >= len(keys):
        return actor
    if (shared := _through_states(document, actors, owner, last)) > last:
        return replace(actor, last=shared, end=document.syllables[shared - 1].end)
    if actor.kind == "title" and actor.first > 0 and keys[actor.first - 1] in _APPOSING:
        return actor  # "Anna Berg, cố vấn của Tổng thống, ..."
    at = through_modifiers(document, owner, last)
    if keys[at : at + 1] != ("của",) or at + 1 >= len(keys) or owner[at + 1] < 0:
        return actor
    whose = actors[owner[at + 1]]
    if whose.kind not in _OWNERS or whose.first != at + 1:
        return actor
    named = whose.last - actor.first <= _LONGEST_NAME and keys[actor.first] not in COUNTS
    return replace(actor, last=whose.last, end=whose.end if named else actor.end)


def _through_states(document: Document, actors: Sequence[Actor], owner: Sequence[int], at: int) -> int:
    """Over "hai nước", "2 nước Mỹ và Nhật", "4 tỉnh" right behind a title."""
    keys = document.keys
    counted = keys[at : at + 2] in _SHARED or (keys[at].isdigit() and keys[at + 1 : at + 2] and keys[at + 1] in _STATES)
    if not counted:
        return at
    end = at + 2
    while end < len(keys) and end - at < 12:
        first = end + (end > at + 2 and keys[end] in (",", "và"))
        if first >= len(keys) or owner[first] < 0 or actors[owner[first]].kind != "place":
            break
        end = actors[owner[first]].last
    return end
