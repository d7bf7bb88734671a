"""What commands share: starting Django, and answering the person at the terminal."""

import os
import sys


def prepare() -> None:
    """Start Django, for commands that need the database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.site.settings")
    django.setup()


def tell(text: str, *, error: bool = False) -> None:
    """Say something to the person at the terminal."""
    print(text, file=sys.stderr if error else sys.stdout, flush=True)
