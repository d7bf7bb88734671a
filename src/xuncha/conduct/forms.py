"""Forms of guidance and conduct: the shape of the input; whether it is right is said by the rules."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.conduct.models import Approach, Guidance, Pledge, Training
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.rounds.models import Membership


class CommentForm(Form):
    """A comment tied to a place of a text."""

    place = forms.ChoiceField(label=_("针对哪一部分"))
    quote = forms.CharField(
        label=_("针对哪句话"), max_length=300, required=False, help_text=_("从原文原样摘录；针对整段的不填。")
    )
    text = LongText(label=_("意见"), max_length=2000, rows=4, help_text=_("只提意见，改不改、怎么改由巡察组定。"))

    def __init__(self, *args: Any, places: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(place, _(place)) for place in places]  # type: ignore[attr-defined]  # a ChoiceField


class GuidanceForm(Form):
    """The record of a hearing, a visit or a joint review."""

    kind = forms.ChoiceField(label=_("形式"), choices=Guidance.Kind.choices)
    on = DayField(label=_("日期"))
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    attendees = LongText(label=_("参加人员"), max_length=1000, rows=2, required=False)
    content = LongText(label=_("记录"), max_length=8000, rows=8, required=False, help_text=_("听了什么、看到什么。"))
    demands = LongText(label=_("要求"), max_length=2000, required=False)
    due_on = DayField(label=_("落实期限"), required=False)


class ReplyForm(Form):
    """What the team did about it."""

    reply = LongText(label=_("落实情况"), max_length=4000, rows=6)


class MemberForm(Form):
    """A form that names one member of a team."""

    member = forms.ModelChoiceField(Membership.objects.none(), label=_("巡察组成员"))

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]  # a ModelChoiceField


class PaperPledgeForm(MemberForm):
    """A pledge that was signed on paper."""

    kind = forms.ChoiceField(label=_("哪一份承诺"), choices=Pledge.Kind.choices)


class DeviceForm(MemberForm):
    """A device handed out."""

    name = forms.CharField(label=_("设备"), max_length=60, help_text=_("如：笔记本电脑、移动硬盘、保密柜钥匙。"))
    number = forms.CharField(label=_("编号"), max_length=40)
    on = DayField(label=_("配发日期"))


class ReturnForm(Form):
    """A device that came back."""

    on = DayField(label=_("收回日期"))
    note = forms.CharField(
        label=_("收回时的情况"), max_length=200, required=False, help_text=_("如：完好，资料已清除。")
    )


class TrainingForm(Form):
    """A training with those who were there."""

    kind = forms.ChoiceField(label=_("形式"), choices=Training.Kind.choices)
    title = forms.CharField(label=_("主题"), max_length=100)
    on = DayField(label=_("日期"))
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    teacher = forms.CharField(label=_("授课人"), max_length=60, required=False)
    content = LongText(label=_("内容"), max_length=4000, required=False)
    members = forms.ModelMultipleChoiceField(
        Membership.objects.none(), label=_("参加的人"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = members  # type: ignore[attr-defined]  # a ModelMultipleChoiceField


class ApproachForm(Form):
    """Who asked about what, when, and how it was answered."""

    kind = forms.ChoiceField(label=_("性质"), choices=Approach.Kind.choices)
    on = DayField(label=_("日期"))
    who = forms.CharField(label=_("什么人"), max_length=120, help_text=_("姓名、单位、职务；托人的，连同受托的人。"))
    about = LongText(label=_("打听、说情的是什么事"), max_length=1000)
    answer = LongText(label=_("当时怎么答复的"), max_length=1000)


class BreachForm(MemberForm):
    """A member who did not keep out."""

    on = DayField(label=_("发现日期"))
    what = LongText(label=_("情况"), max_length=2000, rows=5)
