from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "xuncha.foundation.imports"
    label = "imports"
