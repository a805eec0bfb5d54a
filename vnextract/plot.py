"""Pictures of tables: posts of a person, events over time, documents most cited, who met whom (the extra ``plot``).

Each function takes ``Tables`` and gives a matplotlib figure, which a notebook shows and ``savefig`` writes. Labels are
set in DejaVu Sans, which comes with matplotlib and has every Vietnamese letter: they look the same everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from io import BytesIO
from itertools import combinations
from textwrap import fill
from typing import TYPE_CHECKING, Any

from vnextract.document import EVENT_TYPES
from vnextract.errors import InputError, OptionError
from vnextract.packing import entity
from vnextract.schema import TABLE_OF
from vnextract.text import match_key, single_spaced

try:
    import matplotlib.dates as dates
    import networkx as nx
    from matplotlib import patheffects
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(f"plots need {error.name}: pip install 'vnextract[plot]'", name=error.name) from None

if TYPE_CHECKING:
    import pandas as pd

    from vnextract.tables import Tables

INK, SOFT, LINE, PAPER = "#1f1c18", "#655f56", "#d9d2c5", "#ffffff"
COLORS = {"official": "#1d7a46", "body": "#1c62a8", "directive": "#7b3c9e", "event": "#9a5b00"}
MARKERS = {"official": "o", "body": "s", "directive": "D"}
# Thirteen types: neighbors in a pile differ in hue and in lightness, for those who do not see all hues.
TYPE_COLORS = dict(
    zip(
        EVENT_TYPES,
        "#1b4f72 #d98c00 #7fb3d5 #7d3c98 #1d7a46 #c0392b #641e16 #76d7c4 #b7950b #e59866 #566573 #d2b4de #a9dfbf".split(),
        strict=True,
    )
)
MEETING_TYPES = ("MEETING", "VISIT", "AGREEMENT", "CEREMONY")
LABEL_LETTERS, NODE_LETTERS = 42, 24
MOST_TITLES = 14  # of a person in one picture
NETWORK_POINTS = (560, 430)
_FONT: dict[str, Any] = {"family": "DejaVu Sans", "color": INK}


class Picture(Figure):
    """A matplotlib figure that a notebook shows without pyplot, sharp on dense screens."""

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        out = BytesIO()
        self.savefig(out, format="png", dpi=160, bbox_inches="tight", pad_inches=0.15)
        data = out.getvalue()
        width = int.from_bytes(data[16:20], "big")  # the header of a PNG holds its width
        return data, {"width": width * 5 // 8}


def _picture(width: float, height: float, title: str, note: str = "") -> tuple[Picture, Axes]:
    figure = Picture(figsize=(width, height), facecolor=PAPER, layout="constrained")
    axes: Axes = figure.add_subplot()
    axes.set_title(title, loc="left", fontsize=13, fontweight="bold", pad=24 if note else 12, **_FONT)
    if note:
        axes.annotate(note, (0, 1), (0, 8), "axes fraction", textcoords="offset points", fontsize=9, color=SOFT)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.tick_params(length=0, labelsize=9, labelcolor=INK)
    axes.set_axisbelow(True)
    return figure, axes


def _wrapped(label: str, letters: int = LABEL_LETTERS) -> str:
    return fill(label, letters, break_long_words=False)


def _dated(tables: Tables, name: str) -> pd.DataFrame:
    """The rows of a table with the day of publication of their article."""
    return getattr(tables, name).merge(tables.articles[["doc_id", "published"]], on="doc_id", how="left")


# ---------------------------------------------------------------- posts


def timeline(tables: Tables, person: str) -> Picture:
    """The posts of one person: a line from the first to the last article that gives the title, a dot for each article.

    ``person`` is a full name, in any case and spelling of tones. InputError when nobody of that name has a title, with
    the names that are near; and when no article that names the person has a date. A title that the press did not print
    may still be held: the lines tell of articles, not of terms of office.
    """
    posts = _posts(tables, person)
    dated = posts.dropna(subset=["published"])
    if dated.empty:
        raise InputError(f"no article that gives {person!r} a title has a date of publication")
    every = [(group["title"].iloc[0], group) for _, group in dated.groupby(["key", "tenure"], dropna=False, sort=False)]
    often = sorted(every, key=lambda pair: (-pair[1]["doc_id"].nunique(), pair[0]))[:MOST_TITLES]
    groups = sorted(often, key=lambda pair: (pair[1]["published"].min(), pair[0]))
    name, note = dated["full_name"].iloc[0], "titles as printed, by day of publication"
    if len(every) > len(groups):
        note += f"; the {len(groups)} of {len(every)} titles that most articles give"
    figure, axes = _picture(9, 1.5 + 0.5 * len(groups), name, note)
    for row, (_, group) in enumerate(groups):
        days = dates.date2num(group["published"].dt.to_pydatetime())
        held = group["tenure"].iloc[0] == "current"
        color = COLORS["official"] if held else SOFT
        axes.hlines(row, days.min(), days.max(), color=color, linewidth=5, alpha=0.35, capstyle="round")
        axes.scatter(days, [row] * len(days), s=42, color=color, edgecolor=PAPER, linewidth=1, zorder=3)
    labels = [_titled(title, group["tenure"].iloc[0]) for title, group in groups]
    axes.set_yticks(range(len(groups)), labels)
    axes.set_ylim(len(groups) - 0.4, -0.6)
    _date_axis(axes, dated["published"])
    return figure


def _posts(tables: Tables, person: str) -> pd.DataFrame:
    people = _dated(tables, "officials")[["doc_id", "mention_id", "full_name", "published"]]
    posts = tables.positions.merge(people, on=["doc_id", "mention_id"])
    keys = posts["full_name"].map(match_key)
    found = posts[keys == match_key(person)]
    if found.empty:
        names = {match_key(name): name for name in posts["full_name"]}
        near = [names[key] for key in get_close_matches(match_key(person), names, 5, 0.5)]
        raise InputError(f"nobody named {person!r} has a title here" + (f"; near: {', '.join(near)}" if near else ""))
    return found.assign(key=found["title"].map(match_key))


def _titled(title: str, tenure: Any) -> str:
    return _wrapped(title if tenure == "current" else f"{title} ({tenure})")


def _date_axis(axes: Axes, days: pd.Series[Any]) -> None:
    locator = dates.AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis_date()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.DateFormatter("%Y-%m-%d" if (days.max() - days.min()).days < 120 else "%Y-%m"))
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    if days.min() == days.max():  # one day alone: a month on either side, not decades
        middle = dates.date2num(days.min().to_pydatetime())
        axes.set_xlim(middle - 31, middle + 31)
    else:
        axes.margins(x=0.06)


# ---------------------------------------------------------------- events


def events(tables: Tables, by: str = "month", when: str = "published", types: Collection[str] = EVENT_TYPES) -> Picture:
    """Events by type, one bar a ``by`` (day, month, year), the types piled up.

    ``when`` is published (the article's day) or time (the event's own, where the article tells it to that precision).
    The note counts what has no date. OptionError when a choice is not one of these, InputError when nothing has a date.
    """
    letters = {"day": 10, "month": 7, "year": 4}
    _one_of("by", by, letters)
    _one_of("when", when, ("published", "time"))
    for name in types:
        _one_of("types", name, EVENT_TYPES)
    frame = _dated(tables, "events")
    frame = frame[frame["event_type"].isin(list(types))]
    stamps = frame["published"].dt.strftime("%Y-%m-%d") if when == "published" else frame["time"]
    pattern = {10: r"^(\d{4}-\d\d-\d\d)", 7: r"^(\d{4}-\d\d)", 4: r"^(\d{4})"}[letters[by]]
    steps = stamps.astype("string").str.extract(pattern, expand=False)
    dated = frame.assign(step=steps).dropna(subset=["step"])
    if dated.empty:
        raise InputError(f"no event here has a {by}: {len(frame)} events, when={when!r}")
    shown = _every_step(dated["step"].min(), dated["step"].max(), by)
    table = dated.groupby(["event_type", "step"], observed=True).size().unstack(fill_value=0)
    table = table.reindex(columns=shown, fill_value=0)
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    note = f"{len(dated):,} events by {by}" + (
        f", {len(frame) - len(dated):,} without" if len(frame) > len(dated) else ""
    )
    figure, axes = _picture(9.5, 4.6, "Events by type", note)
    bottom = table.iloc[0] * 0
    for name in order:
        axes.bar(shown, table.loc[name], bottom=bottom, width=0.82, color=TYPE_COLORS[name], label=name.lower())
        bottom = bottom + table.loc[name]
    every = max(1, -(-len(shown) // 12))
    axes.set_xticks(range(0, len(shown), every), shown[::every])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=9, reverse=True, labelcolor=INK)
    return figure


def _one_of(name: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        raise OptionError(f"{name}={value!r}: expected one of {', '.join(allowed)}")


def _every_step(first: str, last: str, by: str) -> list[str]:
    import pandas as pd

    periods = pd.period_range(first, last, freq={"day": "D", "month": "M", "year": "Y"}[by])
    return [str(period) for period in periods]


# ---------------------------------------------------------------- documents


def citations(tables: Tables, top: int = 15) -> Picture:
    """The official documents cited in most articles. InputError when none is cited."""
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    cited = tables.directives[["doc_id", "text", "code", "form", "doc_type"]].astype(object)
    seen: set[tuple[str, str]] = set()
    for row in cited.where(cited.notna(), None).to_dict("records"):
        key, label = entity("directive", {str(name): value for name, value in row.items()})
        kind = row["doc_type"] if row["form"] == "code" and row["doc_type"] else None
        labels.setdefault(key, f"{kind} {label}" if kind else label)
        counts[key] += (row["doc_id"], key) not in seen
        seen.add((row["doc_id"], key))
    if not counts:
        raise InputError("no document is cited here")
    chosen = sorted(counts.items(), key=lambda pair: (-pair[1], labels[pair[0]]))[:top]
    note = f"{len(counts):,} documents in {tables.directives['doc_id'].nunique():,} articles"
    names = [_wrapped(labels[key]) for key, _ in chosen]
    return _ranking("Documents cited in most articles", note, names, [n for _, n in chosen], COLORS["directive"])


def _ranking(title: str, note: str, names: Sequence[str], counts: Sequence[int], color: str) -> Picture:
    figure, axes = _picture(9, 1.2 + 0.36 * len(names), title, note)
    bars = axes.barh(range(len(names)), counts, height=0.72, color=color)
    axes.bar_label(bars, padding=4, fontsize=9, color=INK)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return figure


# ---------------------------------------------------------------- networks


def meetings(tables: Tables, top: int = 25) -> Picture:
    """Who met whom: officials named in one sentence with a meeting, a visit, an agreement or a ceremony."""
    return network(tables, kinds=("official",), types=MEETING_TYPES, top=top, title="Who met whom")


def network(
    tables: Tables,
    kinds: Collection[str] = ("official", "body", "directive"),
    types: Collection[str] | None = None,
    top: int = 30,
    title: str = "Named together",
) -> Picture:
    """Officials, bodies and documents that stand in the same sentences; the ``top`` with most links, thick lines for many.

    ``kinds`` are the kinds of mention to draw; with ``types`` only sentences with such an event count. InputError when
    no two stand together.
    """
    for kind in kinds:
        _one_of("kinds", kind, ("official", "body", "directive"))
    graph = _together(tables, kinds, types)
    if not graph.number_of_edges():
        raise InputError(f"no two of {', '.join(kinds)} stand in one sentence here")
    ranked = sorted(graph.degree(weight="weight"), key=lambda pair: (-pair[1], pair[0]))[:top]
    graph = nx.Graph(graph.subgraph([node for node, _ in ranked]))
    graph.remove_nodes_from([node for node in list(graph) if not graph.degree(node)])
    note = "in one sentence" + (f" with: {', '.join(types).lower()}" if types else "")
    figure, axes = _picture(9.5, 7.5, title, note)
    axes.spines["bottom"].set_visible(False)
    axes.set_axis_off()
    spots = _placed(graph)
    most = max(weight for *_, weight in graph.edges.data("weight"))
    for a, b, weight in graph.edges.data("weight"):
        (x, y), (u, v) = spots[a], spots[b]
        axes.plot(
            [x, u], [y, v], color=SOFT, alpha=0.3 + 0.4 * weight / most, linewidth=0.8 + 3.5 * weight / most, zorder=1
        )
    halo = [patheffects.withStroke(linewidth=3, foreground=PAPER)]
    for node, (x, y) in spots.items():
        size = 40 + 10 * min(graph.degree(node, weight="weight"), 30)
        kind = graph.nodes[node]["kind"]
        look: dict[str, Any] = {"color": COLORS[kind], "marker": MARKERS[kind], "edgecolor": PAPER}
        axes.scatter([x], [y], s=size, linewidth=1.5, zorder=2, **look)
        label = _wrapped(graph.nodes[node]["label"], NODE_LETTERS)
        above = (0, size**0.5 / 2 + 1)
        text = axes.annotate(label, (x, y), above, textcoords="offset points", ha="center", va="bottom", fontsize=8)
        text.set(color=INK, zorder=3, path_effects=halo)
    axes.margins(0.12, 0.08)
    if len(kinds) > 1:
        for kind in kinds:
            axes.scatter([], [], s=60, color=COLORS[kind], marker=MARKERS[kind], label=kind)
        axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=3, frameon=False, fontsize=9, labelcolor=INK)
    return figure


def _together(tables: Tables, kinds: Collection[str], types: Collection[str] | None) -> nx.Graph[Any]:
    """A graph of what stands in one sentence: an edge's weight is the number of sentences."""
    wanted = None
    if types is not None:
        chosen = tables.events[tables.events["event_type"].isin(list(types))]
        wanted = set(zip(chosen["doc_id"], chosen["sentence"], strict=True))
    sentences: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
    for kind in sorted(kinds):
        frame = getattr(tables, TABLE_OF[kind]).astype(object)
        for row in frame.where(frame.notna(), None).to_dict("records"):
            place = (row["doc_id"], row["sentence"])
            if row["sentence"] and row["zone"] not in ("related", "byline") and (wanted is None or place in wanted):
                key, label = entity(kind, {str(name): value for name, value in row.items()})
                sentences.setdefault(place, {}).setdefault((kind, key), single_spaced(label))
    graph: nx.Graph[Any] = nx.Graph()
    for named in sentences.values():
        for node, label in named.items():
            if node not in graph:
                graph.add_node(node, kind=node[0], label=label)
        for a, b in combinations(sorted(named), 2):
            graph.add_edge(a, b, weight=graph.edges[a, b]["weight"] + 1 if graph.has_edge(a, b) else 1)
    return graph


