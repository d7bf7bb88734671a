"""Forms as people see them: label, hint, limit and counter, error beside the field, nothing typed is lost."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, ClassVar, Protocol, TypeVar, runtime_checkable

from django import forms
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.errors import InvalidTransition, Reason, RuleViolated, StaleEdit
from xuncha.core.legible import trimmed, visible
from xuncha.foundation.http import act_of, listed, words
from xuncha.foundation.ui.complaints import explain, watch
from xuncha.foundation.ui.labels import FIELDS, field_label
from xuncha.foundation.usecases import Act

R = TypeVar("R")
F = TypeVar("F", bound=forms.Field)


class Renderer(TemplatesSetting):
    """Form templates are found in foundation.ui."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


YEARS = range(1900, 2201)


class DayInput(forms.DateInput):
    """A date, typed or picked."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A date in any of the ways people type one, of a year in which somebody lives: others can hardly be counted on."""

    widget = DayInput
    default_error_messages: ClassVar[dict[str, Any]] = {"year": ""}  # the sentence names the field: `explain`

    def __init__(self, **options: Any) -> None:
        formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
        super().__init__(input_formats=formats, **options)

    def to_python(self, value: Any) -> date | None:
        """The day."""
        day: date | None = super().to_python(value)
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(self.error_messages["year"], code="year")
        return day


