"""What linked tables answer: who held which post when, and what an official did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from vnextract.errors import InputError
from vnextract.frames import build_frame, cell_rows
from vnextract.merge.namesakes import person_key
from vnextract.merge.offices import held_in, home_of
from vnextract.merge.registry import name_key
from vnextract.reading.published import parse_published
from vnextract.schema import POSTS, ROSTER, TIMELINE
from vnextract.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

NEAR_NAMES = 5
MOST = 0.7  # share of an official's sightings in a role that makes one post the one a bare title means
_PAST = frozenset({"former", "late"})
# First words of the roles that several hold at a time: one holder does not end another's.
_SEVERAL = frozenset("phó thứ ủy thành tỉnh đại cán chuyên điều thẩm kiểm đội".split())

_Key = tuple[str, str, str]  # official, role, body or place
_Sighting = tuple[str, str, str, "str | None"]  # article, role, title, tenure


def posts(tables: Tables) -> pd.DataFrame:
    """Each post of each official, once: the first and the last day it was told of as held, and in how many articles.

    One row for an official, a role and a body. A title without its body ("Bộ trưởng") counts for the post of that role
    that the official is mostly told of in. ``former_by`` is the first day on which an article calls the post a former one. The
    articles behind a row are the rows of ``tables.positions`` with its ``link_id`` and ``body_link_id``. InputError
    where the tables are not linked.

    >>> from vnextract.merge.articles import link_articles
    >>> from vnextract.pipeline import extract_frame
    >>> import pandas as pd
    >>> frame = pd.DataFrame({
    ...     "day": ["2018-06-19", "2019-02-01"],
    ...     "text": ["Ông Lò Văn Tám, Chủ tịch UBND tỉnh Hà Giang, nói.", "Ông Lò Văn Tám, Chủ tịch UBND tỉnh Hà Giang, nói."],
    ... })
    >>> found = posts(link_articles(extract_frame(frame, published="day"))).loc[0]
    >>> found.role, found.body, str(found.first_seen.date()), str(found.last_seen.date())
    ('Chủ tịch', 'Ủy ban nhân dân tỉnh Hà Giang', '2018-06-19', '2019-02-01')
    """
    return build_frame(POSTS, _posts(tables), "posts")


def _posts(tables: Tables) -> list[dict[str, Any]]:
    days, bodies, names = days_of(tables), names_of(tables, "bodies"), names_of(tables, "officials")
    homes = _homes(tables)
    sightings: dict[_Key, list[_Sighting]] = {}
    columns = ("doc_id", "link_id", "role", "title", "tenure", "body_link_id")
    for doc_id, link, role, title, tenure, body in cell_rows(tables.positions, *columns):
        if link is not None:
            key = (link, name_key(role or ""), body or held_in(title or "") or "")
            sightings.setdefault(key, []).append((doc_id, role or "", title or "", tenure))
    rows = [_post(key, seen, days, bodies, names) for key, seen in _folded(sightings, homes).items()]
    return sorted(rows, key=lambda row: (row["full_name"], row["link_id"], str(row["first_seen"]), row["title"]))


def _homes(tables: Tables) -> dict[str, str | None]:
    """Where each body is, as ``offices_held`` says it."""
    rows = cell_rows(tables.bodies, "link_id", "level", "locality")
    return {link: home_of(level, locality, None) for link, level, locality in rows if link is not None}


def _folded(sightings: Mapping[_Key, list[_Sighting]], homes: Mapping[str, str | None]) -> dict[_Key, list[_Sighting]]:
    """Sightings by post, those of a less exact title moved to the post that is meant.

    "Chủ tịch Hà Nội" is the chair of the one body of Hà Nội that the official chairs, and a bare "Chủ tịch" the post of
    that role that most articles tell of, if it is told of in ``MOST`` of them.
    """
    by_role: dict[tuple[str, str], list[_Key]] = {}
    for key in sorted(sightings):
        by_role.setdefault(key[:2], []).append(key)
    folded: dict[_Key, list[_Sighting]] = {}
    for keys in by_role.values():
        goals = {key: _goal(key, keys, sightings, homes) for key in keys}
        for key in sorted(keys, key=lambda key: goals[key] != key):  # the exact ones first: their words name the post
            folded.setdefault(goals[goals[key]], []).extend(sightings[key])
    return folded


def _goal(
    key: _Key, keys: Sequence[_Key], sightings: Mapping[_Key, list[_Sighting]], homes: Mapping[str, str | None]
) -> _Key:
    where = key[2]
    if where in homes:
        return key
    if where:
        there = [other for other in keys if homes.get(other[2]) == where]
        return there[0] if len(there) == 1 else key
    placed = [other for other in keys if other[2]]
    most = max(placed, key=lambda other: (len(sightings[other]), other), default=key)
    return most if len(sightings[most]) >= MOST * sum(len(sightings[other]) for other in placed) else key


def _post(
    key: _Key,
    seen: Sequence[_Sighting],
    days: Mapping[str, date | None],
    bodies: Mapping[str, str],
    names: Mapping[str, str],
) -> dict[str, Any]:
    link, _, where = key
    dated = [(day, doc_id, tenure) for doc_id, _, _, tenure in seen if (day := days.get(doc_id)) is not None]
    dated.sort(key=lambda sighting: sighting[:2])
    exact = [title for _, _, title, _ in seen if where in bodies or held_in(title) == (where or None)]
    held = [(day, doc_id) for day, doc_id, tenure in dated if tenure not in _PAST]
    articles = sorted({doc_id for doc_id, *_ in seen})
    return {
        "link_id": link,
        "full_name": names.get(link, ""),
        "role": _most(role for _, role, _, _ in seen),
        "title": _most(exact or [title for _, _, title, _ in seen]),
        "body": bodies.get(where),
        "body_link_id": where if where in bodies else None,
        "first_seen": held[0][0] if held else None,
        "last_seen": held[-1][0] if held else None,
        "former_by": next((day for day, _, tenure in dated if tenure in _PAST), None),
        "first_doc_id": held[0][1] if held else articles[0],
        "last_doc_id": held[-1][1] if held else articles[-1],
        "articles": len(articles),
    }


def roster(tables: Tables, body: str, on: str | date | None = None) -> pd.DataFrame:
    """Who held which post of a body, on a day or ever: rows of ``posts`` with a column ``certainty``.

    ``body`` is a name in any spelling or a ``link_id``; InputError with the nearest names where no body is called so.
    With ``on``: ``seen`` is a post told of as held up to that day and after it (or on it); ``last_known`` one told of
    before it, with no word until then that it had ended, nor of a later holder of an office that one alone holds.
    Without ``on``: every post, ``certainty`` missing.
    """
    links = find_links(tables, "bodies", body)
    held = [row for row in _posts(tables) if row["body_link_id"] in links]
    day = parse_published(on)
    if day is not None:
        told = [row | {"certainty": _certainty(row, held, day)} for row in held]
        held = [row for row in told if row["certainty"] is not None]
    return build_frame(ROSTER, held, "roster")


def _certainty(row: Mapping[str, Any], others: Iterable[Mapping[str, Any]], day: date) -> str | None:
    first, last, former = row["first_seen"], row["last_seen"], row["former_by"]
    if first is None or first > day:
        return None
    if last >= day:
        return "seen"
    if former is not None and last < former <= day:
        return None
    role = name_key(row["role"] or "")
    if role.split(" ")[0] not in _SEVERAL:
        for other in others:
            same = name_key(other["role"] or "") == role and other["body_link_id"] == row["body_link_id"]
            if (
                same
                and other["link_id"] != row["link_id"]
                and other["first_seen"]
                and last < other["first_seen"] <= day
            ):
                return None
    return "last_known"


def timeline(tables: Tables, official: str) -> pd.DataFrame:
    """What is told of an official, by day: posts taken and left, and the events that he or she has part in.

    ``official`` is a full name or a ``link_id``. InputError with the nearest names where nobody is called so, and with
    the posts of each where several are. Reports of one event (``event_group``) are one row, ``articles`` of them. An
    event's day is the first of its time; what has no day stands last.
    """
    links = find_links(tables, "officials", official)
    if len(links) > 1:
        raise InputError(f"{official!r} is {len(links)} officials: {told_apart(tables, links)}; give a link_id")
    (link,) = links
    rows = _post_rows(tables, link) + _event_rows(tables, link)
    rows.sort(
        key=lambda row: (row["day"] is None, row["day"] or date.min, row["what"], row["doc_id"], row["text"] or "")
    )
    return build_frame(TIMELINE, rows, "timeline")


def told_apart(tables: Tables, links: Iterable[str]) -> str:
    """Officials of one name, each with a title, for a reader to choose from."""
    titles: dict[str, str] = {}
    for row in _posts(tables):
        titles.setdefault(row["link_id"], row["title"])
    return "; ".join(f"{link} ({titles.get(link, 'no title')})" for link in sorted(links))


def _post_rows(tables: Tables, link: str) -> list[dict[str, Any]]:
    rows = []
    for post in _posts(tables):
        if post["link_id"] == link:
            told = {"text": post["title"], "body": post["body"], "articles": post["articles"]}
            if post["first_seen"] or not post["former_by"]:
                rows.append(told | {"day": post["first_seen"], "what": "post", "doc_id": post["first_doc_id"]})
            if post["former_by"]:
                rows.append(told | {"day": post["former_by"], "what": "former post", "doc_id": post["last_doc_id"]})
    return rows


def _event_rows(tables: Tables, link: str) -> list[dict[str, Any]]:
    of_parts = ("doc_id", "event_id", "role", "link_id")
    parts = {
        (doc_id, event): role for doc_id, event, role, who in cell_rows(tables.participants, *of_parts) if who == link
    }
    groups: dict[str, list[dict[str, Any]]] = {}
    columns = ("doc_id", "mention_id", "event_type", "text", "time", "place", "event_group", "agent_link_id")
    for doc_id, mention, kind, text, time, place, group, agent in cell_rows(tables.events, *columns):
        role = parts.get((doc_id, mention)) or ("agent" if agent == link else None)
        if role is not None:
            row = {"what": kind, "text": text, "role": role, "time": time, "place": place, "doc_id": doc_id}
            groups.setdefault(group or f"{doc_id} {mention}", []).append(row | {"day": first_day(time)})
    return [reports[0] | {"articles": len({row["doc_id"] for row in reports})} for reports in groups.values()]


def first_day(time: str | None) -> date | None:
    """The first day of an event's time, if it says one.

    >>> first_day("2018-06-19TMO"), first_day("2018-01-01/2018-03-31"), first_day("XXXX-06-19")
    (datetime.date(2018, 6, 19), datetime.date(2018, 1, 1), None)
    """
    try:
        return date.fromisoformat((time or "")[:10])
    except ValueError:
        return None


def find_links(tables: Tables, kind: str, name: str) -> set[str]:
    """The links of the officials or bodies of a name, or the link itself; InputError with near names if there is none.

    >>> from vnextract.merge.articles import link_articles
    >>> from vnextract.pipeline import extract_frame
    >>> import pandas as pd
    >>> tables = link_articles(extract_frame(pd.DataFrame({"text": ["Bộ Y tế và Bộ Nội vụ họp."]})))
    >>> find_links(tables, "bodies", "Bộ Y Tê")
    Traceback (most recent call last):
    vnextract.errors.InputError: no body is called 'Bộ Y Tê'; near are: Bộ Y tế, Bộ Nội vụ
    """
    key = person_key if kind == "officials" else name_key
    by_name: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for link, form in _forms(tables, kind):
        if link == name:
            return {link}
        by_name.setdefault(key(form), set()).add(link)
        shown.setdefault(key(form), form)
    if key(name) in by_name:
        return by_name[key(name)]
    printed = {link for link, text in _printed(tables, kind) if key(text) == key(name)}
    if printed:
        return printed
    near = get_close_matches(key(name), sorted(by_name), NEAR_NAMES, 0.5)
    told = f"near are: {', '.join(shown[n] for n in near)}" if near else f"there are {len(by_name)} names"
    raise InputError(f"no {'official' if kind == 'officials' else 'body'} is called {name!r}; {told}")


def _forms(tables: Tables, kind: str) -> Iterable[tuple[str, str]]:
    """Link and full name of each mention, or its own words where none is known."""
    check_linked(tables)
    frame = tables.officials if kind == "officials" else tables.bodies
    column = "full_name" if kind == "officials" else "canonical"
    rows = cell_rows(frame, "link_id", column, "text")
    return ((link, full or text) for link, full, text in rows if link is not None)


def _printed(tables: Tables, kind: str) -> Iterable[tuple[str, str]]:
    """Link and own words of each mention."""
    frame = tables.officials if kind == "officials" else tables.bodies
    return ((link, text) for link, text in cell_rows(frame, "link_id", "text") if link is not None)


def check_linked(tables: Tables) -> None:
    """InputError for tables that ``link_articles`` has not been over."""
    for frame in (tables.officials, tables.bodies, tables.directives):
        if len(frame) and frame.link_id.isna().all():
            raise InputError("these tables are not linked across articles: call link_articles(tables) first")


def names_of(tables: Tables, kind: str) -> dict[str, str]:
    """The name that each link is most often given; of several as frequent, the smallest."""
    counts: dict[str, Counter[str]] = {}
    for link, name in _forms(tables, kind):
        counts.setdefault(link, Counter())[name] += 1
    return {link: _most(counter.elements()) for link, counter in counts.items()}


def days_of(tables: Tables) -> dict[str, date | None]:
    """The day of each article."""
    stamps = cell_rows(tables.articles, "doc_id", "published")
    return {doc_id: None if stamp is None else stamp.date() for doc_id, stamp in stamps}


def _most(values: Iterable[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default="")
