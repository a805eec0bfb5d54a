"""Titles of officials, each running as far as its body and locality run, with or without a name beside it.

A title is modifiers (nguyên, quyền, tân), a head out of ``seeds/titles.csv`` (with Phó where the row allows a
deputy), and its scope: a body found before, a portfolio ("Bộ trưởng Quốc phòng"), a country or place, a post
abroad ("tại Nhật Bản"), or, where no lexicon knows the unit, the words up to the name, a verb or a mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.document import Body, Document, Occupation, Place, Title
from vnextract.lexicon import Hit, Lexicon, per_seeds, seed_rows
from vnextract.names.persons import name_at
from vnextract.names.words import adjacent, is_capitalized, is_vietnamese
from vnextract.officials.frame import Form, Frame, by_first_syllable, countries, syllable_spans
from vnextract.officials.scopes import SERVING, Scoped, run_scope

TENURE = {"nguyên": "former", "cựu": "former", "quyền": "acting", "cố": "late"}
PREFIXES = frozenset({*TENURE, "tân", "đồng", "hàm"})
# "chính quyền Tổng thống" is no acting president, "kiên cố" no late one.
_NOT_BEFORE = frozenset(
    "hợp hội cộng tương triệu tỷ tỉ nghìn chính thẩm nhân lãnh uy cầm bản chủ tiếm ủy tài cộng thuộc".split()
)
ADVISERS = frozenset(("Cố vấn", "Phó Cố vấn", "Cố vấn cấp cao", "Trưởng cố vấn"))
_NO_TITLES = frozenset((("bộ", "tư", "lệnh"), ("đoàn", "đại", "biểu")))
SCORES = {"public": 1.0, "weak": 0.6, "open": 0.4}


@per_seeds
def heads() -> Lexicon[Form]:
    forms: list[tuple[str, Form]] = []
    for row in seed_rows("titles"):
        form = Form(row["role"], row["scope"], row["standing"])
        forms.append((row["form"], form))
        if row["deputy"]:
            forms.append((f"phó {row['form']}", Form(f"Phó {row['role']}", row["scope"], row["standing"])))
    return Lexicon(forms)


@per_seeds
def units(sector: str) -> Lexicon[str]:
    """Words that open the name of a unit, ``public`` or ``private``."""
    return Lexicon((row["form"], row["form"]) for row in seed_rows("units") if row["sector"] == sector)


def find_titles(document: Document) -> Iterator[Title | Occupation]:
    """Titles (``Title``: of the political system, or possibly so) and occupations outside it, in text order.

    ``score`` is ``SCORES`` of its standing: 1.0 where the head or its body is public, less where it does not tell.
    """
    hits = {hit.first: hit for hit in heads().find(document.keys)}
    if not hits:
        return
    abroad = syllable_spans(document, (place for place in document.of(Place) if place.level == "foreign"))
    frame = Frame(
        document,
        by_first_syllable(document, Body),
        by_first_syllable(document, Place),
        hits,
        frozenset(last for _, last, _ in abroad),
    )
    done = 0
    for hit in hits.values():
        if hit.value.standing == "letters" and not _is_letters(document, hit):
            continue
        if hit.first < done or hit.value.standing == "skip":  # a head within a word: "Đại sứ quán"
            continue
        if document.keys[hit.first - 1 : hit.last] in _NO_TITLES:
            continue
        first, tenure = modified(document, hit)
        scoped = run_scope(frame, hit)
        done = scoped.last
        standing = judge(frame, hit, scoped)
        tokens = document.syllables
        start, end = tokens[first].start, tokens[scoped.last - 1].end
        body = (tokens[scoped.body[0]].start, tokens[scoped.body[1] - 1].end) if scoped.body else None
        if standing == "private":
            yield document.mention(
                Occupation,
                start,
                end,
                role=hit.value.role,
                tenure=tenure,
                rule="official.occupation",
                score=0.8 if scoped.last > scoped.tail else 0.3,
            )
        else:
            yield document.mention(
                Title,
                start,
                end,
                role=hit.value.role,
                tenure=tenure,
                body=body,
                rule="official.title",
                score=SCORES[standing],
            )


def _is_letters(document: Document, hit: Hit[Form]) -> bool:
    """Whether letters stand for a title before a foreign name: "TT Trump", but "TT Trâu Quỳ" is a town."""
    tokens, at = document.syllables, hit.last
    if at >= len(tokens) or not tokens[hit.first].text.isupper() or not adjacent(document, tokens[at - 1], tokens[at]):
        return False
    return is_capitalized(tokens[at]) and tokens[at].text[1:].islower() and not is_vietnamese(tokens[at].key)


def modified(document: Document, hit: Hit[Form]) -> tuple[int, str]:
    """The syllable at which the modifiers before a head start, and the tenure they tell."""
    keys, first, tenure = document.keys, hit.first, "current"
    while first > 0:
        key = keys[first - 1]
        if keys[max(0, first - 2) : first] in (("tập", "sự"), ("ứng", "viên")):
            first -= 2
            continue
        if key not in PREFIXES or not adjacent(document, document.syllables[first - 1], document.syllables[first]):
            break
        if first > 1 and key in ("quyền", "cố", "đồng") and keys[first - 2] in _NOT_BEFORE:
            break
        if key == "tân" and _ends_name(document, first - 1):
            break
        first -= 1
        tenure = TENURE.get(key, tenure)
    return first, tenure


def _is_king(document: Document, hit: Hit[Form]) -> bool:
    """Whether a crown stands before the foreign name of its bearer: "Vua Carlos", but no "vua Hùng", no consort."""
    tokens, at = document.syllables, hit.last
    if hit.value.role == "Hoàng hậu" or at >= len(tokens) or not adjacent(document, tokens[at - 1], tokens[at]):
        return False
    return is_capitalized(tokens[at]) and tokens[at].text[1:].islower() and not is_vietnamese(tokens[at].key)


def _before_foreign(document: Document, at: int) -> bool:
    """Whether a foreign name of two words at least follows."""
    hit = name_at(document, at, announced=True)
    return hit is not None and not hit[1] and hit[0] - at > 1


def _ends_name(document: Document, at: int) -> bool:
    """Whether a capital word is the last of a run of them, a name's: "Tổng giám đốc Nguyễn Thế Tân | Chủ tịch ..."."""
    tokens = document.syllables
    before = tokens[at - 1] if at else tokens[at]
    return at > 0 and is_capitalized(tokens[at]) and is_capitalized(before) and adjacent(document, before, tokens[at])


