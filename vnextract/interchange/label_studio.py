"""Label Studio: tasks with pre-annotations out, corrected annotations in.

A task holds the text and one prediction: a labelled region a mention, the attributes that no words of the text tell as
text areas of the region, arcs as relations. Offsets are code points, as Label Studio stores them; where an export
counts UTF-16 units instead (versions before 1.4), the words of the region tell. https://labelstud.io/guide/export
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from vnextract.errors import GoldError
from vnextract.gold import GoldArticle
from vnextract.interchange.graph import ARCS, ATTRIBUTES, LABELS, Arc, Graph, Node, by_id, from_graph, to_graph
from vnextract.interchange.paths import free, fresh_file
from vnextract.storage import replacing
from vnextract.version import __version__

_LABEL, _TEXT = "label", "text"
_NAMES: Final = sorted({name for names in ATTRIBUTES.values() for name in names} | {"agent", "time", "place"})
_COLORS: Final = {
    "Official": "#e07b00",
    "Body": "#1769c2",
    "Directive": "#2b8a3e",
    "Title": "#c99700",
    "Argument": "#777777",
}


def write(articles: Iterable[GoldArticle], path: str | os.PathLike[str], *, overwrite: bool = False) -> int:
    """A .json file of tasks, and beside it <name>.xml, the labelling interface to paste into the project's settings."""
    goal = Path(path)
    config = free(goal.with_suffix(".xml"), overwrite)
    tasks = [task(article) for article in articles]
    with fresh_file(goal, overwrite) as file:
        json.dump(tasks, file, ensure_ascii=False, indent=1)
    with replacing(config) as new:
        new.write_text(labeling_config(), encoding="utf-8")
    return len(tasks)


def read(path: str | os.PathLike[str]) -> list[GoldArticle]:
    """The articles of an export (JSON), as annotated there; of tasks not yet annotated, the pre-annotation.

    Of several annotations of a task the last that was not cancelled counts. GoldError lists all that is wrong.
    """
    try:
        tasks = json.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError as error:
        raise GoldError(f"{path}: no JSON: {error}") from None
    if not isinstance(tasks, list):
        raise GoldError(f"{path}: expected a list of tasks, as Label Studio exports it (JSON)")
    problems: list[str] = []
    articles: list[GoldArticle] = []
    for number, given in enumerate(tasks, 1):
        try:
            articles.append(article_of(given, f"{path}: task {number}"))
        except GoldError as error:
            problems.append(str(error))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            problems.append(f"{path}: task {number}: {type(error).__name__}: {error}")
    if problems:
        raise GoldError("\n".join(problems))
    return by_id(articles, str(path))


def task(article: GoldArticle) -> dict[str, Any]:
    """One task with the mentions as its prediction."""
    graph = to_graph(article)
    result: list[dict[str, Any]] = []
    for node in graph.nodes:
        at = {"start": node.start, "end": node.end, "text": article.text[node.start : node.end]}
        region = {"id": node.key, "to_name": _TEXT, "origin": "prediction"}
        result.append(region | {"from_name": _LABEL, "type": "labels", "value": at | {"labels": [node.label]}})
        for name, value in node.attributes.items():
            result.append(region | {"from_name": name, "type": "textarea", "value": at | {"text": [value]}})
    for arc in graph.arcs:
        ends = {"from_id": arc.source, "to_id": arc.target, "type": "relation"}
        result.append(ends | {"direction": "right", "labels": [arc.label]})
    scores = [mention.score for mention in article.mentions]
    prediction = {
        "model_version": f"vnextract {__version__}",
        "score": round(sum(scores) / len(scores), 4) if scores else 0.0,
        "result": result,
    }
    published = article.published.isoformat() if article.published else None
    data = {"text": article.text, "doc_id": article.doc_id, "published": published, "source": article.source}
    return {"data": data, "predictions": [prediction]}


def article_of(given: Mapping[str, Any], where: str = "task") -> GoldArticle:
    """The annotated article of one exported task."""
    data = given["data"]
    text, published = data["text"], data.get("published")
    done = [a for a in given.get("annotations") or () if not a.get("was_cancelled")]
    chosen = done[-1] if done else next(iter(given.get("predictions") or ()), {"result": []})
    graph = _graph(chosen["result"], text, where)
    day = date.fromisoformat(published[:10]) if published else None
    doc_id = str(data.get("doc_id") or given.get("id") or "")
    return from_graph(graph, doc_id, text, day, data.get("source"), where)


def _graph(result: Iterable[Mapping[str, Any]], text: str, where: str) -> Graph:
    spans: dict[str, tuple[str, int, int]] = {}
    attributes: dict[str, dict[str, str]] = {}
    arcs: list[Arc] = []
    for region in result:
        kind, value = region.get("type"), region.get("value", {})
        if kind == "labels" and value.get("labels"):
            spans[region["id"]] = (value["labels"][0], *_place(value, text, where))
        elif kind == "textarea" and value.get("text"):
            words = value["text"]
            attributes.setdefault(region["id"], {})[region["from_name"]] = words if isinstance(words, str) else words[0]
        elif kind == "relation":
            source, target = region["from_id"], region["to_id"]
            if region.get("direction") == "left":
                source, target = target, source
            arcs += [Arc(source, target, label) for label in region.get("labels") or ()]
    nodes = tuple(Node(key, *span, attributes.get(key, {})) for key, span in spans.items())
    return Graph(nodes, tuple(arcs))


def _place(value: Mapping[str, Any], text: str, where: str) -> tuple[int, int]:
    """Start and end in code points; GoldError where the region's words stand at neither reading of its offsets."""
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    if words is None or text[start:end] == words:
        return start, end
    units = text.encode("utf-16-le")
    begin, stop = (len(units[: 2 * at].decode("utf-16-le", "replace")) for at in (start, end))
    if text[begin:stop] != words:
        raise GoldError(f"{where}: {words!r} does not stand at {start}-{end}: {text[start:end]!r} does")
    return begin, stop


def labeling_config() -> str:
    """The labelling interface: labels, text areas for attributes, arcs."""
    labels = "".join(
        f"    <Label value={quoteattr(label)} background={quoteattr(_COLORS.get(label, '#8d5bd6'))}/>\n"
        for label in LABELS
    )
    arcs = "".join(f"    <Relation value={quoteattr(arc)}/>\n" for arc in ARCS)
    areas = "".join(
        f'  <TextArea name="{name}" toName="{_TEXT}" perRegion="true" editable="true" maxSubmissions="1" '
        f'whenLabelValue="{",".join(_labels_with(name))}" placeholder="{name}"/>\n'
        for name in _NAMES
    )
    return (
        f'<View>\n  <Relations>\n{arcs}  </Relations>\n  <Labels name="{_LABEL}" toName="{_TEXT}">\n{labels}  </Labels>\n'
        f'  <Text name="{_TEXT}" value="$text" granularity="word"/>\n{areas}</View>\n'
    )


def _labels_with(name: str) -> list[str]:
    return [
        label
        for label in LABELS
        if name in ATTRIBUTES.get(label, ()) or ("norm" in ATTRIBUTES.get(label, ()) and name in ARCS)
    ]
