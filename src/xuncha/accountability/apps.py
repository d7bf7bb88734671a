from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "xuncha.accountability"

    def ready(self) -> None:
        """Items and plans show what rests on them; the inbox and the source checks know uses of results."""
        from xuncha.accountability.selectors import show_on_items

        show_on_items()
