"""Sentences, and words by the tokenizer chosen, with offsets."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnextract.document import Token

_LINE = regex.compile(r"[^\n]+")


def split_sentences(folded: str, syllables: Sequence[Token]) -> list[tuple[int, int]]:
    """Sentence spans of a folded text: at a final mark before a capital, and at every line end."""
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(folded):
        start = line.start()
        for m in regex.finditer(r"[.!?…]+[\"')\]]*\s+(?=[\"'(\[]*[\p{Lu}\d\"-])", line.group()):
            spans.append((start, line.start() + m.end()))
            start = line.start() + m.end()
        spans.append((start, line.end()))
    out = []
    for a, b in spans:
        while a < b and folded[a].isspace():
            a += 1
        while b > a and folded[b - 1].isspace():
            b -= 1
        if a < b:
            out.append((a, b))
    return out
