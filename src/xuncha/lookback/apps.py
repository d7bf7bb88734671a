from django.apps import AppConfig


class LookbackConfig(AppConfig):
    name = "xuncha.lookback"

    def ready(self) -> None:
        """Say on the page of an item how often it was looked at again, and to whoever compares it what was found."""
        from xuncha.lookback.selectors.checks import VISITS
        from xuncha.lookback.selectors.panels import show_on_items
        from xuncha.rectification.selectors.checks import CHECKERS

        if VISITS not in CHECKERS:
            CHECKERS.append(VISITS)
        show_on_items()
