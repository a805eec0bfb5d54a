"""One id for all mentions of one official, body or document; who issued a document, and when."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnextract as vx
from vnextract.analyze import analyze
from vnextract.directives.citations import find_directives
from vnextract.document import Article, Body, Directive, Event, Mention, Official, Position
from vnextract.links.bodies import resolve_bodies
from vnextract.links.directives import code_key
from vnextract.links.entities import entity_id, link, link_events


def directives(text: str, *others: Mention) -> list[Directive]:
    document = analyze(Article(text, doc_id="a1"))
    linked = link(document, [*others, *find_directives(document)])
    return [m for m in linked if isinstance(m, Directive)]


ISSUERS = [
    ("Ngày 9/6/2017, Bộ Tài chính ban hành Thông tư số 30/2017/TT-BTC về thuế.", "Bộ Tài chính", "2017-06-09"),
    ("Thủ tướng Chính phủ vừa ký Quyết định số 12/QĐ-TTg ngày 6/1/2017.", "Thủ tướng Chính phủ", "2017-01-06"),
    ("Theo Chỉ thị 05 ngày 15/5/2016 của Bộ Chính trị về học tập.", "Bộ Chính trị", "2016-05-15"),
    ("Văn bản số 60/BTNMT-TTr vừa được Bộ Tài nguyên và Môi trường ban hành.", "Bộ Tài nguyên và Môi trường", None),
    ("Việc này được Thủ tướng Chính phủ phê duyệt tại Quyết định số 604/QĐ-TTg.", "Thủ tướng Chính phủ", None),
    ("Thông tư liên tịch số 21/2016 của Bộ Tài chính - Bộ Nội vụ quy định rõ.", "Bộ Tài chính - Bộ Nội vụ", None),
    (
        "Thông tư liên tịch số 2/2019/TTLT-BCA-BQP của Bộ Công an, Bộ Quốc phòng quy định rõ.",
        "Bộ Công an, Bộ Quốc phòng",
        None,
    ),
    ("Nghị quyết số 98/2023/QH15 của Quốc hội khóa XV có hiệu lực.", "Quốc hội khóa XV", None),
    ("Ngày 5/6/2017, nhiều người dân hỏi về Nghị định 46.", None, None),
    ("Bộ Tài chính họp bàn, sau đó doanh nghiệp dẫn Nghị định 46.", None, None),
]


@pytest.mark.parametrize(("text", "issuer", "day"), ISSUERS)
def test_who_issued_it_and_when(text: str, issuer: str | None, day: str | None) -> None:
    (mention,) = directives(text)
    assert (mention.issuer, mention.date) == (issuer, day)


def test_citations_in_a_row_share_their_issuer() -> None:
    found = directives("Thay thế Nghị định số 59/2011/NĐ-CP và Nghị định số 189/2013/NĐ-CP của Chính phủ.")
    assert [m.issuer for m in found] == ["Chính phủ", "Chính phủ"]


def test_letters_in_a_row_share_their_issuer() -> None:
    found = directives("Theo các Công văn số 46/TTg-KTN ngày 28/3/2013; số 87/TTg-KTN ngày 27/5/2016 của Thủ tướng.")
    assert [m.issuer for m in found] == ["Thủ tướng", "Thủ tướng"]


def test_each_keeps_its_own_issuer() -> None:
    found = directives("Nghị quyết số 49-NQ/TW của Bộ Chính trị và Nghị quyết số 111/2015/QH13 của Quốc hội.")
    assert [m.issuer for m in found] == ["Bộ Chính trị", "Quốc hội"]


def test_short_citation_joins_the_full_one() -> None:
    full, short, other = directives("Chỉ thị số 34-CT/TU nêu rõ. Chỉ thị 34 yêu cầu. Chỉ thị 35 thì khác.")
    assert full.entity_id == short.entity_id != other.entity_id
    assert short.resolved_by == "full_citation"
    assert (short.code, short.form) == ("34", "number")


def test_short_citation_stays_open_between_two() -> None:
    *full, short = directives("Quyết định 12/QĐ-TTg và Quyết định 12/QĐ-BTC. Quyết định 12 bị hủy.")
    assert short.entity_id not in {m.entity_id for m in full}
    assert short.resolved_by is None


def test_law_joins_its_year_and_its_number() -> None:
    dated, plain = directives("Luật Hợp tác xã năm 2012 có hiệu lực. Thực hiện Luật Hợp tác xã, tỉnh đã tổng kết.")
    assert dated.entity_id == plain.entity_id
    numbered, named = directives("Luật Thanh tra số 11/2022/QH15. Theo Luật Thanh tra, việc này đúng.")
    assert numbered.entity_id == named.entity_id
    two = directives("Bộ luật Hình sự năm 1999, Bộ luật Hình sự năm 2015. Theo Bộ luật Hình sự thì khác.")
    assert len({m.entity_id for m in two}) == 3


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Nghị định 30/2020/NĐ-CP", "Chính phủ"),
        ("Thông tư 10/2015/TTLT-BTP-BNV", "Bộ Tư pháp ; Bộ Nội vụ"),
        ("Luật số 59/2020/QH14", "Quốc hội"),
        ("Quyết định 12/QĐ-UBND", None),
        ("Chỉ thị 34-CT/TU", None),
        ("Quy định 47-QĐ/TW", None),
        ("Quy định 47-QĐ/TW của Bộ Chính trị", "Bộ Chính trị"),
    ],
)
def test_issuer_in_full_or_open(text: str, canonical: str | None) -> None:
    (mention,) = directives(f"Theo {text}, việc này đã rõ.")
    assert mention.issuer_canonical == canonical


def body(text: str, at: int, name: str, canonical: str, level: str, locality: str | None = None) -> Body:
    start = text.index(name, at)
    return Body(start=start, end=start + len(name), text=name, canonical=canonical, level=level, locality=locality)


TEXT = "UBND TP Đà Nẵng họp. UBND TP yêu cầu Thành ủy báo cáo. Chỉ thị 34-CT/TU nêu rõ."


def bodies() -> list[Body]:
    return [
        body(TEXT, 0, "UBND TP Đà Nẵng", "Ủy ban nhân dân thành phố Đà Nẵng", "provincial", "thành phố Đà Nẵng"),
        body(TEXT, 20, "UBND TP", "Ủy ban nhân dân thành phố", "provincial"),
        body(TEXT, 0, "Thành ủy", "Thành ủy", "provincial"),
    ]


def test_body_takes_its_locality_from_the_article() -> None:
    first, second, third = resolve_bodies(bodies())
    assert second.canonical == first.canonical == "Ủy ban nhân dân thành phố Đà Nẵng"
    assert third.canonical == "Thành ủy Đà Nẵng"


def test_issuer_of_a_local_code_takes_the_locality_too() -> None:
    (mention,) = directives(TEXT, *bodies())
    assert mention.issuer_canonical == "Thành ủy Đà Nẵng"
    assert mention.resolved_by == "issuer_code and article_body"


LOCAL_ISSUERS = [
    (
        "Tại tỉnh Quảng Nam, Công văn số 33/UBND-KT nêu rõ.",
        "Ủy ban nhân dân tỉnh Quảng Nam",
        "issuer_code and locality",
    ),
    ("Tại tỉnh Quảng Nam, Văn bản số 12-CV/VPTU nêu rõ.", "Văn phòng Tỉnh ủy Quảng Nam", "issuer_code and locality"),
    ("Tại Đà Nẵng, Văn bản số 12-CV/VPTU nêu rõ.", "Văn phòng Thành ủy Đà Nẵng", "issuer_code and locality"),
    (
        "UBND huyện Ba Tơ họp. Quyết định 15/QĐ-UBND bị hủy.",
        "Ủy ban nhân dân huyện Ba Tơ",
        "issuer_code and article_body",
    ),
    ("UBND tỉnh Nghệ An và UBND tỉnh Hà Tĩnh họp. Quyết định 15/QĐ-UBND bị hủy.", None, None),
    ("Tại huyện Ba Tơ, tỉnh Quảng Ngãi, Quyết định 15/QĐ-UBND bị hủy.", None, None),
    ("Quyết định 15/QĐ-UBND của UBND bị hủy.", None, None),
    ("Nghị quyết số 9-NQ/ĐU của đơn vị nêu rõ.", None, None),
    (
        "Chủ tịch UBND tỉnh Nghệ An ký Quyết định số 7/QĐ-UBND.",
        "Chủ tịch Ủy ban nhân dân tỉnh Nghệ An",
        "issuer_words",
    ),
    (
        "Nghị quyết số 10-NQ/TW, Hội nghị lần thứ năm Ban Chấp hành Trung ương, nêu rõ.",
        "Ban Chấp hành Trung ương",
        "plenum",
    ),
]


@pytest.mark.parametrize(("text", "canonical", "how"), LOCAL_ISSUERS)
def test_local_issuer_is_told_by_the_article_or_open(text: str, canonical: str | None, how: str | None) -> None:
    (mention,) = vx.extract(text, published="2024-05-06").directives
    assert (mention.issuer_canonical, mention.resolved_by) == (canonical, how)


MORE_ISSUERS = [
    ("Như Bộ Y tế đã nêu tại Công văn số 12/BYT-DP, việc tiêm chậm lại.", "Bộ Y tế"),
    ("Chính phủ nêu yêu cầu này với Bộ Y tế tại Nghị quyết 19-2017/NQ-CP.", None),
    ("Cục Thuế, Bộ Tài chính ban hành Công văn số 12/CT-CS.", "Cục Thuế, Bộ Tài chính"),
    ("Theo ý kiến của Thủ tướng Chính phủ tại Công văn số 357/VPCP-KTN, tỉnh rà soát.", None),
    ("Theo Thông tư 15 của Bộ, lễ hội phải đổi.", "Bộ"),
    ("Thực hiện Chỉ thị 05, Kế hoạch số 04-KH/TW của Bộ Chính trị.", "Bộ Chính trị"),
    ("Nghị quyết 58 Chính phủ có hiệu lực.", "Chính phủ"),
    ("Chủ tịch UBND tỉnh Nghệ An thụ lý và ra Quyết định số 1/QĐ-UBND.", "Chủ tịch UBND tỉnh Nghệ An"),
]


@pytest.mark.parametrize(("text", "issuer"), MORE_ISSUERS)
def test_issuer_as_the_text_says_it(text: str, issuer: str | None) -> None:
    assert vx.extract(text).directives[0].issuer == issuer


DAYS = [
    ("Theo Nghị định 67, ngày 25/8/2014, Bộ Y tế có Thông tư 26.", [None, "2014-08-25"]),
    ("Hội nghị bàn về Nghị định 67 vào ngày 9/6/2017.", [None]),
    ("Ngày 6/7, UBND tỉnh Nghệ An đã có văn bản số 2520.", [None]),
    ("Ngày 6/7/2017, UBND tỉnh Nghệ An đã có văn bản số 2520.", ["2017-07-06"]),
]


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_day_of_issue(text: str, days: list[str | None]) -> None:
    assert [d.date for d in vx.extract(text, published="2017-07-08").directives] == days


def test_words_that_point_back_link_an_act_to_its_document() -> None:
    text = "Chỉ thị số 34-CT/TU được ban hành. Ngày 6/12, Thành ủy Đà Nẵng tổ chức hội nghị triển khai Chỉ thị này."
    doc = vx.extract(text, published="2023-12-07")
    (directive,) = doc.directives
    (meeting,) = [e for e in doc.events if e.event_type == "MEETING"]
    assert directive.entity_id in meeting.directive_ids
    assert "Chỉ thị này" in [p.text for p in meeting.participants]


def test_body_stays_open_between_two_places() -> None:
    text = "UBND tỉnh A họp với Sở Y tế tỉnh B. Thanh tra tỉnh cũng dự."
    found = resolve_bodies(
        [
            body(text, 0, "UBND tỉnh A", "Ủy ban nhân dân tỉnh A", "provincial", "tỉnh A"),
            body(text, 0, "Sở Y tế tỉnh B", "Sở Y tế tỉnh B", "provincial", "tỉnh B"),
            body(text, 0, "Thanh tra tỉnh", "Thanh tra tỉnh", "provincial"),
        ]
    )
    assert found[-1].locality is None


@given(st.randoms(use_true_random=False))
def test_ids_do_not_hang_on_order(shuffler: random.Random) -> None:
    document = analyze(Article(TEXT, doc_id="a1"))
    mentions: list[Mention] = [*bodies(), *find_directives(document)]
    mixed = list(mentions)
    shuffler.shuffle(mixed)
    assert link(document, mixed) == link(document, mentions)


@given(st.sampled_from(["a1", "a2", "bài/1"]), st.sampled_from(["official", "body", "directive"]), st.text(max_size=20))
def test_id_is_a_letter_and_twelve_hex_digits(doc_id: str, kind: str, canonical: str) -> None:
    document = analyze(Article("x", doc_id=doc_id))
    made = entity_id(document, kind, canonical)
    assert made == entity_id(document, kind, f" {canonical.upper()} " if canonical.isascii() else canonical)
    assert made[0] == kind[0]
    assert len(made) == 13
    assert int(made[1:], 16) >= 0


@pytest.mark.parametrize("other", ["5-CT/TW", "05-CT/TƯ", "05/CT-TW", "05-CT/T.Ư"])
def test_spellings_of_one_code_share_a_key(other: str) -> None:
    assert code_key(other) == code_key("05-CT/TW")


def test_a_unit_inside_a_number_is_no_body() -> None:
    text = "Cơ quan điều tra ra Quyết định số 15/C46-P12."
    inside = body(text, 0, "C46", "C46", "central")
    assert [
        m for m in link(analyze(Article(text)), [inside, *find_directives(analyze(Article(text)))]) if m is inside
    ] == []
    assert len(directives(text, inside)) == 1


def test_events_are_tied_to_entities() -> None:
    text = "Bí thư Thành ủy Lê Minh Khôi ký Chỉ thị 34-CT/TU. Ông Khôi nhấn mạnh kết quả."
    document = analyze(Article(text, doc_id="a1"))
    start = text.index("Lê Minh Khôi")
    official = Official(
        start=start,
        end=start + 12,
        text="Lê Minh Khôi",
        full_name="Lê Minh Khôi",
        positions=(Position(0, 15, "Bí thư Thành ủy", "Bí thư", "Thành ủy"),),
    )
    short = Official(start=text.rindex("Khôi"), end=text.rindex("Khôi") + 4, text="Khôi", full_name="Lê Minh Khôi")
    signs = Event(
        start=text.index("ký"), end=text.index("ký") + 2, text="ký", event_type="ISSUANCE", agent="Bí thư Thành ủy"
    )
    says = Event(
        start=text.index("nhấn"), end=text.index("nhấn") + 9, text="nhấn mạnh", event_type="STATEMENT", agent="Khôi"
    )
    committee = body(text, 0, "Thành ủy", "Thành ủy", "provincial")
    entities = link(document, [official, short, committee, *find_directives(document)])
    tied = link_events(document, [*entities, signs, says])
    first, second = (m for m in tied if isinstance(m, Event))
    (cited,) = (m for m in tied if isinstance(m, Directive))
    people = [m for m in tied if isinstance(m, Official)]
    assert first.directive_ids == (cited.entity_id,)
    assert first.agent_id == second.agent_id == people[0].entity_id == people[1].entity_id
    assert people[0].positions[0].body_id is not None
    assert link_events(document, tied) == tied


def test_same_text_same_records() -> None:
    text = "UBND TP Đà Nẵng ban hành Chỉ thị 34/CT-UBND. UBND TP yêu cầu thực hiện Chỉ thị 34."
    once = vx.extract(text, doc_id="a1").records()
    assert once == vx.extract(text, doc_id="a1").records()
    assert {r["entity_id"] for r in once if r["kind"] == "directive"} != {None}
    moved = replace(Article(text), doc_id="a2")
    assert {r["entity_id"] for r in vx.extract(moved.text, doc_id="a2").records()}.isdisjoint(
        r["entity_id"] for r in once if r["entity_id"]
    )
