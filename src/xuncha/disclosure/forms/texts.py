"""Writing a text, judging what is left out, noting where it was told and what people said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.disclosure.models import Channel
from xuncha.disclosure.rules.grounds import GROUNDS, OMITTED
from xuncha.disclosure.rules.steps import (
    ANSWER_LENGTH,
    COMMENT_LENGTH,
    CONTACT_LENGTH,
    FRAME_LENGTH,
    HEADING_LENGTH,
    PLACE_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    WAY_LENGTH,
    WHY_LENGTH,
)
from xuncha.foundation.ui.forms import DayField, Form, LongText, wanted


class FrameForm(Form):
    """What stands before and after the items."""

    title = forms.CharField(label=_("标题"), max_length=TITLE_LENGTH)
    opening = LongText(label=_("开头"), max_length=FRAME_LENGTH, rows=4, help_text=_("写何时接受巡察、何时反馈。"))
    leading = wanted(
        LongText(
            label=_("党组织和主要负责人组织落实情况"),
            max_length=FRAME_LENGTH,
            rows=6,
            required=False,
            help_text=_("领导姓名可以写；不写被处理人员的姓名。"),
        )
    )
    outlook = LongText(label=_("下一步打算"), max_length=FRAME_LENGTH, rows=4, required=False)
    contact = wanted(
        forms.CharField(
            label=_("联系方式"),
            max_length=CONTACT_LENGTH,
            required=False,
            help_text=_("群众提意见的电话、信箱、地址。只有这里可以写电话号码。"),
        )
    )


class SectionForm(Form):
    """What is said of one item, or why it is left out."""

    heading = forms.CharField(label=_("小标题"), max_length=HEADING_LENGTH)
    text = LongText(
        label=_("整改情况"),
        max_length=TEXT_LENGTH,
        rows=10,
        required=False,
        help_text=_("写做了什么、结果如何。不写身份证号、电话、银行卡号，不写被处理人员和反映人。"),
    )
    omitted = forms.ChoiceField(label=_("公开范围"), required=False)
    ground = forms.ChoiceField(label=_("不公开的依据"), required=False)
    why = LongText(label=_("不公开的理由"), max_length=WHY_LENGTH, required=False, help_text=_("由巡察办逐项审定。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            omitted=[("", _("党内通报，向社会公开")), *((code, _(label)) for code, label in OMITTED.items())],
            ground=[("", _("请选择")), *((code, f"{_(g.label)} · {_(g.basis)}") for code, g in GROUNDS.items())],
        )


class JudgeForm(Form):
    """What the office finds of an omission."""

    accepted = forms.ChoiceField(
        label=_("审定"), choices=[("yes", _("同意不公开")), ("no", _("不同意，应当公开"))], widget=forms.RadioSelect
    )
    note = LongText(label=_("审定意见"), max_length=WHY_LENGTH, required=False, help_text=_("不同意要写理由。"))

    @property
    def judged(self) -> dict[str, Any]:
        """As the use case takes it."""
        return {"accepted": self.cleaned_data["accepted"] == "yes", "note": self.cleaned_data["note"]}


class PublicationForm(Form):
    """Where and when it was told, with the proof."""

    channel = forms.ChoiceField(label=_("公开渠道"))
    on = DayField(label=_("公开日期"))
    place = forms.CharField(
        label=_("通报范围、网址或者媒体"),
        max_length=PLACE_LENGTH,
        help_text=_("党内通报写到会人员范围；向社会公开写网址、报刊或者公开栏。"),
    )
    days = forms.IntegerField(
        label=_("公开天数"), required=False, help_text=_("只有向社会公开要写。"), min_value=1, max_value=365
    )
    proof = forms.FileField(label=_("公开凭证"), help_text=_("网页截图、公开栏照片、会议记录等。"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(channel=Channel.choices)


class CommentForm(Form):
    """What somebody said."""

    on = DayField(label=_("收到日期"))
    way = forms.CharField(label=_("来自"), max_length=WAY_LENGTH, help_text=_("电话、信箱、网上留言等。不写是谁。"))
    text = LongText(label=_("意见内容"), max_length=COMMENT_LENGTH, rows=5)


class AnswerForm(Form):
    """What was answered."""

    answer = LongText(label=_("答复内容"), max_length=ANSWER_LENGTH, rows=5)
