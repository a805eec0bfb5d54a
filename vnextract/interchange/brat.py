"""brat standoff: <stem>.txt beside <stem>.ann, with annotation.conf and visual.conf, so that brat shows the folder.

Officials, bodies, directives, titles and arguments are text-bound annotations, events have a trigger and arcs, titles
hang on officials by the relation ``holds``; attributes without words in the text (full name, code, ISO time) are
notes ``name=value``. https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from vnextract.document import EVENT_TYPES
from vnextract.errors import GoldError
from vnextract.gold import GoldArticle
from vnextract.interchange.graph import (
    ARGUMENT,
    BODY,
    DIRECTIVE,
    HOLDS,
    OFFICIAL,
    ROLES,
    SPAN_LABELS,
    TITLE,
    Arc,
    Graph,
    Node,
    by_id,
    from_graph,
    to_graph,
)
from vnextract.interchange.paths import doc_id_of, file_stem, fresh_folder

_COLORS: Final = {OFFICIAL: "#ffd9a8", BODY: "#bfe0ff", DIRECTIVE: "#cdeccb", TITLE: "#fff0d6", ARGUMENT: "#eeeeee"}
_SPAN: Final = re.compile(r"(\d+) (\d+)(?:;\d+ \d+)*")
_META: Final = "meta.jsonl"


def write(articles: Iterable[GoldArticle], path: str | os.PathLike[str], *, overwrite: bool = False) -> int:
    """A .txt and an .ann file an article, meta.jsonl, and brat's configuration; how many articles were written."""
    folder, meta = fresh_folder(path, overwrite), []
    for article in articles:
        stem = file_stem(article.doc_id)
        (folder / f"{stem}.txt").write_bytes(article.text.encode("utf-8"))
        (folder / f"{stem}.ann").write_bytes("".join(f"{line}\n" for line in standoff(article)).encode("utf-8"))
        published = article.published.isoformat() if article.published else None
        meta.append(json.dumps({"doc_id": article.doc_id, "published": published, "source": article.source}))
    (folder / _META).write_text("".join(f"{line}\n" for line in meta), encoding="utf-8")
    (folder / "annotation.conf").write_text(_annotation_conf(), encoding="utf-8")
    (folder / "visual.conf").write_text(_visual_conf(), encoding="utf-8")
    return len(meta)


def read(path: str | os.PathLike[str]) -> list[GoldArticle]:
    """The articles of a brat folder; GoldError lists every line that cannot be read."""
    folder, problems, articles = Path(path), [], []
    meta = _read_meta(folder / _META)
    for file in sorted(folder.glob("*.ann")):
        try:
            text = file.with_suffix("").with_name(file.name[:-4] + ".txt").read_bytes().decode("utf-8")
            doc_id = doc_id_of(file.name[:-4])
            known = meta.get(doc_id, {})
            published = date.fromisoformat(known["published"]) if known.get("published") else None
            graph = parse_standoff(file.read_bytes().decode("utf-8"), text, file.name)
            articles.append(from_graph(graph, doc_id, text, published, known.get("source"), file.name))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{file.name}: {error}")
        except GoldError as error:
            problems.append(str(error))
    if not articles and not problems:
        problems.append(f"{folder}: no .ann file in it")
    if problems:
        raise GoldError("\n".join(problems))
    return by_id(articles, str(folder))


def standoff(article: GoldArticle) -> Iterator[str]:
    """The lines of an .ann file."""
    graph = to_graph(article)
    spans = {node.key: f"T{number}" for number, node in enumerate(graph.nodes, 1)}
    events = {node.key: f"E{number}" for number, node in enumerate(_events(graph), 1)}
    for node in graph.nodes:
        words = article.text[node.start : node.end]
        yield f"{spans[node.key]}\t{node.label} {_fragments(words, node.start)}\t{_line(words)}"
    for node in _events(graph):
        arcs = "".join(f" {arc.label}:{spans[arc.target]}" for arc in graph.arcs if arc.source == node.key)
        yield f"{events[node.key]}\t{node.label}:{spans[node.key]}{arcs}"
    holds = (arc for arc in graph.arcs if arc.label == HOLDS)
    for number, arc in enumerate(holds, 1):
        yield f"R{number}\t{HOLDS} Arg1:{spans[arc.source]} Arg2:{spans[arc.target]}"
    notes = ((node, f"{name}={value}") for node in graph.nodes for name, value in node.attributes.items())
    for number, (node, note) in enumerate(notes, 1):
        yield f"#{number}\tAnnotatorNotes {events.get(node.key, spans[node.key])}\t{note}"


