"""What people type about findings and immediate rectifications: the shape of the input, never a rule."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.models import Finding, Severity
from xuncha.findings.rules import findings as finding_rules
from xuncha.findings.rules import fixes as fix_rules
from xuncha.findings.selectors import Axis
from xuncha.foundation.http import listed
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.ui.forms import DayField, FilesField, Form, LongText
from xuncha.rounds.models import Inspection

NO_CLUES = gettext_lazy("写单位的问题，这里不写个人问题线索。时间、数额、后果写具体，数字与底稿一致。")
ONE_QUANTITY = re.compile(r"^(?P<what>.*?[^\d,.\s])[\s:：]*(?P<value>-?[\d,]+(?:\.\d+)?)\s*(?P<unit>[^\d\s].*)$")
MOST_PARTS = 6


class Wording(Form):
    """Title and text of a finding."""

    title = forms.CharField(
        label=gettext_lazy("问题标题"),
        max_length=finding_rules.TITLE_LENGTH,
        help_text=gettext_lazy("写「做了什么、造成什么后果」，不写评价词。"),
    )
    text = LongText(label=gettext_lazy("问题表述"), max_length=finding_rules.TEXT_LENGTH, rows=10, help_text=NO_CLUES)


class RaiseForm(Wording):
    """A new finding and the signed papers it rests on."""

    papers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("依据的底稿"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("至少选一份组长已签的底稿，问题要有底稿支撑。")},
        help_text=gettext_lazy("只列组长已签的底稿；一条问题可以依据几份。"),
    )
    severity = forms.ChoiceField(label=gettext_lazy("轻重"), choices=Severity.choices)
    main = forms.BooleanField(
        label=gettext_lazy("主要问题"), required=False, help_text=gettext_lazy("反馈、通报时计数的那一层。")
    )
    amount = forms.DecimalField(
        label=gettext_lazy("涉及金额（元）"), required=False, min_value=0, max_digits=16, decimal_places=2
    )
    field_order = ("papers", "title", "text", "severity", "main", "amount")

    def __init__(self, *args: Any, papers: Iterable[WorkingPaper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {paper.pk: paper for paper in papers}
        self.offer(papers=[(pk, str(paper)) for pk, paper in self.offered.items()])

    def clean_papers(self) -> list[WorkingPaper]:
        """The chosen papers themselves."""
        return [self.offered[pk] for pk in self.cleaned_data["papers"]]


class Reasoned(Wording):
    """A new wording with the reason for it: merging."""

    reason = LongText(label=gettext_lazy("合并理由"), max_length=finding_rules.REASON_LENGTH)


class SplitForm(Form):
    """Several parts of one finding, each with its wording and its papers."""

    def __init__(self, *args: Any, papers: Sequence[WorkingPaper], parts: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = {paper.pk: paper for paper in papers}
        self.parts = range(1, parts + 1)
        for n in self.parts:
            self.fields.update(self._part(n))
        self.fields["reason"] = LongText(
            label=_("拆分理由"),
            max_length=finding_rules.REASON_LENGTH,
            help_text=_("拆开后原来那条保留，标为已拆分；每份底稿至少归到一条。"),
        )
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.widget.attrs["class"] = "inp"

    def _part(self, n: int) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {
            f"part-{n}-title": forms.CharField(
                label=_("第 {n} 条标题").format(n=n), max_length=finding_rules.TITLE_LENGTH
            ),
            f"part-{n}-text": LongText(
                label=_("第 {n} 条表述").format(n=n), max_length=finding_rules.TEXT_LENGTH, rows=6, help_text=NO_CLUES
            ),
        }
        if self.papers:
            fields[f"part-{n}-papers"] = forms.TypedMultipleChoiceField(
                label=_("第 {n} 条依据的底稿").format(n=n),
                coerce=int,
                choices=[(pk, str(paper)) for pk, paper in self.papers.items()],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("第 {n} 条没有底稿，至少选一份。").format(n=n)},
            )
        return fields

    def part(self, n: int) -> dict[str, Any]:
        """Title, text and papers of the n-th part as the use case takes them."""
        typed = self.cleaned_data
        chosen = typed.get(f"part-{n}-papers", [])
        return {
            "title": typed[f"part-{n}-title"],
            "text": typed[f"part-{n}-text"],
            "papers": [self.papers[pk] for pk in chosen],
        }


class ClassifyForm(Form):
    """One select for each taxonomy in force, then weight and repeat."""

    def __init__(
        self,
        *args: Any,
        axes: Sequence[Axis],
        suggested: Mapping[int, Sequence[Category]],
        earlier: Sequence[Finding],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.categories = {category.pk: category for axis in axes for category in axis.categories}
        self.earlier = {finding.pk: finding for finding in earlier}
        for axis in axes:
            self.fields[f"axis-{axis.taxonomy.pk}"] = _axis_field(axis, suggested.get(axis.taxonomy.pk, ()))
        self.fields["severity"] = forms.ChoiceField(label=_("轻重"), choices=Severity.choices)
        self.fields["main"] = forms.BooleanField(
            label=_("主要问题"), required=False, help_text=_("反馈、通报时计数的那一层。")
        )
        self.fields["repeat_of"] = forms.TypedChoiceField(
            label=_("屡改屡犯：重复的是以前哪一条"),
            choices=[("", _("不是重复问题")), *((pk, _dated(past)) for pk, past in self.earlier.items())],
            coerce=int,
            empty_value=None,
            required=False,
            help_text=_("列出同一单位以前各轮的问题，同类的排在前面。"),
        )
        for field in self.fields.values():
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "inp"

    def chosen(self) -> dict[str, Any]:
        """The input as the use case takes it."""
        picked = [value for name, value in self.cleaned_data.items() if name.startswith("axis-") and value]
        return {
            "categories": [self.categories[pk] for pk in picked],
            "severity": self.cleaned_data["severity"],
            "main": self.cleaned_data["main"],
            "repeat_of": self.earlier.get(self.cleaned_data["repeat_of"]),
        }


def _dated(finding: Finding) -> str:
    return f"{finding.inspection.round} {finding}"


def _axis_field(axis: Axis, suggested: Sequence[Category]) -> forms.Field:
    edition = axis.taxonomy
    since, until = edition.valid_from.isoformat(), edition.valid_to
    hint = (
        _("{since} 起有效，{until} 起停用。").format(since=since, until=until.isoformat())
        if until
        else _("{since} 起有效，现行。").format(since=since)
    )
    if suggested:
        hint += _("对照其他分类，建议：{names}。").format(names=listed(c.name for c in suggested))
    return forms.TypedChoiceField(
        label=axis.label,
        choices=[("", _("不选")), *((c.pk, f"{c.parent} › {c}" if c.parent else str(c)) for c in axis.categories)],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=hint,
    )


class FixForm(Form):
    """A notice of immediate rectification as it is drafted."""

    title = forms.CharField(label=gettext_lazy("标题"), max_length=fix_rules.TITLE_LENGTH)
    demand = LongText(
        label=gettext_lazy("整改要求"),
        max_length=fix_rules.DEMAND_LENGTH,
        rows=6,
        help_text=gettext_lazy("写改什么、改到什么程度。单位会看到这段文字：不写个人问题线索，不写问题从哪里来。"),
    )
    quantities = forms.CharField(
        label=gettext_lazy("涉及数量"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("每行一项，例如「蹲便器 89 个」「农户 12 户」。"),
    )
    due_on = DayField(
        label=gettext_lazy("整改期限"),
        required=False,
        help_text=gettext_lazy("不填时，签发当天按时限规则计算。"),
    )

    def clean_quantities(self) -> list[dict[str, str]]:
        """One row for each line; what does not read as a quantity is left for the rule to name."""
        lines = [line.strip() for line in self.cleaned_data["quantities"].splitlines() if line.strip()]
        read = [(line, ONE_QUANTITY.match(line)) for line in lines]
        return [match.groupdict() if match else {"what": line, "unit": "", "value": ""} for line, match in read]


class FreeFixForm(FixForm):
    """The same, for a notice that does not come from a paper: the inspection is chosen."""

    inspection = forms.TypedChoiceField(label=gettext_lazy("被巡察单位"), coerce=int)
    field_order = ("inspection", "title", "demand", "quantities", "due_on")

    def __init__(self, *args: Any, inspections: Iterable[Inspection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {inspection.pk: inspection for inspection in inspections}
        self.offer(inspection=[(pk, str(one)) for pk, one in self.offered.items()])

    def clean_inspection(self) -> Inspection:
        """The chosen inspection itself."""
        return self.offered[self.cleaned_data["inspection"]]


def quantity_lines(quantities: Iterable[Mapping[str, Any]]) -> str:
    """Stored quantities as the form takes them, one a line."""
    return "\n".join(f"{q['what']} {q['value']} {q['unit']}" for q in quantities)


class AnswerForm(Form):
    """What the unit did, and the files that prove it."""

    answer = LongText(
        label=gettext_lazy("整改情况"),
        max_length=fix_rules.ANSWER_LENGTH,
        rows=6,
        help_text=gettext_lazy("写改了什么、何时改完、如何防止再犯。"),
    )
    proof = FilesField(
        label=gettext_lazy("佐证材料"),
        error_messages={"required": gettext_lazy("至少附一份佐证，例如整改前后照片、凭证。")},
        help_text=gettext_lazy("可一次选几份：整改前后照片、凭证、会议纪要。以前传过的会保留。"),
    )

    def __init__(self, *args: Any, proven: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"].required = not proven
