"""Documents on their way out: one as a download, many as a zip."""

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any, TypeVar
from urllib.parse import quote

from django.http import HttpResponse

from xuncha.foundation.documents.content import Document
from xuncha.foundation.documents.layout import Piece, Text, pieces
from xuncha.foundation.documents.paper import ZIP_MOMENT, render_docx
from xuncha.foundation.documents.pdf import to_pdf
from xuncha.foundation.documents.profile import Issuer, Profile, profile_for
from xuncha.foundation.documents.styles import HEADINGS, Style
from xuncha.foundation.orgs.models import Jurisdiction

R = TypeVar("R")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ON_SCREEN: dict[Style, str] = {
    Style.TITLE: "title",
    Style.ANNEX_TITLE: "title",
    Style.SUBTITLE: "centre",
    Style.CAPTION: "centre",
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys((Style.SEAL, Style.SIGNATORY, Style.DATE), "end"),
}
"""How the page shows a paragraph of this style; all others as plain ones."""
NAME_LIMIT = 80  # characters; some file systems take 255 bytes


def file_name(title: str, ending: str) -> str:
    """A title as a file name that every system accepts."""
    name = re.sub(r'[\x00-\x1f\\/:*?"<>|]+', "", title).strip(" .")[:NAME_LIMIT]
    return f"{name or '文件'}.{ending}"


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Bytes as a file to keep: never shown inside the page, never sniffed, never cached on the way."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def document_response(
    document: Document, profile: Profile, *, on: date, filename: str = "", as_pdf: bool = False
) -> HttpResponse:
    """
    One document as a download, docx or pdf; without `filename` it is called as it is titled.

    Raises:
        RuleViolated: pdf was asked for and cannot be made here.

    """
    content = render_docx(document, profile, on=on)
    title = filename or document.title
    if as_pdf:
        return download(to_pdf(content), file_name(title, "pdf"), "application/pdf")
    return download(content, file_name(title, "docx"), DOCX)


def issued(
    make: Callable[[R, Issuer], Document],
    record: R,
    office: Jurisdiction,
    *,
    on: date,
    filename: str = "",
    asked: Mapping[str, Any] | None = None,
    as_pdf: bool = False,
) -> HttpResponse:
    """
    What `make` writes of the record as a download: with the office's issuer, in its style in force on that day.

    A page whose address takes `?as=pdf` passes what is `asked`; one that ends in the format says `as_pdf`.
    """
    profile = profile_for(office, on)
    as_pdf = as_pdf or (asked is not None and asked.get("as") == "pdf")
    return document_response(make(record, profile.issuer(on)), profile, on=on, filename=filename, as_pdf=as_pdf)


def on_screen(
    make: Callable[[R, Issuer], Document], record: R, office: Jurisdiction, *, on: date
) -> list[tuple[str, Piece]]:
    """What `issued` would hand out, for `documents/on_screen.html`: each piece with how the page shows it."""
    return [(_kind(piece), piece) for piece in pieces(make(record, profile_for(office, on).issuer(on)))]


def _kind(piece: Piece) -> str:
    if not isinstance(piece, Text):
        return "rows"
    return ON_SCREEN.get(piece.style, "text")


def bundle(documents: Iterable[tuple[str, Document]], profile: Profile, *, on: date) -> bytes:
    """Many documents as one zip: (name without ending, document). Equal names are numbered."""
    out = BytesIO()
    taken: dict[str, int] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # a docx is compressed already
        for name, document in documents:
            taken[name] = taken.get(name, 0) + 1
            unique = name if taken[name] == 1 else f"{name}（{taken[name]}）"
            entry = zipfile.ZipInfo(file_name(unique, "docx"), ZIP_MOMENT)
            archive.writestr(entry, render_docx(document, profile, on=on))
    return out.getvalue()


def bundle_response(
    documents: Iterable[tuple[str, Document]], profile: Profile, *, on: date, filename: str
) -> HttpResponse:
    """Many documents as one download."""
    return download(bundle(documents, profile, on=on), file_name(filename, "zip"), "application/zip")
