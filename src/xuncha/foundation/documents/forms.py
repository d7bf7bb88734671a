"""The form of a style profile: one field per value, named as in the profile (`fonts.title`)."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.core.errors import RuleViolated
from xuncha.foundation.documents.profile import NAME_LIMIT, Profile, profile_from
from xuncha.foundation.ui.forms import DayField, Form

LABELS = {
    "committee": _("党委名称"),
    "group": _("领导小组名称"),
    "office": _("巡察办名称"),
    "number_pattern": _("发文字号格式"),
    "fonts.title": _("标题字体"),
    "fonts.body": _("正文字体"),
    "fonts.heading1": _("一级标题字体"),
    "fonts.heading2": _("二级标题字体"),
    "sizes.title": _("标题字号（磅）"),
    "sizes.body": _("正文字号（磅）"),
    "sizes.table": _("表格字号（磅）"),
    "contact.phone": _("值班电话"),
    "contact.hours": _("接听时间"),
    "contact.post": _("邮寄地址"),
    "contact.mailbox": _("意见箱位置"),
    "contact.email": _("电子邮箱"),
    "contact.closing": _("最后一天的截止时刻"),
}
HINTS = {
    "committee": _("例如：中共某某市委。不填时按辖区名称生成。"),
    "number_pattern": _("{year} 处是年份，{n} 处是序号。例如：某巡办〔{year}〕{n}号"),
    "fonts.title": _("国家标准是小标宋体。字体只写名称，不随文件分发，打开文件的电脑上要装有这种字体。"),
    "sizes.title": _("二号字是 22 磅。"),
    "sizes.body": _("三号字是 16 磅，这样每页 22 行、每行 28 字。"),
    "contact.phone": _("印在进驻公告上；各组不同的，留空后手工填写。"),
    "contact.closing": _("例如：17:30"),
}


class StyleForm(Form):
    """Every value of a profile and the day from which it counts."""

    red_head = forms.BooleanField(label=_("印红头（发文机关标志和红色分隔线）"), required=False)
    page_numbers = forms.BooleanField(label=_("印页码"), required=False)
    valid_from = DayField(label=_("生效日期"), help_text=_("以前日期的公文仍按当时的样式。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            options: dict[str, Any] = {"label": label, "required": False, "help_text": HINTS.get(name, "")}
            if name.startswith("sizes."):
                number = forms.NumberInput(attrs={"step": "0.5", "class": "inp"})
                self.fields[name] = forms.FloatField(widget=number, **options)
            else:
                text = forms.TextInput(attrs={"class": "inp"})
                self.fields[name] = forms.CharField(max_length=NAME_LIMIT, widget=text, **options)
        self.order_fields([*list(LABELS)[:4], "red_head", "page_numbers", *list(LABELS)[4:], "valid_from"])

    def clean(self) -> dict[str, Any]:
        """What the profile itself would refuse is said beside its field, before anything is drawn or saved."""
        try:
            profile_from(self.profile_value)
        except RuleViolated as refusal:
            self.refuse(refusal)
        return self.cleaned_data

    @property
    def profile_value(self) -> dict[str, Any]:
        """What was typed as a profile's value."""
        return nested({name: value for name, value in self.cleaned_data.items() if name != "valid_from"})


GROUPS = ("fonts", "sizes", "contact")


def flat(profile: Profile) -> dict[str, Any]:
    """A profile as form values by their dotted names."""
    value = profile.value()
    inner = {f"{group}.{name}": text for group in GROUPS for name, text in value.pop(group).items()}
    return {**value, **inner}


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Dotted names back to a profile's value; names that no profile has are left out."""
    known = {f.name for f in fields(Profile)} - set(GROUPS)
    value: dict[str, Any] = {name: values[name] for name in known if name in values}
    for group in GROUPS:
        start = f"{group}."
        value[group] = {name.removeprefix(start): v for name, v in values.items() if name.startswith(start)}
    return value