def _placed(graph: nx.Graph[Any]) -> dict[Any, tuple[float, float]]:
    """Where each node is drawn, in points: groups without a link to each other side by side, labels not on each other."""
    groups = sorted(nx.connected_components(graph), key=lambda group: (-len(group), min(group)))
    spots: dict[Any, tuple[float, float]] = {}
    left = top = row = 0.0
    for group in groups:
        size = len(group) ** 0.75
        if left and left + size > 1.6 * len(graph) ** 0.75:
            left, top, row = 0.0, top - row, 0.0
        layout = nx.spring_layout(
            graph.subgraph(sorted(group)), k=2.2 / len(group) ** 0.5, iterations=200, seed=7, weight=None
        )
        for node, (x, y) in layout.items():
            spots[node] = (left + size * (0.5 + 0.4 * float(x)), top - size * (0.5 - 0.4 * float(y)))
        left, row = left + size, max(row, size)
    boxes = {node: _box(graph.nodes[node]["label"]) for node in graph}
    return _spread(_scaled(spots), boxes)


def _scaled(spots: dict[Any, tuple[float, float]]) -> dict[Any, tuple[float, float]]:
    """The same picture as wide and as high as the paper."""
    width, height = NETWORK_POINTS
    xs, ys = [x for x, _ in spots.values()], [y for _, y in spots.values()]
    by_x, by_y = width / (max(xs) - min(xs) or 1), height / (max(ys) - min(ys) or 1)
    return {node: ((x - min(xs)) * by_x, (y - min(ys)) * by_y) for node, (x, y) in spots.items()}


