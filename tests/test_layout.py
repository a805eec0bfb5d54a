"""Zones: each case is an article with its zones named line by line."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from vnextract.analyze import analyze
from vnextract.document import Article
from vnextract.layout import is_byline

CASES = (Path(__file__).parent / "cases" / "layout.txt").read_text(encoding="utf-8").split("\n====\n")
BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"


@pytest.mark.parametrize("case", CASES, ids=[case.split("\n", 1)[0] for case in CASES])
def test_zones_of_the_case(case: str) -> None:
    """A case marks each zone as [name]text; the marks are taken out, line breaks and spaces stay."""
    _, marked = case.split("\n", 1)
    wanted, text, name = [], "", ""
    for piece in re.split(r"(\[[a-z]+\])", marked.strip("\n")):
        if re.fullmatch(r"\[[a-z]+\]", piece):
            name = piece[1:-1]
        elif piece.strip():
            wanted.append((name, piece.strip()))
            text += piece
    document = analyze(Article(text))
    assert [(z.name, text[z.start : z.end]) for z in document.zones] == wanted


@pytest.mark.parametrize(
    "line",
    [
        "Tin, ảnh: Võ Văn Dũng (TTXVN)",
        "Bài và ảnh: HỒNG ÁNH",
        "Thái Anh",
        "NGUYỄN VĂN A",
        "PV",
        "PV PV",
        "Nhóm PV",
        "L.C",
        "D.Hà",
        "H.M/VOV.VN H.M/VOV.VN",
        "Theo VnExpress",
        "Theo Lê An (Dân Trí)",
        "TTXVN/Tin Tức",
        "Bích Hà - Mai Ka",
        "Lê An/VOV-Trung tâm Tin",
        "Lê An (tổng hợp)",
        "Lê An (P/v TTXVN tại Lào)",
    ],
)
def test_bylines(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ông Nguyễn Văn A phát biểu",
        "Chủ tịch UBND tỉnh Trần Văn B",
        "Theo ông Nguyễn Văn A, dự án chậm",
        "Tiếp tục cập nhật",
        "Dân chờ.",
        "Bộ Chính trị kỷ luật ông Lê An",
        "1. Về đất đai",
    ],
)
def test_no_bylines(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.bench
@pytest.mark.skipif(not (BENCH / "dev").is_dir(), reason="the annotated articles are not at hand")
def test_no_official_stands_in_a_byline() -> None:
    sys.path.insert(0, str(BENCH))
    import score

    for path in sorted((BENCH / "dev").glob("*.ann"))[::4]:
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        document = analyze(Article(text))
        bylines = [document.normalized.project(z.start, z.end) for z in document.zones if z.name == "byline"]
        for official in score.read_gold(path, text)["O"]:
            assert not any(a <= official["start"] < b for a, b in bylines), (path.stem, official["text"])
