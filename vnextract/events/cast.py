"""The cast of a text: every noun phrase that can act, from the mentions found before and the seed table ``actors``."""

from __future__ import annotations

from dataclasses import replace

from vnextract.document import Body, Directive, Document, Mention, Official, Place, Time, Title
from vnextract.events.actors import PERSONAL, RELATIVE, SEX, Actor, Cast
from vnextract.events.complements import COUNTS, run_on
from vnextract.events.nouns import (
    POINTING,
    ends_name,
    is_verb,
    names_person,
    opens_name,
    through_modifiers,
    through_name,
)
from vnextract.lexicon import Lexicon, per_seeds, seed_rows
from vnextract.syllables import phrases

HONORIFICS = frozenset("ông bà anh chị cô chú bác em cháu ngài đồng đ/c cụ luật sư ts gs pgs ths bs kts ls".split())
_PRIVATE_HONORIFICS = frozenset("ông bà anh chị em cháu cô chú bác cụ".split())
_LONGEST_QUOTE = 150  # syllables
RANKS = frozenset("đại thượng trung thiếu chuẩn tướng tá úy sĩ đô đốc".split())
# Words that open a noun phrase whose head is the body or place after them.
_OPENERS = (
    ("lãnh", "đạo"),
    ("đại", "diện"),
    ("đại", "diện", "lãnh", "đạo"),
    ("phía",),
    ("chính", "quyền"),
    ("giới", "chức"),
    ("quan", "chức"),
    ("cán", "bộ"),
    ("lực", "lượng"),
    ("cơ", "quan"),
    ("người", "đứng", "đầu"),
    ("người", "phát", "ngôn"),
    ("phát", "ngôn", "viên"),
    ("đoàn", "đại", "biểu"),
    ("ngành",),
    ("nội", "các"),
    ("chính", "giới"),
    ("giới", "lập", "pháp"),
    ("giới", "lãnh", "đạo"),
    ("tình", "báo"),
    ("chủ", "nhân"),
    ("ông", "chủ"),
    ("bà", "chủ"),
    ("hải", "quân"),
    ("quân", "đội"),
    ("bộ", "trưởng"),
)
_ONLY_CAPITAL = frozenset(  # common words unless capitalized
    {
        ("vụ",),
        ("cục",),
        ("bộ",),
        ("sở",),
        ("ban",),
        ("đoàn",),
        ("trường",),
        ("đảng",),
        ("nhà", "nước"),
        ("hội", "nghị"),
        ("ub",),
    }
)
# Longer words that start like a word for an authority.
_LONGER = phrases(
    "xã hội,xã giao,tòa nhà,tòa soạn,tòa tháp,tỉnh lộ,tỉnh táo,ngành nghề,vụ việc,vụ án,vụ kiện,vụ cháy,vụ nổ,vụ tai,vụ mùa,"
    "vụ đông,vụ bắt,vụ tấn,trường hợp,bộ luật,bộ phận,bộ đội,bộ máy,bộ ba,sở hữu,sở dĩ,sở thích,cục bộ,cục diện,ban đầu,ban đêm,"
    "ban ngày,ban hành,đoàn kết,tờ trình,tờ khai,anh hùng,bị cáo buộc,bạn bè,họ hàng,họ tên,bà con,ông cha,anh em,chị em"
)
_WITHIN = frozenset(
    {("phiên", "tòa"), ("phiên", "toà"), ("quan", "tòa"), ("trẻ", "em"), ("các", "em"), ("bất", "tỉnh")}
)  # words that end like one
_DETERMINERS = frozenset("đoàn một số nhiều các những vị hai ba bốn cả tân nguyên cựu toàn cấp cao".split())
_OPENING_WORDS = frozenset(opener[-1] for opener in _OPENERS)


@per_seeds
def actor_lexicon() -> Lexicon[str]:
    """Words that stand for who acts, to their kinds."""
    return Lexicon((row["form"], row["kind"]) for row in seed_rows("actors"))


def _extent(official: Official) -> tuple[int, int]:
    """Where the noun phrase of a named official starts and ends, its titles before and after it included."""
    start = min([official.start, *(p.start for p in official.positions)])
    end = max([official.end, *(p.end for p in official.positions)])
    return start, end


# Before a title these say that it is an office to hold, not who holds it: "làm Bí thư", "chức vụ Giám đốc".
_POST_WORDS = frozenset(
    tuple(words.split())
    for words in "làm,chức,chức vụ,nhiệm vụ,chức danh,ghế,vị trí,cương vị,trở thành,giữ,đảm nhiệm,vai trò,trách nhiệm".split(
        ","
    )
)

