"""Shapes of what is typed on the planning pages; the rules decide in `rules`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.ui.forms import Form, LongText
from xuncha.planning.models import InspectionType


class YearField(forms.TypedChoiceField):
    """A calendar year among those that are possible here."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, label=_("年度"), **options)

    def offer(self, years: Iterable[int]) -> None:
        """Set the years to choose from."""
        none = [] if self.required else [("", _("请选择"))]
        self.choices = [*none, *((year, _("%s 年") % year) for year in years)]


def round_field() -> forms.IntegerField:
    """The number of a round within the term; empty while it is not fixed."""
    return forms.IntegerField(
        label=_("轮次"), required=False, min_value=1, max_value=60, help_text=_("本届第几轮，写数字；未定的空着。")
    )


def note_field() -> forms.CharField:
    """A short remark."""
    return forms.CharField(label=_("备注"), max_length=200, required=False)


class TermForm(Form):
    """A new term."""

    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label=_("辖区"), empty_label=None)
    number = forms.IntegerField(label=_("届数"), min_value=1, max_value=99, help_text=_("八届写 8。"))
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("如“八届市委”。"))
    first_year = forms.IntegerField(label=_("起始年度"), min_value=1990, max_value=2100)
    last_year = forms.IntegerField(label=_("截止年度"), min_value=1990, max_value=2100)

    def __init__(self, *args: Any, jurisdictions: QuerySet[Jurisdiction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(jurisdiction=jurisdictions)


class TargetForm(Form):
    """What is kept of a target."""

    counts = forms.BooleanField(
        label=_("计入全覆盖"), required=False, help_text=_("计入的对象，本届内应至少安排一次常规巡察。")
    )
    note = note_field()


class ReasonForm(Form):
    """Why."""

    reason = LongText(label=_("理由"), max_length=500)


class WithdrawalForm(Form):
    """Why an organisation is no longer to be inspected."""

    reason = forms.CharField(
        label=_("撤出理由"), max_length=200, help_text=_("如“机构合并”“改由上级管理”。以往各版规划保留这一对象。")
    )


class AmendForm(Form):
    """Why the plan in force is amended."""

    reason = LongText(
        label=_("调整理由"), max_length=500, help_text=_("写清楚什么变了、为什么要增、补、调，批准人会看到。")
    )


class AnnualForm(Form):
    """The year of a new annual plan."""

    year = YearField()

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(year=years)


class HeadForm(Form):
    """Title of a draft and why it amends the plan in force."""

    title = forms.CharField(label=_("名称"), max_length=80)
    reason = LongText(label=_("调整理由"), max_length=500, required=False)


class MoveForm(Form):
    """Where entries go."""

    year = YearField()
    round_number = round_field()

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(year=years)


class PlaceForm(MoveForm):
    """Where and how targets are placed."""

    type = forms.ChoiceField(label=_("巡察类型"), choices=InspectionType.choices)
    note = note_field()


class RemovalForm(Form):
    """Why entries leave the plan."""

    reason = forms.CharField(label=_("减去的理由"), max_length=200, help_text=_("版本对比和审批时会看到这条理由。"))


class SupplementForm(PlaceForm):
    """An organisation that becomes a target and gets its place at once (补)."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("单位"), empty_label=_("请选择"), help_text=_("还不是本届巡察对象的单位。")
    )
    counts = forms.BooleanField(label=_("计入全覆盖"), required=False, initial=True)
    field_order = ("organisation", "counts", "type", "year", "round_number", "note")

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(organisation=organisations)