class LongText(forms.CharField):
    """A text over several lines with a limit that is counted as it is typed."""

    def __init__(self, *, max_length: int, rows: int = 3, **options: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.counted = True


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, _data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """Every uploaded file of this name."""
        return files.getlist(name)


class FilesField(forms.FileField):
    """A list of uploads, each checked like one."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The uploads as a list; an empty list when none came and none must."""
        given = [one for one in data or [] if one is not None]
        if not given:
            super().clean(None, initial)
        return [super(FilesField, self).clean(one, initial) for one in given]


class OneOf(forms.ChoiceField):
    """One record of a short list in memory, in groups if asked; nothing chosen is None, and `empty` its name."""

    def __init__(
        self,
        records: Iterable[Model] = (),
        *,
        empty: Promise | None = None,
        group: Callable[[Any], str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.empty, self.group = empty, group
        self.offer(records)

    def offer(self, records: Iterable[Model]) -> None:
        """List these records. The only one that may be chosen, where one must, is chosen."""
        self.records = {str(record.pk): record for record in records}
        alone = self.required and self.empty is None and len(self.records) == 1
        choices: list[Any] = [] if alone else [("", self.empty or gettext_lazy("请选择"))]
        for name, members in groupby(self.records.values(), self.group or (lambda _record: "")):
            pairs = [(str(one.pk), str(one)) for one in members]
            choices += [(name, pairs)] if name else pairs
        self.choices = choices

    def offer_also(self, record: Model | None) -> None:
        """Offer this record too: what is chosen already stays choosable when the list no longer has it."""
        if record is not None and str(record.pk) not in self.records:
            self.offer([*self.records.values(), record])

    def prepare_value(self, value: Any) -> Any:
        """A record stands for its id."""
        return getattr(value, "pk", value)

    def clean(self, value: Any) -> Any:
        """The chosen record itself."""
        return self.records.get(str(super().clean(value)))


class SomeOf(forms.MultipleChoiceField):
    """Several records of a list in memory, as tick boxes."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, records: Iterable[Model]) -> None:
        """List these records."""
        self.records = {str(record.pk): record for record in records}
        self.choices = [(pk, str(record)) for pk, record in self.records.items()]

    def clean(self, value: Any) -> Any:
        """The chosen records themselves."""
        return [self.records[pk] for pk in super().clean(value)]


@runtime_checkable
class Offering(Protocol):
    """A field that turns what it is offered into its choices itself."""

    def offer(self, rows: Any, /) -> None:
        """Set what there is to choose from."""


DASHES = forms.ModelChoiceField(None).empty_label  # what a list begins with if nobody says anything


class TypedText(BoundField):
    """A field whose text comes without what copying leaves at its ends, and shows what nobody sees by a mark."""

    @property
    def data(self) -> Any:
        """What was sent."""
        sent = super().data
        return trimmed(sent) if isinstance(sent, str) and getattr(self.field, "strip", False) else sent

    def value(self) -> Any:
        """What the page shows: typed or on record."""
        shown = super().value()
        return visible(shown) if isinstance(shown, str) and not getattr(self.form, "as_written", False) else shown


class Form(forms.Form):
    """
    Base of every form. `conflict` is set when somebody else saved in between; `conflict_rows` show both sides.

    Texts with characters that nobody sees are refused (`core.legible`), unless the form takes them `as_written`: the
    words of people who report something, whom no mark of their keyboard may turn away.
    """

    conflict: StaleEdit | None = None
    as_written: ClassVar[bool] = False
    bound_field_class = TypedText

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect):
                css = field.widget.attrs.get("class", "")
                field.widget.attrs["class"] = f"inp {css}".strip()
            if isinstance(field, forms.CharField) and field.max_length:
                field.counted = True  # type: ignore[attr-defined]  # read by ui/field.html
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
                field.empty_label = _("请选择")

    def offer(self, **lists: Any) -> None:
        """
        Say what the named fields let one choose from: records for a model's choice, value and label for a plain one.

        Raises:
            TypeError: a named field has nothing to choose from.

        """
        for name, rows in lists.items():
            field = self.fields[name]
            if isinstance(field, Offering):
                field.offer(rows)
            elif isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
            elif isinstance(field, forms.ChoiceField):
                field.choices = rows
            else:
                raise TypeError(name)

    def full_clean(self) -> None:
        """Check what was typed; every complaint names its field and says what it should be."""
        for field in self.fields.values():
            explain(field)
            if not self.as_written:
                watch(field)
        super().full_clean()

    @property
    def status(self) -> int:
        """The status of a page with this form: 200 untouched, 409 when somebody else saved in between, 422 refused."""
        return 409 if self.conflict else 422 if self.is_bound else 200

    @property
    def is_multipart_form(self) -> bool:
        """Whether the form carries files."""
        return self.is_multipart()

    def refuse(self, refusal: RuleViolated | InvalidTransition) -> None:
        """Show a refused act's reasons beside their fields, the others on top."""
        for why in refusal.reasons:
            field = why.field if why.field in self.fields else None
            self.add_error(field, _with_way(why) if field is None and why.mend.startswith("/") else words(why.text))

    @property
    def conflict_rows(self) -> list[Mapping[str, str]]:
        """For each field that differs: its label, what was typed, what is saved now."""
        if self.conflict is None:
            return []
        return [
            {
                "id": self[name].id_for_label if name in self.fields else name,
                "label": str(self.fields[name].label) if name in self.fields else field_label(name),
                "mine": shown(mine),
                "theirs": shown(self.conflict.theirs.get(name)),
            }
            for name, mine in self.conflict.mine.items()
        ]


def _with_way(why: Reason) -> SafeString:
    """A reason that is mended on another page, with the way there."""
    return format_html('{} <a href="{}">{}</a>', words(why.text), why.mend, _("去补"))


def wanted(field: F) -> F:
    """Mark a field that a draft may leave empty but what is handed in may not: its label says so."""
    field.wanted = True  # type: ignore[attr-defined]  # read by ui/field.html
    return field


def shown(value: Any) -> str:
    """A stored value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list | tuple):
        return listed(shown(v) for v in value)
    if isinstance(value, dict):
        told = (f"{FIELDS.get(name, name)} {shown(part)}" for name, part in value.items())
        return str(value["label"]) if "label" in value else _("；").join(told)
    return str(value)


def choice_label(name: str, value: str) -> str:
    """
    What the forms that have a field of this name call this value, as far as it needs no record; empty where none does
    or they differ.
    """
    fields = [form.base_fields.get(name) for form in _all_forms(Form)]
    written_out = [field.choices for field in fields if isinstance(field, forms.ChoiceField)]
    labels = {
        str(label)
        for choices in written_out
        if isinstance(choices, list)  # and not asked for anew each time, perhaps of the database
        for code, label in choices
        if code != "" and str(code) == value and not isinstance(label, list)
    }
    return labels.pop() if len(labels) == 1 else ""


def _all_forms(base: type[Form]) -> Iterator[type[Form]]:
    for form in base.__subclasses__():
        yield form
        yield from _all_forms(form)


def base_version(request: HttpRequest) -> int | None:
    """The version of the record that the posted form was made from."""
    raw = request.POST.get("_version", "")
    return int(raw) if raw.isdigit() else None


def attempt(request: HttpRequest, form: Form, do: Callable[[Act], R]) -> R | None:
    """
    Perform an act with a valid form. Refused or stale: the reasons are put into the form and None comes back.

    Denials pass through to their page. The idempotency key of the form goes with the act.
    """
    try:
        return do(act_of(request))
    except StaleEdit as stale:
        form.conflict = stale
        form.newest_version = stale.version  # type: ignore[attr-defined]  # `tokens` sends it next time
        return None
    except (RuleViolated, InvalidTransition) as refusal:
        form.refuse(refusal)
        return None
