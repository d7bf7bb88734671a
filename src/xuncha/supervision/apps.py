from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "xuncha.supervision"

    def ready(self) -> None:
        """Items and plans show the letters that speak of them; inbox, source checks and referrals know letters."""
        from xuncha.supervision.selectors import show_on_items

        show_on_items()
