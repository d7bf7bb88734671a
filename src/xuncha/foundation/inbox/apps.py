from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "xuncha.foundation.inbox"
    label = "inbox"

    def ready(self) -> None:
        """Every step is told with whose turn it was, where that was left to somebody."""
        from xuncha.foundation.inbox.delegations import turn_left_by
        from xuncha.foundation.usecases import TURNS

        TURNS.append(turn_left_by)
