"""What a template asks for has a style: a class that no sheet and no script knows does nothing."""

import re
from pathlib import Path

import xuncha

HERE = Path(xuncha.__file__).parent
SHEETS = "".join(path.read_text("utf-8") for path in sorted(HERE.rglob("static/xuncha/*.css")))
SCRIPTS = "".join(path.read_text("utf-8") for path in sorted(HERE.rglob("static/xuncha/*.js")))
UNSTYLED = {"chart-link"}
"""Marks for tests and printing alone."""


def asked_for(template: str) -> set[str]:
    """The classes a template names in full; what it puts together from parts is seen in the browser."""
    plain = re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", "{}", template))
    return {word for value in re.findall(r'class="([^"]*)"', plain) for word in value.split() if "{}" not in word}


def test_every_class_of_a_template_is_known():
    known = set(re.findall(r"\.([A-Za-z_][\w-]*)", SHEETS)) | UNSTYLED
    unknown = {
        f"{path.relative_to(HERE)}: {word}"
        for path in sorted(HERE.rglob("*.html"))
        for word in asked_for(path.read_text("utf-8"))
        if word not in known and not re.search(rf"\b{re.escape(word)}\b", SCRIPTS)
    }
    assert not unknown


def test_a_class_is_seen_where_it_is_named():
    assert asked_for('<p class="note{% if a %} late{% endif %}"><b class="n-{{ x }}">') == {"note", "late"}
