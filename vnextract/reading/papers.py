"""Word documents and PDF files: their text, paragraph by paragraph."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from vnextract.document import Article
from vnextract.errors import InputError
from vnextract.reading.encodings import content_of, restore
from vnextract.reading.extras import needed
from vnextract.reading.inputs import Input, describe

_UNPACKED = 512 << 20  # of a .docx, which is a zip archive
PAGES = 2_000


def read_docx(source: Input, data: bytes) -> Article:
    """A Word document is one article: paragraphs and table cells in order, a line each.

    The days in its properties are those of the file, not of the paper; they are left alone.
    """
    with needed("docx"):
        import docx
    _check_zip(data)
    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_blocks(document))
        properties = document.core_properties
        title, author = properties.title, properties.author
    except Exception as error:  # lxml, zipfile, zlib and KeyError, as the damage will have it
        raise InputError(f"no Word document that can be read: {type(error).__name__}: {error}") from None
    if not text.strip():
        raise InputError("the document holds no text")
    text, made_of = restore(text)
    # python-docx writes its own name where nobody is told.
    author = None if author in ("", "python-docx") else author
    return describe(source, text, encoding=f"docx/{made_of}" if made_of else "docx", title=title, author=author)


def _check_zip(data: bytes) -> None:
    import zipfile

    if not data.startswith(b"PK"):
        content = content_of(data)
        raise InputError(f"no Word document (.docx){f', but by its content {content}' if content else ''}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise InputError(f"no Word document that can be read: {error}") from None
    if size > _UNPACKED:
        raise InputError(f"refused: {len(data):,} packed bytes unfold to {size:,}")


def _blocks(holder: Any) -> Iterator[str]:
    for block in holder.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                seen: set[int] = set()  # a merged cell comes once for each column it spans
                for cell in row.cells:
                    if id(cell._tc) not in seen:
                        seen.add(id(cell._tc))
                        yield from _blocks(cell)
        else:
            yield block.text


def read_pdf(source: Input, data: bytes) -> Article:
    """A PDF is one article: its text layer, lines joined to paragraphs, page numbers and running heads left out."""
    with needed("pdf"):
        import pypdf
    if b"%PDF-" not in data[:1024]:
        content = content_of(data)
        raise InputError(f"no PDF{f', but by its content {content}' if content else ''}")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every small fault of a file
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("it is encrypted")
        if len(reader.pages) > PAGES:
            raise InputError(f"{len(reader.pages):,} pages, more than the {PAGES:,} of an article")
        pages = [page.extract_text() for page in reader.pages]
        properties = reader.metadata
        title, author = (properties.title, properties.author) if properties else (None, None)
    except InputError:
        raise
    except Exception as error:  # pypdf's own, and whatever a damaged file sets off in it
        raise InputError(f"no PDF that can be read: {type(error).__name__}: {error}") from None
    text, made_of = restore(join_pages(pages))
    if not text.strip():
        raise InputError("no text layer in it: a scan; recognize its text first (OCR)")
    return describe(source, text, encoding=f"pdf/{made_of}" if made_of else "pdf", title=title, author=author)


_PAGE_NUMBER = re.compile(r"(?:trang|page)?\s*[-–]?\s*\d{1,4}\s*[-–]?\s*(?:/\s*\d{1,4})?", re.IGNORECASE)
# Marks that a PDF sets as pieces of their own, away from the letter before them.
_LOOSE_MARK = re.compile("(?<=[^\\W\\d_]) (?=[\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323])")
_STARTS_ANEW = re.compile(r"\s*(?:[-–•*+]\s|\d{1,3}[.)]\s|[a-zđ]\)\s|(?:Điều|Chương|Mục)\s\d)")
FULL_LINE = 0.8  # of the usual longest line: a shorter one ends its paragraph


def join_pages(pages: Sequence[str]) -> str:
    """The lines of pages joined to paragraphs.

    >>> join_pages(["Sở Nội vụ tỉnh Hà Giả cho biết, giai đoạn 2020-\\n2025, tỉnh sẽ\\nsắp xếp lại.\\n1"])
    'Sở Nội vụ tỉnh Hà Giả cho biết, giai đoạn 2020-2025, tỉnh sẽ sắp xếp lại.'
    """
    cut = [[line.strip() for line in mend(page).splitlines()] for page in pages]
    edges = Counter(line for lines in cut for line in {*lines[:1], *lines[-1:]} if line)
    running = {line for line, count in edges.items() if count > 2 and count > len(pages) / 2}
    lines: list[str] = []
    for page in cut:
        while page and (not page[-1] or page[-1] in running or _PAGE_NUMBER.fullmatch(page[-1])):
            page.pop()
        while page and (not page[0] or page[0] in running or _PAGE_NUMBER.fullmatch(page[0])):
            page.pop(0)
        lines.extend(page)
    return "\n".join(_paragraphs(lines))


def mend(text: str) -> str:
    """Text of a PDF with its marks on their letters: NFC, loose marks, soft hyphens.

    >>> mend("Tha ̀nh u\\u0309y Đa\\u0300 Nẵ\\u00adng")
    'Thành ủy Đà Nẵng'
    """
    return unicodedata.normalize("NFC", _LOOSE_MARK.sub("", text.replace("\u00ad\n", "").replace("\u00ad", "")))


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    lengths = sorted(len(line) for line in lines if line)
    full = FULL_LINE * lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraph, last = "", ""
    for line in lines:
        if _goes_on(last, line, full):
            paragraph += ("" if _hyphenated(paragraph) else " ") + line
        else:
            if paragraph:
                yield paragraph
            paragraph = line
        last = line
    if paragraph:
        yield paragraph


def _goes_on(last: str, line: str, full: float) -> bool:
    """Whether a line belongs to the paragraph of the one before it."""
    if not last or not line or _STARTS_ANEW.match(line) or last.isupper() != line.isupper():
        return False
    return line[0].islower() or last.endswith((",", "-")) or len(last) >= full


def _hyphenated(paragraph: str) -> bool:
    """Whether a hyphen at the end belongs to a word or range ("2020-", "Xô-"); a dash of a sentence has a space."""
    return paragraph[-1:] in "-–" and paragraph[-2:-1].isalnum()
