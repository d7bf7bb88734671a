from django.apps import AppConfig


class PreparationConfig(AppConfig):
    name = "xuncha.preparation"

    def ready(self) -> None:
        """The page of an inspection shows what was gathered for it."""
        from xuncha.preparation.selectors import show_on_inspections

        show_on_inspections()
