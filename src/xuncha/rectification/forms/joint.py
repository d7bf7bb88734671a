"""What a body writes in a joint review, and what the office makes of all of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.foundation.ui.forms import Form, LongText
from xuncha.rectification.models import BodyOpinion, Grade, Item
from xuncha.rectification.rules.joint import POINT_LENGTH, TEXT_LENGTH
from xuncha.rectification.services import Remark

GRADES = [("", gettext_lazy("请选择")), *Grade.choices]
ONE_A_LINE = gettext_lazy("每行一条，自动编号。")


def _rows(label: str, initial: str = "") -> LongText:
    field = LongText(label=label, max_length=POINT_LENGTH, required=False, rows=2, initial=initial)
    field.widget.attrs["class"] = "inp"
    return field


class OpinionForm(Form):
    """A word, numbered points on the whole and on each problem of the body's part."""

    grade = forms.ChoiceField(label=gettext_lazy("审核结论"), choices=GRADES)
    text = LongText(label=gettext_lazy("总的意见"), max_length=TEXT_LENGTH, required=False, rows=3)
    whole = LongText(label=gettext_lazy("对整体的意见"), max_length=5000, required=False, rows=3, help_text=ONE_A_LINE)

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"item-{item.pk}"] = _rows(f"{item.number} {item.title}")

    @property
    def points(self) -> list[Remark]:
        """The points as typed, those on the whole first."""
        whole = [Remark(line.strip()) for line in self.cleaned_data["whole"].splitlines() if line.strip()]
        each = [(item, self.cleaned_data[f"item-{item.pk}"].strip()) for item in self.items]
        return whole + [Remark(text, item) for item, text in each if text]


def written(opinion: BodyOpinion) -> dict[str, str]:
    """An opinion that was taken back, as its form shows it again; several points on one problem are one text."""
    found: dict[str, str] = {"grade": opinion.grade, "text": opinion.text}
    for point in opinion.points.order_by("position"):
        name = f"item-{point.item_id}" if point.item_id else "whole"
        found[name] = f"{found[name]}\n{point.text}" if name in found else point.text
    return found


class SumForm(Form):
    """The office's word, its summary, and the one list: the bodies' points, each to change or leave out, its own."""

    grade = forms.ChoiceField(
        label=gettext_lazy("汇总结论"),
        choices=GRADES,
        help_text=gettext_lazy("修改后通过的，单位改完由巡察办核对；退回的，改完重新联审。"),
    )
    summary = LongText(
        label=gettext_lazy("汇总意见"),
        max_length=TEXT_LENGTH,
        required=False,
        rows=4,
        help_text=gettext_lazy("结论比哪一家宽的，写明为什么。"),
    )
    whole = LongText(
        label=gettext_lazy("巡察办另加的意见"), max_length=5000, required=False, rows=3, help_text=ONE_A_LINE
    )

    def __init__(self, *args: Any, opinions: Sequence[BodyOpinion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = [(opinion, point) for opinion in opinions for point in opinion.points.all()]
        for opinion, point in self.found:
            about = f" {point.item.number} {point.item.title}" if point.item else ""
            label = _("{body}第 {n} 条").format(body=opinion.body, n=point.position) + about
            self.fields[f"point-{point.pk}"] = _rows(label, point.text)

    @property
    def listed(self) -> list[Any]:
        """The fields of the bodies' points, in the order of the list."""
        return [self[f"point-{point.pk}"] for _opinion, point in self.found]

    @property
    def remarks(self) -> list[Remark]:
        """The list as it goes to the unit; a point that was emptied is left out."""
        typed = [(body, point, self.cleaned_data[f"point-{point.pk}"].strip()) for body, point in self.found]
        taken = [Remark(text, point.item, opinion.body) for opinion, point, text in typed if text]
        own = [line.strip() for line in self.cleaned_data["whole"].splitlines() if line.strip()]
        return taken + [Remark(line) for line in own]
