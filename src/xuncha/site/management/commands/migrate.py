"""`migrate` with the rules of xuncha.site.migrating."""

from django.core.management.commands import migrate

from xuncha.site.migrating import Autodetector


class Command(migrate.Command):
    """Django's, told by which rules migrations are made: it says when some are missing."""

    autodetector = Autodetector