def _box(label: str) -> tuple[float, float]:
    """The room that a node and the label over it take, in points: half the width, half the height."""
    lines = _wrapped(label, NODE_LETTERS).split("\n")
    return 2.5 * max(map(len, lines)) + 3, 5.5 * len(lines) + 8


def _spread(
    spots: dict[Any, tuple[float, float]], boxes: dict[Any, tuple[float, float]], rounds: int = 300
) -> dict[Any, tuple[float, float]]:
    """Push boxes that overlap apart, the shorter way, until none does or the rounds are over."""
    moved = {node: list(spot) for node, spot in sorted(spots.items())}
    for _ in range(rounds):
        crowded = False
        for (a, p), (b, q) in combinations(moved.items(), 2):
            over_x = boxes[a][0] + boxes[b][0] - abs(p[0] - q[0])
            over_y = boxes[a][1] + boxes[b][1] - abs(p[1] - q[1])
            if over_x <= 0 or over_y <= 0:
                continue
            crowded = True
            axis, over = (0, over_x) if over_x < over_y else (1, over_y)
            step = (over / 2 + 0.5) * (1 if p[axis] >= q[axis] else -1)
            p[axis], q[axis] = p[axis] + step, q[axis] - step
        if not crowded:
            break
    return {node: (x, y) for node, (x, y) in moved.items()}
