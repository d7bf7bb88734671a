"""The manual inside the product: chapters are Markdown files beside their pictures."""

from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

MANUAL = Path(__file__).with_name("chapters")


@cache
def chapters() -> tuple[tuple[str, str], ...]:
    """(name, title) of each chapter in order; the title is the first line of its file."""
    files = sorted(MANUAL.glob("[0-9][0-9]-*.md"))
    return tuple((f.stem[3:], f.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")) for f in files)


@cache
def chapter_html(name: str) -> SafeString:
    """One chapter as HTML. The files are the product's own, and HTML inside Markdown is switched off all the same."""
    file = next(MANUAL.glob(f"[0-9][0-9]-{name}.md"))
    text = MarkdownIt("commonmark", {"html": False}).enable("table").render(file.read_text(encoding="utf-8"))
    return SafeString(text)
