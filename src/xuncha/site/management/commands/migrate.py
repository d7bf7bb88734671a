"""`migrate` with the rules of xuncha.site.migrating."""

from typing import Any

from django.core.management.base import no_translations
from django.core.management.commands import migrate

from xuncha.site.migrating import Autodetector, lay_tables

PARTLY = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    """Django's, but an empty database gets its tables at once, and what is missing is told by our own rules."""

    autodetector = Autodetector

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        """Bring the database up to date."""
        if not any(options[name] for name in PARTLY):
            lay_tables(options["database"])
        super().handle(*args, **options)
