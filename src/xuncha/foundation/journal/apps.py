from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "xuncha.foundation.journal"
    label = "journal"
