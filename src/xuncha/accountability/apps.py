from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "xuncha.accountability"

    def ready(self) -> None:
        """Items and plans show what rests on them; the inbox and the source checks know uses of results."""
        from xuncha.accountability.selectors import show_on_items
        from xuncha.accountability.selectors.suggesting import standing
        from xuncha.foundation.regulations.selectors.values import touches
        from xuncha.rectification.selectors.consequences import LOWEST

        touches(standing, LOWEST)
        show_on_items()
