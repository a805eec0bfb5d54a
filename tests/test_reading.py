"""Which files are read, what they are called, and what is said of those that cannot be read."""

from __future__ import annotations

import os
import unicodedata
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnextract.errors import InputError
from vnextract.reading import Input, decode, find_inputs, parse_published, read_articles, read_bytes, read_metadata

TEXT = "Ông Lò Văn Tám dự họp.\r\nThành ủy Đà Nẵng chủ trì.\r"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_txt", ".txt").replace("_csv", ".csv")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-32", "utf-32")],
)
def test_text_comes_back_as_it_stands_in_the_file(encoding: str, name: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, name)
    big_endian = "\ufeff" + TEXT
    assert decode(big_endian.encode("utf-16-be")) == (TEXT, "utf-16")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "nothing but white space"),
        (b"\xef\xbb\xbf", "nothing but white space"),
        (b"%PDF\x00\x01", "binary file, not a text: byte 0 at offset 4"),
        ("Thành".encode("latin-1"), "not UTF-8: byte 0xe0 at offset 2"),
        (b"\xff\xfea\x00\x00\xd8", "not UTF-16"),
    ],
)
def test_what_cannot_be_decoded_says_why(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decode(data)


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except InputError:
        return
    assert text.strip()
    assert encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")


HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (None, None),
        ("2023-12-06", date(2023, 12, 6)),
        (" 2023-12-06 ", date(2023, 12, 6)),
        ("2023-12-06T23:30", date(2023, 12, 6)),
        ("2023-12-06 23:30:01.5+07:00", date(2023, 12, 6)),
        ("2023-12-06T00:10:00Z", date(2023, 12, 6)),
        (date(2023, 12, 6), date(2023, 12, 6)),
        (datetime(2023, 12, 6, 0, 30, tzinfo=HANOI), date(2023, 12, 6)),
        (float("nan"), None),
    ],
)
def test_published_is_the_day_on_its_own_clock(value: Any, day: date | None) -> None:
    assert parse_published(value) == day


@pytest.mark.parametrize("value", ["", "6/12/2023", "2023-13-01", "2023-12-06 hôm qua", "20231206", "2023", 2023, 1.5])
def test_published_refuses_what_is_no_date(value: Any) -> None:
    with pytest.raises(InputError, match="is no date"):
        parse_published(value)


def test_ids_are_paths_below_the_folder_given(tmp_path: Path) -> None:
    write(tmp_path, b_txt="x", a__c_txt="x", a__d_TXT="x", notes_csv="x", _txt="x")
    (tmp_path / "a" / "d_TXT").rename(tmp_path / "a" / "d.TXT")
    found = find_inputs([tmp_path])
    assert [source.doc_id for source in found.files] == ["a/c.txt", "a/d.TXT", "b.txt"]
    assert found.passed_over == 1
    assert [s.doc_id for s in find_inputs([tmp_path / "a", tmp_path / "b.txt"]).files] == ["b.txt", "c.txt", "d.TXT"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a_txt="x")
    assert len(find_inputs([tmp_path, tmp_path / "a.txt", tmp_path]).files) == 1


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such file or folder: .*absent"):
        find_inputs([tmp_path / "absent"])


def test_other_kinds_of_file_are_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(b"PK")
    (source,) = find_inputs([file]).files
    with pytest.raises(InputError, match=r"'\.docx' are not read; expected \.txt"):
        read_articles(source, b"PK")


def test_metadata_tells_date_title_source(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_txt="Tin một.",
        sub__b_txt="Tin hai.",
        metadata_csv="\ufeffpath,published,title,source,remark\na.txt,2023-12-06,Nhan đề,Báo tỉnh,x\nsub/b.txt,,,Báo xã,\n",
    )
    a, b = (next(iter(read_articles(s, read_bytes(s)))) for s in find_inputs([tmp_path]).files)
    assert (a.published, a.title, a.source) == (date(2023, 12, 6), "Nhan đề", "Báo tỉnh")
    assert (b.published, b.title, b.source) == (None, None, "Báo xã")
    (alone,) = find_inputs([tmp_path / "a.txt"]).files
    assert alone.told["title"] == "Nhan đề"


def test_the_nearest_metadata_counts(tmp_path: Path) -> None:
    write(
        tmp_path, sub__a_txt="x", metadata_csv="path,title\nsub/a.txt,xa\n", sub__metadata_csv="path,title\na.txt,gần\n"
    )
    (source,) = find_inputs([tmp_path]).files
    assert source.told == {"title": "gần"}


def test_metadata_matches_names_in_any_unicode_form(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Đà Nẵng.txt")
    (tmp_path / name).write_text("x", encoding="utf-8")
    write(tmp_path, metadata_csv="path,title\nĐà Nẵng.txt,Nhan đề\n")
    (source,) = find_inputs([tmp_path]).files
    assert source.told == {"title": "Nhan đề"}
    assert source.doc_id == name


@pytest.mark.parametrize(("text", "message"), [("file,title\na,b\n", "needs a column 'path'"), ("\x00", "binary")])
def test_bad_metadata_is_named(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, metadata_csv=text)
    with pytest.raises(InputError, match=rf"metadata\.csv: .*{message}"):
        read_metadata(tmp_path)


def test_a_bad_date_in_metadata_is_the_articles_error(tmp_path: Path) -> None:
    source = Input("a.txt", tmp_path / "a.txt", {"published": "6/12"})
    with pytest.raises(InputError, match="published='6/12' is no date"):
        list(read_articles(source, b"x"))


@pytest.mark.skipif(os.name == "nt", reason="file names are UTF-16 there")
def test_a_file_name_that_is_no_utf8_gets_an_id_that_can_be_stored(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"a\xff.txt")).write_text("x")
    except OSError:
        pytest.skip("the file system refuses such names")
    (source,) = find_inputs([tmp_path]).files
    assert source.doc_id == "a\\xff.txt"
