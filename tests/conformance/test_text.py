"""What the files say: templates without inline code or outside addresses, text that can be translated, no traces."""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.conformance.source import PACKAGE, ROOT, python_files, templates

HAN = re.compile(r"[\u3400-\u9fff]")
NOT_TEXT = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->"
    r"|\{%\s*blocktranslate\b.*?%\}.*?\{%\s*endblocktranslate\s*%\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
LITERAL_IN_TAG = re.compile(r"\{%\s*(?!translate\b|trans\b|blocktranslate\b|comment\b)(\w+)(?P<rest>[^%]*?)%\}")
INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "external address": re.compile(r"(?:src|href|action|data)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
    "embedded data": re.compile(r"(?:src|href)\s*=\s*[\"']data:", re.IGNORECASE),
}
TAGS_THAT_TRANSLATE: frozenset[str] = frozenset()
"""Tags of foundation.ui that translate their own literals; none so far."""

TRACES = re.compile(
    r"/home/\w+|/root/|/Users/\w+|https?://(?:pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org|[\w.-]*mirror[\w.-]*)"
)
SOURCES = [path for _, path in python_files()]
SOURCES += [ROOT / name for name in ("pyproject.toml", "Makefile", "README.md") if (ROOT / name).exists()]
SOURCES += sorted((ROOT / "requirements").glob("*")) + sorted((ROOT / "docs").rglob("*.md"))
SOURCES += [path for path in sorted(PACKAGE.rglob("static/**/*")) if path.suffix in {".js", ".css", ".svg"}]


def inline_code(text: str) -> list[str]:
    """Kinds of things that the content-security policy forbids and this template contains."""
    return [kind for kind, pattern in INLINE.items() if pattern.search(text)]


def bare_text(text: str) -> list[str]:
    """Chinese text outside translate tags, with literals handed to other tags and filters."""
    found = [line.strip() for line in NOT_TEXT.sub("", text).splitlines() if HAN.search(line)]
    found += [
        tag[0]
        for tag in LITERAL_IN_TAG.finditer(text)
        if HAN.search(tag["rest"]) and tag[1] not in TAGS_THAT_TRANSLATE and not re.search(r"_\([\"']", tag["rest"])
    ]
    return found


TEMPLATES = pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(PACKAGE)))


@TEMPLATES
def test_template_compiles(path: Path):
    engines["django"].from_string(path.read_text(encoding="utf-8"))


@TEMPLATES
def test_template_has_no_inline_code_and_no_outside_address(path: Path):
    assert inline_code(path.read_text(encoding="utf-8")) == []


@TEMPLATES
def test_template_text_can_be_translated(path: Path):
    assert bare_text(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ('<p style="color:red">', "inline style"),
        ("<style>p{}</style>", "inline style"),
        ('<a href="x" onclick="y()">', "event handler"),
        ('<a href="javascript:y()">', "javascript address"),
        ('<img src="//cdn.example/x.png">', "external address"),
        ('<link href="https://cdn.example/x.css">', "external address"),
        ('<img src="data:image/png;base64,xx">', "embedded data"),
    ],
)
def test_inline_code_is_seen(text, kind):
    assert kind in inline_code(text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<p>问题</p>", True),
        ("<p>{% translate '问题' %}</p>", False),
        ('<p>{% translate "问题" as title %}{{ title }}</p>', False),
        ("{% blocktranslate %}共 {{ n }} 条{% endblocktranslate %}", False),
        ("{# 说明 #}<p>{{ x }}</p>", False),
        ('{% include "a.html" with title="问题" %}', True),
        ('{% include "a.html" with title=_("问题") %}', False),
        ('<input placeholder="编号">', True),
        ('<script src="/static/a.js"></script>', False),
    ],
)
def test_bare_text_is_seen(text, seen):
    assert bool(bare_text(text)) is seen


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_traces_of_a_machine_or_a_registry(path: Path):
    assert TRACES.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", ["/home/somebody/x", "https://py" + "pi.org/simple", "https://mirror.example/x"])
def test_traces_are_seen(text):
    assert TRACES.search(text)
