"""Pictures: what is drawn, with which words, and what is said when there is nothing to draw."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("matplotlib", reason="plots need the extra: pip install 'vnextract[plot]'")
pytest.importorskip("networkx", reason="plots need the extra: pip install 'vnextract[plot]'")

import vnextract as vx
from vnextract import companions, plot
from vnextract.errors import InputError, OptionError
from vnextract.tables import Tables, build_tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    """Two posts of one person over three articles, a visit, a citation."""
    articles = [
        (
            "a",
            "2023-03-01",
            "Ông Lò Văn Tám, Bí thư Huyện ủy Mường Lựng, chủ trì hội nghị triển khai Chỉ thị 34-CT/TU.",
        ),
        ("b", "2023-05-02", "Ông Lò Văn Tám, Bí thư Huyện ủy Mường Lựng, tiếp ông Hà Kim Tuyên, Bộ trưởng Bộ Y tế."),
        ("c", "2024-02-03", "Ông Lò Văn Tám, Phó Chủ tịch UBND tỉnh Nà Lạn, yêu cầu thực hiện Chỉ thị 34-CT/TU."),
    ]
    rows: dict[str, list[Any]] = {}
    for doc_id, published, text in articles:
        for name, some in vx.extract(text, doc_id=doc_id, published=published).rows().items():
            rows.setdefault(name, []).extend(some)
    return build_tables(rows)


def words(figure: Any) -> list[str]:
    """Every label in a figure, a wrapped one in one line."""
    axes = figure.axes[0]
    figure.canvas.draw()
    texts = [*axes.texts, axes.title, axes._left_title, *axes.get_yticklabels(), *axes.get_xticklabels()]
    legend = axes.get_legend()
    texts += legend.get_texts() if legend else []
    return [text.get_text().replace("\n", " ") for text in texts if text.get_text()]


def test_posts_of_a_person(tables: Tables) -> None:
    found = words(plot.timeline(tables, "LÒ VĂN TÁM"))
    assert "Lò Văn Tám" in found
    assert found.count("Bí thư Huyện ủy Mường Lựng") == 1
    assert "Phó Chủ tịch UBND tỉnh Nà Lạn" in found


def test_who_held_a_post(tables: Tables) -> None:
    found = words(plot.posts(tables, "chủ tịch"))
    assert "Lò Văn Tám Phó Chủ tịch UBND tỉnh Nà Lạn" in found
    assert not any("Bí thư" in word for word in found)
    with pytest.raises(InputError, match="no title here"):
        plot.posts(tables, "Thuyền trưởng")


def test_a_person_nobody_named(tables: Tables) -> None:
    with pytest.raises(InputError, match="near: Lò Văn Tám"):
        plot.timeline(tables, "Lò Văn Tấm")
    linked = vx.link_articles(tables)
    assert "Lò Văn Tám" in words(plot.timeline(linked, "Lò Văn Tám"))
    with pytest.raises(InputError, match="no official is called"):
        plot.timeline(linked, "Thuyền trưởng Nemo")
    with pytest.raises(InputError, match="date of publication"):
        plot.timeline(vx.extract("Ông Lò Văn Tám, Bí thư Huyện ủy Mường Lựng, dự họp.").tables(), "Lò Văn Tám")


def test_events_by_type_and_month(tables: Tables) -> None:
    found = words(plot.events(tables))
    assert "2023-03" in found
    assert "2024-02" in found
    assert "direction" in found
    assert "2023" in words(plot.events(tables, by="year", types=["MEETING"]))
    for wrong in ({"by": "week"}, {"when": "now"}, {"types": ["PARTY"]}):
        with pytest.raises(OptionError, match="expected one of"):
            plot.events(tables, **wrong)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="no event here"):
        plot.events(build_tables({}))


def test_documents_most_cited(tables: Tables) -> None:
    figure = plot.citations(tables)
    assert "Chỉ thị 34-CT/TU" in words(figure)
    assert [int(bar.get_width()) for bar in figure.axes[0].patches] == [2]
    with pytest.raises(InputError, match="no document"):
        plot.citations(build_tables({}))


def test_who_stands_with_whom(tables: Tables) -> None:
    found = words(plot.network(tables))
    assert "Lò Văn Tám" in found
    assert "34-CT/TU" in found
    with pytest.raises(OptionError, match="kinds"):
        plot.network(tables, kinds=["event"])
    with pytest.raises(InputError, match="no two"):
        plot.meetings(build_tables({}))


def test_the_same_tables_give_the_same_network(samples: Path) -> None:
    some = vx.extract_folder(samples)
    assert plot.network(some)._repr_png_() == plot.network(some)._repr_png_()


def test_labels_do_not_lie_on_each_other() -> None:
    boxes = dict.fromkeys("abcdef", (20.0, 8.0))
    spots = companions._spread(dict.fromkeys("abcdef", (0.0, 0.0)), boxes)
    for a in "abcdef":
        for b in "abcdef":
            (x, y), (u, v) = spots[a], spots[b]
            assert a == b or abs(x - u) >= 39.9 or abs(y - v) >= 15.9


def test_every_vietnamese_letter_has_its_glyph() -> None:
    from matplotlib import font_manager

    glyphs = font_manager.get_font(font_manager.findfont("DejaVu Sans")).get_charmap()
    vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = [unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones]
    assert [letter for letter in (*letters, *vowels, "đ", "Đ") if ord(letter) not in glyphs] == []


def test_a_notebook_gets_a_picture(tables: Tables) -> None:
    data, metadata = plot.citations(tables)._repr_png_()
    assert data.startswith(b"\x89PNG")
    assert 200 < metadata["width"] < 1200