_BREAK: Final = r"[\r\n]+"


def _events(graph: Graph) -> list[Node]:
    return [node for node in graph.nodes if node.label in EVENT_TYPES]


def _line(words: str) -> str:
    """Words as they stand behind a span: on one line, without the tab that parts its fields."""
    return " ".join(re.split(_BREAK, words)).replace("\t", " ")


def _fragments(words: str, start: int) -> str:
    """brat's spans may not hold a line break: one fragment a line."""
    at, pieces = 0, []
    for gap in [*re.finditer(_BREAK, words), None]:
        end = gap.start() if gap else len(words)
        if end > at:
            pieces.append(f"{start + at} {start + end}")
        at = gap.end() if gap else end
    return ";".join(pieces)


def parse_standoff(lines: str, text: str, where: str = "annotation") -> Graph:
    """The graph that the lines of an .ann file tell; GoldError with every line that is wrong."""
    problems: list[str] = []
    spans: dict[str, tuple[str, int, int]] = {}
    triggers: dict[str, str] = {}  # event to its trigger
    arcs: list[Arc] = []
    notes: dict[str, dict[str, str]] = {}
    for number, line in enumerate(lines.split("\n"), 1):
        at, cells = f"{where}:{number}", line.rstrip("\r").split("\t")
        if not line.strip() or line[:1] in "*AMN":  # equivalences, attributes, normalizations: nothing of ours
            continue
        try:
            if line[0] == "T":
                label, _, place = cells[1].partition(" ")
                if not _SPAN.fullmatch(place):
                    raise ValueError("expected T1<tab>Label start end<tab>words")
                numbers = re.findall(r"\d+", place)
                start, end = int(numbers[0]), int(numbers[-1])
                if _line(text[start:end]) != cells[2] and ";" not in place:
                    raise ValueError(f"{cells[2]!r} does not stand at {start}-{end}: {text[start:end]!r} does")
                spans[cells[0]] = label, start, end
            elif line[0] == "E":
                (_, trigger), *ends = (pair.split(":") for pair in cells[1].split())
                triggers[cells[0]] = trigger
                arcs += [Arc(trigger, target, re.sub(r"\d+$", "", role)) for role, target in ends]
            elif line[0] == "R":
                label, first, second = cells[1].split()
                arcs.append(Arc(first.removeprefix("Arg1:"), second.removeprefix("Arg2:"), label))
            elif line[0] == "#":
                name, _, value = cells[2].partition("=")
                notes.setdefault(cells[1].split()[1], {})[name.strip()] = value.strip()
            else:
                raise ValueError("expected a line that starts with T, E, R or #")
        except (ValueError, IndexError) as error:
            problems.append(f"{at}: {error}")
    if problems:
        raise GoldError("\n".join(problems))
    said = {triggers.get(key, key): values for key, values in notes.items()}
    nodes = tuple(Node(key, *span, said.get(key, {})) for key, span in spans.items())
    return Graph(nodes, tuple(Arc(a.source, triggers.get(a.target, a.target), a.label) for a in arcs))


def _read_meta(path: Path) -> dict[str, dict[str, str]]:
    if not path.is_file():
        return {}
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["doc_id"]: row for row in rows}


def _annotation_conf() -> str:
    roles = ", ".join(f"{role}?:<ENTITY>" for role in ROLES)
    events = "\n".join(f"{event_type}\t{roles}" for event_type in EVENT_TYPES)
    return (
        "[entities]\n" + "\n".join(SPAN_LABELS) + f"\n\n[relations]\n{HOLDS}\tArg1:{OFFICIAL}, Arg2:{TITLE}\n"
        "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n"
        f"\n[events]\n{events}\n\n[attributes]\n"
    )


def _visual_conf() -> str:
    labels = "\n".join(f"{label} | {label}" for label in SPAN_LABELS)
    colors = "\n".join(f"{label}\tbgColor:{color}, borderColor:darken" for label, color in _COLORS.items())
    return (
        f"[labels]\n{labels}\n\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:#e3d7f5, borderColor:darken\n{colors}\n"
    )
