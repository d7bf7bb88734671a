"""Forms of one's own key. Nothing typed into them is kept as a draft or shown again."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.forms import PasswordField, QuietForm
from xuncha.foundation.accounts.models import User
from xuncha.foundation.ui.forms import Form


class NewKeyForm(QuietForm):
    """A passphrase, twice."""

    password = PasswordField(
        label=_("保密口令"), autocomplete="new-password", help_text=_("至少 8 位，可以用一句话。与登录口令分开记。")
    )
    again_password = PasswordField(label=_("再输一次"), autocomplete="new-password")


class PassphraseForm(NewKeyForm):
    """Another passphrase."""

    current_password = PasswordField(label=_("现在的保密口令"), autocomplete="current-password")
    field_order = ("current_password", "password", "again_password")


class UnlockForm(QuietForm):
    """The passphrase."""

    password = PasswordField(label=_("保密口令"), autocomplete="current-password")


class StartOverForm(NewKeyForm):
    """Another key in the place of one whose passphrase is lost."""

    sure = forms.BooleanField(label=_("我知道：只有我一人能打开的材料，从此打不开"), required=False)


class AdmitForm(Form):
    """Who is let in."""

    newcomer = forms.ModelChoiceField(
        User.objects.none(),
        label=_("新的保管人"),
        empty_label=_("请选择"),
        help_text=_("对方要先设置好自己的保密口令。"),
    )

    def __init__(self, *args: Any, candidates: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["newcomer"].queryset = candidates  # type: ignore[attr-defined]  # a model choice field
