from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "xuncha.foundation.sealing"

    def ready(self) -> None:
        from xuncha.foundation.accounts.granting import LESSENED
        from xuncha.foundation.jobs.registry import SWEEPS
        from xuncha.foundation.sealing.purposes import shut_out_of_circles
        from xuncha.foundation.sealing.services.lapsing import shut_out_everywhere

        LESSENED.append(shut_out_of_circles)
        if shut_out_everywhere not in SWEEPS:
            SWEEPS.append(shut_out_everywhere)
