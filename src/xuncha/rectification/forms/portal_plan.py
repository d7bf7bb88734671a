"""The unit's plan as it is typed: its head, each problem with any number of measures, replies to remarks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.errors import InvalidTransition, RuleViolated
from xuncha.foundation.ui.forms import DayField, Form, LongText, wanted
from xuncha.rectification.forms.portal import ANY_FILE
from xuncha.rectification.models import Difficulty, Horizon, Item, Measure, Plan, PlanRemark, ReportRemark
from xuncha.rectification.rules.plans import LIMITS, MEASURE_LIMITS, MOST_MEASURES, ItemDraft, MeasureDraft
from xuncha.rectification.services import Upload

MEASURE_NEEDS = ("owner", "department", "due_on", "standard")  # of a measure that was written
SPARE = 3  # empty rows below the measures that are there
NAMED = gettext_lazy("姓名和职务，如「张某某，副局长」。")
MEASURE_FIELD = re.compile(r"measure-(\d+)-(\w+)")
ITEM_FIELDS = (
    "objective", "difficulty", "horizon", "leader", "department", "contact", "due_on", "beyond", "money_due",
    "uncovered",
)  # fmt: skip


class Remarked(Form):
    """A form beside which the remarks of a returned plan stand, each with room for what was changed."""

    def __init__(self, *args: Any, remarks: Sequence[PlanRemark | ReportRemark] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks = list(remarks)
        for remark in self.remarks:
            field = LongText(
                label=_("修改说明（第 {n} 条）").format(n=remark.position),
                max_length=500,
                rows=2,
                required=False,
                initial=remark.reply,
            )
            field.widget.attrs["class"] = "inp"
            self.fields[f"reply-{remark.pk}"] = wanted(field)

    @property
    def answered(self) -> list[tuple[PlanRemark | ReportRemark, Any]]:
        """Each remark with its field."""
        return [(remark, self[f"reply-{remark.pk}"]) for remark in self.remarks]

    @property
    def replies(self) -> list[tuple[Any, str]]:
        """What was written anew."""
        typed = [(remark, self.cleaned_data.get(f"reply-{remark.pk}", "")) for remark in self.remarks]
        return [(remark, reply) for remark, reply in typed if reply.strip() and reply.strip() != remark.reply]


class HeadForm(Remarked):
    """The head of the plan."""

    principal = wanted(
        forms.CharField(
            label=gettext_lazy("第一责任人"),
            max_length=60,
            required=False,
            help_text=gettext_lazy("单位主要负责人的姓名和职务，如「张某某，党组书记、局长」。"),
        )
    )
    overall = LongText(
        label=gettext_lazy("组织安排"),
        max_length=4000,
        rows=8,
        required=False,
        help_text=gettext_lazy("领导小组怎么设、谁牵头、多久调度一次。"),
    )
    party_meeting_on = wanted(DayField(label=gettext_lazy("党委（党组）会议研究通过方案的日期"), required=False))
    life_meeting_on = DayField(
        label=gettext_lazy("专题民主生活会日期"), required=False, help_text=gettext_lazy("还没有开的先空着，开了再补。")
    )

    @property
    def head(self) -> dict[str, Any]:
        """The values of the plan's own fields."""
        return {name: self.cleaned_data[name] for name in HeadForm.base_fields}


class MeetingForm(Form):
    """A meeting of the unit and the paper that shows it."""

    on = DayField(label=gettext_lazy("会议日期"))
    file = forms.FileField(
        label=gettext_lazy("会议材料"),
        max_length=200,
        help_text=gettext_lazy("会议纪要、签到表或者照片。"),
        widget=forms.ClearableFileInput(attrs={"accept": ANY_FILE}),
    )
    note = forms.CharField(label=gettext_lazy("会议情况"), max_length=300, required=False)

    @property
    def upload(self) -> Upload:
        """The file as the use case takes it."""
        file = self.cleaned_data["file"]
        return Upload(file, file.name, formed_on=self.cleaned_data["on"])


class Line(NamedTuple):
    """One row of the measures as the page draws it."""

    number: int
    main: Any  # the bound field of the text
    others: list[Any]
    filled: bool


