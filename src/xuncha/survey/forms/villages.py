"""Forms of village cards: one village on a phone, or all of them in one table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.orgs.models import VillageRisk
from xuncha.foundation.ui.forms import Form
from xuncha.survey.rules.villages import COUNTED
from xuncha.survey.selectors.villages import Line
from xuncha.survey.services.villages import CardRow

MONEY = frozenset({"assets", "income", "project_money"})
NEEDED = ("households", "population")


def _number(name: str) -> forms.Field:
    needed = name in NEEDED
    options: dict[str, Any] = {"label": _(COUNTED[name]), "required": needed, "initial": None if needed else 0}
    if name in MONEY:
        return forms.DecimalField(max_digits=16, decimal_places=2, **options)
    return forms.IntegerField(max_value=10_000_000, **options)


class CardForm(Form):
    """The card of one village."""

    households = _number("households")
    population = _number("population")
    visited = _number("visited")
    grade = forms.ChoiceField(label=_("等次"), choices=VillageRisk.choices)
    members = _number("members")
    cadres = _number("cadres")
    assets = _number("assets")
    income = _number("income")
    projects = _number("projects")
    project_money = _number("project_money")
    note = forms.CharField(label=_("备注"), max_length=300, required=False)

    @property
    def card(self) -> dict[str, Any]:
        """What was typed; a figure left out is none."""
        return {
            name: (Decimal(0) if name in MONEY else 0) if value is None else value
            for name, value in self.cleaned_data.items()
        }


FIELDS = tuple(CardForm.base_fields)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One village in the table: its form, and the version of the card the form was made from."""

    line: Line
    form: CardForm
    version: str

    @property
    def untouched(self) -> bool:
        """Whether nothing was written into the row of a village without a card."""
        typed = (self.form.data.get(f"{self.form.prefix}-{name}", "").strip() for name in FIELDS if name != "grade")
        return self.line.card is None and not any(text not in {"", "0"} for text in typed)


class Grid:
    """All villages of an inspection, a row each. Fields are named `key-field`."""

    def __init__(self, lines: Sequence[Line], data: Any = None) -> None:
        self.bound = data is not None
        self.rows = [self._row(line, data) for line in lines]

    def _row(self, line: Line, data: Any) -> GridRow:
        key, card = str(line.village.pk), line.card
        initial = (
            {name: getattr(card, name) for name in FIELDS}
            if card
            else {"grade": line.village.village_risk or "general"}
        )
        form = CardForm(data, prefix=key, initial=initial, use_required_attribute=False)
        typed = data.get(f"{key}-version", "") if data is not None else str(card.version) if card else ""
        return GridRow(line, form, typed)

    def written(self) -> list[GridRow]:
        """The rows in which something stands."""
        return [row for row in self.rows if not row.untouched]

    def is_valid(self) -> bool:
        """Whether every row in which something stands can be read."""
        valid = [row.form.is_valid() for row in self.written()]  # every row, so that each says what is wrong with it
        return self.bound and all(valid)

    def typed(self) -> Iterator[CardRow]:
        """What the use case takes."""
        for row in self.written():
            version = int(row.version) if row.version.isdigit() else None
            yield CardRow(row.line.village, row.form.card, version)

    def refuse(self, field: str, text: str) -> bool:
        """Put a complaint beside the input it names (`key-field`); false where it names none."""
        key, _dash, name = field.partition("-")
        form = next((row.form for row in self.rows if row.form.prefix == key), None)
        if form is None or name not in form.fields:
            return False
        form.add_error(name, text)
        return True
