from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "xuncha.foundation.sealing"

    def ready(self) -> None:
        from xuncha.foundation.accounts.granting import LESSENED
        from xuncha.foundation.sealing.purposes import shut_out_of_circles

        LESSENED.append(shut_out_of_circles)