def _names_country(frame: Frame, scoped: Scoped) -> bool:
    """Whether a country stands in a scope that is no place mention, as names after it may be a person's."""
    document = frame.document
    within = range(scoped.tail, scoped.last)
    return any(document.capitals[at] and countries().longest(document.keys, at) for at in within)


def judge(frame: Frame, hit: Hit[Form], scoped: Scoped) -> str:
    """``public``; ``weak``: probably so ("Chủ tịch"); ``open``: it does not tell ("Giám đốc"); ``private``."""
    standing, keys = hit.value.standing, frame.document.keys
    if standing in ("public", "private"):
        return standing
    scope = keys[scoped.tail : scoped.last]
    if scope[:1] == ("(",):
        scope = ()  # the title's own abbreviation: "đại biểu (ĐB)"
    private_hit, public_hit = units("private").longest(scope, 0), units("public").longest(scope, 0)
    private = private_hit is not None and (public_hit is None or public_hit.last <= private_hit.last)
    if scoped.body is not None and not private:
        return "public"
    if not scope:
        if hit.value.role in ADVISERS and _before_foreign(frame.document, scoped.last):
            return "weak"  # "Cố vấn Anna Berg"
        if standing in ("crown", "letters"):
            return "public" if standing == "letters" or _is_king(frame.document, hit) else "open"
        standing_deputy = "thường" in keys[hit.first : scoped.last]  # "Phó Trưởng ban Thường trực"
        return {"mild": "weak", "scoped": "weak" if standing_deputy else "open", "agency": "open"}.get(
            standing, "private"
        )
    if scoped.body is not None:
        return "public" if standing != "agency" else "open"
    if private:
        return "private"
    if (
        standing == "scoped"
        and is_capitalized(frame.document.syllables[scoped.tail])
        and scoped.tail not in frame.places
    ):
        found = next(units("public").find(scope), None)
        if found is None and not any(scoped.tail <= at < scoped.last for at in frame.places):
            return "private"
    places = any(scoped.tail <= at < scoped.last for at in frame.places)
    if standing == "crown":
        return "public" if places or countries().longest(keys, scoped.tail) else "open"
    if public_hit is not None or next(units("public").find(scope), None) is not None:
        return "public"
    if standing == "scoped" and any(scoped.tail <= at < scoped.last for at in frame.bodies):
        return "public"  # "Giám đốc truyền thông Nhà Trắng"
    if standing == "office" or (standing == "mild" and hit.value.role in SERVING):
        inside = any(scoped.tail <= at < scoped.last and h.value.standing == "public" for at, h in frame.heads.items())
        inside = inside or any(scoped.tail <= at < scoped.last for at in frame.bodies)  # "Cố vấn kinh tế Nhà Trắng"
        return "public" if inside or places or "quốc" in scope else "private"
    if hit.value.role == "Người đứng đầu" and scope[0] == "đảng":
        return "public"
    if standing == "party":
        political = places or any(word in scope for word in ("đảng", "lập", "liên", "phong"))
        return "public" if political or _names_country(frame, scoped) else "private"
    if standing == "unit":
        return "private"
    if standing == "mild":
        if hit.value.role.endswith("phòng"):  # a division by its field: "Trưởng phòng Quản lý thi"
            return "weak" if next(units("private").find(scope), None) is None else "private"
        return "public" if places or "đảng" in scope else "private"
    return "open"
