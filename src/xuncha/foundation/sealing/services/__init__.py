"""Acts on one's own key and on what one keeps with it."""

from xuncha.foundation.sealing.services.keeping import admit_keeper, carry_on, change_keys, stop_keeping
from xuncha.foundation.sealing.services.own import change_passphrase, key_for, make_own_key, start_over, unlock_own_key

__all__ = [
    "admit_keeper",
    "carry_on",
    "change_keys",
    "change_passphrase",
    "key_for",
    "make_own_key",
    "start_over",
    "stop_keeping",
    "unlock_own_key",
]
