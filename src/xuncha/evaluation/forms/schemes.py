"""Forms of a scheme: its head, and one form for each kind of part."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.core.scoring import LEAST_BALLOTS, MOST_PLACES, WHOLE, Method
from xuncha.evaluation.models import Kind
from xuncha.evaluation.rules.definitions import (
    BANDS,
    CHOICES,
    EFFECT_LABEL,
    FOLLOW_LABEL,
    GROUPS,
    INDICATORS,
    METHOD_LABEL,
    VETOES,
)
from xuncha.evaluation.rules.rates import FORMULAS
from xuncha.evaluation.rules.shipped import Pattern
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.ui.forms import Form, LongText

POINTS: dict[str, Any] = {"max_digits": 7, "decimal_places": 2, "min_value": Decimal(0)}


class NewSchemeForm(Form):
    """Whose scheme it is, and the pattern to begin with."""

    office = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("巡察机构"))
    pattern = forms.ChoiceField(label=_("模板"), required=False)
    kind = forms.ChoiceField(label=_("评估什么"), choices=Kind.choices, help_text=_("选了模板的，照模板。"))
    title = forms.CharField(label=_("方案名称"), max_length=60)

    def __init__(self, *args: Any, patterns: Sequence[Pattern], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._patterns = {one.code: one for one in patterns}
        self.offer(pattern=[("", _("不用模板，从空白开始")), *((one.code, _(one.title)) for one in patterns)])

    def clean_pattern(self) -> Pattern | None:
        """The pattern itself."""
        return self._patterns.get(self.cleaned_data["pattern"])

    @property
    def told(self) -> dict[str, Any]:
        """What the use case takes."""
        given = self.cleaned_data
        pattern: Pattern | None = given["pattern"]
        if pattern is None:
            return {"kind": given["kind"], "title": given["title"]}
        source, definition = pattern.note, pattern.definition
        return {"kind": pattern.kind, "title": given["title"], "source": source, "definition": definition}


class SchemeForm(Form):
    """The head of a scheme."""

    title = forms.CharField(label=_("方案名称"), max_length=60)
    source = LongText(label=_("依据"), max_length=300, rows=3, required=False, help_text=_("按哪份文件制定。"))
    full = forms.DecimalField(label=_("基本指标满分"), **POINTS)
    places = forms.IntegerField(
        label=_("保留小数位数"),
        min_value=0,
        max_value=MOST_PLACES,
        help_text=_("每项指标四舍五入一次，再相加。"),
    )

    @property
    def told(self) -> dict[str, Any]:
        """What the use case takes."""
        return {**self.cleaned_data, "full": str(self.cleaned_data["full"])}


class SchemeFileForm(Form):
    """A scheme as a workbook."""

    file = forms.FileField(
        label=_("方案工作簿"),
        max_length=200,
        help_text=_("从方案页导出、在 Excel 或 WPS 里改好的 .xlsx；有一格不对就一格也不写。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class NewSchemeFileForm(SchemeFileForm):
    """Whose scheme the workbook tells of."""

    office = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("巡察机构"))
    field_order = ("office", "file")


class IndicatorForm(Form):
    """One indicator."""

    label = forms.CharField(label=_("指标"), max_length=40)
    maximum = forms.DecimalField(label=_("满分"), **POINTS)
    method = forms.ChoiceField(
        label=_("计分方式"), choices=[(one.value, _(label)) for one, label in METHOD_LABEL.items()]
    )
    formula = forms.ChoiceField(
        label=_("比率"),
        required=False,
        choices=[("", _("不按比例")), *((code, _(one.label)) for code, one in FORMULAS.items())],
        help_text=_("按比例计分的才选；数从整改台账取。"),
    )
    items = LongText(
        label=_("加减分项"),
        max_length=2000,
        rows=6,
        required=False,
        help_text=_("每行一项：名称、空格、最多几分，如“没有按期报送 3”。可以没有。"),
    )

    def clean_items(self) -> list[dict[str, str]]:
        """The lines as items."""
        found = []
        for n, line in enumerate((line for line in self.cleaned_data["items"].splitlines() if line.strip()), 1):
            label, _space, most = line.strip().rpartition(" ")
            try:
                points = Decimal(most)
            except InvalidOperation:
                points = Decimal(0)
            if not label.strip() or not 0 < points <= WHOLE:
                raise forms.ValidationError(_("第 {n} 行要写名称、空格和分值。").format(n=n))
            found.append({"code": f"p{n}", "label": label.strip()[:60], "most": str(points)})
        return found

    @property
    def part(self) -> dict[str, Any]:
        """As the definition keeps it."""
        given = {**self.cleaned_data, "maximum": str(self.cleaned_data["maximum"])}
        if given["method"] != Method.RATE:
            given["formula"] = ""
        return given

    @staticmethod
    def typed(part: dict[str, Any]) -> dict[str, Any]:
        """A part as the form shows it."""
        lines = "\n".join(f"{one['label']} {one['most']}" for one in part.get("items", ()))
        return {**part, "items": lines}


class _PartForm(Form):
    """A part whose fields are stored under their names, decimals as text."""

    @property
    def part(self) -> dict[str, Any]:
        """As the definition keeps it."""
        return {name: str(one) if isinstance(one, Decimal) else one for name, one in self.cleaned_data.items()}

    @staticmethod
    def typed(part: dict[str, Any]) -> dict[str, Any]:
        """A part as the form shows it."""
        return part


class GroupForm(_PartForm):
    """Voters who count together."""

    label = forms.CharField(label=_("评议主体"), max_length=40)
    weight = forms.DecimalField(label=_("权重（%）"), max_value=WHOLE, **POINTS)
    least = forms.IntegerField(
        label=_("最少票数"), min_value=LEAST_BALLOTS, max_value=10_000, help_text=_("不足的不计入，也不显示。")
    )


class ChoiceForm(_PartForm):
    """One answer of the ballot."""

    label = forms.CharField(label=_("评议选项"), max_length=20)
    worth = forms.DecimalField(label=_("折合满分的（%）"), max_value=WHOLE, **POINTS)


class VetoForm(_PartForm):
    """What decides against the arithmetic."""

    label = forms.CharField(label=_("否决项"), max_length=40)
    limit = forms.IntegerField(label=_("达到几件否决"), min_value=1, max_value=1000)
    effect = forms.ChoiceField(label=_("后果"), choices=[(one.value, _(label)) for one, label in EFFECT_LABEL.items()])


class BandForm(_PartForm):
    """A grade."""

    label = forms.CharField(label=_("等次"), max_length=20)
    least = forms.DecimalField(label=_("从几分起"), **POINTS)
    follow = forms.MultipleChoiceField(
        label=_("建议的结果运用"),
        required=False,
        choices=[(code, _(label)) for code, label in FOLLOW_LABEL.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只是建议，由人决定采纳不采纳。"),
    )


PART_FORMS: dict[str, Any] = {
    INDICATORS: IndicatorForm,
    GROUPS: GroupForm,
    CHOICES: ChoiceForm,
    VETOES: VetoForm,
    BANDS: BandForm,
}
