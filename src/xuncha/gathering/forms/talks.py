"""What people type about talks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.ui.forms import DayField, Form, LongText, wanted
from xuncha.gathering.forms.people import one_of, some_of
from xuncha.gathering.models import PersonKind, ReadOver, TalkRecord
from xuncha.gathering.rules.outline import LONGEST, Area

ANSWER = 5000  # characters


class ArrangementForm(Form):
    """Who holds a talk, and when."""

    kind = forms.ChoiceField(
        label=_("谈话对象类别"), choices=PersonKind.choices, help_text=_("组里其他人只看到类别，看不到姓名和内容。")
    )
    planned_on = DayField(label=_("计划日期"), required=False)

    def __init__(self, *args: Any, team: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = one_of(team, label=_("主谈人"))
        self.fields["recorder"] = one_of(team, label=_("记录人"), help_text=_("不能和主谈人是同一个人。"))
        self.fields["also"] = some_of(team, label=_("其他参加人"), required=False)
        for name in ("lead", "recorder"):
            self.fields[name].widget.attrs["class"] = "inp"


class PlanForm(ArrangementForm):
    """With whom, by whom, about which areas."""

    name = forms.CharField(label=_("谈话对象姓名"), max_length=40)
    post = forms.CharField(label=_("谈话对象职务"), max_length=80, required=False)

    def __init__(self, *args: Any, areas: Mapping[str, Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"] = forms.MultipleChoiceField(
            label=_("谈哪些方面"),
            choices=[(code, area.name) for code, area in areas.items()],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "checks"}),
            required=False,
            help_text=_("按检查清单里适用本单位的方面拟出提纲，谈话前可以修改。"),
        )
        self.order_fields(["kind", "name", "post", "lead", "recorder", "also", "planned_on", "areas"])


class OutlineForm(Form):
    """The outline as plain lines."""

    name = forms.CharField(label=_("谈话对象姓名"), max_length=40)
    post = forms.CharField(label=_("谈话对象职务"), max_length=80, required=False)
    outline = LongText(
        label=_("谈话提纲"), max_length=20000, rows=18, help_text=_("一行一个问题；方面单独一行，写在【】里。")
    )


class HoldForm(Form):
    """When and where a talk took place."""

    on = DayField(label=_("谈话日期"))
    place = forms.CharField(label=_("谈话地点"), max_length=80)


class RecordForm(Form):
    """An answer to each question, and room for one more question."""

    use_required_attribute = False

    def __init__(self, record: TalkRecord, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(record.lines)
        area = ""
        for n, line in enumerate(record.lines, 1):
            field = LongText(label=line["question"], max_length=ANSWER, required=False)
            if line["area"] != area:
                area = line["area"]
                field.help_text = area
            field.widget.attrs["class"] = "inp"
            self.fields[f"answer_{n}"] = field
            self.initial.setdefault(f"answer_{n}", line["answer"])
        self.fields["asked"] = forms.CharField(label=_("补充的问题"), max_length=LONGEST, required=False)
        self.fields["answered"] = LongText(label=_("补充问题的回答"), max_length=ANSWER, required=False)
        self.fields["read_over"] = wanted(
            forms.ChoiceField(label=_("谈话对象核对"), choices=[("", "—"), *ReadOver.choices], required=False)
        )
        self.initial.setdefault("read_over", record.read_over)
        for name in ("asked", "answered", "read_over"):
            self.fields[name].widget.attrs["class"] = "inp"

    @property
    def answers(self) -> list[str]:
        """The answers in the order of the questions."""
        return [self.cleaned_data[f"answer_{n}"] for n in range(1, self.count + 1)]

    @property
    def rest(self) -> dict[str, str]:
        """What was typed besides the answers."""
        return {name: self.cleaned_data[name] for name in ("asked", "answered", "read_over")}


class SupplementForm(Form):
    """What is added to a checked record."""

    text = LongText(label=_("补充说明"), max_length=5000, rows=5)


class ReadingForm(Form):
    """Who may read a record, from when until when, and why."""

    valid_from = DayField(label=_("起"))
    valid_to = DayField(label=_("止"))
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"] = one_of(people, label=_("查阅人"))
        self.fields["reader"].widget.attrs["class"] = "inp"
        self.order_fields(["reader", "valid_from", "valid_to", "reason"])
