"""The tables and their columns, declared once: name, type, meaning.

Every frame that leaves vnextract is built from this, so an empty article has the same columns and types as a full
one, and what is written in one format reads back equal from any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vnextract.document import EVENT_TYPES, FORMS, KINDS, ZONES
from vnextract.errors import FrameError

LEVELS = ("central", "regional", "provincial", "sub_provincial", "district", "commune", "foreign")
BRANCHES = (
    "party",
    "legislature",
    "state",
    "government",
    "judiciary",
    "audit",
    "armed_forces",
    "front",
    "public_unit",
    "company",
    "religious",
    "foreign",
    "other",
)
STATUSES = ("actual", "planned", "denied")
TENURES = ("current", "former", "acting", "late")
ROLES = ("agent", "affected", "participant", "place", "directive")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``dtype`` is string, integer, number or date; ``values`` is the closed set, if it has one."""

    name: str
    dtype: str
    meaning: str
    values: tuple[str, ...] = ()
    required: bool = False


def _text(name: str, meaning: str, values: tuple[str, ...] = (), required: bool = False) -> Column:
    return Column(name, "string", meaning, values, required)


DOC_ID = _text(
    "doc_id", "the article: its path below the folder given, its id column, or a digest of its text", (), True
)
ENTITY_ID = _text("entity_id", "equal for mentions of the same official, body or document in the article")

LINK_ID = _text("link_id", "equal for the same official, body or document in all articles (`link_articles`)")

_MENTION = (
    DOC_ID,
    _text("mention_id", "first letter of the kind, start and end; unique in the article", (), True),
    ENTITY_ID,
    Column("start", "integer", "first code point of the mention in articles.text", (), True),
    Column("end", "integer", "code point after the mention in articles.text", (), True),
    _text("text", "the mention as printed"),
)
_PROOF = (
    _text("zone", "the part of the article it stands in", ZONES),
    _text("sentence", "the sentence it stands in"),
    _text("extractor", "who proposed it: rules, model, rules+model, or the name of your own extractor"),
    _text("rule", "the rule that proposed it"),
    Column("score", "number", "confidence in [0, 1]"),
)
_OFFICIAL = (
    _text("full_name", "the fullest form of the name in the article"),
    _text("honorific", "ông, bà, đồng chí ... before the name"),
    _text("rank", "military or police rank before the name"),
)
_TITLES = _text("titles", "the titles of this mention, joined by ' ; '")
_BODY = (
    _text("canonical", "full name, with the locality resolved from the article where it can be"),
    _text("level", "administrative level", LEVELS),
    _text("branch", "branch of the political system", BRANCHES),
    _text("locality", "the place the body belongs to"),
)
_DIRECTIVE = (
    _text("doc_type", "type word in standard spelling: Chỉ thị, Nghị định, Luật ..."),
    _text("number", "number with its letter suffix, as in 12a"),
    Column("year", "integer", "year in the code or the name"),
    _text("type_code", "the type part of the code: CT, NĐ, QĐ ..."),
    _text("issuer_code", "the issuer part of the code: TU, CP, UBND ..."),
    _text("code", "normalized code, as in 34-CT/TU; the number alone for form number"),
    _text("form", "how it is cited", FORMS),
    _text("date", "date of issue beside the citation: YYYY-MM-DD or XXXX-MM-DD"),
    _text("issuer", "issuer as stated in words"),
    _text("issuer_canonical", "full name of the issuer"),
    _text("resolved_by", "what the full name of the issuer was read from"),
)
_PROVISIONS = _text("provisions", "điều, khoản, điểm cited, joined by ' ; '")
_EVENT = (
    _text("event_type", "one of the thirteen types", EVENT_TYPES),
    _text("agent", "who acts; for APPOINTMENT, REMOVAL, DISCIPLINE, PROSECUTION who is affected"),
    _text("agent_id", "entity of the agent"),
    _text("time_text", "the time expression as printed"),
    _text("time", "the same as an ISO date, month, year or interval, with TMO, TAF, TEV for the part of the day"),
    _text("place", "where it takes place, as printed"),
    _text("status", "whether it happened, is planned, or is denied", STATUSES),
)
_SUCCESSION = (
    _text("parent", "full name of the body above it on the day of the article"),
    _text("predecessor", "what the body took over from by the day of the article, joined by ' ; '"),
    _text("successor", "what took over from the body, at whatever day"),
    Column("valid_from", "date", "first day of the body under this name, where it is known"),
    Column("valid_to", "date", "last day of the body under this name, if it has ended"),
)
_ACROSS = (
    _text("agent_link_id", "link_id of the agent"),
    _text("event_group", "equal for reports of one event in all articles: same type, day, agent, place"),
    _text("plover", "the type in the PLOVER ontology, where it has one"),
    _text("ace", "type and subtype in ACE 2005, where it has one"),
)
_DIRECTIVE_IDS = _text("directive_ids", "entities of the documents concerned, joined by ' ; '")

