"""Forms of rounds: the shape of the input; whether it is right is said by the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.planning.models import InspectionType
from xuncha.rounds.models import Inspection, Round, Team
from xuncha.rounds.selectors import named_in, organisations_for, townships_for, villages_of

UNLISTED = frozenset({InspectionType.TOWN_VILLAGES, InspectionType.SECTOR_JOINT})
"""Types with a form of their own, because several units are listed in one act."""


class RoundForm(Form):
    """A round: its name, its dates, its scheme."""

    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("如「八届市委第三轮」。"))
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100)
    number = forms.IntegerField(label=_("轮次"), min_value=1, max_value=99, help_text=_("本届第几轮，只写数字。"))
    batch = forms.IntegerField(
        label=_("批次"), min_value=0, max_value=9, required=False, help_text=_("一轮分几批时填；不分批填 0。")
    )
    theme = forms.CharField(label=_("主题"), max_length=120, required=False)
    field_from = DayField(label=_("进驻日期"), required=False, help_text=_("填好进驻和撤点日期，时间节点随之生成。"))
    field_to = DayField(label=_("撤点日期"), required=False)
    authority_to = DayField(label=_("授权截止日"), required=False, help_text=_("这一天过后，各组成员的权限自动收回。"))
    scheme = LongText(label=_("工作方案"), max_length=20000, rows=14, required=False)

    def clean_batch(self) -> int:
        """An empty batch is none."""
        return int(self.cleaned_data.get("batch") or 0)


class InspectionForm(Form):
    """One organisation to be listed in the round."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("巡察对象"))
    type = forms.ChoiceField(
        label=_("巡察类型"), choices=[c for c in InspectionType.choices if c[0] not in {t.value for t in UNLISTED}]
    )
    team = forms.ModelChoiceField(Team.objects.none(), label=_("巡察组"), required=False)
    extends = forms.ModelChoiceField(
        Inspection.objects.none(),
        label=_("从哪一家延伸"),
        required=False,
        help_text=_("延伸巡察时选；自动归到那一家的组。"),
    )
    focus = forms.CharField(
        label=_("重点"), max_length=200, required=False, help_text=_("重点看什么；无隶属关系的延伸，写明事由。")
    )

    def __init__(self, *args: Any, batch: Round, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(organisation=organisations_for(batch))
        self.offer(team=batch.teams.all())
        self.offer(extends=batch.inspections.filter(extends__isnull=True).select_related("organisation", "round"))

    def clean_type(self) -> InspectionType:
        """The type as the use case takes it."""
        return InspectionType(self.cleaned_data["type"])


class SuggestForm(Form):
    """A unit that a department suggests, and why."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("建议巡察"))
    text = LongText(
        label=_("理由"), max_length=500, rows=6, help_text=_("写明反映了什么、为什么现在巡察，500 字以内。")
    )

    def __init__(self, *args: Any, batch: Round, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(organisation=organisations_for(batch))


class AdoptForm(Form):
    """How a suggested unit is listed."""

    type = forms.ChoiceField(
        label=_("巡察类型"),
        choices=[c for c in InspectionType.choices if c[0] not in {*UNLISTED, InspectionType.EXTENDED}],
    )
    team = forms.ModelChoiceField(Team.objects.none(), label=_("巡察组"), required=False)
    focus = forms.CharField(label=_("重点"), max_length=200, required=False)

    def __init__(self, *args: Any, batch: Round, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(team=batch.teams.all())

    def clean_type(self) -> InspectionType:
        """The type as the use case takes it."""
        return InspectionType(self.cleaned_data["type"])


class FilingForm(Form):
    """When, to whom and under which number the scheme was filed."""

    filed_on = DayField(label=_("报备日期"))
    filed_to = forms.CharField(label=_("报送单位"), max_length=60)
    filing_no = forms.CharField(label=_("报备文号"), max_length=60, required=False)
    filing_note = forms.CharField(label=_("报备说明"), max_length=200, required=False)


class TownForm(Form):
    """A township of the round; its villages are chosen on the next page."""

    town = forms.ModelChoiceField(Organisation.objects.none(), label=_("乡镇（街道）"))

    def __init__(self, *args: Any, batch: Round, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(town=townships_for(batch))


class VillagesForm(Form):
    """Villages of one township, listed together with it."""

    villages = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("村（社区）"), widget=forms.CheckboxSelectMultiple
    )
    town_type = forms.ChoiceField(
        label=_("乡镇按什么列入"),
        choices=[
            (InspectionType.ROUTINE.value, InspectionType.ROUTINE.label),
            (InspectionType.TOWN_VILLAGES.value, InspectionType.TOWN_VILLAGES.label),
        ],
        help_text=_("只有常规巡察计入全覆盖。"),
    )
    team = forms.ModelChoiceField(Team.objects.none(), label=_("巡察组"), required=False)
    focus = forms.CharField(label=_("重点"), max_length=200, required=False)

    def __init__(self, *args: Any, batch: Round, town: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(villages=villages_of(town))
        self.offer(team=batch.teams.all())

    def clean_town_type(self) -> InspectionType:
        """The type as the use case takes it."""
        return InspectionType(self.cleaned_data["town_type"])


class SectorForm(Form):
    """Several organisations of one sector, of this level and below."""

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("同一板块的单位"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("至少两家，可跨市县。"),
    )
    team = forms.ModelChoiceField(Team.objects.none(), label=_("巡察组"), required=False)
    focus = forms.CharField(label=_("重点"), max_length=200, required=False)

    def __init__(self, *args: Any, batch: Round, **options: Any) -> None:
        super().__init__(*args, **options)
        sectors = organisations_for(batch).filter(sector__isnull=False).order_by("sector__code", "jurisdiction__path")
        self.offer(organisations=sectors)
        self.offer(team=batch.teams.all())


class FocusForm(Form):
    """What an inspection looks at above all."""

    focus = forms.CharField(label=_("重点"), max_length=200, required=False)


class MoveForm(Form):
    """Another team of the round for a unit."""

    team = forms.ModelChoiceField(Team.objects.none(), label=_("调到"))

    def __init__(self, *args: Any, batch: Round, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(team=batch.teams.all())


class NodeForm(Form):
    """A planned date, and the day on which it came true."""

    planned_on = DayField(label=_("计划日期"))
    done_on = DayField(label=_("完成日期"), required=False)


class ExtendForm(Form):
    """A later end of the authority, and why."""

    until = DayField(label=_("新的授权截止日"))
    reason = LongText(label=_("理由"), max_length=200)


class AuthoriseForm(Form):
    """The number of the authorisation order."""

    authorisation_no = forms.CharField(
        label=_("授权文号"), max_length=60, required=False, help_text=_("如「巡领发〔2022〕3号」，可以先不填。")
    )


class DayForm(Form):
    """The day on which the teams went in, or came out."""

    on = DayField(label=_("日期"), help_text=_("实际发生的日期，不晚于今天。"))


def offer_people(form: Form, name: str, batch: Round, rows: Any) -> None:
    """Let a choice be one of these people, those whom another office put forward with its name."""
    form.offer(**{name: rows.select_related("jurisdiction")})
    form.fields[name].label_from_instance = lambda person: named_in(batch, person)  # type: ignore[attr-defined]
