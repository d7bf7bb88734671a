from django.apps import AppConfig


class CluesConfig(AppConfig):
    name = "xuncha.clues"

    def ready(self) -> None:
        from xuncha.clues.selectors.keeping import say_who_keeps
        from xuncha.clues.selectors.panels import show_on_inspections

        show_on_inspections()
        say_who_keeps()