class FillForm(Remarked):
    """One problem of the plan with its measures; empty rows are left out."""

    objective = wanted(
        LongText(
            label=gettext_lazy("整改目标"),
            max_length=LIMITS["objective"][0],
            required=False,
            help_text=gettext_lazy("做到什么算改好。写得出、查得到。"),
        )
    )
    difficulty = forms.ChoiceField(label=gettext_lazy("难易程度"), choices=Difficulty.choices)
    horizon = forms.ChoiceField(label=gettext_lazy("整改类型"), choices=Horizon.choices)
    leader = wanted(
        forms.CharField(label=gettext_lazy("责任领导"), max_length=LIMITS["leader"][0], required=False, help_text=NAMED)
    )
    department = wanted(
        forms.CharField(label=gettext_lazy("责任部门"), max_length=LIMITS["department"][0], required=False)
    )
    contact = forms.CharField(label=gettext_lazy("联系人"), max_length=LIMITS["contact"][0], required=False)
    due_on = wanted(DayField(label=gettext_lazy("完成时限"), required=False))
    beyond = LongText(
        label=gettext_lazy("超出集中整改期的理由"), max_length=LIMITS["beyond"][0], rows=2, required=False
    )
    money_due = forms.DecimalField(
        label=gettext_lazy("应追缴、清退的金额（元）"),
        max_digits=16,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=gettext_lazy("没有的空着。销号时，登记的追缴、清退数要与它一致，差额要说明原因。"),
    )

    uncovered = LongText(
        label=gettext_lazy("不列措施的理由"),
        max_length=LIMITS["uncovered"][0],
        rows=2,
        required=False,
        help_text=gettext_lazy("如巡察期间已立行立改、并入另一个问题一起改。写了理由，就不写整改目标和措施。"),
    )

    def __init__(self, count: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = min(count, MOST_MEASURES)
        for n in range(1, self.count + 1):
            for name, field in _measure_fields(n).items():
                css = field.widget.attrs.get("class", "")
                field.widget.attrs["class"] = f"inp {css}".strip()
                needed = name in MEASURE_NEEDS or (n == 1 and name == "text")
                self.fields[f"measure-{n}-{name}"] = wanted(field) if needed else field

    @property
    def head(self) -> list[Any]:
        """The fields of the problem itself."""
        return [self[name] for name in ITEM_FIELDS]

    @property
    def lines(self) -> list[Line]:
        """The rows of the measures."""
        found = []
        for n in range(1, self.count + 1):
            text, *others = (self[f"measure-{n}-{name}"] for name in _measure_fields(n))
            found.append(Line(n, text, others, bool(text.value())))
        return found

    def _rows(self) -> dict[int, MeasureDraft]:
        """{row: measure} of the rows in which something was written."""
        drafts = {}
        for n in range(1, self.count + 1):
            typed = {name: self.cleaned_data.get(f"measure-{n}-{name}") for name in _measure_fields(n)}
            drafts[n] = MeasureDraft(**{name: value for name, value in typed.items() if value is not None})
        return {n: draft for n, draft in drafts.items() if not draft.is_empty}

    @property
    def draft(self) -> ItemDraft:
        """What was typed, as the use case takes it."""
        values = {name: self.cleaned_data[name] for name in ITEM_FIELDS}
        return ItemDraft(**values, measures=list(self._rows().values()))

    def refuse(self, refusal: RuleViolated | InvalidTransition) -> None:
        """Rules number the measures that were written; the page numbers its rows."""
        rows = list(self._rows())
        reasons = []
        for why in refusal.reasons:
            named = MEASURE_FIELD.fullmatch(why.field)
            field = f"measure-{rows[int(named[1]) - 1]}-{named[2]}" if named else why.field
            reasons.append(replace(why, field=field))
        super().refuse(RuleViolated(*reasons))


def _measure_fields(n: int) -> dict[str, forms.Field]:
    """The fields of one row; the first is the measure itself."""
    return {
        "text": LongText(label=_("措施 {n}").format(n=n), max_length=MEASURE_LIMITS["text"][0], rows=2, required=False),
        "kind": forms.ChoiceField(label=_("类别"), choices=Measure.Kind.choices, required=False),
        "owner": forms.CharField(label=_("责任人"), max_length=MEASURE_LIMITS["owner"][0], required=False),
        "department": forms.CharField(label=_("责任部门"), max_length=MEASURE_LIMITS["department"][0], required=False),
        "due_on": DayField(label=_("完成时限"), required=False),
        "standard": forms.CharField(label=_("完成标准"), max_length=MEASURE_LIMITS["standard"][0], required=False),
    }


def head_of(plan: Plan) -> dict[str, Any]:
    """The plan's head as the form shows it."""
    return {name: getattr(plan, name) for name in HeadForm.base_fields}


def filled(item: Item, measures: Sequence[Measure]) -> dict[str, Any]:
    """An item with its measures as the form shows them."""
    values = {name: getattr(item, name) for name in ITEM_FIELDS}
    for n, measure in enumerate(measures, 1):
        values |= {f"measure-{n}-{name}": getattr(measure, name) for name in _measure_fields(n)}
    return values


def rows_in(typed: Mapping[str, Any]) -> int:
    """How many rows of measures a posted form or a draft has."""
    return max((int(named[1]) for name in typed if (named := MEASURE_FIELD.fullmatch(name))), default=0)


class MeasureForm(Form):
    """A measure added to an item that is under way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in _measure_fields(1).items():
            css = field.widget.attrs.get("class", "")
            field.widget.attrs["class"] = f"inp {css}".strip()
            self.fields[name] = field
        self.fields["text"].label = _("措施")
        self.fields["text"].required = True

    @property
    def draft(self) -> MeasureDraft:
        """What was typed, as the use case takes it."""
        return MeasureDraft(**{name: self.cleaned_data[name] for name in self.fields if self.cleaned_data[name]})

    def refuse(self, refusal: RuleViolated | InvalidTransition) -> None:
        """The only measure is the first of the rule."""
        bare = (replace(why, field=why.field.removeprefix("measure-1-")) for why in refusal.reasons)
        super().refuse(RuleViolated(*bare))
