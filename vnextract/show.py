"""One article with its mentions highlighted: in a terminal, and as HTML for a notebook.

Mentions nest (a body inside a title) and may cross, so the text is cut at every border and each stretch carries all
the mentions that cover it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from vnextract.document import KINDS, Body, Directive, Event, Mention, Official, Zone
from vnextract.text import tidy

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

DIMMED = ("byline", "related", "caption")
# Order of painting: what comes later lies on top, so that a body stays seen inside a title.
LAYERS = ("title", "official", "body", "directive", "event")
LEGEND = ("official", "title", "body", "directive", "event")
TERMINAL = {
    "title": "underline",
    "official": "bold green",
    "body": "cyan",
    "directive": "bold magenta",
    "event": "bold yellow",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to highlight: its layer, and the words shown on hover."""

    start: int
    end: int
    layer: str
    hint: str


def marks(mentions: Iterable[Mention]) -> list[Mark]:
    """The marks of the mentions: each mention, and the titles of each official."""
    found: list[Mark] = []
    for m in mentions:
        found.append(Mark(m.start, m.end, m.kind, hint(m)))
        if isinstance(m, Official):
            found.extend(
                Mark(p.start, p.end, "title", f"title of {m.full_name}: {p.title}" + _unless(p.tenure, "current"))
                for p in m.positions
            )
    return sorted(found, key=lambda mark: (LAYERS.index(mark.layer), mark.start, -mark.end))


def _unless(value: str | None, usual: str) -> str:
    return f" ({value})" if value and value != usual else ""


def hint(m: Mention) -> str:
    """What a mention was taken for, in one line."""
    if isinstance(m, Official):
        return " · ".join(["official: " + m.full_name, *m.titles])
    if isinstance(m, Body):
        return " · ".join(filter(None, ["body: " + (m.canonical or tidy(m.text)), m.level, m.branch]))
    if isinstance(m, Directive):
        return " · ".join(filter(None, ["directive: " + (m.code or tidy(m.text)), m.doc_type, m.date, m.issuer]))
    if isinstance(m, Event):
        who = f"agent: {m.agent}" if m.agent else None
        return " · ".join(
            filter(None, [f"event: {m.event_type} {tidy(m.text)!r}", who, m.time or m.time_text, m.place])
        ) + _unless(m.status, "actual")
    return m.kind


def segments(length: int, spans: Sequence[Mark], cuts: Iterable[int] = ()) -> list[tuple[int, int, list[Mark]]]:
    """The text cut at every border of a mark and at ``cuts``: start, end, the marks that cover it, topmost last.

    >>> [(a, b, len(over)) for a, b, over in segments(9, [Mark(0, 7, "title", ""), Mark(3, 5, "body", "")])]
    [(0, 3, 1), (3, 5, 2), (5, 7, 1), (7, 9, 0)]
    """
    borders = sorted({0, length, *cuts, *(m.start for m in spans), *(m.end for m in spans)})
    waiting = sorted(spans, key=lambda m: m.start, reverse=True)
    active: list[Mark] = []
    out: list[tuple[int, int, list[Mark]]] = []
    for start, end in pairwise(borders):
        active = [m for m in active if m.end > start]
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        out.append((start, end, sorted(active, key=lambda m: (LAYERS.index(m.layer), m.start))))
    return out


def render_text(text: str, mentions: Iterable[Mention], zones: Iterable[Zone] = ()) -> Text:
    """The whole text as a rich ``Text``; captions, bylines and teasers dimmed."""
    from rich.text import Text

    shown = Text("".join(c if c.isprintable() or c == "\n" else " " for c in text))
    for zone in zones:
        if zone.name in DIMMED:
            shown.stylize("dim", zone.start, zone.end)
        elif zone.name == "title":
            shown.stylize("bold", zone.start, zone.end)
    for mark in marks(mentions):
        shown.stylize(TERMINAL[mark.layer], mark.start, mark.end)
    shown.rstrip()
    return shown


def legend() -> Text:
    """What the colors mean."""
    from rich.text import Text

    line = Text()
    for layer in LEGEND:
        line.append(layer, style=TERMINAL[layer])
        line.append("  ")
    line.append("caption, byline, related", style="dim")
    return line


def render_terminal(text: str, mentions: Sequence[Mention], zones: Sequence[Zone], heading: str) -> RenderableType:
    """Heading, legend, the highlighted text, and under it what was found, one line a finding."""
    from rich.console import Group
    from rich.panel import Panel

    body = Panel(
        render_text(text, mentions, zones), title=legend(), title_align="left", subtitle=heading, padding=(1, 2)
    )
    return Group(body, _findings(mentions))


