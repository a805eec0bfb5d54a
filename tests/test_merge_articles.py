"""The same officials, bodies, documents and events across articles; namesakes and homonymous districts kept apart."""

from __future__ import annotations

import json
import random
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import vnextract as vx
from vnextract.merge.articles import link_articles, link_groups
from vnextract.merge.bodies import BodySeen, same_bodies
from vnextract.merge.documents import DocumentSeen, same_documents
from vnextract.merge.events import EventSeen, same_events
from vnextract.merge.parents import parent
from vnextract.merge.persons import PersonSeen, Post, same_persons
from vnextract.merge.registry import lineage
from vnextract.merge.reprints import Print, find_reprints, sketch
from vnextract.runs.batch import extract_files
from vnextract.schema import TABLES
from vnextract.tables import Tables

ARTICLES = [
    ("a1", "2018-06-19", "Ngày 18/6, ông Lò Văn Tám, Chủ tịch UBND tỉnh Hà Giang, thăm bà con huyện Yên Minh."),
    ("a2", "2018-06-20", "Chủ tịch UBND tỉnh Hà Giang Lò Văn Tám hôm 18/6 thăm huyện Yên Minh."),
    (
        "a3",
        "2018-06-20",
        "Bộ TN&MT và Bộ Tài nguyên - Môi trường đề nghị thực hiện Nghị định 46/2016/NĐ-CP của Chính phủ.",
    ),
    ("a4", "2018-07-01", "Bộ Tài nguyên và Môi trường nhắc lại Nghị định số 46/2016/NĐ-CP."),
    ("a5", "2018-07-02", "Ông Nguyễn Văn Hùng, Chủ tịch UBND huyện Yên Minh, cho biết đã họp dân."),
    ("a6", "2018-07-02", "Ông Nguyễn Văn Hùng, Giám đốc Sở Y tế tỉnh Cà Mau, cho biết dịch đã giảm."),
]


def tables_of(articles: list[tuple[str, str, str]]) -> Tables:
    frame = pd.DataFrame(articles, columns=["id", "date", "text"])
    return vx.extract_frame(frame, text="text", doc_id="id", published="date")


def joined(*parts: Tables) -> Tables:
    frames = {name: pd.concat([dict(part.items())[name] for part in parts], ignore_index=True) for name in TABLES}
    return Tables(**frames)


def links(tables: Tables) -> dict[str, dict[tuple[Any, ...], Any]]:
    """Every cell of linking by the row it stands in, whatever the order of rows."""
    keys = {"participants": ["doc_id", "event_id", "role", "text"], "positions": ["doc_id", "mention_id", "title"]}
    made = {}
    for name, frame in tables.items():
        columns = [c for c in frame if c in {"link_id", "agent_link_id", "body_link_id", "event_group", "duplicate_of"}]
        key = keys.get(name, [c for c in ("doc_id", "mention_id") if c in frame])
        made[name] = {tuple(row[key]): tuple(map(str, row[columns])) for _, row in frame.iterrows()}
    return made


@pytest.fixture(scope="module")
def plain() -> Tables:
    return tables_of(ARTICLES)


@pytest.fixture(scope="module")
def linked(plain: Tables) -> Tables:
    return link_articles(plain)


def link_of(frame: pd.DataFrame, doc_id: str, text: str) -> str:
    return str(frame.loc[(frame.doc_id == doc_id) & (frame.text == text), "link_id"].iloc[0])


def test_an_official_is_one_across_articles_and_namesakes_are_two(linked: Tables) -> None:
    officials = linked.officials
    assert link_of(officials, "a1", "Lò Văn Tám") == link_of(officials, "a2", "Lò Văn Tám")
    assert link_of(officials, "a5", "Nguyễn Văn Hùng") != link_of(officials, "a6", "Nguyễn Văn Hùng")


def test_spellings_of_a_body_are_one(linked: Tables) -> None:
    bodies = linked.bodies
    ministry = bodies[bodies.canonical.str.contains("môi trường", case=False)]
    assert len(ministry) == 3
    assert ministry.link_id.nunique() == 1
    assert set(ministry.successor) == {"Bộ Nông nghiệp và Môi trường"}
    assert ministry.predecessor.isna().all()


