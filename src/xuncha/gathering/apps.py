from django.apps import AppConfig


class GatheringConfig(AppConfig):
    name = "xuncha.gathering"

    def ready(self) -> None:
        from xuncha.gathering.selectors.panels import show_on_inspections

        show_on_inspections()
