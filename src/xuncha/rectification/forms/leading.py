"""Who leads the ticked units, until when and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.ui.forms import DayField, Form, LongText


class NameLeaderForm(Form):
    """One leader for all of them."""

    leader = forms.TypedChoiceField(
        label=_("分管领导"),
        coerce=int,
        help_text=_(
            "列出领导小组成员、现在和以前的分管领导、已开户还没有角色的人。名单里没有的，请安全保密管理员先开户。"
        ),
    )
    valid_to = DayField(label=_("到期日"), help_text=_("到期当日结束后自动失效。"))
    instead = forms.BooleanField(label=_("原来的分管领导到此为止"), required=False)
    reason = LongText(label=_("理由"), max_length=200, rows=2, help_text=_("例如：分工文件号。"))

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {user.pk: user for user in people}
        named = {
            pk: " ".join(filter(None, (user.name, str(user.organisation or ""), user.post)))
            for pk, user in self.people.items()
        }
        self.offer(leader=[("", _("请选择")), *named.items()])

    def clean_leader(self) -> User:
        return self.people[self.cleaned_data["leader"]]


class EndLeaderForm(Form):
    """Why they lead them no longer."""

    reason = LongText(label=_("理由"), max_length=200, rows=2, help_text=_("例如：分工调整文件号。"))
