"""Pages, documents, PDF, tables, packed files: made here, read back, with what they tell of themselves."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

import making
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnextract import cli
from vnextract.document import Article
from vnextract.reading import Columns, Input, Unread, find_inputs, read_articles
from vnextract.reading.legacy import WESTERN
from vnextract.reading.papers import join_pages

PARAGRAPHS = [
    "Chiều 6/12, Ủy ban nhân dân tỉnh Hà Giả họp phiên thường kỳ, nghe báo cáo về tình hình kinh tế - xã hội tháng 11.",
    "Ông Lò Văn Tám, Chủ tịch UBND tỉnh, yêu cầu các sở, ngành khẩn trương giải ngân vốn đầu tư công; đồng thời rà soát "
    "những dự án chậm tiến độ để xử lý dứt điểm trước ngày 31/12 theo Chỉ thị số 34-CT/TU.",
    "Theo báo cáo của Sở Kế hoạch và Đầu tư, đến hết tháng 11, toàn tỉnh giải ngân đạt 72% kế hoạch vốn được giao.",
]
TEXT = "\n".join(PARAGRAPHS)


def read(tmp_path: Path, name: str, data: bytes | str, columns: Columns | None = None) -> list[Article | Unread]:
    file = tmp_path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    (source,) = find_inputs([file], columns).files
    return list(read_articles(source))


def articles(found: list[Article | Unread]) -> list[Article]:
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def errors(found: list[Article | Unread]) -> dict[str, str]:
    return {item.article.doc_id or "": item.error for item in found if isinstance(item, Unread)}


def test_a_saved_page(tmp_path: Path) -> None:
    (article,) = articles(read(tmp_path, "tin.html", making.page(PARAGRAPHS)))
    assert article.text == "\n".join(["Hà Giả họp phiên thường kỳ", *PARAGRAPHS])
    assert (article.title, article.published) == ("Hà Giả họp phiên thường kỳ", date(2023, 12, 6))
    assert (article.source, article.author) == ("Báo Hà Giả", "Vừ Thị Mỷ")
    assert article.encoding == "utf-8"


def test_a_page_in_an_old_font(tmp_path: Path) -> None:
    shown = "Th«ng b¸o cña ñy ban nh©n d©n tØnh vÒ viÖc chÊn chØnh kû luËt, kû c­¬ng hµnh chÝnh trong c¸c c¬ quan. "
    page = f"<html><head><meta charset=windows-1252></head><body><article><p>{shown * 3}<p>{shown * 4}</article></body>"
    for data in (page.encode("cp1252"), page.encode()):
        (article,) = articles(read(tmp_path, "tin.htm", data))
        assert "Thông báo của ủy ban nhân dân tỉnh về việc chấn chỉnh kỷ luật, kỷ cương" in article.text
        assert (article.encoding or "").endswith("tcvn3")


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    whole = MIMEMultipart("related")
    whole.attach(MIMEText(making.page(PARAGRAPHS), "html", "utf-8"))
    whole.attach(MIMEImage(b"GIF89a", "gif"))
    (article,) = articles(read(tmp_path, "tin.mhtml", whole.as_bytes()))
    assert article.text.endswith(TEXT)
    assert article.published == date(2023, 12, 6)
    assert errors(read(tmp_path, "b.mht", b"Content-Type: text/plain\n\nabc")) == {"b.mht": "no page in HTML in it"}


def test_metadata_wins_over_what_a_page_tells(tmp_path: Path) -> None:
    (tmp_path / "metadata.csv").write_text("path,published,author\ntin.html,2023-12-07,Tổ phóng viên\n")
    (article,) = articles(read(tmp_path, "tin.html", making.page(PARAGRAPHS)))
    assert (article.published, article.author) == (date(2023, 12, 7), "Tổ phóng viên")


def test_a_word_document(tmp_path: Path) -> None:
    import docx

    document = docx.Document(io.BytesIO(making.docx(*PARAGRAPHS[:2], title="Nhan đề")))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Lò Văn Tám", "Chủ tịch"
    document.add_paragraph(PARAGRAPHS[2])
    document.save(str(tmp_path / "a.docx"))
    (article,) = articles(read(tmp_path, "a.docx", (tmp_path / "a.docx").read_bytes()))
    assert article.text == "\n".join([*PARAGRAPHS[:2], "Lò Văn Tám", "Chủ tịch", PARAGRAPHS[2]])
    assert (article.title, article.published, article.encoding) == ("Nhan đề", None, "docx")


def test_a_word_document_in_an_abc_font(tmp_path: Path) -> None:
    (article,) = articles(read(tmp_path, "a.docx", making.docx("Th«ng b¸o cña ñy ban nh©n d©n", "tØnh Hµ Gi¶")))
    assert (article.text, article.encoding) == ("Thông báo của ủy ban nhân dân\ntỉnh Hà Giả", "docx/tcvn3")


def test_a_pdf(tmp_path: Path) -> None:
    lines = [line for paragraph in PARAGRAPHS for line in textwrap.wrap(paragraph, 60)]
    data = making.pdf(["BÁO HÀ GIẢ", *lines[:4], "1"], ["BÁO HÀ GIẢ", *lines[4:], "Trang 2/3"], ["BÁO HÀ GIẢ", "3"])
    (article,) = articles(read(tmp_path, "a.pdf", data))
    assert article.text.replace("\n", " ") == TEXT.replace("\n", " ")
    assert article.encoding == "pdf"


@given(st.lists(st.sampled_from([*TEXT.split(), "2020-2025", "Xô-viết"]), min_size=1, max_size=80), st.integers(20, 90))
def test_lines_of_a_pdf_lose_no_word(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = textwrap.wrap(text, width, break_long_words=False)
    joined = join_pages(["\n".join(["đầu", *lines, "cuối"])])
    assert joined.split() == ["đầu", *words, "cuối"]


@pytest.mark.parametrize(
    ("name", "library", "extra"),
    [
        ("a.html", "trafilatura", "html"),
        ("a.docx", "docx", "docx"),
        ("a.pdf", "pypdf", "pdf"),
    ],
)
def test_what_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    (told,) = errors(read(tmp_path, name, b"x")).values()
    assert told.endswith(f"is not installed: pip install 'vnextract[{extra}]'")


ROWS: list[dict[str, Any]] = [
    {"id": "a1", "content": "Tin một của tỉnh.", "date": "2023-12-06", "title": "Một"},
    {"id": "a2", "content": 'Tin hai,\n"của" xã.', "date": "7/12/2023 08:30", "title": None},
    {"id": None, "content": "Tin ba.", "date": None, "title": "Ba"},
]
COLUMNS = Columns(text="content", doc_id="id", published="date")


def tables(rows: list[dict[str, Any]]) -> dict[str, bytes]:
    frame = pd.DataFrame(rows)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return {
        "t.jsonl": lines.encode(),
        "t.ndjson": lines.encode("utf-16"),
        "t.json": json.dumps(rows).encode(),
        "u.json": json.dumps({"count": len(rows), "articles": rows}, ensure_ascii=False).encode("utf-8-sig"),
        "v.json": lines.encode(),
        "t.csv": frame.to_csv(index=False).encode(),
        "u.csv": frame.to_csv(index=False, sep=";").encode("utf-8-sig"),
        "v.csv": frame.to_csv(index=False).encode("utf-16"),
        "w.csv": frame.to_csv(index=False, lineterminator="\r\n").encode(),
        "t.tsv": frame.to_csv(index=False, sep="\t").encode(),
        "t.parquet": frame.to_parquet(),
    }


@pytest.mark.parametrize("name", tables(ROWS))
def test_tables_of_articles(tmp_path: Path, name: str) -> None:
    found = articles(read(tmp_path, name, tables(ROWS)[name], COLUMNS))
    assert [a.text for a in found] == [row["content"] for row in ROWS]
    assert [a.doc_id for a in found] == ["a1", "a2", f"{name}#3"]
    assert [a.published for a in found] == [date(2023, 12, 6), date(2023, 12, 7), None]
    assert [a.title for a in found] == ["Một", None, "Ba"]
    assert {a.path for a in found} == {name}


def test_parquet_with_dates_of_its_own(tmp_path: Path) -> None:
    frame = pd.DataFrame({"text": ["Tin một."], "published": pd.to_datetime(["2023-12-06T23:30+07:00"])})
    (article,) = articles(read(tmp_path, "t.parquet", frame.to_parquet()))
    assert (article.doc_id, article.published) == ("t.parquet#1", date(2023, 12, 6))


def test_what_vnextract_wrote_is_read_back_with_its_ids(tmp_path: Path) -> None:
    import vnextract as vx

    tables = vx.extract("Tin một.", doc_id="a", published="2023-12-06").tables()
    tables.write(tmp_path / "tables")
    (article,) = articles(read(tmp_path, "t.parquet", (tmp_path / "tables" / "articles.parquet").read_bytes()))
    assert (article.doc_id, article.text, article.published) == ("a", "Tin một.", date(2023, 12, 6))


def test_a_bad_row_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [
        '{"text": "Một."}',
        "{",
        "[1]",
        '{"text": 5}',
        '{"text": " "}',
        '{"text": "Sáu.", "published": "mai"}',
        '{"text": "Bảy."}',
    ]
    found = read(tmp_path, "t.jsonl", "\n".join(lines))
    assert [item.doc_id for item in found if isinstance(item, Article)] == ["t.jsonl#1", "t.jsonl#7"]
    told = errors(found)
    assert list(told) == [f"t.jsonl#{number}" for number in range(2, 7)]
    for error, words in zip(
        told.values(), ["no JSON", "not a list", "is a int", "is empty", "is no date"], strict=True
    ):
        assert words in error


def test_a_bad_line_of_csv_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    data = "text,title\nMột.,a\nHai.,b,c,d\n".encode() + b"B\xff\x81\x8dn,\n" + "Bốn.,d\n".encode()
    found = read(tmp_path, "t.csv", data)
    assert [item.text for item in found if isinstance(item, Article)] == ["Một.", "Bốn."]
    assert list(errors(found)) == ["t.csv#2", "t.csv#3"]


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.json", "t.parquet"])
def test_a_column_that_is_not_there_is_named_once(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name, tables(ROWS)[name])
    assert list(errors(found)) == [name]
    assert "no column 'text'; it has id, content, date, title; name the columns with" in errors(found)[name]


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_packed_files(tmp_path: Path, suffix: str, pack: Any) -> None:
    (article,) = articles(read(tmp_path, f"a.txt{suffix}", pack(TEXT.encode())))
    assert (article.doc_id, article.text) == (f"a.txt{suffix}", TEXT)
    found = articles(read(tmp_path, f"t.jsonl{suffix}", pack(tables(ROWS)["t.jsonl"]), COLUMNS))
    assert [a.doc_id for a in found] == ["a1", "a2", f"t.jsonl{suffix}#3"]
    (article,) = articles(read(tmp_path, f"a.pdf{suffix}", pack(making.pdf(["Tin một."]))))
    assert article.text == "Tin một."


def test_an_archive(tmp_path: Path) -> None:
    data = making.archive(
        {
            "tin/b.txt": b"Tin b.",
            "a.txt": b"Tin a.",
            "t.jsonl": b'{"text": "Tin c."}\n{',
            "g.txt.gz": gzip.compress(b"Tin g."),
            "anh.jpg": b"\xff\xd8\xff",
            ".an.txt": b"Tin an.",
            "__MACOSX/a.txt": b"x",
            "metadata.csv": "path,published,title\ntin/b.txt,2023-12-06,Bê\n".encode(),
        }
    )
    found = read(tmp_path, "x.zip", data)
    assert [a.doc_id for a in found if isinstance(a, Article)] == [
        "x.zip/a.txt",
        "x.zip/g.txt.gz",
        "x.zip/t.jsonl#1",
        "x.zip/tin/b.txt",
    ]
    assert (found[-1].title, found[-1].published) == ("Bê", date(2023, 12, 6))  # type: ignore[union-attr]
    assert list(errors(found)) == ["x.zip/t.jsonl#2"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, ids in (
        (TEXT.encode(), ["-"]),
        (b'{"text": "Tin."}\n{"text": "Hai."}', ["-#1", "-#2"]),
        (making.pdf(["Tin."]), ["-"]),
        (making.page(PARAGRAPHS).encode(), ["-"]),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        (source,) = find_inputs(["-"]).files
        assert [a.doc_id for a in articles(list(read_articles(source)))] == ids


def test_a_table_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import vnextract as vx

    (tmp_path / "t.csv").write_bytes(tables(ROWS)["t.csv"])
    call = [
        "vnextract",
        "extract",
        str(tmp_path / "t.csv"),
        "-o",
        str(tmp_path / "out"),
        "-q",
        "--time-limit",
        "0",
        "--model",
        "none",
    ]
    monkeypatch.setattr(sys, "argv", [*call, "--text-column", "content", "--id-column", "id", "--date-column", "date"])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert not stop.value.code
    assert "3 of 3 articles read" in capsys.readouterr().out
    frame = vx.read_tables(tmp_path / "out").articles
    assert frame.doc_id.tolist() == ["a1", "a2", "t.csv#3"]
    assert frame.published.dt.strftime("%Y-%m-%d").tolist()[:2] == ["2023-12-06", "2023-12-07"]


def test_tables_that_a_run_wrote_are_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tin.")
    out = tmp_path / "out"
    out.mkdir()
    (out / "run.json").write_text("{}")
    (out / "articles.jsonl").write_text('{"text": "Tin."}')
    assert [source.doc_id for source in find_inputs([tmp_path]).files] == ["a.txt"]


def test_western_has_every_byte() -> None:
    assert len(set(WESTERN)) == 256
    assert Input("a", Path("a")) == Input("a", Path("a"))
