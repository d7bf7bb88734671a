"""Asking residents, and their one answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.disclosure.models import Section
from xuncha.disclosure.rules.hearings import AUDIENCE_LENGTH, CHOICES, SAID_LENGTH, TITLE_LENGTH, WORDS_LENGTH
from xuncha.foundation.ui.forms import DayField, Form, LongText


class HearingForm(Form):
    """What residents read."""

    title = forms.CharField(label=_("标题"), max_length=TITLE_LENGTH)
    audience = forms.CharField(
        label=_("评价的群众"), max_length=AUDIENCE_LENGTH, help_text=_("哪个村、哪个社区的居民，或者来办事的群众。")
    )
    words = LongText(
        label=_("给群众的话"),
        max_length=WORDS_LENGTH,
        rows=8,
        help_text=_("用群众看得懂的话写办了什么。不写谁反映的，不写姓名。"),
    )
    sections = forms.ModelMultipleChoiceField(
        Section.objects.none(), label=_("给群众看的整改情况"), widget=forms.CheckboxSelectMultiple,
        help_text=_("只列向社会公开的事项。"),
    )  # fmt: skip
    petitioners = forms.BooleanField(label=_("凭回执号回来看进展的反映人也看得到"), required=False)


class OpenForm(Form):
    """From when until when."""

    opens_on = DayField(label=_("开始日期"))
    closes_on = DayField(label=_("截止日期"))


class VerdictForm(Form):
    """One answer."""

    choice = forms.ChoiceField(label=_("对整改情况，您满意吗？"), widget=forms.RadioSelect)
    said = LongText(
        label=_("想说的话"),
        max_length=SAID_LENGTH,
        required=False,
        help_text=_("可以不写。请不要写姓名和能认出您的细节。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(choice=[(code, _(label)) for code, label in CHOICES.items()])
