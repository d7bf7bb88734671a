from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "xuncha.disclosure"

    def ready(self) -> None:
        """A text begins by itself when it is owed; plans show theirs."""
        from xuncha.disclosure.selectors.panels import show_on_plans
        from xuncha.disclosure.services import open_everywhere
        from xuncha.foundation.jobs.registry import SWEEPS

        if open_everywhere not in SWEEPS:
            SWEEPS.append(open_everywhere)
        show_on_plans()
