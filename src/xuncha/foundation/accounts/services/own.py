"""What a person does with their own account."""

from xuncha.core.errors import RuleViolated, reason
from xuncha.foundation.accounts import credentials
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.services.keeping import keep
from xuncha.foundation.sealing.fields import sealed
from xuncha.foundation.usecases import Act, personal_use_case

CHOICES: dict[str, tuple[str, ...]] = {
    "language": ("", "zh-hans", "zh-hant", "en"),
    "type": ("", "large"),
    "density": ("", "compact", "roomy"),
    "contrast": ("", "more"),
    "rail": ("", "narrow"),
}
"""Display choices and their values; empty is the product's own default."""


@personal_use_case
def keep_preferences(act: Act, /, **choices: str) -> User:
    """
    Keep display choices: language, type size, density, contrast, rail. What is not named stays as it was.

    Raises:
        RuleViolated: a choice or value the product does not have.

    """
    wrong = [name for name, value in choices.items() if value not in CHOICES.get(name, ())]
    RuleViolated.unless_empty([reason("没有这个选项，请从列出的里面选。", field=name) for name in wrong])
    user = act.lock(act.actor.user)
    user.preferences = {**user.preferences, **choices}
    return keep(act, user, "account.preferences_kept", detail=dict(choices), preferences=user.preferences)


@personal_use_case
def change_own_password(act: Act, *, current: str | None, new: str) -> User:
    """
    Change one's password; the session it is done from goes on.

    `current` is None only for a forced change, where the sign-in has just asked for it.

    Raises:
        RuleViolated: the current password is wrong, or the new one is weak or the same.

    """
    user = act.lock(act.actor.user)
    reasons = []
    if current is not None and not credentials.password_fits(user, current):
        reasons.append(reason("现在的口令不对。", field="current_password"))
    if credentials.password_fits(user, new):
        reasons.append(reason("新口令应与现在的不同。", field="password"))
    RuleViolated.unless_empty([*reasons, *credentials.reasons_not_to_use(new, user)])
    user.set_password(new)
    return keep(act, user, "account.password_changed", password=user.password, must_change_password=False)


@personal_use_case
def enrol_second_factor(act: Act, *, current: str | None, secret: str, code: str, recovery_codes: list[str]) -> User:
    """
    Take a second factor into use, proven by a code made with it, together with fresh recovery codes.

    `current` is the person's password, None only during a sign-in that has just asked for it.

    Raises:
        RuleViolated: the password is wrong, or the code does not belong to this secret and moment.

    """
    user = act.lock(act.actor.user)
    reasons = []
    if current is not None and not credentials.password_fits(user, current):
        reasons.append(reason("现在的口令不对。", field="current_password"))
    step = credentials.step_of_code(secret, code.replace(" ", ""), act.now, after=0)
    if step is None:
        reasons.append(reason("验证码不对。请核对手机时间，用最新的一组六位数字。", field="code"))
    RuleViolated.unless_empty(reasons)
    return keep(
        act,
        user,
        "account.second_factor_enrolled",
        otp_secret=sealed(secret),
        otp_last_step=step,
        recovery_codes=[credentials.recovery_hash(code) for code in recovery_codes],
    )


@personal_use_case
def sign_out(act: Act) -> User:
    """Leave."""
    return keep(act, act.lock(act.actor.user), "account.signed_out", session_key="")
