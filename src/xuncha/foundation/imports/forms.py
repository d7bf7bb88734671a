"""What a person fills in on the way from a workbook to records."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.http import words
from xuncha.foundation.imports.kinds import SheetKind
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.ui.forms import Form


class UploadForm(Form):
    """The workbook, and for which jurisdiction it is where there is a choice."""

    jurisdiction = forms.ModelChoiceField(
        label=_("导入到哪个辖区"), queryset=Jurisdiction.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=_("Excel 文件"),
        max_length=200,
        help_text=_("扩展名 .xlsx，一次最多 200000 行。列名与模板不同也可以，下一步会请您对应。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, places: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(jurisdiction=places)
        first = places.first()
        self.fields["jurisdiction"].initial = first.pk if first else None


class MappingForm(Form):
    """Which column of the workbook is which field; a column that means nothing here is left out."""

    def __init__(
        self, kind: SheetKind, headers: Sequence[str], suggested: Mapping[str, int], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        offered: Iterable[tuple[str, str]] = [(str(n), text or f"#{n + 1}") for n, text in enumerate(headers)]
        for column in kind.columns:
            self.fields[column.field] = forms.ChoiceField(
                label=words(column.label),
                required=column.required,
                choices=[("", _("表里没有这一列")), *offered],
                initial=str(suggested.get(column.field, "")),
                help_text=words(column.hint) if column.hint else "",
                widget=forms.Select(attrs={"class": "inp"}),
            )

    @property
    def mapping(self) -> dict[str, int]:
        """{field: column index} as answered."""
        answers = {column.field: self.cleaned_data.get(column.field) for column in self.kind.columns}
        return {name: int(index) for name, index in answers.items() if index}


class UndoForm(Form):
    """Why an import is taken back."""

    reason = forms.CharField(label=_("为什么撤销"), max_length=200)
