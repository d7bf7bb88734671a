from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "xuncha.evaluation"

    def ready(self) -> None:
        """Accountability suggests what was confirmed here."""
        from xuncha.evaluation.selectors.using import hand_down

        hand_down()
