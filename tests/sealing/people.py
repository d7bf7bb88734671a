"""People with keys, for tests of whatever is sealed."""

from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.services import make_own_key, unlock_own_key
from xuncha.foundation.usecases import Act

PASSPHRASE = "一句只有自己知道的话"


def with_key(act: Act) -> Unlocked:
    """The acting person's new key, open."""
    make_own_key(act, password=PASSPHRASE, again_password=PASSPHRASE)
    unlocked = unlock_own_key(act.actor, act.now, password=PASSPHRASE)
    assert unlocked is not None
    return unlocked


def owner_of(unlocked: Unlocked) -> User:
    """Whose key it is."""
    return unlocked.person_key.owner
