from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "xuncha.foundation.inbox"
    label = "inbox"
