"""Who acts when a command does: nobody's account, so that nobody can sign in as it."""

from datetime import datetime

from xuncha.core.permissions import Role, Scope
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor, Held
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act

USERNAME = "#system"  # no account can have it: the use case that opens accounts does not take this character


def system_act(now: datetime, role: Role = Role.SECURITY_ADMIN) -> Act:
    """
    An act by whoever may run commands on the server, with the permissions of one administrator.

    The built-in person is not stored; its acts are journaled under its name like everybody's.
    """
    person = User(username=USERNAME, name=N_("系统命令"))
    return Act(Actor(person, (Held(role, Scope.INSTALLATION, 0),)), now)