def test_citations_and_reports_of_one_thing_are_one(linked: Tables) -> None:
    assert linked.directives.link_id.nunique() == 1
    visits = linked.events[linked.events.event_type == "VISIT"]
    assert len(visits) == 2
    assert visits.event_group.nunique() == 1
    assert set(visits.plover) == {"CONSULT"}


def test_link_id_is_the_smallest_member(linked: Tables) -> None:
    for frame in (linked.officials, linked.bodies, linked.directives):
        assert (frame.groupby("link_id").entity_id.min() == frame.groupby("link_id").link_id.first()).all()


def test_nothing_else_changes(plain: Tables, linked: Tables) -> None:
    filled = {"link_id", "agent_link_id", "body_link_id", "event_group", "plover", "ace", "duplicate_of"}
    filled |= {"parent", "predecessor", "successor", "valid_from", "valid_to"}
    for (name, before), (_, after) in zip(plain.items(), linked.items(), strict=True):
        kept = [column for column in before if column not in filled]
        pd.testing.assert_frame_equal(before[kept], after[kept], obj=name)
        assert before.dtypes.equals(after.dtypes), name


def test_the_order_of_articles_does_not_matter(linked: Tables) -> None:
    articles = list(ARTICLES)
    random.Random(5).shuffle(articles)
    assert links(link_articles(tables_of(articles))) == links(linked)


@pytest.mark.parametrize("cut", [1, 3, 5])
def test_linking_bit_by_bit_gives_the_same(linked: Tables, cut: int) -> None:
    first, rest = tables_of(ARTICLES[:cut]), tables_of(ARTICLES[cut:])
    assert links(link_articles(joined(link_articles(first), rest))) == links(linked)
    assert links(link_articles(linked)) == links(linked)


def test_no_articles_no_links() -> None:
    empty = link_articles(tables_of([]))
    assert all(frame.empty for _, frame in empty.items())


# --- persons ---------------------------------------------------------------------------------------------------------

BODIES = {
    "b1": BodySeen("b1", "Ủy ban nhân dân tỉnh Cà Mau", "provincial", "tỉnh Cà Mau"),
    "b2": BodySeen("b2", "Sở Y tế tỉnh Cà Mau", "provincial", "tỉnh Cà Mau"),
    "b3": BodySeen("b3", "Ủy ban nhân dân quận Gò Vấp", "district", "quận Gò Vấp"),
    "b4": BodySeen("b4", "Bộ Y tế", "central"),
    "b5": BodySeen("b5", "Bộ Chính trị", "central"),
}
CHAIR = Post("Chủ tịch", "Chủ tịch UBND tỉnh Cà Mau", "current", "b1")
HEALTH = Post("Giám đốc", "Giám đốc Sở Y tế tỉnh Cà Mau", "current", "b2")
DISTRICT = Post("Chủ tịch", "Chủ tịch UBND quận Gò Vấp", "current", "b3")
VICE = Post("Thứ trưởng", "Thứ trưởng Bộ Y tế", "current", "b4")
BARE_VICE = Post("Thứ trưởng", "Thứ trưởng")
BARE_CHAIR = Post("Chủ tịch", "Chủ tịch")
POTUS = Post("Tổng thống", "Tổng thống Mỹ")
PUTIN = Post("Tổng thống", "Tổng thống Nga")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Nguyễn Văn Hùng", CHAIR), ("NGUYỄN VĂN HÙNG", CHAIR), True),
        (("Nguyễn Văn Hùng", CHAIR), ("Nguyễn Văn Hùng", DISTRICT), False),
        (("Nguyễn Văn Hùng", VICE), ("Nguyễn Văn Hùng", BARE_VICE), True),
        (("Nguyễn Văn Hùng", CHAIR), ("Nguyễn Văn Hùng", None), False),
        (("Nguyễn Văn Hùng", CHAIR), ("Nguyễn Văn Hùng", HEALTH), False),  # as common a name as there is
        (("Lê Quang Hạnh", CHAIR), ("Lê Quang Hạnh", HEALTH), True),  # one province
        (("Lê Quang Hạnh", CHAIR), ("Lê Quang Hạnh", DISTRICT), False),  # two
        (("Lê Quang Hạnh", CHAIR), ("Lê Quang Hạnh", BARE_CHAIR), True),
        (("Lò Vi Tám", CHAIR), ("Lò Vi Tám", DISTRICT), True),  # a name there is but once
        (("Lý Văn Sĩ", CHAIR), ("Lí Văn Sĩ", CHAIR), True),
        (("Kim Jong-un", None), ("Kim Jong Un", None), True),
        (("Putin", PUTIN), ("Vladimir Putin", PUTIN), True),
        (("Putin", PUTIN), ("Donald Putin", POTUS), True),  # the office alone, and no second who could be meant
        (("Trump", PUTIN), ("Donald Trump", VICE), False),
    ],
)
def test_who_is_the_same(one: tuple[str, Post | None], other: tuple[str, Post | None], same: bool) -> None:
    persons = [
        PersonSeen(f"o{number}", name, () if post is None else (post,))
        for number, (name, post) in enumerate([one, other])
    ]
    found = same_persons(persons, BODIES, {body: body for body in BODIES})
    assert (found["o0"] == found["o1"]) is same
    assert same_persons(persons[::-1], BODIES, {body: body for body in BODIES}) == found


