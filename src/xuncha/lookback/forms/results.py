"""Forms of the group, made for a phone on the spot, and of what follows at the desk and in the portal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.files.kinds import ENDINGS
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.lookback.models import Mark, OldItem, Point, Verdict
from xuncha.rectification.models import Item


class ResultForm(Form):
    """What was found of one item: a verdict to tap, then what it rests on."""

    verdict = forms.ChoiceField(label=_("结论"), choices=Verdict.choices, widget=forms.RadioSelect)
    facts = LongText(
        label=_("事实"),
        max_length=4000,
        rows=4,
        required=False,
        help_text=_("现在是什么样，差在哪里；不到位、部分到位必填。"),
    )
    evidence = LongText(
        label=_("看了什么"), max_length=1000, rows=2, required=False, help_text=_("如票据、会议记录、现场。")
    )
    asked = forms.CharField(
        label=_("问了哪些人"), max_length=300, required=False, help_text=_("写身份和人数，不写姓名，如“住户 3 人”。")
    )
    people = forms.IntegerField(
        label=_("抽问受影响的群众（人）"),
        min_value=0,
        required=False,
        help_text=_("与这个问题直接有关的人；没有问的写 0。"),
    )
    denied = forms.IntegerField(label=_("其中说没有改好的（人）"), min_value=0, required=False)
    explanation = LongText(
        label=_("单位说明"),
        max_length=2000,
        rows=2,
        required=False,
        help_text=_("当面听取单位的说明；单位不作说明的，写明“单位未作说明”。"),
    )
    file = forms.FileField(
        label=_("照片或文件"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
    )

    def clean_people(self) -> int:
        """Nothing written counts as nobody."""
        return int(self.cleaned_data["people"] or 0)

    def clean_denied(self) -> int:
        """Nothing written counts as nobody."""
        return int(self.cleaned_data["denied"] or 0)


class OccasionForm(Form):
    """When the group was there and with whom."""

    on = DayField(label=_("核查日期"))
    present = forms.CharField(label=_("在场的人"), max_length=300, help_text=_("单位的哪些人在场；暗访写“无”。"))
    account = LongText(label=_("总的情况"), max_length=4000, rows=4, required=False)


class NameForm(Form):
    """One more item to look at, and what prompted it."""

    matter = forms.ChoiceField(label=_("事项"))
    prompt = forms.CharField(
        label=_("为什么点名"), max_length=300, help_text=_("如“群众反映修了一半停工”；不写反映人。")
    )

    def __init__(self, *args: Any, items: Sequence[Item], olds: Sequence[OldItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self.matters: dict[str, Item | OldItem] = {f"item:{one.pk}": one for one in items}
        self.matters |= {f"old:{one.pk}": one for one in olds}
        self.offer(matter=[("", _("请选择")), *((key, str(one)) for key, one in self.matters.items())])

    def answers(self) -> dict[str, Any]:
        """The answers as the use case takes them."""
        return {"matter": self.matters[self.cleaned_data["matter"]], "prompt": self.cleaned_data["prompt"]}


class ExplanationsForm(Form):
    """What the unit says to each item that is not in place."""

    def __init__(self, *args: Any, points: Sequence[Point], **options: Any) -> None:
        super().__init__(*args, **options)
        for point in points:
            self.fields[f"p{point.position}"] = LongText(
                label=str(point), max_length=2000, rows=2, initial=point.explanation, help_text=point.facts
            )
            self.fields[f"p{point.position}"].widget.attrs["class"] = "inp"

    def answers(self) -> dict[int, str]:
        """What the unit said, by the number of the item."""
        return {int(name.removeprefix("p")): text for name, text in self.cleaned_data.items()}


class IssueForm(Form):
    """What is asked of the unit, and by when it answers."""

    demands = LongText(
        label=_("要求"),
        max_length=2000,
        rows=4,
        help_text=_("对清单所列事项的整改要求，写进公文。"),
    )
    due_on = DayField(label=_("答复期限"))


class ReopenForm(Form):
    """Why an item is opened again, and until when."""

    reason = LongText(label=_("理由"), max_length=500, rows=3)
    due_on = DayField(label=_("新的时限"))


class AnswerForm(Form):
    """The unit's answer to its list."""

    answer = LongText(
        label=_("逐项答复"),
        max_length=8000,
        rows=10,
        help_text=_("按清单的顺序，逐项写怎么整改、谁负责、什么时候改好；有不同意见的，写明理由。"),
    )


class ReportForm(Form):
    """What the unit did about an item of an old ledger."""

    report = LongText(
        label=_("整改情况"), max_length=4000, rows=6, help_text=_("做了什么、到什么程度、凭什么说改好了。")
    )


class MarkForm(Form):
    """Something known of the road of a matter."""

    kind = forms.ChoiceField(label=_("什么事"), choices=Mark.Kind.choices)
    on = DayField(label=_("日期"))
    text = forms.CharField(label=_("经过"), max_length=300, help_text=_("写事，不写反映人。"))
    petition = forms.CharField(
        label=_("信访件编号"),
        max_length=80,
        required=False,
        help_text=_("填了编号，这一条只有看得到这件信访的人看得到。"),
    )
