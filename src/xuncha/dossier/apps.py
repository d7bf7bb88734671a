from importlib import import_module

from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "xuncha.dossier"

    def ready(self) -> None:
        """The page of a person shows the record as soon as Django is up."""
        import_module("xuncha.dossier.selectors")
