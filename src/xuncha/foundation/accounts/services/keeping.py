"""How credentials and the bookkeeping of sign-ins are saved."""

from collections.abc import Mapping
from typing import Any

from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act

NO_SESSION = "ended"
"""A session key no session has: whoever is still signed in elsewhere is signed out at the next request."""


def keep(act: Act, user: User, event: str, *, detail: Mapping[str, Any] | None = None, **fields: Any) -> User:
    """
    Set fields whose values the journal must never hold: hashes, secrets, session keys.

    They are not an edit of the account's particulars either, so the version stays.
    """
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=list(fields))
    act.record(event, user, **(detail or {}))
    return user