_OUSTED = frozenset({("cách", "chức"), ("giáng", "chức"), ("bãi", "chức"), ("từ", "chức"), ("thôi", "chức")})


def _named_kind(stage: _Stage, mention: Mention, first: int) -> str:
    """body; title; or post for a title that names an office to be filled or left."""
    if not isinstance(mention, Title):
        return "body"
    keys = stage.document.keys
    one, two = keys[max(0, first - 1) : first], keys[max(0, first - 2) : first]
    return "post" if (one in _POST_WORDS and two not in _OUSTED) or two in _POST_WORDS else "title"


class _Stage:
    """Collects noun phrases while the owners of syllables are being given out; the longest claims come first."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.owner = [-1] * len(document.syllables)
        self.actors: list[Actor] = []

    def claim(self, first: int, last: int, start: int, end: int, kind: str, mention: Mention | None = None) -> None:
        """Makes ``[first, last)``, with what widens it to the left, an actor told by ``[start, end)``, if all of it is free."""
        if first >= last or max(self.owner[first:last]) >= 0:
            return
        first = self._widen(first)
        self.owner[first:last] = [len(self.actors)] * (last - first)
        self.actors.append(Actor(first, last, start, end, kind, mention.entity_id if mention else None, mention))

    def _widen(self, first: int) -> int:
        """Takes honorific, rank, opener and determiner before the phrase into it."""
        keys, owner = self.document.keys, self.owner
        while first > 0 and owner[first - 1] < 0:
            key = keys[first - 1]
            if key == "luật" and keys[first] != "sư":
                break  # "kỷ luật ông X"
            if key in HONORIFICS or key in RANKS or key in _DETERMINERS:
                first -= 1
            elif key == "chí" and first > 1 and keys[first - 2] == "đồng":
                first -= 2
            elif key in _OPENING_WORDS and (opened := self._opener(first)):
                first -= opened
            else:
                break
        return first

    def _opener(self, first: int) -> int:
        keys = self.document.keys
        for opener in _OPENERS:
            n = len(opener)
            if first >= n and keys[first - n : first] == opener:
                return n
        return 0


def build_cast(document: Document) -> Cast:
    """All actors of a document, from the mentions found before and the seed table ``actors``."""
    stage = _Stage(document)
    mentions = document.mentions
    for official in (m for m in mentions if isinstance(m, Official)):
        start, end = _extent(official)
        first, last = document.syllable_span(start, end)
        stage.claim(first, last, official.start, official.end, "official", official)
    # The longest first: "Ban Bí thư" holds the title Bí thư, "Bộ trưởng Bộ Y tế" the body.
    named = [m for m in mentions if isinstance(m, Title | Body)]
    for mention in sorted(named, key=lambda m: m.start - m.end):
        first, last = document.syllable_span(mention.start, mention.end)
        stage.claim(first, last, mention.start, mention.end, _named_kind(stage, mention, first), mention)
    cited: dict[int, int] = {}
    time_first: dict[int, int] = {}
    for mark in (m for m in mentions if isinstance(m, Directive | Time)):
        first, last = document.syllable_span(mark.start, mark.end)
        (cited if isinstance(mark, Directive) else time_first).update(dict.fromkeys(range(first, last), first))
    starts = {at for sentence in document.sentences for at in (sentence.first, sentence.first + 1)}
    for place in (m for m in mentions if isinstance(m, Place) and m.level != "regional"):
        first, last = document.syllable_span(place.start, place.end)
        if first not in cited:
            is_tail = first not in starts and ends_name(document, stage.owner, first)
            opened, kind = (opens_name(document, stage.owner, first), "private") if is_tail else (first, "place")
            stage.claim(opened, last, place.start, place.end, kind, place)
    _claim_words(stage, time_first, cited)
    _claim_private_names(stage)
    _claim_staff(stage)
    _claim_letters(stage)
    run_on(document, stage.actors, stage.owner)
    _mark_predicates(stage)
    return _ordered(stage, time_first, cited)


def _claim_words(stage: _Stage, time_first: dict[int, int], cited: dict[int, int]) -> None:
    lexicon, keys = actor_lexicon(), stage.document.keys
    syllables, owner = stage.document.syllables, stage.owner
    done = 0
    for at in lexicon.openings(keys):
        if at < done or owner[at] >= 0 or at in time_first or at in cited or (hit := lexicon.longest(keys, at)) is None:
            continue
        done = hit.last
        if keys[at : hit.last] in _ONLY_CAPITAL and not syllables[at].text[:1].isupper():
            continue
        if (
            keys[at : at + 2] in _LONGER
            or keys[at : at + 3] in _LONGER
            or keys[max(0, at - 1) : at + 1] in _WITHIN
            or (hit.value == "document" and is_verb(stage.document, stage.owner, at))
        ):
            continue
        named = hit.last < len(keys) and owner[hit.last] < 0 and names_person(stage.document, hit.last)
        if named and keys[at] == "nhà" and hit.value == "authority":
            continue  # "nhà ngoại giao Nathalie Weber": he has a name
        if not (hit.value == "pronoun" and names_person(stage.document, hit.last)):
            last = through_name(stage.document, stage.owner, hit.last) if hit.value == "private" else hit.last
            if hit.value == "authority":
                last = through_modifiers(stage.document, stage.owner, hit.last)
            told = hit.last if keys[last - 1] in POINTING else last  # "cơ quan này" is told by its noun
            kind = _kind_here(stage, at, last, hit.value)
            stage.claim(at, last, syllables[at].start, syllables[told - 1].end, kind)


_COPULA_ADVERBS = frozenset("cũng chính đều từng luôn vốn sẽ đã vẫn còn mới đang trở thành".split())


def _kind_here(stage: _Stage, at: int, last: int, kind: str) -> str:
    """The kind of a word where it stands: several that are pointed at stand for themselves, "người" for a person said before."""
    keys = stage.document.keys
    if kind == "pronoun" and keys[last - 1] == "này" and keys[at - 1 : at] and keys[at - 1] in _PLURALS:
        return "authority"  # "các quan chức này", "hai vị này"
    return "pronoun" if keys[at:last] == RELATIVE and _relates(stage, at) else kind


_PLURALS = frozenset("các những hai ba bốn 2 3 4 nhiều cả".split())


def _relates(stage: _Stage, at: int) -> bool:
    """Whether "người" takes up a person named right before it: "Thủ tướng X, người đã ký", "ông X là người ký"."""
    keys, before = stage.document.keys, at - 1
    if before < 1:
        return False
    if keys[before] in (",", "-"):
        return _is_person(stage, before - 1)
    before -= keys[before] == "một"
    if keys[before] != "là":
        return False
    before = _before_copula(keys, before)
    return (before >= 0 and _is_person(stage, before)) or keys[before - 1 : before + 1] == ("đồng", "thời")


def _before_copula(keys: tuple[str, ...], copula: int) -> int:
    """The syllable before "là" and its adverbs: "ông | vẫn sẽ là"."""
    at = copula - 1
    while at > 0 and keys[at] in _COPULA_ADVERBS:
        at -= 1
    return at


def _is_person(stage: _Stage, at: int) -> bool:
    """Whether the noun phrase that ends at a syllable is a person, what stands after the name in parentheses passed over."""
    keys, owner = stage.document.keys, stage.owner
    if keys[at] == ")":
        at = next((i - 1 for i in range(at - 1, max(0, at - 12), -1) if keys[i] == "("), at)
    return owner[at] >= 0 and stage.actors[owner[at]].kind in PERSONAL


def _claim_private_names(stage: _Stage) -> None:
    """Capitalized words after an address word that nobody claimed: a person without office in this article."""
    document = stage.document
    keys, syllables, owner = document.keys, document.syllables, stage.owner
    for at in [i for i, key in enumerate(keys) if key in _PRIVATE_HONORIFICS and owner[i] < 0]:
        last = through_name(stage.document, stage.owner, at + 1)
        if last > at + 1:
            stage.claim(at, last, syllables[at + 1].start, syllables[last - 1].end, "person")


def _claim_letters(stage: _Stage) -> None:
    """Letters that an article gives a body: "Ủy ban Kinh tế của Quốc hội (UBKTQH)", then "UBKTQH | đề nghị"."""
    document, keys, owner = stage.document, stage.document.keys, stage.owner
    given: dict[str, Body] = {}
    for body in document.of(Body):
        _, last = document.syllable_span(body.start, body.end)
        at = last - 1 if keys[last - 1] == ")" else last + 2
        if at < len(keys) and at > 1 and keys[at] == ")" and keys[at - 2] == "(":
            text = document.syllables[at - 1].text
            if len(text) > 2 and text.isupper() and text.isalpha():
                given.setdefault(text, body)
    if not given:
        return
    for at, syllable in enumerate(document.syllables):
        if owner[at] < 0 and syllable.text in given and keys[max(0, at - 1)] != "(":
            stage.claim(at, at + 1, syllable.start, syllable.end, "body", given[syllable.text])


# Of an office told behind them.
_STAFF = phrases("văn phòng,trợ lý,cố vấn,thư ký,thành viên,nhân viên,phụ tá,trợ tá,cộng sự")


def _claim_staff(stage: _Stage) -> None:
    """Those who serve an office and are told by it: "một trợ lý giấu tên | của Tổng thống", "các thành viên của Thượng viện"."""
    keys, owner = stage.document.keys, stage.owner
    for at in [
        i for i, key in enumerate(keys) if key in _STAFF_OPENINGS and owner[i] < 0 and keys[i : i + 2] in _STAFF
    ]:
        of = through_modifiers(stage.document, owner, at + 2)
        served = owner[of + 1] if keys[of : of + 1] == ("của",) and of + 1 < len(keys) else -1
        before = keys[at - 1 - (keys[at - 1] == "một")] if at > 1 else ""
        if served >= 0 and stage.actors[served].kind in _OFFICES and before not in _APPOSING:
            syllables = stage.document.syllables
            told = at - (at > 0 and keys[at - 1] in COUNTS)  # "hai trợ lý" are told by their number
            kind = "authority" if keys[at] == "văn" else "title"
            stage.claim(at, at + 2, syllables[told].start, syllables[at + 1].end, kind)


_STAFF_OPENINGS = frozenset(words[0] for words in _STAFF)
_APPOSING = frozenset({",", "-", "(", "là", "trưởng", "phó"})
_OFFICES = frozenset({"official", "title", "body"})
_PREDICATED = frozenset({"authority", "title"})
_SUCH = phrases("địa phương,tỉnh,thành phố,nước,huyện,quận,cơ quan,đơn vị")
_FIRST_OF_ALL = phrases("đầu tiên,duy nhất,thứ nhất,thứ hai,thứ ba,trẻ nhất")
_QUALIFIED = 6  # syllables from a noun to "đầu tiên"


def _mark_predicates(stage: _Stage) -> None:
    """ "Ông A là nhà lãnh đạo nước ngoài đầu tiên | thăm Mỹ": what is said of a person stands for him."""
    keys, owner = stage.document.keys, stage.owner
    for number, actor in enumerate(stage.actors):
        first, last = actor.first, actor.last
        if actor.kind not in _PREDICATED or owner[first] != number or keys[first - 1 : first] != ("là",):
            continue
        at = _before_copula(keys, first - 1)
        if at < 0 or owner[at] < 0:
            continue
        subject = stage.actors[owner[at]]
        if keys[first:last] in _SUCH:  # "Quận X là địa phương | đề xuất nhiều nhất"
            said = subject.kind in ("place", "body")
        else:
            said = subject.kind in PERSONAL and any(
                keys[i : i + 2] in _FIRST_OF_ALL for i in range(last, last + _QUALIFIED)
            )
        if said:
            stage.actors[number] = replace(subject, first=first, last=last)


def _ordered(stage: _Stage, time_first: dict[int, int], cited: dict[int, int]) -> Cast:
    left = [n for n, actor in enumerate(stage.actors) if stage.owner[actor.first] == n]
    order = sorted(left, key=lambda n: stage.actors[n].first)
    rank = {old: new for new, old in enumerate(order)}
    rank[-1] = -1
    return Cast(
        actors=tuple(stage.actors[n] for n in order),
        owner=tuple([rank[n] for n in stage.owner]),
        time_first=time_first,
        cited=cited,
        sex=_sexes(stage.document),
        quoted=_quoted(stage.document),
    )


def _sexes(document: Document) -> dict[str, str]:
    """The sex of officials by their honorific, or the middle name Thị."""
    known: dict[str, str] = {}
    for official in document.of(Official):
        if official.entity_id is not None:
            if sex := SEX.get((official.honorific or "").lower()):
                known[official.entity_id] = sex
            elif " Thị " in official.full_name:
                known.setdefault(official.entity_id, "f")
    return known


def _quoted(document: Document) -> bytearray:
    """1 for each syllable between quotation marks; a mark that nothing closes is dropped after a while."""
    marks = bytearray(len(document.syllables))
    keys, opened = document.keys, -1
    for at in [i for i, key in enumerate(keys) if key == '"']:
        text = document.syllables[at].text
        if opened >= 0 and at - opened <= _LONGEST_QUOTE and text != "“":
            marks[opened:at] = b"\1" * (at - opened)
            opened = -1
        else:
            opened = at if text != "”" else -1
    return marks
