"""The manual inside the product: chapters are Markdown files beside their pictures."""

from functools import cache
from pathlib import Path

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from xuncha.foundation.http import SignedInRequest, personal_page

MANUAL = Path(__file__).resolve().parent.parent / "ui" / "manual"


@cache
def chapters() -> tuple[tuple[str, str], ...]:
    """(name, title) of each chapter in order; the title is the first line of its file."""
    files = sorted(MANUAL.glob("*.md"))
    return tuple((f.stem[3:], f.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")) for f in files)


@cache
def chapter_html(name: str) -> str:
    """One chapter as HTML. The files are ours; Markdown's own HTML is switched off all the same."""
    file = next(MANUAL.glob(f"[0-9][0-9]-{name}.md"))
    text: str = MarkdownIt("commonmark", {"html": False}).enable("table").render(file.read_text(encoding="utf-8"))
    return text


@personal_page()
def manual(request: SignedInRequest, chapter: str = "") -> HttpResponse:
    """One chapter of the manual with the list of all of them."""
    known = [name for name, _title in chapters()]
    name = chapter or (known[0] if known else "")
    if name not in known:
        raise Http404
    # The text comes from files of the product, rendered with HTML switched off.
    text = SafeString(chapter_html(name))
    return render(request, "inbox/manual.html", {"chapters": chapters(), "chapter": name, "text": text})
