from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "xuncha.supervision"

    def ready(self) -> None:
        """Items and plans show the letters that speak of them; inbox, source checks and referrals know letters."""
        from xuncha.foundation.regulations.selectors.values import touches
        from xuncha.rectification.selectors.consequences import LOWEST
        from xuncha.supervision.selectors import show_on_items
        from xuncha.supervision.selectors.suggesting import standing

        touches(standing, LOWEST)
        show_on_items()
