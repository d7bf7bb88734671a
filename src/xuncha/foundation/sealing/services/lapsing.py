"""Grants that run out by themselves: what their holders kept is shut to them within a minute."""

from datetime import datetime

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.selectors import ACCOUNTS
from xuncha.foundation.accounts.system import system_act
from xuncha.foundation.sealing.purposes import lapsed_keepers, shut_out_of_circles
from xuncha.foundation.usecases import Act, use_case


@use_case(P.ACCOUNTS_MANAGE, within=ACCOUNTS)
def shut_out_lapsed(act: Act, user: User) -> User:
    """Empty the copies of somebody whose grant has run out, wherever another can still open."""
    act.record("sealing.lapsed", user)
    shut_out_of_circles(act, user)
    return user


def shut_out_everywhere(now: datetime) -> int:
    """Whoever keeps what they may no longer open, as the installation itself looks for every minute; how many."""
    keepers = lapsed_keepers(now)
    for user in keepers:
        shut_out_lapsed(system_act(now), user)
    return len(keepers)
