"""The event types of this project in two public ontologies: PLOVER, and ACE 2005, where they have a type for it."""

from __future__ import annotations

from vnextract.lexicon import per_seeds, seed_rows
from vnextract.text import match_key


@per_seeds
def _types() -> dict[tuple[str, str], tuple[str | None, str | None]]:
    return {
        (row["event_type"], match_key(row["trigger"])): (row["plover"] or None, row["ace"] or None)
        for row in seed_rows("ontologies")
    }


def public_types(event_type: str, trigger: str) -> tuple[str | None, str | None]:
    """The PLOVER and the ACE type of an event; None where the ontology has none that fits.

    >>> public_types("APPOINTMENT", "bầu"), public_types("STATEMENT", "cho biết")
    ((None, 'Personnel:Elect'), (None, None))
    """
    table = _types()
    return table.get((event_type, match_key(trigger))) or table.get((event_type, "")) or (None, None)
