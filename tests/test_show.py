"""Highlighting: nested and crossing mentions, zones, escaping."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from vnextract.document import Body, Directive, Event, Mention, Official, Position, Zone
from vnextract.pipeline import extract
from vnextract.show import Mark, hint, marks, render_html, render_terminal, render_text, segments

TEXT = 'Bí thư Thành ủy Đà Nẵng Lò Văn Tám <script>alert("x")</script>\nẢnh: Hà Mơ'


def spot(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


TITLE = Position(0, 23, "Bí thư Thành ủy Đà Nẵng", "Bí thư", tenure="former")
MENTIONS: list[Mention] = [
    Official(**spot("Lò Văn Tám"), full_name='Lò Văn "Tám"', positions=(TITLE,)),
    Body(**spot("Thành ủy Đà Nẵng"), canonical="Thành ủy Đà Nẵng", level="provincial"),
]
ZONES = [Zone(0, len(TEXT) - 9, "body"), Zone(len(TEXT) - 9, len(TEXT), "caption")]


class Reader(HTMLParser):
    """The words of a fragment, the tags in it, and the class and hover of each stretch."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.words, self.tags, self.spans, self.depth = "", set[str](), list[dict[str, str | None]](), 0
        self.feed(fragment.partition('<div class="vnx-t">')[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.spans.append(dict(attrs))
        self.depth += 1
        assert self.depth == 1, "stretches do not nest"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "span"

    def handle_data(self, data: str) -> None:
        self.words += data


def test_html_keeps_every_word_and_lets_nothing_through() -> None:
    read = Reader(render_html(TEXT, MENTIONS, ZONES))
    assert read.words == TEXT
    assert read.tags == {"span"}


def test_a_body_inside_a_title_is_both() -> None:
    classes = [span["class"] for span in Reader(render_html(TEXT, MENTIONS, ZONES)).spans]
    assert classes == ["title", "title body", "official", "z-caption"]


def test_hover_tells_title_and_canonical_name() -> None:
    inner = Reader(render_html(TEXT, MENTIONS, ZONES)).spans[1]["title"] or ""
    assert "body: Thành ủy Đà Nẵng · provincial" in inner
    assert 'title of Lò Văn "Tám": Bí thư Thành ủy Đà Nẵng (former)' in inner


def test_the_page_is_self_contained() -> None:
    page = render_html(TEXT, MENTIONS, ZONES)
    assert not re.search(r"<script|https?:|@import|url\(", page)


def test_notebook_view_of_an_extraction() -> None:
    doc = extract("Thành ủy Đà Nẵng ban hành Chỉ thị số 34-CT/TU.")
    assert Reader(doc._repr_html_()).words == doc.text
    assert 'class="directive"' in doc._repr_html_()
    assert Reader(extract("")._repr_html_()).words == ""


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(["title", "official", "body", "event"]))


@given(st.lists(SPANS, max_size=9), st.lists(st.integers(0, 39), max_size=3))
def test_segments_tile_the_text_and_know_their_marks(spans: list[tuple[int, int, str]], cuts: list[int]) -> None:
    found = [Mark(a, a + n, layer, "") for a, n, layer in spans]
    tiles = segments(39, found, cuts)
    assert tiles[0][0] == 0
    assert [a for a, _, _ in tiles[1:]] == [b for _, b, _ in tiles[:-1]]
    assert tiles[-1][1] == 39
    for start, end, over in tiles:
        assert sorted(over, key=repr) == sorted((m for m in found if m.start < end and start < m.end), key=repr)


def test_hints() -> None:
    event = Event(start=0, end=4, text="họp", event_type="MEETING", agent="Tám", time="2023-12-06", status="planned")
    assert hint(event) == "event: MEETING 'họp' · agent: Tám · 2023-12-06 (planned)"
    directive = Directive(start=0, end=4, text="Luật\nĐất đai", doc_type="Luật", form="named")
    assert hint(directive) == "directive: Luật Đất đai · Luật"


def test_terminal_text_keeps_offsets_and_paints_inner_marks_last() -> None:
    text = render_text("a\x1b[31m\r" + TEXT, [])
    assert "\x1b" not in text.plain
    assert len(text.plain) == len(TEXT) + 7
    layers = [mark.layer for mark in marks(MENTIONS)]
    assert layers == ["title", "official", "body"]


def test_terminal_view_lists_what_was_found() -> None:
    out = io.StringIO()
    console = Console(file=out, width=90, force_terminal=True, color_system="standard")
    console.print(render_terminal(TEXT, [*MENTIONS, MENTIONS[1]], ZONES, "a1"))
    shown = re.sub(r"\x1b\[[\d;]*m", "", out.getvalue())
    assert "official  title  body  directive  event" in shown
    assert "Thành ủy Đà Nẵng · provincial ×2" in shown
    assert 'Lò Văn "Tám" · Bí thư Thành ủy Đà Nẵng' in shown
    assert "\x1b[4;36m" in out.getvalue()  # a body inside a title: underlined and cyan
    plain = io.StringIO()
    Console(file=plain, width=90).print(render_terminal("", [], [], "a1"))
    assert "a1" in plain.getvalue()