def _findings(mentions: Sequence[Mention]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for kind in KINDS:
        lines = Counter(hint(m).partition(": ")[2] for m in mentions if m.kind == kind)
        for number, (line, count) in enumerate(lines.items()):
            head = Text(kind, style=TERMINAL[kind]) if number == 0 else Text()
            table.add_row(head, Text(line).append(f" ×{count}" if count > 1 else "", style="dim"))
    return table


# Half-transparent grounds and the reader's own text color: legible on light and on dark pages alike. The grounds stand
# at each stretch as well: a notebook that is not trusted is shown without style sheets.
GROUNDS = {
    "title": "border-bottom:2px solid rgba(46,160,67,.75)",
    "official": "background-color:rgba(46,160,67,.30)",
    "body": "background-color:rgba(56,139,253,.28)",
    "directive": "background-color:rgba(188,76,219,.30)",
    "event": "background-color:rgba(219,160,20,.38)",
}
STYLE = """<style>
.vnx{font:16px/1.75 "Noto Serif","Source Serif 4",Cambria,"Times New Roman",serif;color:inherit;max-width:46em;overflow-wrap:anywhere}
.vnx-t{white-space:pre-wrap}
.vnx span{border-radius:3px}
.vnx-t span[title]{cursor:help}
.vnx .event{font-weight:600}
.vnx .z-title{font-weight:700;font-size:1.15em}
.vnx .z-caption,.vnx .z-byline,.vnx .z-related{opacity:.7;font-style:italic}
.vnx details{margin:0 0 .8em;font:13px/1.6 system-ui,sans-serif}
.vnx summary{cursor:pointer}.vnx summary span{padding:1px 7px;margin-right:6px}
.vnx dl{margin:.5em 0 0;display:grid;grid-template-columns:max-content 1fr;gap:.1em 1em}
.vnx dt{opacity:.7;margin:0}.vnx dd{margin:0}
</style>"""
SHOWN_FINDINGS = 200


def render_html(text: str, mentions: Sequence[Mention], zones: Sequence[Zone] = ()) -> str:
    """The text as a self-contained HTML fragment: marked, explained on hover, everything escaped, no script.

    The legend opens to a list of all that was found: what hover tells, for a keyboard, a touch screen, a screen reader.
    """
    cuts = [offset for z in zones for offset in (z.start, z.end)]
    parts = []
    for start, end, over in segments(len(text), marks(mentions), cuts):
        layers = list(dict.fromkeys(m.layer for m in over))
        classes = list(layers)
        at = bisect_right(zones, start, key=lambda z: z.start) - 1
        if at >= 0 and start < zones[at].end and zones[at].name in (*DIMMED, "title"):
            classes.append(f"z-{zones[at].name}")
        words = escape(text[start:end].replace("\x00", "\ufffd"))
        if not classes:
            parts.append(words)
            continue
        hover = escape("\n".join(dict.fromkeys(m.hint for m in reversed(over))))
        told = f' title="{hover}"' if hover else ""
        look = f' style="{_ground(layers)}"' if layers else ""
        parts.append(f'<span class="{" ".join(classes)}"{look}{told}>{words}</span>')
    return (
        f'{STYLE}<div class="vnx" lang="vi">{_html_findings(mentions)}<div class="vnx-t">{"".join(parts)}</div></div>'
    )


def _ground(layers: Sequence[str]) -> str:
    """The look of a stretch: the ground of what lies on top, and the line of a title under it."""
    grounds = [GROUNDS[layer] for layer in layers if layer != "title"][-1:]
    return ";".join([*grounds, *(GROUNDS[layer] for layer in layers if layer == "title")])


def _html_findings(mentions: Sequence[Mention]) -> str:
    """The legend with the number of mentions of each kind, and in it what was found, one line a finding."""
    counts = Counter(m.kind for m in mentions)
    keys = "".join(f'<span style="{GROUNDS[kind]}">{counts[kind]} {kind}</span>' for kind in KINDS)
    lines = []
    for kind in KINDS:
        found = Counter(hint(m).partition(": ")[2] for m in mentions if m.kind == kind)
        for line, count in list(found.items())[:SHOWN_FINDINGS]:
            lines.append(f"<dt>{kind}</dt><dd>{escape(line)}{f' ×{count}' if count > 1 else ''}</dd>")
        if len(found) > SHOWN_FINDINGS:
            lines.append(f"<dt>{kind}</dt><dd>and {len(found) - SHOWN_FINDINGS} more</dd>")
    return f'<details lang="en"><summary>{keys}</summary><dl>{"".join(lines)}</dl></details>'
