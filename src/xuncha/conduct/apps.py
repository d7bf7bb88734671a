from django.apps import AppConfig


class ConductConfig(AppConfig):
    name = "xuncha.conduct"

    def ready(self) -> None:
        from xuncha.conduct.selectors.panels import show_on_earlier_pages

        show_on_earlier_pages()
