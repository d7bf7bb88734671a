"""Word papers as people look them through: one editor for each file, filled with what was recognised."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from xuncha.core.text import say
from xuncha.fieldwork.forms import WAN, PaperForm, initial_of
from xuncha.fieldwork.models import Responsibility, Source
from xuncha.fieldwork.rules import LIMITS, Recognised, Unplaced
from xuncha.fieldwork.rules.word_values import amount_of, choices_of_words, named_in, period_of, persons_of
from xuncha.fieldwork.selectors import Standing, WordFile
from xuncha.fieldwork.services import WordPaper
from xuncha.foundation.http import SignedInRequest, words
from xuncha.foundation.imports.checking import Fate
from xuncha.foundation.imports.kinds import choices_of
from xuncha.foundation.ui.forms import FilesField, Form, OneOf, shown
from xuncha.rounds.models import Inspection

TEXTS = ("title", "facts", "characterisation", "basis", "cause", "why_political")
"""Fields into which a text that no field claimed may be put."""
KEPT_ASIDE = ("number", "unit", "team", "day", "handlers", "evidence", "signs")
"""What a file says besides; it stays in the file."""
WORD = ".docx"


class WordUploadForm(Form):
    """The files."""

    papers = FilesField(
        label=_("Word 底稿"),
        help_text=_("扩展名 .docx，一份文件写一个问题，可以一次选多份，最多 50 份。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].widget.attrs["accept"] = WORD


class WordPaperForm(PaperForm):
    """
    The editor of one file. Without posted data it is filled with what was recognised, and says at once what is wrong.

    `unplaced` are the texts that no field claimed; each may be put behind the text of a field.
    """

    take = forms.BooleanField(label=_("导入这一份"), required=False)
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, request: SignedInRequest, inspection: Inspection, file: WordFile, standing: Standing, data: Any = None
    ) -> None:
        self.file, self.standing, self.inspection = file, standing, inspection
        prefix = f"f{file.position}"
        super().__init__(request, inspection, prefix=prefix)
        if standing.paper is not None:
            self.keep_choices(standing.paper)
        filled, self.unplaced = self._filled(file.found)
        for n in range(len(self.unplaced)):
            self.fields[f"put{n}"] = forms.ChoiceField(
                label=_("放到哪一栏"),
                required=False,
                choices=[("", _("不放，只留在原件里")), *((name, self.fields[name].label) for name in TEXTS)],
                widget=forms.Select(attrs={"class": "inp"}),
            )
        self.is_bound = True
        self.data = data or MultiValueDict({f"{prefix}-{name}": value for name, value in filled.items()})

    def _filled(self, found: Recognised) -> tuple[dict[str, list[Any]], list[Unplaced]]:
        """What was recognised as the browser would post it, over what an existing draft says; and what is left."""
        paper, texts = self.standing.paper, found.texts
        values: dict[str, Any] = dict(initial_of(paper)) if paper is not None else {}
        values.setdefault("title", PurePath(self.file.name).stem[: LIMITS["title"]])
        values |= {name: texts[name] for name in TEXTS if name in texts}
        read, rests = self._read(found)
        values |= {name: value for name, value in read.items() if value not in (None, [])}
        values |= {"take": "on" if self.importable else "", "base": paper.version if paper is not None else ""}
        left = [Unplaced(found.labels[code], rest) for code, rest in rests.items() if rest]
        return {name: _posted(value) for name, value in values.items()}, [*left, *found.unplaced]

    def _read(self, found: Recognised) -> tuple[dict[str, Any], dict[str, str]]:
        """Words as values, and by code what could not be read of them."""
        texts, rests = found.texts, {}
        amount, rests["amount"] = amount_of(texts.get("amount", ""), found.labels.get("amount", ""))
        persons, rests["persons"] = persons_of(texts.get("persons", ""))
        first, last, rests["period"] = period_of(texts.get("period", ""))
        read: dict[str, Any] = {"persons": persons, "period_from": first, "period_to": last}
        read["amount"] = None if amount is None else f"{(amount / WAN).normalize():f}"
        for name, choices in (("responsibility", Responsibility), ("sources", Source)):
            read[name], rests[name] = choices_of_words(texts.get(name, ""), choices_of(choices))
        for name, attribute in (("category", "name"), ("checklist_item", "code")):
            known, rests[name] = choices_of_words(texts.get(name, ""), self._picks(name, attribute))
            read[name] = known[0] if known else None
        people = named_in(texts.get("handlers", ""), self._picks("second_handler", "name"))
        read["second_handler"] = people[0] if people else None
        return read, rests

    def _picks(self, name: str, attribute: str) -> Mapping[str, Any]:
        field = self.fields[name]
        assert isinstance(field, OneOf)  # noqa: S101 - made so by PaperForm
        return {str(getattr(record, attribute)): record for record in field.records.values()}

    @property
    def importable(self) -> bool:
        """Whether something can become of the file at all."""
        return self.standing.fate in {Fate.FRESH, Fate.DIFFERING}

    @property
    def taken(self) -> bool:
        """Whether the person wants it."""
        return self.importable and bool(self.data.get(self.add_prefix("take")))

    def clean(self) -> dict[str, Any]:
        """Put each text that no field claimed behind the text of the field that was chosen for it."""
        cleaned = super().clean() or self.cleaned_data
        for n, piece in enumerate(self.unplaced):
            name = cleaned.get(f"put{n}")
            if name and name in cleaned:
                cleaned[name] = f"{cleaned[name]}\n{piece.text}".strip()
        for name in TEXTS:
            if len(cleaned.get(name, "")) > LIMITS[name]:
                told = say("加上放进来的文字有 {n} 字，最多 {limit} 字。", n=len(cleaned[name]), limit=LIMITS[name])
                self.add_error(name, words(told))
        return cleaned

    @property
    def word_paper(self) -> WordPaper:
        """What is to be written, of a valid form."""
        typed = self.cleaned_data
        return WordPaper(self.file, self.paper_fields, typed["second_handler"], self.standing.paper, typed["base"])

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """(field, old, new) of an existing draft that a valid form brings up to date."""
        paper = self.standing.paper
        if paper is None or not self.is_valid():
            return []
        new = {**self.paper_fields, "second_handler": self.cleaned_data["second_handler"] or paper.second_handler}
        return [
            (str(self.fields[name].label), self._said(name, getattr(paper, name)), self._said(name, value))
            for name, value in new.items()
            if getattr(paper, name) != value
        ]

    def _said(self, name: str, value: Any) -> str:
        labels = dict(getattr(self.fields[name], "choices", ())) if isinstance(value, list) else {}
        if name == "amount" and value is not None:
            return f"{(value / WAN).normalize():f}"
        return shown([labels.get(one, one) for one in value] if isinstance(value, list) else value)

    @property
    def aside(self) -> list[tuple[str, str]]:
        """(label, text) of what the file says besides."""
        found = self.file.found
        return [(found.labels[code], found.texts[code]) for code in KEPT_ASIDE if code in found.texts]

    @property
    def other_unit(self) -> str:
        """The unit that the file names, where it is not the one inspected here."""
        unit, here = self.file.found.texts.get("unit", ""), self.inspection.organisation
        names = {here.name, here.short_name, here.code} - {""}
        return "" if any(name in unit or unit in name for name in names) else unit

    @property
    def left_fields(self) -> list[tuple[Unplaced, Any]]:
        """The texts that no field claimed, each with the choice of where to put it."""
        return [(piece, self[f"put{n}"]) for n, piece in enumerate(self.unplaced)]


def _posted(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return ["" if value is None else str(getattr(value, "pk", value))]
