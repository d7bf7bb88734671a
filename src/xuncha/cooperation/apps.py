from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "xuncha.cooperation"

    def ready(self) -> None:
        """The page of an inspection shows what departments check there; the inbox knows what waits."""
        from xuncha.cooperation.selectors.panels import show_on_inspections

        show_on_inspections()
