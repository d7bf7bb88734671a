from django.apps import AppConfig


class LeaksConfig(AppConfig):
    name = "xuncha.foundation.leaks"
