"""The look of a picture: paper, ink, colors of the kinds, and a figure that a notebook shows (the extra `plot`)."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from textwrap import fill
from typing import Any

from vnextract.errors import OptionError

try:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(f"plots need {error.name}: pip install 'vnextract[plot]'", name=error.name) from None

INK, SOFT, LINE, PAPER = "#1f1c18", "#655f56", "#d9d2c5", "#ffffff"
COLORS = {"official": "#1d7a46", "body": "#1c62a8", "directive": "#7b3c9e", "event": "#9a5b00"}
MARKERS = {"official": "o", "body": "s", "directive": "D"}
LABEL_LETTERS = 42
DPI, SHOWN_DPI = 150, 96  # drawn finer than it is shown, for dense screens
FONT: dict[str, Any] = {"family": "DejaVu Sans", "color": INK}


class Picture(Figure):
    """A matplotlib figure that a notebook shows without pyplot, sharp on dense screens."""

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        from PIL import Image

        drawn, out = BytesIO(), BytesIO()
        self.savefig(drawn, format="png", dpi=DPI, bbox_inches="tight", pad_inches=0.15)
        # flat colors: a palette makes a third of the bytes, which count where a notebook is kept
        image = Image.open(drawn).convert("RGB").quantize(128)
        image.save(out, "PNG", optimize=True)
        return out.getvalue(), {"width": image.width * SHOWN_DPI // DPI}


def picture(width: float, height: float, title: str, note: str = "") -> tuple[Picture, Axes]:
    """An empty picture, inches wide and high, with its heading, and the axes to draw in."""
    figure = Picture(figsize=(width, height), facecolor=PAPER, layout="constrained")
    axes: Axes = figure.add_subplot()
    axes.set_title(title, loc="left", fontsize=13, fontweight="bold", pad=24 if note else 12, **FONT)
    if note:
        axes.annotate(note, (0, 1), (0, 8), "axes fraction", textcoords="offset points", fontsize=9, color=SOFT)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.tick_params(length=0, labelsize=9, labelcolor=INK)
    axes.set_axisbelow(True)
    return figure, axes


def wrapped(label: str, letters: int = LABEL_LETTERS) -> str:
    """A label in lines of so many letters, no word cut.

    >>> wrapped("Ủy ban nhân dân tỉnh", 12)
    'Ủy ban nhân\\ndân tỉnh'
    """
    return fill(label, letters, break_long_words=False)


def one_of(name: str, value: str, allowed: Collection[str]) -> None:
    """OptionError where a choice is not one of those there are."""
    if value not in allowed:
        raise OptionError(f"{name}={value!r}: expected one of {', '.join(allowed)}")
