from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "xuncha.disclosure"

    def ready(self) -> None:
        """A text begins by itself when it is owed; plans show theirs; what residents say is heard by the hints."""
        from xuncha.disclosure.selectors.hearings import residents_asked
        from xuncha.disclosure.selectors.panels import show_on_plans
        from xuncha.disclosure.services import open_everywhere
        from xuncha.foundation.jobs.registry import SWEEPS
        from xuncha.hints.selectors.facts import VOTES

        if open_everywhere not in SWEEPS:
            SWEEPS.append(open_everywhere)
        if residents_asked not in VOTES:
            VOTES.append(residents_asked)
        show_on_plans()
