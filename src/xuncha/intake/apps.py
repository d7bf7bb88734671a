from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "xuncha.intake"

    def ready(self) -> None:
        from xuncha.foundation.jobs.registry import SWEEPS
        from xuncha.intake.selectors.keeping import say_who_keeps
        from xuncha.intake.selectors.panels import show_on_inspections
        from xuncha.intake.selectors.weeks import count_weeks
        from xuncha.intake.services import end_openings_everywhere

        if end_openings_everywhere not in SWEEPS:
            SWEEPS.append(end_openings_everywhere)
        show_on_inspections()
        say_who_keeps()
        count_weeks()
