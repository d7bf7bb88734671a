from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "xuncha.fieldwork"

    def ready(self) -> None:
        from xuncha.fieldwork.selectors.panels import show_on_inspections

        show_on_inspections()
