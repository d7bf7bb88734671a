"""A person's key, and the key with its private half open."""

from dataclasses import dataclass, field

from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.models import PersonKey


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A person's key with its private half, for as long as a request takes."""

    person_key: PersonKey
    private: bytes = field(repr=False)


def key_in_use(user: User) -> PersonKey | None:
    """The person's pair of keys, if they have made one."""
    return PersonKey.objects.filter(owner=user, until__isnull=True).first()
