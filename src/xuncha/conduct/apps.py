from django.apps import AppConfig


class ConductConfig(AppConfig):
    name = "xuncha.conduct"

    def ready(self) -> None:
        from xuncha.conduct.selectors import reasons_to_pledge_first
        from xuncha.conduct.selectors.panels import show_on_earlier_pages
        from xuncha.foundation.usecases import BARS

        BARS.append(reasons_to_pledge_first)
        show_on_earlier_pages()
