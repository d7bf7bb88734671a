"""
The manual inside the product: chapters are Markdown files, their pictures static files of the product.

A picture is written `![what it shows](name.png)`, a link to another chapter `[its title](name)`.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

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
    writer = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = writer.parse(file.read_text(encoding="utf-8"))
    known = dict(chapters())
    for token in _inside(tokens):
        target = str(token.attrs.get("src") or token.attrs.get("href") or "")
        if token.type == "image":
            token.attrs["src"] = static(f"xuncha/manual/{target}")
        elif token.type == "link_open" and target in known:
            token.attrs["href"] = reverse("inbox:help-chapter", args=[target])
    return SafeString(writer.renderer.render(tokens, writer.options, {}))


def _inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _inside(token.children or [])
