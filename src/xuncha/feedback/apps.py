from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "xuncha.feedback"

    def ready(self) -> None:
        from xuncha.feedback.selectors.inbox import show_on_earlier_pages

        show_on_earlier_pages()
