"""Files for tests, made from text: a PDF with a text layer, a saved page, archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

LINE, MARGIN = 14, 60


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF with these lines of text on its pages.

    One font, of which only what text extraction needs is there: a table from codes to Unicode. It shows nothing.
    """
    letters = sorted({letter for page in pages for line in page for letter in line})
    codes = {letter: number for number, letter in enumerate(letters, 1)}
    table = "\n".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n{table}\nendbfchar\n"
        "endcmap end end"
    )
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /T /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /T /DW 500"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for number, page in enumerate(pages):
        shown = "\n".join(
            f"BT /F 12 Tf 1 0 0 1 {MARGIN} {780 - LINE * row} Tm <{''.join(f'{codes[c]:04x}' for c in line)}> Tj ET"
            for row, line in enumerate(page)
            if line
        )
        bodies.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
            f" /Contents {7 + 2 * number} 0 R >>"
        )
        bodies.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def docx(*paragraphs: str, title: str = "") -> bytes:
    import docx as library

    document = library.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def page(
    paragraphs: Sequence[str],
    title: str = "Hà Giả họp phiên thường kỳ",
    day: str = "2023-12-06T18:30:00+07:00",
    charset: str = "utf-8",
) -> str:
    """A page as a newspaper serves it: scripts, navigation, an article, links to others, a footer."""
    links = "".join(f'<li><a href="/tin-{n}.html">Tin khác số {n} của báo</a></li>' for n in range(12))
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="{charset}"><title>{title} | Báo Hà Giả</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Báo Hà Giả">
<meta property="article:published_time" content="{day}"><meta name="author" content="Vừ Thị Mỷ">
<script>var text = "<p>Chỉ thị số 99-CT/TU không có thật</p>"; while (true) alert(1);</script>
<style>p {{ color: red }}</style></head>
<body><nav><ul>{links}</ul></nav>
<article><h1>{title}</h1>{body}</article>
<aside><h3>Tin liên quan</h3><ul>{links}</ul></aside>
<footer>Bản quyền thuộc Báo Hà Giả. Giấy phép số 12/GP-BTTTT.</footer></body></html>"""


def archive(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()
