from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "xuncha.intake"

    def ready(self) -> None:
        from xuncha.intake.selectors.keeping import say_who_keeps
        from xuncha.intake.selectors.panels import show_on_inspections
        from xuncha.intake.selectors.weeks import count_weeks

        show_on_inspections()
        say_who_keeps()
        count_weeks()
