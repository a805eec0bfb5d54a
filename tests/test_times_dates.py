"""Time expressions: every form with its value, where they stand in sentences, and what any string may do to them."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnextract.analyze import analyze
from vnextract.document import Article, Document, Time
from vnextract.errors import InputError
from vnextract.rules import marked
from vnextract.times.dates import dateline, find_times, parse_time
from vnextract.times.rules import RULES
from vnextract.times.stamps import Period, Stamp, parse_iso, place_year, week_of

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def read(text: str, published: str | None = None) -> Document:
    return analyze(Article(text, published=date.fromisoformat(published) if published else None))


def times(text: str, published: str | None = None) -> list[Time]:
    return list(find_times(read(text, published)))


@pytest.mark.parametrize(("text", "published", "value"), rows("dates.tsv"))
def test_value_of_an_expression(text: str, published: str, value: str) -> None:
    assert parse_time(text, published=published or None) == (None if value == "-" else value)


@pytest.mark.parametrize(("published", "values", "text"), rows("dates_in_text.tsv"))
def test_expressions_in_a_sentence(published: str, values: str, text: str) -> None:
    plain, spans = marked(text.replace("⏎", "\n"))
    found = times(plain, published if published != "-" else None)
    assert [(t.start, t.end) for t in found] == spans
    assert [t.value or "None" for t in found] == ([] if values == "-" else values.split(" ; "))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Hà Nội (TTXVN 16/11/2025) - Bộ trưởng tiếp đoàn.", date(2025, 11, 16)),
        ("Tỉnh A họp báo\n25/10/2025 12:09 GMT+7\nSáng nay, tỉnh A họp báo.", date(2025, 10, 25)),
        ("Thứ Ba, ngày 18/2/2025\nQuốc hội bế mạc kỳ họp.", date(2025, 2, 18)),
        ("18:25 08/04/2021\nQuốc hội phê chuẩn.", date(2021, 4, 8)),
        ("Sáng nay (23/7/2021), đoàn khảo sát đến xã B.", date(2021, 7, 23)),
        ("Hôm qua (5/3/2024), Thường trực Tỉnh ủy làm việc.", date(2024, 3, 6)),
        ("Hà Nội (TTXVN 16/11) - Bộ trưởng tiếp đoàn. Hạn nộp là 16/11/2025.", date(2025, 11, 16)),
        ("Hà Nội (TTXVN 16/11) - Bộ trưởng tiếp đoàn.", None),
        ("Ngày 6/12/2023, Thành ủy ban hành chỉ thị.", None),
        ("Tỷ số 2-1 sau 90 phút.", None),
        ("", None),
    ],
)
def test_the_date_an_article_states_of_itself(text: str, day: date | None) -> None:
    assert dateline(read(text)) == day


def test_every_time_names_a_rule_that_has_examples() -> None:
    texts = [row[2] for row in rows("dates_in_text.tsv")] + [row[0] for row in rows("dates.tsv")]
    fired = {t.rule for text in texts for t in times(marked(text)[0], "2023-12-06")}
    assert fired <= {rule.name for rule in RULES}


def test_a_point_is_where_a_single_act_falls() -> None:
    (since,) = times("Ông được điều động từ ngày 1/7/2025.")
    assert (since.value, since.point) == ("2025-07-01/..", "2025-07-01")
    (going_on,) = times("Từ tháng 7/2016 đến nay, Sở đã kiểm tra.")
    assert (going_on.value, going_on.point) == ("2016-07-01/..", None)


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("Theo Nghị định 46/2016/NĐ-CP ngày 26/5/2016, mức phạt tăng.", "citation"),
        ("Thực hiện Chỉ thị số 12 ngày 5/6/2017, các xã rà soát.", "citation"),
        ("Đại hội (tổ chức ngày 5/6/2017) đã bầu.", "parenthesis"),
        ("Ngày 5/6/2017, Đại hội đã bầu.", "clause"),
        ("Đại hội (nhiệm kỳ mới) họp ngày 5/6/2017 (sáng và chiều).", "clause"),
    ],
)
def test_setting(text: str, setting: str) -> None:
    assert [t.setting for t in times(text)] == [setting]


@pytest.mark.parametrize(
    "published", [date(2023, 12, 6), datetime(2023, 12, 6, 23, 59), "2023-12-06", "2023-12-06T08:00"]
)
def test_published_in_every_form(published: object) -> None:
    assert parse_time("Chiều 6/12", published=published) == "2023-12-06TAF"  # type: ignore[arg-type]


def test_published_that_is_no_date_is_refused() -> None:
    with pytest.raises(InputError, match="hôm qua"):
        parse_time("Chiều 6/12", published="hôm qua")


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(["ngày {d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{d}.{m}.{y}", "ngày {d} tháng {m} năm {y}"]))
def test_a_full_date_is_that_date(day: date, form: str) -> None:
    assert parse_time(form.format(d=day.day, m=day.month, y=day.year)) == day.isoformat()


@given(DAYS, st.integers(0, 180))
def test_past_is_not_after_and_planned_not_before_publication(published: date, days: int) -> None:
    past, planned = published - timedelta(days), published + timedelta(days)
    (told,) = times(f"Tỉnh đã họp ngày {past.day}/{past.month}.", published.isoformat())
    (plan,) = times(f"Tỉnh sẽ họp ngày {planned.day}/{planned.month}.", published.isoformat())
    assert (told.value, plan.value) == (past.isoformat(), planned.isoformat())


@given(DAYS, st.integers(-3, 3))
def test_weeks_start_on_monday(day: date, weeks: int) -> None:
    week = week_of(day, weeks)
    monday, sunday = (date.fromisoformat(end) for end in (week.iso() or "").split("/"))
    assert (monday.weekday(), sunday.weekday()) == (0, 6)
    assert monday <= day + timedelta(7 * weeks) <= sunday


STAMPS = st.builds(
    Stamp,
    st.one_of(st.none(), st.integers(1, 9999)),
    st.one_of(st.none(), st.integers(1, 12)),
    st.one_of(st.none(), st.integers(1, 28)),
).filter(lambda stamp: stamp.iso() is not None and not (stamp.day and not stamp.month))


@given(STAMPS, STAMPS)
def test_iso_round_trip(first: Stamp, last: Stamp) -> None:
    assert parse_iso(first.iso() or "") == first
    for period in (Period(first, None), Period(None, last), Period(first, last)):
        written = period.iso()
        assert written is None or ((back := parse_iso(written)) is not None and back.iso() == written)


@given(st.integers(1, 12), st.integers(1, 31), DAYS, st.sampled_from([None, "past", "future"]))
def test_a_placed_year_makes_a_day_of_the_calendar(month: int, day: int, today: date, tense: str | None) -> None:
    stamp = Stamp(None, month, day)
    if stamp.exists:
        placed = place_year(stamp, Stamp(today.year, today.month, today.day), tense)
        assert placed.date is not None
        assert tense != "past" or placed.date <= today
        assert tense != "future" or placed.date >= today


WORDS = st.sampled_from(
    "ngày tháng năm hôm nay qua sáng chiều tối 6/12 26 và 27/11 từ đến tới trước sau tuần quý II/2018 thứ Hai chủ nhật , . ( ) - "
    "5-6-12 31/6 29/2 2016 một hai cùng đầu cuối trong hồi giữa rạng đêm 20h : \n 12:30 sẽ đã mùng tết giêng 9999 0/0".split(
        " "
    )
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)), st.one_of(st.none(), st.dates()))
@example("hôm qua", date(1, 1, 1))
@example("5 năm tới", date(9999, 12, 31))
@example("từ ngày ²/³", None)
def test_any_string(text: str, published: date | None) -> None:
    document = analyze(Article(text, published=published))
    end = 0
    for found in find_times(document):
        assert end <= found.start < found.end
        assert document.text[found.start : found.end] == found.text
        assert found.text.strip() == found.text
        assert found.value is None or parse_iso(found.value) is not None
        end = found.end
    parse_time(text, published)


@pytest.mark.parametrize(
    "piece", ["ngày 1, ", "từ ", "trong các ngày 1 và 2 ", "1/", "vào lúc ", "tháng 1 và tháng ", "(", " " * 50, "5-"]
)
def test_hostile_repetition_stays_linear(piece: str) -> None:
    text = piece * (6_000 // len(piece))
    start = time.perf_counter()
    list(find_times(read(text, "2023-12-06")))
    parse_time(text)
    assert time.perf_counter() - start < 5
