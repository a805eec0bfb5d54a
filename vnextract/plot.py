"""Pictures of tables: posts of a person, events over time, documents most cited, who met whom (the extra ``plot``).

Each function takes ``Tables`` and gives a matplotlib figure, which a notebook shows and ``savefig`` writes. Labels are
set in DejaVu Sans, which comes with matplotlib and has every Vietnamese letter: they look the same everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from vnextract.answers import find_links, told_apart
from vnextract.companions import meetings, network
from vnextract.document import EVENT_TYPES
from vnextract.errors import InputError
from vnextract.packing import column, entities
from vnextract.pictures import COLORS, INK, LINE, PAPER, SOFT, Picture, one_of, picture, wrapped
from vnextract.text import match_key

try:
    import matplotlib.dates as dates
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(f"plots need {error.name}: pip install 'vnextract[plot]'", name=error.name) from None

if TYPE_CHECKING:
    import pandas as pd

    from vnextract.tables import Tables

__all__ = ["Picture", "citations", "events", "meetings", "network", "posts", "timeline"]

# Thirteen types: neighbors in a pile differ in hue and in lightness, for those who do not see all hues.
TYPE_COLORS = dict(
    zip(
        EVENT_TYPES,
        "#1b4f72 #d98c00 #7fb3d5 #7d3c98 #1d7a46 #c0392b #641e16 #76d7c4 #b7950b #e59866 #566573 #d2b4de #a9dfbf".split(),
        strict=True,
    )
)
MOST_TITLES, MOST_POSTS = 14, 40


def _dated(tables: Tables, name: str) -> pd.DataFrame:
    """The rows of a table with the day of publication of their article."""
    return getattr(tables, name).merge(tables.articles[["doc_id", "published"]], on="doc_id", how="left")


# ---------------------------------------------------------------- posts


def timeline(tables: Tables, person: str) -> Picture:
    """The posts of one person: a line from the first to the last article that gives the title, a dot for each article.

    ``person`` is a full name, in any case and spelling of tones, or a ``link_id``. InputError when nobody of that name
    has a title, with the names that are near; when several have, in tables that are linked; and when no article that
    names the person has a date. A title that the press did not print may still be held: the lines tell of articles, not
    of terms of office.
    """
    held = _held(tables)
    mine = held[
        held["link_id"].isin(_links(tables, person)) | (held["link_id"].isna() & (held["person"] == match_key(person)))
    ]
    if mine.empty:
        names = dict(zip(held["person"], held["full_name"], strict=True))
        near = [names[key] for key in get_close_matches(match_key(person), names, 5, 0.5)]
        raise InputError(f"nobody named {person!r} has a title here" + (f"; near: {', '.join(near)}" if near else ""))
    lines = _lines(mine, ["key", "tenure"], MOST_TITLES, f"{person!r}")
    labels = [_titled(row["title"], row["tenure"]) for row, _ in lines]
    return _drawn(lines, labels, mine["full_name"].iloc[0], "titles as printed, by day of publication")


def _links(tables: Tables, person: str) -> set[str]:
    """The one official who is meant, in tables that are linked; nobody in others."""
    if tables.officials["link_id"].isna().all():
        return set()
    links = find_links(tables, "officials", person)
    if len(links) > 1:
        raise InputError(f"{person!r} is {len(links)} officials: {told_apart(tables, links)}; give a link_id")
    return links


def posts(tables: Tables, post: str) -> Picture:
    """Who held which post: each person whose title holds the words ``post``, from the first to the last article.

    "Chủ tịch UBND" finds every title that holds these words, in any case and spelling of tones. InputError when there
    is none, or none in an article with a date.
    """
    held = _held(tables)
    some = held[[match_key(post) in key for key in held["key"]]]
    if some.empty:
        raise InputError(f"no title here holds the words {post!r}")
    lines = _lines(some, ["person", "key", "tenure"], MOST_POSTS, f"{post!r}")
    labels = [f"{row['full_name']}\n{_titled(row['title'], row['tenure'])}" for row, _ in lines]
    return _drawn(lines, labels, post, "titles that hold these words, by day of publication")


Line = tuple[Any, "pd.Series[Any]"]


def _held(tables: Tables) -> pd.DataFrame:
    """Every title with who carries it and when: keys to compare beside the words."""
    people = _dated(tables, "officials")[["doc_id", "mention_id", "full_name", "published"]]
    held = tables.positions.merge(people, on=["doc_id", "mention_id"])
    return held.assign(key=held["title"].map(match_key), person=held["full_name"].map(match_key))


def _lines(held: pd.DataFrame, by: list[str], most: int, what: str) -> list[Line]:
    """One line of the picture for each group: its first row, and its days; those with most articles, by first day."""
    dated = held.dropna(subset=["published"])
    if dated.empty:
        raise InputError(f"no article that gives {what} a title has a date of publication")
    groups = [group for _, group in dated.groupby(by, dropna=False, sort=True, observed=True)]
    often = sorted(groups, key=lambda group: -group["doc_id"].nunique())[:most]
    often.sort(key=lambda group: group["published"].min())
    return [(group.iloc[0], group["published"]) for group in often]


def _drawn(lines: list[Line], labels: list[str], title: str, note: str) -> Picture:
    height = 1.5 + 0.25 * sum(2 + label.count("\n") for label in labels) * 0.85
    figure, axes = picture(9, height, title, note)
    for at, (row, published) in enumerate(lines):
        days = dates.date2num(published.dt.to_pydatetime())
        color = COLORS["official"] if row["tenure"] == "current" else SOFT
        axes.hlines(at, days.min(), days.max(), color=color, linewidth=5, alpha=0.35, capstyle="round")
        axes.scatter(days, [at] * len(days), s=46, color=color, edgecolor=PAPER, linewidth=1, zorder=3)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    _date_axis(axes, [published for _, published in lines])
    return figure


def _titled(title: str, tenure: Any) -> str:
    return wrapped(title if tenure == "current" else f"{title} ({tenure})")


def _date_axis(axes: Axes, all_days: list[pd.Series[Any]]) -> None:
    first, last = min(days.min() for days in all_days), max(days.max() for days in all_days)
    locator = dates.AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis_date()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.DateFormatter("%Y-%m-%d" if (last - first).days < 120 else "%Y-%m"))
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    if first == last:  # one day alone: a month on either side, not decades
        middle = dates.date2num(first.to_pydatetime())
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
    one_of("by", by, letters)
    one_of("when", when, ("published", "time"))
    for name in types:
        one_of("types", name, EVENT_TYPES)
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
    figure, axes = picture(9.5, 4.6, "Events by type", note)
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


def _every_step(first: str, last: str, by: str) -> list[str]:
    import pandas as pd

    periods = pd.period_range(first, last, freq={"day": "D", "month": "M", "year": "Y"}[by])
    return [str(period) for period in periods]


# ---------------------------------------------------------------- documents


def citations(tables: Tables, top: int = 15) -> Picture:
    """The official documents cited in most articles. InputError when none is cited."""
    keys, labels = entities(tables, "directive")
    counts = Counter(key for _, key in {*zip(column(tables.directives, "doc_id"), keys, strict=True)})
    for key, form, kind in zip(keys, *(column(tables.directives, name) for name in ("form", "doc_type")), strict=True):
        if form == "code" and kind and not labels[key].startswith(kind):
            labels[key] = f"{kind} {labels[key]}"
    if not counts:
        raise InputError("no document is cited here")
    chosen = sorted(counts.items(), key=lambda pair: (-pair[1], labels[pair[0]]))[:top]
    note = f"{len(counts):,} documents in {tables.directives['doc_id'].nunique():,} articles"
    names = [wrapped(labels[key]) for key, _ in chosen]
    return _ranking("Documents cited in most articles", note, names, [n for _, n in chosen], COLORS["directive"])


def _ranking(title: str, note: str, names: Sequence[str], counts: Sequence[int], color: str) -> Picture:
    figure, axes = picture(9, 1.2 + 0.36 * len(names), title, note)
    bars = axes.barh(range(len(names)), counts, height=0.72, color=color)
    axes.bar_label(bars, padding=4, fontsize=9, color=INK)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return figure
