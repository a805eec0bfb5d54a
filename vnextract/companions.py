"""Who stands with whom: a graph of what is named in the same sentences, and its picture (the extra `plot`)."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations
from typing import TYPE_CHECKING, Any

from vnextract.errors import InputError
from vnextract.packing import column, entities
from vnextract.pictures import COLORS, INK, MARKERS, PAPER, SOFT, Picture, one_of, picture, wrapped
from vnextract.schema import TABLE_OF

try:
    import networkx as nx
    from matplotlib import patheffects
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(f"plots need {error.name}: pip install 'vnextract[plot]'", name=error.name) from None

if TYPE_CHECKING:
    from vnextract.tables import Tables

MEETING_TYPES = ("MEETING", "VISIT", "AGREEMENT", "CEREMONY")
NODE_LETTERS = 24
NETWORK_POINTS = (560, 430)


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
        one_of("kinds", kind, ("official", "body", "directive"))
    graph = _together(tables, kinds, types)
    if not graph.number_of_edges():
        raise InputError(f"no two of {', '.join(kinds)} stand in one sentence here")
    ranked = sorted(graph.degree(weight="weight"), key=lambda pair: (-pair[1], pair[0]))[:top]
    graph = nx.Graph(graph.subgraph([node for node, _ in ranked]))
    graph.remove_nodes_from([node for node in list(graph) if not graph.degree(node)])
    note = "in one sentence" + (f" with: {', '.join(types).lower()}" if types else "")
    figure, axes = picture(9.5, min(7.5, 3.5 + 0.2 * len(graph)), title, note)
    axes.spines["bottom"].set_visible(False)
    axes.set_axis_off()
    spots = _placed(graph)
    most = max(3, *(weight for *_, weight in graph.edges.data("weight")))
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
        label = wrapped(graph.nodes[node]["label"], NODE_LETTERS)
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
        keys, names = entities(tables, kind)
        frame = getattr(tables, TABLE_OF[kind])
        cells = zip(keys, *(column(frame, name) for name in ("doc_id", "sentence", "zone")), strict=True)
        for key, doc_id, sentence, zone in cells:
            place = (doc_id, sentence)
            if sentence and zone not in ("related", "byline") and (wanted is None or place in wanted):
                sentences.setdefault(place, {})[kind, key] = names[key]
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
    lines = wrapped(label, NODE_LETTERS).split("\n")
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
