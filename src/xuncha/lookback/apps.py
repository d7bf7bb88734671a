from django.apps import AppConfig


class LookbackConfig(AppConfig):
    name = "xuncha.lookback"

    def ready(self) -> None:
        """Say on the page of an item how often it was looked at again."""
        from xuncha.lookback.selectors.panels import show_on_items

        show_on_items()