def test_two_terms_without_a_word_part_a_common_name() -> None:
    persons = [
        PersonSeen("o0", "Nguyễn Văn Hùng", (CHAIR,), None, date(1998, 1, 1)),
        PersonSeen("o1", "Nguyễn Văn Hùng", (CHAIR,), None, date(2018, 1, 1)),
        PersonSeen("o2", "Nguyễn Văn Hùng", (CHAIR,), None, date(2021, 1, 1)),
    ]
    assert same_persons(persons, BODIES, {"b1": "b1"}) == {"o0": "o0", "o1": "o1", "o2": "o1"}


# --- bodies ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Bộ Lao động, Thương binh và Xã hội", "central"), ("Bộ Lao động - Thương binh - Xã hội", "central"), True),
        (("Ủy ban Pháp luật của Quốc hội", "central"), ("Ủy ban Pháp luật", "central"), True),
        (("Sở Y tế", "provincial"), ("Sở Y tế", "provincial"), False),
        (
            ("Ủy ban nhân dân huyện Yên Minh", "district", "huyện Yên Minh"),
            ("ủy ban nhân dân huyện Yên Minh", "district", "huyện Yên Minh"),
            True,
        ),
        (
            ("Công an huyện Châu Thành", "district", "huyện Châu Thành", "long an"),
            ("Công an huyện Châu Thành", "district", "huyện Châu Thành", "bến tre"),
            False,
        ),
        (
            ("Công an huyện Châu Thành", "district", "huyện Châu Thành"),
            ("Công an huyện Châu Thành", "district", "huyện Châu Thành"),
            False,
        ),
        (
            ("Công an xã Tân Lập", "commune", "xã Tân Lập", "bắc giang", "huyện yên thế"),
            ("Công an xã Tân Lập", "commune", "xã Tân Lập", "bắc giang", "huyện lục ngạn"),
            False,
        ),
        (
            ("Thành ủy Huế", "district", "thành phố Huế", None, None, date(2018, 1, 1)),
            ("Thành ủy Huế", "provincial", "thành phố Huế", None, None, date(2025, 2, 1)),
            False,
        ),
    ],
)
def test_which_bodies_are_one(one: tuple[Any, ...], other: tuple[Any, ...], same: bool) -> None:
    found = same_bodies([BodySeen("b1", *one), BodySeen("b2", *other)])
    assert (found["b1"] == found["b2"]) is same


