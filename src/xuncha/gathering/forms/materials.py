"""What people type about material."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.ui.forms import DayField, FilesField, Form, LongText
from xuncha.gathering.models import Disposal


class ListForm(Form):
    """What is wanted, one document a line."""

    title = forms.CharField(label=_("清单名称"), max_length=60, help_text=_("如「第一批：会议和财务资料」。"))
    wanted = LongText(
        label=_("要调阅的资料"),
        max_length=10000,
        rows=12,
        help_text=_("一行一项，写清年份范围。"),
    )
    note = forms.CharField(label=_("给单位的说明"), max_length=300, required=False)


class SendForm(Form):
    """When a list goes to the unit."""

    on = DayField(label=_("发出日期"))


class DeliverForm(Form):
    """What the unit provides for one item."""

    proof = FilesField(label=_("上传资料"), required=False)
    none = forms.BooleanField(label=_("没有这项资料"), required=False)
    said = forms.CharField(label=_("说明"), max_length=300, required=False)


class CheckForm(Form):
    """What the team finds on taking an item in."""

    on = DayField(label=_("收到日期"))
    pages = forms.IntegerField(label=_("页数（册数）"), min_value=1, max_value=99999, required=False)
    complete = forms.BooleanField(label=_("齐全"), required=False)
    missing = forms.CharField(label=_("还缺什么"), max_length=200, required=False)


class ReviewForm(Form):
    """What was read and what was noticed."""

    on = DayField(label=_("查阅日期"))
    pages = forms.CharField(label=_("页码"), max_length=60, required=False)
    noticed = LongText(label=_("查阅情况"), max_length=3000, rows=6, help_text=_("只写看到的事实，不下结论。"))


class CloseForm(Form):
    """What became of the material."""

    disposal = forms.ChoiceField(label=_("去向"), choices=Disposal.choices)
    on = DayField(label=_("日期"))
    signed_for = forms.CharField(label=_("单位签收人"), max_length=40, required=False)

    def clean_disposal(self) -> Disposal:
        """The way as the use case takes it."""
        return Disposal(self.cleaned_data["disposal"])
