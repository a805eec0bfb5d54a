"""A folder of everything that can be wrong with a file: every good article comes out, every bad one is a row."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import making
import pandas as pd
import pytest

import vnextract as vx
from vnextract.pipeline import Pipeline
from vnextract.reading import Unread, find_inputs, read_articles
from vnextract.runs.batch import extract_files

GOOD = "Chiều 6/12, Thành ủy Đà Nẵng tổ chức hội nghị quán triệt Chỉ thị số 34-CT/TU."
pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes, links and file modes are those of POSIX")


def encrypted_zip() -> bytes:
    """A zip archive with the mark of encryption on its one member."""
    data = bytearray(making.archive({"a.txt": GOOD.encode()}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + at
        flags = struct.unpack_from("<H", data, place)[0]
        struct.pack_into("<H", data, place, flags | 1)
    return bytes(data)


def link_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        link = zipfile.ZipInfo("passwd.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    return out.getvalue()


def bomb(size: int = 256 << 20) -> bytes:
    """256 MB of zeros, packed to 250 KB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("bomb.jsonl", "w") as member:
        for _ in range(size >> 20):
            member.write(b"0" * (1 << 20))
    return out.getvalue()


def docx_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as member:
        for _ in range(520):
            member.write(b" " * (1 << 20))
    return out.getvalue()


