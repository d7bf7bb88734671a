"""What commands share: starting Django, and answering the person at the terminal in their language."""

import os
import sys
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"


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
