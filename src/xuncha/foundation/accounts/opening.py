"""
Opening an account within an act that somebody is already allowed to do.

The security administrator opens any; a unit's liaison opens those of the unit's contributors. The caller's use case
has checked who may.
"""

from django.core.exceptions import ValidationError

from xuncha.core.errors import RuleViolated, reason
from xuncha.foundation.accounts import credentials
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act


def opened(act: Act, user: User, password: str | None) -> User:
    """
    Save a new account with a first password that must be changed at the first sign-in; None: nobody can sign in yet.

    Raises:
        RuleViolated: no name, a username that is taken or not usable, or a weak password.

    """
    reasons = [] if user.name else [reason("请写真实姓名，一人一个账号。", field="name")]
    if User.objects.filter(username__iexact=user.username).exists():
        reasons.append(reason("登录名「{username}」已有人用，请换一个。", field="username", username=user.username))
    try:
        User._meta.get_field("username").run_validators(user.username)
    except ValidationError:
        reasons.append(reason("登录名用 2 至 40 个字母、数字、汉字或 . _ -，不含空格。", field="username"))
    if password is not None:
        reasons += credentials.reasons_not_to_use(password, user)
    RuleViolated.unless_empty(reasons)
    if password is not None:
        user.set_password(password)
        user.must_change_password = True
    else:
        user.set_unusable_password()
    return act.create(user, "account.opened", username=user.username, name=user.name)
