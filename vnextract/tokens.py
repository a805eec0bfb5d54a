"""Words by the tokenizer chosen, with offsets."""

from __future__ import annotations
