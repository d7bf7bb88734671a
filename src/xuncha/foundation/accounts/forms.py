"""Forms of signing in, of one's own account and of the security administrator."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xuncha.core.permissions import ROLE_LABEL, ROLE_SCOPE, Role, Scope
from xuncha.foundation.http import words
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.ui.forms import DayField, Form, LongText

PASSWORD_HINT = _("至少 10 个字符，不全是数字，不与登录名、姓名相近。可以用几个不相干的词连起来。")


class PasswordField(forms.CharField):
    """A password: not shown, not trimmed, not kept by the page."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=128, strip=False, widget=widget, **options)


class QuietForm(Form):
    """A form whose characters are not counted on screen: names, passwords and codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.counted = False  # type: ignore[attr-defined]  # read by ui/field.html


class SignInForm(QuietForm):
    username = forms.CharField(label=_("登录名"), max_length=40, widget=forms.TextInput({"autocomplete": "username"}))
    password = PasswordField(label=_("口令"), autocomplete="current-password")


class CodeForm(QuietForm):
    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        help_text=_("手机验证器上的六位数字；手机不在身边，用一个恢复码。"),
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )


class EnrolForm(QuietForm):
    code = forms.CharField(
        label=_("验证码"),
        max_length=10,
        help_text=_("扫码后，验证器显示的六位数字。"),
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class OwnEnrolForm(EnrolForm):
    current_password = PasswordField(label=_("现在的口令"), autocomplete="current-password")


class NewPasswordForm(QuietForm):
    """A new password, typed twice because it is not shown."""

    password = PasswordField(label=_("新口令"), help_text=PASSWORD_HINT, autocomplete="new-password")
    password_again = PasswordField(label=_("再写一遍新口令"), autocomplete="new-password")

    def clean_password_again(self) -> str:
        again: str = self.cleaned_data["password_again"]
        if self.cleaned_data.get("password", again) != again:
            raise forms.ValidationError(_("两次写的不一样，请再写一遍。"))
        return again


class OwnPasswordForm(NewPasswordForm):
    current_password = PasswordField(label=_("现在的口令"), autocomplete="current-password")
    field_order = ("current_password", "password", "password_again")


class PreferencesForm(Form):
    type = forms.ChoiceField(label=_("字号"), required=False, choices=[("", _("标准")), ("large", _("大字"))])
    density = forms.ChoiceField(
        label=_("行距"),
        required=False,
        choices=[("", _("标准")), ("compact", _("紧凑")), ("roomy", _("宽松"))],
    )
    contrast = forms.ChoiceField(label=_("对比度"), required=False, choices=[("", _("标准")), ("more", _("加强"))])
    language = forms.ChoiceField(
        label=_("语言"),
        required=False,
        choices=[("", _("随浏览器")), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")],
    )
    rail = forms.ChoiceField(label=_("左侧栏"), required=False, choices=[("", _("展开")), ("narrow", _("收窄"))])


class ParticularsForm(Form):
    """Who an account belongs to."""

    name = forms.CharField(label=_("姓名"), max_length=40, help_text=_("真实姓名，一人一个账号，不共用。"))
    organisation = forms.ModelChoiceField(
        label=_("单位"), queryset=Organisation.objects.filter(closed_on__isnull=True), required=False
    )
    post = forms.CharField(label=_("职务"), max_length=60, required=False)


class FirstPasswordForm(Form):
    """A first password to hand over; made by the page and shown, because the administrator must read it out."""

    password = forms.CharField(
        label=_("初始口令"),
        max_length=128,
        help_text=_("已随机生成，可以改。请当面或用安全方式交给本人，首次登录时必须更换。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class OpenForm(ParticularsForm, FirstPasswordForm):
    username = forms.CharField(
        label=_("登录名"), max_length=40, help_text=_("字母、数字、汉字或 . _ -，开户后不能改。")
    )
    field_order = ("username", "name", "organisation", "post", "password")


class GrantForm(Form):
    role = forms.ChoiceField(label=_("角色"), help_text=_("巡察组的角色随轮次授权产生，不在这里授予。"))
    jurisdiction = forms.ModelChoiceField(label=_("所在地区"), queryset=Jurisdiction.objects.all(), required=False)
    unit = forms.ModelChoiceField(
        label=_("被巡察单位"), queryset=Organisation.objects.filter(closed_on__isnull=True), required=False
    )
    valid_to = DayField(
        label=_("到期日"), required=False, help_text=_("借调人员请写明；到期当日结束后自动失效。不写则一直有效。")
    )
    reason = LongText(label=_("理由"), max_length=200, rows=2, help_text=_("例如：任职文件号、借调函。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given_here = [r for r in Role if ROLE_SCOPE[r] is not Scope.TEAM]
        self.offer(role=[("", _("请选择")), *((r.value, words(ROLE_LABEL[r])) for r in given_here)])

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean_valid_to(self) -> datetime | None:
        """The end of the day that was written."""
        day = self.cleaned_data["valid_to"]
        return timezone.make_aware(datetime.combine(day, time.max)) if day else None


class ReasonForm(Form):
    reason = LongText(label=_("理由"), max_length=200, rows=2)
