from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "xuncha.fieldwork"

    def ready(self) -> None:
        from xuncha.fieldwork.selectors.panels import show_on_inspections
        from xuncha.fieldwork.selectors.weeks import count_weeks

        show_on_inspections()
        count_weeks()
