from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class JournalConfig(AppConfig):
    name = "xuncha.foundation.journal"
    label = "journal"

    def ready(self) -> None:
        from xuncha.foundation.guards import lift_guards, set_guards

        pre_migrate.connect(lift_guards, sender=self)
        post_migrate.connect(set_guards, sender=self)
