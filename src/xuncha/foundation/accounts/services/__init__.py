"""The use cases of accounts: what the security administrator does, what a person does with their own, signing in."""

from xuncha.foundation.accounts.services.administration import (
    change_account,
    end_grant,
    grant_role,
    open_account,
    reset_password,
    reset_second_factor,
    switch_off,
    switch_on,
    unlock,
)
from xuncha.foundation.accounts.services.own import (
    CHOICES,
    change_own_password,
    enrol_second_factor,
    keep_preferences,
    sign_out,
)
from xuncha.foundation.accounts.services.signing_in import check_second_factor, finish_sign_in, try_password

__all__ = [
    "CHOICES",
    "change_account",
    "change_own_password",
    "check_second_factor",
    "end_grant",
    "enrol_second_factor",
    "finish_sign_in",
    "grant_role",
    "keep_preferences",
    "open_account",
    "reset_password",
    "reset_second_factor",
    "sign_out",
    "switch_off",
    "switch_on",
    "try_password",
    "unlock",
]
