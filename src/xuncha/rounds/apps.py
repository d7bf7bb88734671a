from importlib import import_module

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "xuncha.rounds"

    def ready(self) -> None:
        """Plans, the inbox and the filters of every ledger ask rounds; the selectors answer as soon as Django is up."""
        import_module("xuncha.rounds.selectors")
        import_module("xuncha.rounds.selectors.desk")
        import_module("xuncha.rounds.selectors.held")
        import_module("xuncha.rounds.services.forming")
        from xuncha.foundation.regulations.selectors.values import touches
        from xuncha.rounds.selectors.templates import AUDITOR
        from xuncha.rounds.selectors.touched import prepared

        touches(prepared, AUDITOR)
