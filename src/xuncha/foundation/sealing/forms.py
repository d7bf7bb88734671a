"""Forms of one's own key. Nothing typed into them is kept as a draft or shown again."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.forms import PasswordField, QuietForm
from xuncha.foundation.accounts.models import User
from xuncha.foundation.ui.forms import Form, LongText


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


class RecoverForm(NewKeyForm):
    """Why a key is asked for again, and the passphrase under which it will lie."""

    why = LongText(label=_("说明"), max_length=200, help_text=_("保管人会看到。写清为什么要恢复。"))
    field_order = ("why", "password", "again_password")


class FinishForm(QuietForm):
    """The passphrase that was chosen when the recovery was asked for."""

    password = PasswordField(label=_("提出恢复时设的新口令"), autocomplete="current-password")


class GiveForm(QuietForm):
    """What only the person who asks can tell."""

    code = forms.CharField(
        label=_("核对码"),
        max_length=20,
        help_text=_("请当面或打电话问本人，八位数字。"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class RefusalForm(Form):
    """Why not."""

    reason = LongText(label=_("原因"), max_length=200)


class DrillEndForm(FinishForm):
    """How a drill went."""

    told = LongText(label=_("演练情况"), max_length=200, help_text=_("谁到场、怎么核对、用了多久、有什么要改。"))
    field_order = ("told", "password")
    password = PasswordField(label=_("开始演练时设的口令"), autocomplete="current-password")


class PanelForm(Form):
    """Who recovers a key, and how many of them together."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("保管人"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("要先各自设置保密口令；管理员不能兼任。"),
    )
    needed = forms.IntegerField(label=_("几人共同才能恢复"), min_value=1, max_value=9, initial=2)

    def __init__(self, *args: Any, possible: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = possible  # type: ignore[attr-defined]  # a model choice field