# One row a mention, whatever its kind, in one flat frame.
MENTIONS: tuple[Column, ...] = (
    _text("kind", "what the row is", KINDS, True),
    *_MENTION,
    *_OFFICIAL,
    _TITLES,
    *_BODY,
    *_DIRECTIVE,
    _PROVISIONS,
    *_EVENT,
    _DIRECTIVE_IDS,
    *_PROOF,
)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "articles": (
        DOC_ID,
        _text("path", "the file it was read from"),
        _text("title", "headline, where the source tells it"),
        Column("published", "date", "day of publication: given, or the article's own dateline"),
        _text("source", "where it was published"),
        _text("author", "who wrote it, where the source tells it"),
        _text(
            "encoding",
            "what the file was decoded from: utf-8, tcvn3, vni ..., docx, pdf; utf-8/tcvn3 is Unicode made of TCVN3",
        ),
        Column("chars", "integer", "length of the text in code points"),
        _text("sha256", "digest of the file's bytes; of the UTF-8 text where there is no file of its own"),
        _text("text", "the text that all offsets count in"),
        _text("duplicate_of", "doc_id of the article that this one reprints, or has the very same text as"),
        _text("note", "what a reader of the rows should know: not Vietnamese, no diacritics ..."),
        _text("error", "why it could not be read or analyzed"),
    ),
    "officials": (*_MENTION, *_OFFICIAL, *_PROOF, LINK_ID),
    "bodies": (*_MENTION, *_BODY, *_PROOF, LINK_ID, *_SUCCESSION),
    "directives": (*_MENTION, *_DIRECTIVE, *_PROOF, LINK_ID),
    "events": (*_MENTION, *_EVENT, *_PROOF, *_ACROSS),
    "positions": (
        DOC_ID,
        _text("mention_id", "the official's mention that carries the title", (), True),
        ENTITY_ID,
        _text("title", "the title as printed, as far as its body and locality run"),
        _text("role", "the office without its body: Bí thư, Phó Chủ tịch ..."),
        _text("body", "the body named in the title"),
        _text("body_id", "entity of that body"),
        _text("tenure", "whether the office is still held", TENURES),
        LINK_ID,
        _text("body_link_id", "link_id of that body"),
    ),
    "participants": (
        DOC_ID,
        _text("event_id", "mention_id of the event", (), True),
        _text("role", "part played in the event", ROLES, True),
        _text("entity_id", "entity of the participant"),
        _text("text", "the participant as printed"),
        LINK_ID,
    ),
    "provisions": (
        DOC_ID,
        _text("mention_id", "the citation of a directive that names it", (), True),
        ENTITY_ID,
        _text("provision", "one article, clause or point in full: điểm a khoản 2 Điều 5", (), True),
        _text("article", "number of the article (điều)"),
        _text("clause", "number of the clause (khoản)"),
        _text("point", "letter of the point (điểm)"),
    ),
}
# What the functions of ``answers`` and ``document_graph`` give back.
POSTS: tuple[Column, ...] = (
    _text("link_id", "the official, as in all tables", (), True),
    _text("full_name", "the name most often given"),
    _text("role", "the office without its body"),
    _text("title", "the title most often printed"),
    _text("body", "full name of the body"),
    _text("body_link_id", "the body, as in all tables"),
    Column("first_seen", "date", "first day of an article that tells of the post as held"),
    Column("last_seen", "date", "last day of an article that tells of the post as held"),
    Column("former_by", "date", "first day of an article that calls it a former post"),
    _text("first_doc_id", "the article of first_seen; without days the smallest id"),
    _text("last_doc_id", "the article of last_seen; without days the greatest id"),
    Column("articles", "integer", "in how many articles"),
)
ROSTER: tuple[Column, ...] = (
    *POSTS,
    _text("certainty", "how sure the post was held on the day asked for", ("seen", "last_known")),
)
TIMELINE: tuple[Column, ...] = (
    Column("day", "date", "when it was, or was first told"),
    _text("what", "post, former post, or the type of an event", (), True),
    _text("text", "the title, or the words that tell of the event"),
    _text("body", "the body of a post"),
    _text("role", "the part played in an event", ROLES),
    _text("time", "the time of an event, as in `events`"),
    _text("place", "the place of an event"),
    Column("articles", "integer", "in how many articles it is told"),
    _text("doc_id", "the first of them"),
)
CITATIONS: tuple[Column, ...] = (
    _text("source_id", "link_id of the document, body or official that the relation starts from", (), True),
    _text("source", "its name"),
    _text(
        "relation", "what it does to the document", ("issues", "implements", "amends", "replaces", "repeals", "cites")
    ),
    _text("target_id", "link_id of the document", (), True),
    _text("target", "the document as most fully cited"),
    _text("time", "the time of the issuing event, or the day of issue beside the citation"),
    Column("articles", "integer", "in how many articles it is told"),
    _text("doc_id", "the first of them"),
    _text("sentence", "the sentence that tells it there"),
)
TABLE_OF = {"official": "officials", "body": "bodies", "directive": "directives", "event": "events"}

Row = Mapping[str, Any]
_TYPES: Mapping[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float)}


def check_rows(columns: Iterable[Column], rows: Iterable[Row], where: str) -> None:
    """Every value fits its column, else FrameError that names table, column, value and what is allowed.

    >>> check_rows(TABLES["participants"], [{"doc_id": "a", "event_id": "e1-2.VISIT", "role": "host"}], "participants")
    Traceback (most recent call last):
    vnextract.errors.FrameError: participants.role='host': expected one of agent, affected, participant, place, directive
    """
    columns = tuple(columns)
    for row in rows:
        for column in columns:
            value = row.get(column.name)
            if value is None or value == "":
                if column.required:
                    raise FrameError(f"{where}.{column.name} is missing in {dict(row)!r}")
            elif column.values and value not in column.values:
                raise FrameError(f"{where}.{column.name}={value!r}: expected one of {', '.join(column.values)}")
            elif column.dtype in _TYPES and not isinstance(value, _TYPES[column.dtype]):
                raise FrameError(f"{where}.{column.name}={value!r}: expected {column.dtype}")
