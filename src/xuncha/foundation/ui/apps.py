from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "xuncha.foundation.ui"
    label = "ui"
