from django.apps import AppConfig


class SpecialConfig(AppConfig):
    name = "xuncha.special"

    def ready(self) -> None:
        from xuncha.special.selectors.keeping import say_who_keeps
        from xuncha.special.selectors.panels import show_on_inspections

        show_on_inspections()
        say_who_keeps()
