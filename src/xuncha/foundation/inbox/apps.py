from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "xuncha.foundation.inbox"
    label = "inbox"

    def ready(self) -> None:
        """Steps are told with whose turn it was, where that was left to somebody; to-dos say which rules date them."""
        from xuncha.foundation.inbox.delegations import turn_left_by
        from xuncha.foundation.inbox.previewing import dated_to_dos
        from xuncha.foundation.regulations.selectors.preview import DATED
        from xuncha.foundation.usecases import TURNS

        TURNS.append(turn_left_by)
        if dated_to_dos not in DATED:
            DATED.append(dated_to_dos)
