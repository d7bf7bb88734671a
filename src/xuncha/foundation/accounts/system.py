"""Who acts when a command does: nobody's account, so that nobody can sign in as it."""

from datetime import datetime

from xuncha.core.permissions import ROLE_SCOPE, Role
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor, Held
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act

USERNAME = "#system"  # no account can have it: the use case that opens accounts does not take this character


def system_act(now: datetime, role: Role = Role.SECURITY_ADMIN, scope_id: int = 0) -> Act:
    """
    An act by whoever may run commands on the server, with the permissions of one administrator, or of a role over the
    thing `scope_id` for what the installation does by itself.

    The built-in person is not stored; its acts are journaled under its name like everybody's.
    """
    person = User(username=USERNAME, name=N_("系统命令"))
    return Act(Actor(person, (Held(role, ROLE_SCOPE[role], scope_id),)), now)
