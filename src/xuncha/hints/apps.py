from django.apps import AppConfig


class HintsConfig(AppConfig):
    name = "xuncha.hints"

    def ready(self) -> None:
        """Every night hints are looked for; items and plans show theirs to those who may read them."""
        from xuncha.foundation.jobs.registry import DAILY
        from xuncha.foundation.regulations.selectors.values import touches
        from xuncha.hints.selectors.changes import SETTING
        from xuncha.hints.selectors.panels import show_on_earlier_pages
        from xuncha.hints.selectors.touched import hinted, switches
        from xuncha.hints.services import scan_everywhere

        if scan_everywhere not in DAILY:
            DAILY.append(scan_everywhere)
        touches(switches, SETTING)
        touches(hinted, SETTING)
        show_on_earlier_pages()
