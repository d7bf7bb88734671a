"""Forms of pinpoint squads; small enough for a phone."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.core.quantities import plain
from xuncha.foundation.http import words
from xuncha.foundation.ui.forms import DayField, Form, LongText
from xuncha.rounds.models import Membership
from xuncha.survey.models import Quantity
from xuncha.survey.rules.squads import Planned, planned_lines


class SquadForm(Form):
    """Who goes where on which day for what."""

    title = forms.CharField(label=_("小分队名称"), max_length=60)
    on = DayField(label=_("日期"))
    place = forms.CharField(label=_("地点"), max_length=80)
    matter = LongText(label=_("查什么"), max_length=500, rows=3)
    members = forms.ModelMultipleChoiceField(
        Membership.objects.none(), label=_("组员"), widget=forms.CheckboxSelectMultiple, help_text=_("至少两人同行。")
    )
    quantities = LongText(
        label=_("核查数量"), max_length=1500, rows=4, help_text=_("每行一项：事项、数量、单位，如“入户走访 30 户”。")
    )

    def __init__(self, *args: Any, possible: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = possible  # type: ignore[attr-defined]  # a model choice field

    def clean_quantities(self) -> list[Planned]:
        """The lines, read."""
        found, reasons = planned_lines(self.cleaned_data["quantities"])
        if reasons:
            raise forms.ValidationError([words(why.text) for why in reasons])
        return found


class ReportForm(Form):
    """What was done of each quantity."""

    def __init__(self, *args: Any, lines: Sequence[Quantity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            self.fields[f"q{line.pk}"] = forms.DecimalField(
                label=f"{line.what}（{line.unit}）",
                help_text=_("计划 {n} {unit}").format(n=plain(line.planned), unit=line.unit),
                min_value=0,
                max_digits=12,
                decimal_places=2,
                widget=forms.NumberInput({"class": "inp"}),
            )

    @property
    def done(self) -> dict[int, Decimal]:
        """What was typed, by the key of its quantity."""
        return {int(name.removeprefix("q")): value for name, value in self.cleaned_data.items()}


class ResultForm(Form):
    """One thing a squad found."""

    place = forms.CharField(label=_("在哪里"), max_length=80, required=False)
    text = LongText(label=_("看到了什么"), max_length=1000, rows=4, help_text=_("写事实，不下结论，不写反映人。"))
    quantity = forms.DecimalField(label=_("数量"), min_value=0, max_digits=12, decimal_places=2, required=False)
    unit = forms.CharField(label=_("单位"), max_length=8, required=False, help_text=_("如“户”“处”“个”。"))
    amount = forms.DecimalField(label=_("涉及金额（元）"), min_value=0, max_digits=16, decimal_places=2, required=False)
