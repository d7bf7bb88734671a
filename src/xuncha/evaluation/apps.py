from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "xuncha.evaluation"

    def ready(self) -> None:
        """The stages that carry out what was confirmed here suggest it, and show where it came from."""
        from xuncha.evaluation.selectors.outcomes import show_origins
        from xuncha.evaluation.selectors.using import hand_down

        hand_down()
        show_origins()
