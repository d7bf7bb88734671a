"""`makemigrations` with the rules of xuncha.site.migrating."""

from django.core.management.commands import makemigrations

from xuncha.site.migrating import Autodetector


class Command(makemigrations.Command):
    """Make migrations that create new tables whole."""

    autodetector = Autodetector
