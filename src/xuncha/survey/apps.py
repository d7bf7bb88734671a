from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "xuncha.survey"

    def ready(self) -> None:
        from xuncha.survey.selectors.panels import show_on_inspections

        show_on_inspections()
