"""Acts on one's own key and on what one keeps with it."""

from xuncha.foundation.sealing.services.custody import appoint_custodians, deposit_own_key
from xuncha.foundation.sealing.services.drilling import begin_drill, end_drill, fail_drill
from xuncha.foundation.sealing.services.keeping import admit_keeper, carry_on, change_keys, stop_keeping
from xuncha.foundation.sealing.services.lapsing import shut_out_everywhere, shut_out_lapsed
from xuncha.foundation.sealing.services.own import change_passphrase, key_for, make_own_key, start_over, unlock_own_key
from xuncha.foundation.sealing.services.recovering import (
    ask_recovery,
    give_share,
    recover_own_key,
    refuse_share,
    withdraw_recovery,
)

__all__ = [
    "admit_keeper",
    "appoint_custodians",
    "ask_recovery",
    "begin_drill",
    "carry_on",
    "change_keys",
    "change_passphrase",
    "deposit_own_key",
    "end_drill",
    "fail_drill",
    "give_share",
    "key_for",
    "make_own_key",
    "recover_own_key",
    "refuse_share",
    "shut_out_everywhere",
    "shut_out_lapsed",
    "start_over",
    "stop_keeping",
    "unlock_own_key",
    "withdraw_recovery",
]
