from django.apps import AppConfig


class GatheringConfig(AppConfig):
    name = "xuncha.gathering"

    def ready(self) -> None:
        from xuncha.gathering.selectors.panels import show_on_inspections
        from xuncha.gathering.selectors.weeks import count_weeks

        show_on_inspections()
        count_weeks()
