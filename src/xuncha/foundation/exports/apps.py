from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "xuncha.foundation.exports"
