from django.apps import AppConfig


class ConductConfig(AppConfig):
    name = "xuncha.conduct"

    def ready(self) -> None:
        from xuncha.conduct.selectors import reasons_to_pledge_first
        from xuncha.conduct.selectors.panels import show_on_earlier_pages
        from xuncha.conduct.selectors.registers import PLEDGE
        from xuncha.conduct.selectors.touched import unpledged
        from xuncha.foundation.regulations.selectors.values import touches
        from xuncha.foundation.usecases import BARS

        BARS.append(reasons_to_pledge_first)
        touches(unpledged, PLEDGE)
        show_on_earlier_pages()