def test_the_province_of_a_district_is_read_beside_it() -> None:
    linked = link_articles(
        tables_of(
            [
                ("a", "2018-01-01", "Công an huyện Châu Thành (Long An) cho biết đang điều tra."),
                ("b", "2018-01-02", "Tại tỉnh Long An, Công an huyện Châu Thành cho biết đã bắt ba người."),
                ("c", "2018-01-03", "Tại Bến Tre, Công an huyện Châu Thành cho biết chưa có kết quả."),
            ]
        )
    )
    police = linked.bodies[linked.bodies.canonical == "Công an huyện Châu Thành"].set_index("doc_id").link_id
    assert police["a"] == police["b"] != police["c"]


# --- successions -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "successor"),
    [
        (("Bộ Giao thông vận tải", "central"), "Bộ Xây dựng"),
        (("Ban Kinh tế Trung ương", "central"), "Ban Chính sách, chiến lược Trung ương"),
        (("Sở Giao thông vận tải tỉnh Hà Giang", "provincial", "tỉnh Hà Giang"), "Sở Xây dựng tỉnh Hà Giang"),
        (("Sở Y tế tỉnh Bình Dương", "provincial", "tỉnh Bình Dương"), "Sở Y tế thành phố Hồ Chí Minh"),
        (("Tỉnh ủy Thừa Thiên Huế", "provincial", "tỉnh Thừa Thiên Huế"), "Thành ủy Huế"),
        (("Tỉnh ủy Cao Bằng", "provincial", "tỉnh Cao Bằng"), None),
        (("Ủy ban Tư pháp của Quốc hội", "central"), "Ủy ban Pháp luật và Tư pháp của Quốc hội"),
        (("Ủy ban nhân dân quận Gò Vấp", "district", "quận Gò Vấp"), None),
    ],
)
def test_what_takes_over(body: tuple[Any, ...], successor: str | None) -> None:
    assert lineage(*body).successor == successor


@pytest.mark.parametrize(
    ("body", "above"),
    [
        (("Ban Tổ chức Tỉnh ủy Yên Bái", "provincial", "tỉnh Yên Bái"), "Tỉnh ủy Yên Bái"),
        (("Ủy ban Pháp luật của Quốc hội", "central"), "Quốc hội"),
        (("Vụ Pháp chế Bộ Y tế", "central"), "Bộ Y tế"),
        (("Công an tỉnh Nghệ An", "provincial", "tỉnh Nghệ An"), "Bộ Công an"),
        (("Phòng Nội vụ huyện Yên Minh", "district", "huyện Yên Minh"), "Ủy ban nhân dân huyện Yên Minh"),
        (("Phòng Cảnh sát giao thông tỉnh Nghệ An", "provincial", "tỉnh Nghệ An"), "Công an tỉnh Nghệ An"),
        (("Cục Trẻ em", "central", None, date(2018, 1, 1)), "Bộ Lao động - Thương binh và Xã hội"),
        (("Cục Trẻ em", "central"), None),
        (("Bộ Chính trị", "central"), None),
        (("Bộ Quốc phòng Mỹ", "foreign", "Mỹ"), None),
        (("Chính phủ", "central"), None),
    ],
)
def test_what_stands_above(body: tuple[Any, ...], above: str | None) -> None:
    assert parent(*body) == above


def test_districts_end_and_new_ministries_begin() -> None:
    assert lineage("Ủy ban nhân dân quận Gò Vấp", "district", "quận Gò Vấp").valid_to == date(2025, 6, 30)
    ministry = lineage("Bộ Nông nghiệp và Môi trường", "central", None, date(2025, 4, 1))
    assert ministry.valid_from == date(2025, 3, 1)
    assert len(ministry.predecessors) == 2
    assert lineage("Bộ Nông nghiệp và Môi trường", "central", None, date(2025, 2, 1)).predecessors == ()


