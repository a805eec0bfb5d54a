"""Saved web pages: the main text, with the title, day, author and paper that the page tells."""

from __future__ import annotations

import logging
import re
from typing import Any

from vnextract.document import Article
from vnextract.errors import InputError
from vnextract.reading.encodings import decode, restore
from vnextract.reading.extras import needed
from vnextract.reading.inputs import Input, describe
from vnextract.reading.published import parse_cell

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)


def read_page(source: Input, data: bytes) -> Article:
    """A page in HTML is one article."""
    return _article(source, *decode_page(data))


def read_mhtml(source: Input, data: bytes) -> Article:
    """A page saved as one file (.mhtml): its first part in HTML."""
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return _article(source, *decode_page(page, part.get_content_charset()))
    raise InputError("no page in HTML in it")


def decode_page(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """The source of a page and its encoding: UTF-8 where it can be, else what it declares, else as any text."""
    declared = charset or next((m[1].decode("ascii") for m in [_CHARSET.search(data[:4096])] if m), None)
    try:
        return decode(data)
    except InputError:
        try:
            return data.decode(declared or ""), (declared or "").lower()
        except (LookupError, UnicodeDecodeError):
            pass
        raise


def _article(source: Input, html: str, encoding: str) -> Article:
    with needed("html"):
        from trafilatura import bare_extraction
    for name in ("trafilatura", "htmldate"):  # they warn of every page without a text; the error row says it
        logging.getLogger(name).setLevel(logging.CRITICAL)

    # Dates that are guessed from URLs, copyright lines and the like are worse than none: the dateline is still to come.
    found: Any = bare_extraction(
        html,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = (found.text or "").strip() if found is not None else ""
    if found is None or not text:
        raise InputError("no article in the page: no main text was found")
    text, made_of = restore(text)
    title = restore(found.title)[0].strip() if found.title else None
    if title and not text.startswith(title):
        text = f"{title}\n{text}"
    day = parse_cell(found.date)
    return describe(
        source,
        text,
        encoding=encoding + (f"/{made_of}" if made_of else ""),
        title=title,
        author=found.author,
        source=found.sitename or found.hostname,
        published=day.isoformat() if day else None,
    )
