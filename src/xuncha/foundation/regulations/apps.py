from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "xuncha.foundation.regulations"
    label = "regulations"