# --- documents -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            {"form": "code", "code": "05-CT/TW", "issuer_code": "TW"},
            {"form": "code", "code": "5-CT/TƯ", "issuer_code": "TW"},
            True,
        ),
        (
            {"form": "code", "code": "34-CT/TU", "issuer_code": "TU", "issuer": "Thành ủy Đà Nẵng"},
            {"form": "code", "code": "34-CT/TU", "issuer_code": "TU", "issuer": "Tỉnh ủy Cao Bằng"},
            False,
        ),
        (
            {"form": "code", "code": "34-CT/TU", "issuer_code": "TU"},
            {"form": "code", "code": "34-CT/TU", "issuer_code": "TU"},
            False,
        ),
        (
            {"form": "number", "doc_type": "Nghị định", "number": "46", "year": 2016},
            {
                "form": "code",
                "code": "46/2016/NĐ-CP",
                "doc_type": "Nghị định",
                "number": "46",
                "year": 2016,
                "issuer_code": "CP",
            },
            True,
        ),
        (
            {"form": "number", "doc_type": "Nghị định", "number": "46"},
            {"form": "number", "doc_type": "Nghị định", "number": "46"},
            False,
        ),
        (
            {"form": "named", "text": "Luật Đất đai"},
            {"form": "named", "text": "Luật đất đai năm 2013", "year": 2013},
            True,
        ),
    ],
)
def test_which_documents_are_one(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    seen = [DocumentSeen(entity_id=f"d{i}", **({"text": ""} | fields)) for i, fields in enumerate([one, other])]
    found = same_documents(seen)
    assert (found["d0"] == found["d1"]) is same


def test_a_law_without_its_year_is_open_where_two_are_cited() -> None:
    seen = [
        DocumentSeen("d0", "named", "Luật Đất đai"),
        DocumentSeen("d1", "named", "Luật Đất đai 2013", year=2013),
        DocumentSeen("d2", "named", "Luật Đất đai 2024", year=2024),
    ]
    assert len(set(same_documents(seen).values())) == 3


# --- events and reprints ---------------------------------------------------------------------------------------------


def test_two_places_are_two_events() -> None:
    events = [EventSeen(str(i), "VISIT", "o1", "2018-06-19", place) for i, place in enumerate(["Huế", "Vinh", None])]
    assert same_events(events) == {"0": "0", "1": "1", "2": "2"}


WORDS = [f"chữ{number}" for number in range(400)]


def printed(doc_id: str, words: list[str], published: date | None = None) -> Print:
    text = " ".join(words)
    return Print(doc_id, published, text, sketch(text))


def test_reprints_lead_to_the_first_published() -> None:
    edited = [*WORDS[:150], "thêm", "ba", "chữ", *WORDS[150:380]]
    other = [f"khác{number}" for number in range(400)]
    prints = [
        printed("c", WORDS, date(2018, 1, 3)),
        printed("b", edited, date(2018, 1, 2)),
        printed("a", other, date(2018, 1, 1)),
        printed("d", WORDS),
    ]
    assert find_reprints(prints) == {"c": "b", "d": "b"}
    assert find_reprints(prints[::-1]) == {"c": "b", "d": "b"}


def test_a_report_of_the_same_day_is_no_reprint() -> None:
    quoted = [*WORDS[:100], *(f"riêng{number}" for number in range(300))]
    assert find_reprints([printed("a", WORDS), printed("b", quoted)]) == {}


# --- runs into a folder ----------------------------------------------------------------------------------------------


def test_a_run_into_a_folder_links_as_in_memory(tmp_path: Path, linked: Tables) -> None:
    articles = tmp_path / "articles.jsonl"
    rows = [{"doc_id": doc_id, "published": day, "text": text} for doc_id, day, text in ARTICLES]
    articles.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    extract_files([articles], tmp_path / "out")
    run = vx.read_tables(tmp_path / "out")
    assert {name: sorted(map(str, cells.values())) for name, cells in links(run).items()}.keys() == set(TABLES)
    assert run.officials.link_id.nunique() == linked.officials.link_id.nunique()
    assert run.bodies.link_id.nunique() == linked.bodies.link_id.nunique()
    assert vx.extract_folder(articles, link=False, progress=False).bodies.link_id.isna().all()


def test_repeated_and_unreadable_articles_are_no_reprints() -> None:
    text = "Bộ Y tế cho biết dịch đã giảm."
    tables = link_articles(tables_of([("a", "2018-01-01", text), ("a", "2018-01-01", text), ("b", "2018-01-02", text)]))
    assert tables.articles.duplicate_of.fillna("-").tolist() == ["-", "a", "a"]
    unreadable = link_articles(tables_of([("a", "2018-01-01", ""), ("b", "2018-01-01", "")]))
    assert unreadable.articles.duplicate_of.isna().all()


def made_up(number: int, size: int) -> dict[str, pa.Table]:
    """A group of invented articles, as Arrow tables: each with three bodies, two officials, a document, two events."""
    draw = random.Random(number)
    words = [f"từ{i}" for i in range(3000)]
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for doc_id in (f"{number:04d}{i:04d}" for i in range(size)):
        text, published = " ".join(draw.choices(words, k=300)), date(2018, 6, draw.randint(1, 28))
        rows["articles"].append({"doc_id": doc_id, "published": published, "text": text})
        for i in range(3):
            body = f"Ủy ban nhân dân tỉnh {draw.choice(['Hà Giang', 'Cà Mau', 'Nghệ An', 'Lào Cai'])}"
            place = {"level": "provincial", "locality": body[17:], "end": 90 * i}
            rows["bodies"].append({"doc_id": doc_id, "entity_id": f"b{doc_id}{i}", "text": body, **place})
        for i in range(2):
            key = {"doc_id": doc_id, "entity_id": f"o{doc_id}{i}"}
            name = f"{draw.choice('Lò Vàng Quàng Lường'.split())} Văn {draw.choice(words)}"
            rows["officials"].append({**key, "text": name, "full_name": name})
            rows["positions"].append({**key, "role": "chủ tịch", "title": "Chủ tịch", "body_id": f"b{doc_id}{i}"})
            event = {"event_type": "VISIT", "agent_id": f"o{doc_id}{i}", "time": published.isoformat()}
            rows["events"].append({"doc_id": doc_id, "mention_id": f"e{i}", "text": "thăm", **event})
        document = {"form": "code", "text": "Chỉ thị 05-CT/TW", "code": "05-CT/TW", "issuer_code": "TW", "year": 2016}
        rows["directives"].append({"doc_id": doc_id, "entity_id": f"d{doc_id}", **document})
    types = {"integer": pa.int64(), "number": pa.float64(), "date": pa.date32(), "string": pa.string()}
    schemas = {name: pa.schema([(c.name, types[c.dtype]) for c in columns]) for name, columns in TABLES.items()}
    return {name: pa.Table.from_pylist(rows[name], schema) for name, schema in schemas.items()}


def test_memory_hardly_grows_with_the_number_of_groups() -> None:
    parts = [made_up(number, 40) for number in range(8)]

    def peak(count: int) -> int:
        def groups() -> Iterator[dict[str, pa.Table]]:
            return (dict(part) for part in parts[:count])

        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        assert sum(len(group["bodies"]) for group in link_groups(groups)) == 3 * 40 * count
        return tracemalloc.get_traced_memory()[1] - before

    link = link_groups(lambda: iter([dict(part) for part in parts]))
    assert sum(1 for _ in link) == 8  # the vocabulary is read once, before memory is traced
    tracemalloc.start()
    try:
        growth = (peak(8) - peak(2)) / (6 * 40)
    finally:
        tracemalloc.stop()
    assert growth < 2500  # bytes an article


def test_groups_one_by_one_are_linked_as_one_group() -> None:
    parts = [made_up(number, 20) for number in range(4)]
    whole = {name: pa.concat_tables(part[name] for part in parts) for name in TABLES}
    (at_once,) = link_groups(lambda: iter([dict(whole)]))
    bit_by_bit = list(link_groups(lambda: (dict(part) for part in parts)))
    for name in TABLES:
        assert pa.concat_tables(part[name] for part in bit_by_bit).equals(at_once[name])
