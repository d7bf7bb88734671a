"""What commands share: starting Django, and answering the person at the terminal in their language."""

import json
import os
import sys
from argparse import ArgumentTypeError
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say

LOCALE = Path(__file__).resolve().parents[1] / "locale"
A_DAY = 86_400


def gettext(text: str) -> str:
    """A sentence in the language of the terminal; needs no Django, so that --help answers at once."""
    wanted = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return _catalogue("en" if wanted.startswith("en") else "").gettext(text)


@cache
def _catalogue(language: str) -> NullTranslations:
    """The compiled catalogue of a language; the source strings where there is none."""
    return translation("django", LOCALE, [language], fallback=True)


def prepare() -> None:
    """Start Django, for commands that need the database."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.site.settings")
    if not apps.ready:  # a second start would shut down whatever already writes to a log
        django.setup()


def tell(text: str, *, error: bool = False) -> None:
    """Say something to the person at the terminal."""
    print(text, file=sys.stderr if error else sys.stdout, flush=True)


def cpu_seconds(text: str) -> float:
    """An argument that says how many CPU seconds may be spent."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= A_DAY:
        raise ArgumentTypeError(gettext("须为 86400 以内的正数"))
    return seconds


def writable(path: Path) -> Path:
    """The path of a file that is to be written later; refused now rather than after the work."""
    folder = path.resolve().parent
    if not folder.is_dir():
        raise RuleViolated(say("没有「{folder}」这个目录。", folder=path.parent))
    if path.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        raise RuleViolated(say("{path}：写不了文件。", path=path))
    return path


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a result for people and programs to read."""
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as fault:
        raise RuleViolated(say("{path}：写不了文件（{fault}）。", path=path, fault=fault.strerror or fault)) from fault