UTF8 = GOOD.encode()
BODY = ["Thành ủy họp bàn về công tác cán bộ và phát triển kinh tế của thành phố trong năm tới, theo kế hoạch."] * 3
# What stands in the file, and words of the reason; None: it is read.
FILES: dict[str, tuple[bytes, str | None]] = {
    "good.txt": (UTF8, None),
    "bom.txt": (b"\xef\xbb\xbf" + UTF8, None),
    "utf16.txt": (GOOD.encode("utf-16"), None),
    "crlf.txt": (GOOD.replace(", ", ",\r\n").encode(), None),
    "control.txt": (UTF8 + b"\x07\x1b[0m\x0c", None),
    "scripts.html": (making.page(BODY).encode(), None),
    "unclosed.html": (making.page(BODY).encode()[:-200], None),
    "deep.html": (b"<html><body>" + b"<div>" * 5000 + f"<p>{GOOD} {BODY[0]}</p>".encode(), "no main text"),
    "empty.txt": (b"", "the file is empty"),
    "blank.txt": (b" \n\t\r\n", "nothing but white space"),
    "binary.txt": (bytes(range(256)) * 20, "binary file"),
    "nul.txt": (UTF8 + b"\0" + UTF8, "binary file"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
    "pdf.txt": (making.pdf([GOOD]), "by its content a PDF"),
    "text.pdf": (UTF8, "no PDF"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "an old Office file"),
    "mixed.txt": (UTF8 + b"\n" + "Thành ủy".encode("utf-16-le") + b"\xff" + UTF8, "byte 0"),
    "latin.txt": (UTF8 + b"\n" + "Genève à l’été".encode("cp1252") + UTF8, "not UTF-8"),
    "surrogate.txt": (UTF8 + b"\xed\xa0\x80", "not UTF-8"),
    "halved.txt": (GOOD.encode("utf-16")[:-1], "not UTF-16"),
    "overlong.txt": (b"\xc0\xaf" + UTF8, "not UTF-8"),
    "line.txt": ((UTF8 + b" ") * ((50 << 20) // len(UTF8)), "larger than"),
    "long.txt": (b"a " * 1_500_000, "a text of 3,000,000 characters"),
    "truncated.txt.gz": (gzip.compress(UTF8 * 1000)[:-20], "damaged"),
    "no.txt.gz": (UTF8, "damaged"),
    "flipped.jsonl.gz": (gzip.compress(b'{"text": "x"}' * 999)[:30] + bytes(40), "damaged"),
    "zeros.txt.gz": (gzip.compress(bytes(64 << 20)), "larger than"),
    "no.txt.xz": (UTF8, "damaged"),
    "no.txt.bz2": (UTF8, "damaged"),
    "corrupt.docx": (making.docx(GOOD)[:-300], "no Word document"),
    "other.docx": (making.archive({"a.xml": b"<a/>"}), "no Word document"),
    "bomb.docx": (docx_bomb(), "refused"),
    "empty.docx": (making.docx(), "holds no text"),
    "scan.pdf": (making.pdf([]), "no text layer"),
    "corrupt.pdf": (making.pdf([GOOD])[:300], "no "),
    "menu.html": (b"<html><head><title>x</title></head><body><script>a()</script></body></html>", "no main text"),
    "empty.parquet": (pd.DataFrame({"text": pd.Series([], dtype=str)}).to_parquet(), "it holds no article"),
    "corrupt.parquet": (pd.DataFrame({"text": [GOOD]}).to_parquet()[:-40], "no Parquet table"),
    "columns.csv": (b"a,b\n1,2\n", "no column 'text'; it has a, b"),
    "header.csv": (b"text,title\n", "it holds no article"),
    "empty.jsonl": (b"", "the file is empty"),
    "broken.json": (b'{"text": "' + UTF8, "no JSON"),
    "deep.json": (b"[" * 100_000, "no JSON"),
    "empty.json": (b"[]", "objects with an article"),
    "text.zip": (UTF8, "no zip archive"),
    "nothing.zip": (making.archive({"a.jpg": b"x"}), "no files of known kinds"),
}
ROWS: dict[str, tuple[bytes, dict[str, str | None]]] = {
    "lines.jsonl": (
        b"\n".join(
            [
                json.dumps({"text": GOOD}, ensure_ascii=False).encode(),
                b'{"text": "',
                b'{"text": "' + b"a" * (17 << 20) + b'"}',
                b'{"text": "a\\ud800"}',
                json.dumps({"text": GOOD}).encode(),
            ]
        ),
        {"#1": None, "#2": "no JSON", "#3": "longer than", "#4": "lone surrogate", "#5": None},
    ),
    "ids.csv": (
        f'doc_id,text\nx,"{GOOD}"\nx,Tin khác.\n,{"a" * 200_000}\n'.encode(),
        {"x": "given before with another text", "ids.csv#3": None},
    ),
    "names.zip": (
        making.archive(
            {
                "../../tmp/evil.txt": UTF8,
                "/etc/evil.txt": UTF8,
                "C:evil.txt": UTF8,
                "inner.zip": making.archive({"a.txt": UTF8}),
                "fine.txt": UTF8,
                "empty.txt": b"",
            }
        ),
        {
            "/../../tmp/evil.txt": "out of the archive",
            "/etc/evil.txt": "out of the archive",
            "/C:evil.txt": "out of the archive",
            "/inner.zip": "an archive in an archive",
            "/fine.txt": None,
            "/empty.txt": "the file is empty",
        },
    ),
    "locked.zip": (encrypted_zip(), {"/a.txt": "encrypted"}),
    "link.zip": (link_zip(), {"/passwd.txt": "symbolic link"}),
    "bomb.zip": (bomb(), {"/bomb.jsonl": "unfold to more than", "/bomb.jsonl#1": "longer than"}),
}


def write_odd_ones(folder: Path) -> dict[str, str | None]:
    """What is no regular file, or has a name of its own."""
    (folder / "broken-link.txt").symlink_to("absent.txt")
    (folder / "loop.txt").symlink_to("loop2.txt")
    (folder / "loop2.txt").symlink_to("loop.txt")
    (folder / "around").mkdir()
    (folder / "around" / "again").symlink_to(folder)
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt" / "in.txt").write_bytes(UTF8)
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as door:
        here = Path.cwd()
        os.chdir(folder)  # the name of a socket may have some hundred bytes
        try:
            door.bind("door.txt")
        finally:
            os.chdir(here)
    expected: dict[str, str | None] = {
        "broken-link.txt": "No such file",
        "loop.txt": "symbolic links",
        "loop2.txt": "symbolic links",
        "folder.txt/in.txt": None,
        "pipe.txt": "a named pipe",
        "door.txt": "a socket",
    }
    try:
        (folder / os.fsdecode(b"t\xean.txt")).write_bytes(UTF8)
        expected["t\\xean.txt"] = None
    except OSError:  # macOS has no such names
        pass
    (folder / "dòng\nmới.txt").write_bytes(UTF8)
    return expected | {"dòng\nmới.txt": None}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str | None]]:
    folder = tmp_path_factory.mktemp("broken") / "in"
    folder.mkdir()
    for name, (data, _) in FILES.items():
        (folder / name).write_bytes(data)
    for name, (data, _) in ROWS.items():
        (folder / name).write_bytes(data)
    told = {name: reason for name, (_, reason) in FILES.items()} | write_odd_ones(folder)
    for name, (_, rows) in ROWS.items():
        told |= {row if row[0] not in "#/" else name + row: reason for row, reason in rows.items()}
    return folder, told


def check(found: dict[str, str | None], told: dict[str, str | None]) -> None:
    assert sorted(found) == sorted(told)
    for doc_id, reason in told.items():
        error = found[doc_id]
        assert (error is None) if reason is None else (error is not None and reason in error), (doc_id, error)


def test_every_file_is_articles_or_a_reason(expected: tuple[Path, dict[str, str | None]]) -> None:
    folder, told = expected
    rows = {
        item.article.doc_id if isinstance(item, Unread) else item.doc_id: item.error
        if isinstance(item, Unread)
        else None
        for source in find_inputs([folder]).files
        for item in read_articles(source)
    }
    # These two are seen further down the line: what a table can hold, and one id for two texts.
    later = {"lines.jsonl#4": None, "x": None}
    check({str(doc_id): error for doc_id, error in rows.items()}, told | later)


@pytest.mark.slow
def test_a_run_over_all_of_them(expected: tuple[Path, dict[str, str | None]], tmp_path: Path) -> None:
    folder, told = expected
    summary = extract_files([folder], tmp_path / "out", pipeline=Pipeline(model=None))
    frame = vx.read_tables(tmp_path / "out").articles
    found = {row.doc_id: None if pd.isna(row.error) else row.error for row in frame.itertuples()}
    check(found, told)
    assert len(frame) == len(told) + 1  # both rows of the id with two texts
    good = frame[frame.error.isna() & (frame.text == GOOD)]
    assert len(good) > 8
    assert set(good.duplicate_of.dropna()) == {good.doc_id.iloc[0]}
    assert summary.failed == frame.error.notna().sum()


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """As the superuser may read everything, a child drops its rights."""
    (tmp_path / "a.txt").write_bytes(UTF8)
    (tmp_path / "a.txt").chmod(0)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from vnextract.reading import Input, read_articles\n"
        "if os.getuid() == 0: os.setgid(65534), os.setuid(65534)\n"
        "(item,) = read_articles(Input('a.txt', Path(sys.argv[1])))\n"
        "print(item.error)"
    )
    for parent in [tmp_path, *list(tmp_path.parents)[:3]]:
        if parent.name.startswith("pytest"):
            parent.chmod(0o755)
    found = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.txt")], capture_output=True, text=True, check=False
    )
    if "PermissionError" in found.stderr or "ModuleNotFoundError" in found.stderr:
        pytest.skip("another user cannot run this Python")
    assert found.stdout == "cannot be read: Permission denied\n", found.stderr
