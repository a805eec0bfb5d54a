"""spaCy: an annotated article as a ``Doc`` and back, a file of many (DocBin), and the dicts that displaCy draws.

The tokens are syllables, numbers, codes, marks and white space, so a ``Doc``'s text is the article's, character for
character. ``doc.spans["vnextract"]`` holds every mention, title and argument, nested ones too; ``doc.ents`` those that
do not overlap. What no span can tell travels in ``doc.user_data``. Needs the extra ``vnextract[spacy]``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnextract.document import Event
from vnextract.errors import GoldError
from vnextract.extraction import Extraction
from vnextract.gold import GoldArticle
from vnextract.interchange.graph import Arc, Graph, Node, annotated, by_id, from_graph, to_graph
from vnextract.interchange.paths import free
from vnextract.storage import replacing
from vnextract.syllables import cut

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

KEY: Final = "vnextract"  # of doc.spans and of doc.user_data
COLORS: Final = {"OFFICIAL": "#ffd9a8", "BODY": "#bfe0ff", "DIRECTIVE": "#cdeccb"}


def write(articles: Iterable[GoldArticle], path: str | os.PathLike[str], *, overwrite: bool = False) -> int:
    """A DocBin of all articles, as ``spacy train`` takes it; how many were written."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    goal, vocab = free(path, overwrite), Vocab()
    docs = [to_doc(article, vocab) for article in articles]
    with replacing(goal) as new:
        DocBin(docs=docs, store_user_data=True).to_disk(new)
    return len(docs)


def read(path: str | os.PathLike[str]) -> list[GoldArticle]:
    """The annotated articles of a DocBin; GoldError where a Doc has no spans of ours."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    docs = DocBin().from_disk(Path(path)).get_docs(Vocab())
    return by_id([from_doc(doc, f"{path}: doc {number}") for number, doc in enumerate(docs, 1)], str(path))


def to_doc(article: GoldArticle | Extraction, vocab: Vocab | None = None) -> Doc:
    """An article as a spaCy ``Doc``; ``vocab`` is that of your pipeline, else a new one."""
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans
    from spacy.vocab import Vocab

    gold = annotated(article)
    words, spaces = _words(gold.text)
    doc = Doc(vocab or Vocab(), words=words, spaces=spaces)
    graph = to_graph(gold)

    def span(node: Node, label: str) -> Span:
        # A mention that cuts a token keeps its true offsets in user_data; its span covers the token.
        found = doc.char_span(node.start, node.end, label=label, span_id=node.key, alignment_mode="expand")
        assert found is not None  # tokens and white space cover the text
        return found

    nodes = [node for node in graph.nodes if node.start < node.end]
    doc.spans[KEY] = [span(node, node.label) for node in nodes]
    kinds = {"Official": "OFFICIAL", "Body": "BODY", "Directive": "DIRECTIVE"}
    doc.ents = filter_spans([span(node, kinds[node.label]) for node in nodes if node.label in kinds])
    doc.user_data[KEY] = {
        "doc_id": gold.doc_id,
        "published": gold.published.isoformat() if gold.published else None,
        "source": gold.source,
        "nodes": {n.key: [n.start, n.end, dict(n.attributes)] for n in nodes},
        "arcs": [[arc.source, arc.target, arc.label] for arc in graph.arcs],
    }
    return doc


def from_doc(doc: Doc, where: str = "doc") -> GoldArticle:
    """The annotated article that a ``Doc`` of ``to_doc`` holds, its spans corrected or not."""
    if KEY not in doc.spans:
        raise GoldError(f"{where}: doc.spans has no {KEY!r}; it has {', '.join(doc.spans) or 'none'}")
    known: dict[str, Any] = doc.user_data.get(KEY, {})
    stored: dict[str, list[Any]] = known.get("nodes", {})
    nodes: list[Node] = []
    for number, span in enumerate(doc.spans[KEY], 1):
        key = span.id_ or f"new{number}"
        start, end, attributes = span.start_char, span.end_char, {}
        if key in stored:
            was_start, was_end, attributes = stored[key]
            same = doc.char_span(was_start, was_end, alignment_mode="expand")
            if same is not None and (same.start_char, same.end_char) == (start, end):
                start, end = was_start, was_end
        nodes.append(Node(key, span.label_, start, end, attributes))
    keys = {node.key for node in nodes}
    arcs = tuple(Arc(*arc) for arc in known.get("arcs", ()) if arc[0] in keys and arc[1] in keys)
    published = date.fromisoformat(known["published"]) if known.get("published") else None
    return from_graph(
        Graph(tuple(nodes), arcs), known.get("doc_id") or "", doc.text, published, known.get("source"), where
    )


def displacy_ents(article: GoldArticle | Extraction) -> dict[str, Any]:
    """What ``displacy.render(..., style="ent", manual=True)`` draws: non-overlapping mentions, events by their type.

    >>> from vnextract.gold import GoldArticle, parse_annotation
    >>> displacy_ents(GoldArticle("a", "Sở Nội vụ họp.", mentions=parse_annotation("B | Sở Nội vụ", "Sở Nội vụ họp.")))
    {'text': 'Sở Nội vụ họp.', 'ents': [{'start': 0, 'end': 9, 'label': 'BODY'}], 'title': 'a'}
    """
    gold, ents, reached = annotated(article), [], 0
    for mention in gold.mentions:
        if mention.start >= reached:
            label = mention.event_type if isinstance(mention, Event) else mention.kind.upper()
            ents.append({"start": mention.start, "end": mention.end, "label": label})
            reached = mention.end
    return {"text": gold.text, "ents": ents, "title": gold.doc_id}


def _words(text: str) -> tuple[list[str], list[bool]]:
    """Tokens and whether one space follows each; other white space and what is no syllable are tokens of their own."""
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for token in [*cut(text), None]:
        start = token.start if token else len(text)
        gap = text[at:start]
        if words and gap.startswith(" "):
            spaces[-1], gap = True, gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if token:
            words.append(text[token.start : token.end])
            spaces.append(False)
            at = token.end
    return words, spaces
