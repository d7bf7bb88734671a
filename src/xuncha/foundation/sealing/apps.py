from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "xuncha.foundation.sealing"
