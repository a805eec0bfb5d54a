"""Which files are read, what they are called, and what is said of those that cannot be read."""

from __future__ import annotations

import os
import unicodedata
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from vnextract.document import Article
from vnextract.errors import InputError
from vnextract.reading import Input, Unread, find_inputs, parse_published, read_articles
from vnextract.reading.inputs import read_metadata


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_txt", ".txt").replace("_csv", ".csv")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder


def only(source: Input) -> Article:
    (article,) = read_articles(source)
    assert isinstance(article, Article), article
    return article


def reason(source: Input) -> str:
    (unread,) = read_articles(source)
    assert isinstance(unread, Unread), unread
    return unread.error


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
    write(tmp_path, b_txt="x", a__c_txt="x", a__d_TXT="x", notes="x", _txt="x")
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
    file = tmp_path / "a.odt"
    file.write_bytes(b"PK")
    (source,) = find_inputs([file]).files
    assert reason(source).startswith("files of kind '.odt' are not read; expected .txt, ")


def test_metadata_tells_date_title_source(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_txt="Tin một.",
        sub__b_txt="Tin hai.",
        metadata_csv="\ufeffpath,published,title,source,remark\na.txt,2023-12-06,Nhan đề,Báo tỉnh,x\nsub/b.txt,,,Báo xã,\n",
    )
    a, b = map(only, find_inputs([tmp_path]).files)
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
    write(tmp_path, a_txt="x")
    assert "published='6/12' is no date" in reason(Input("a.txt", tmp_path / "a.txt", {"published": "6/12"}))


@pytest.mark.skipif(os.name == "nt", reason="file names are UTF-16 there")
def test_a_file_name_that_is_no_utf8_gets_an_id_that_can_be_stored(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"a\xff.txt")).write_text("x")
    except OSError:
        pytest.skip("the file system refuses such names")
    (source,) = find_inputs([tmp_path]).files
    assert source.doc_id == "a\\xff.txt"


def test_every_name_of_the_package_is_there() -> None:
    import vnextract.reading as package

    assert sorted(package._HOME) == sorted(package.__all__)
    assert all(getattr(package, name) for name in package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'decode_all'"):
        _ = package.decode_all
