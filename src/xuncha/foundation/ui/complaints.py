"""What a form says about a value that its field cannot take: by the name of the field, and what it should be."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.utils.translation import gettext as _

from xuncha.core.legible import reason_not_to_read
from xuncha.foundation.http import words


def explain(field: forms.Field) -> None:
    """Give the field sentences of the product in place of the framework's; those that a form wrote itself stay."""
    given = _framework_messages(field)
    for code, sentence in _sentences(field).items():
        if field.error_messages.get(code) == given.get(code):
            field.error_messages[code] = sentence
    if isinstance(field, forms.CharField) and field.max_length:
        others = [v for v in field.validators if not isinstance(v, MaxLengthValidator)]
        told = _("「{label}」不超过 %(limit_value)d 字，现在 %(show_value)d 字。").format(label=field.label)
        field.validators = [*others, MaxLengthValidator(field.max_length, told)]
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        others = [v for v in field.validators if type(v) not in (MinValueValidator, MaxValueValidator)]
        if field.min_value is not None:
            told = _("「{label}」不小于 %(limit_value)s。").format(label=field.label)
            others.append(MinValueValidator(field.min_value, told))
        if field.max_value is not None:
            told = _("「{label}」不大于 %(limit_value)s。").format(label=field.label)
            others.append(MaxValueValidator(field.max_value, told))
        field.validators = others


def watch(field: forms.Field) -> None:
    """Have a field of text refuse characters that nobody sees; several lines where it has room for them."""
    if isinstance(field, forms.CharField):
        watch = _on_lines if isinstance(field.widget, forms.Textarea) else _on_one_line
        unsaid = (ProhibitNullCharactersValidator,)  # the same, without the place
        field.validators = [watch, *(v for v in field.validators if v is not watch and not isinstance(v, unsaid))]


def _on_lines(text: str) -> None:
    _legible(text, lines=True)


def _on_one_line(text: str) -> None:
    _legible(text, lines=False)


def _legible(text: str, *, lines: bool) -> None:
    why = reason_not_to_read(text, lines=lines)
    if why is not None:
        raise ValidationError(words(why), code="illegible")


def _framework_messages(field: forms.Field) -> dict[str, object]:
    given: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        given |= getattr(kind, "default_error_messages", {})
    return given


def _sentences(field: forms.Field) -> dict[str, str]:
    """Code of the fault → what to say of it, for a field of this kind."""
    label = field.label
    choosing = isinstance(field, forms.ChoiceField | forms.FileField | forms.ModelChoiceField)
    said = {"required": _("请选择「{label}」。") if choosing else _("请填写「{label}」。")}
    if isinstance(field, forms.DateField):
        said["invalid"] = _("「{label}」写成 2022-03-15 这样的日期。")
        said["year"] = _("「{label}」的年份不对，请写 1900 到 2200 之间的年份。")
    elif isinstance(field, forms.DecimalField):
        said["invalid"] = _("「{label}」只写数字，如 1200.50。")
    elif isinstance(field, forms.IntegerField):
        said["invalid"] = _("「{label}」写整数，如 3。")
    elif isinstance(field, forms.FileField):
        said["empty"] = _("「{label}」里选的是空文件，没有内容。")
    elif choosing:
        said["invalid_choice"] = _("「{label}」请从列出的选项里选。")
    return {code: sentence.format(label=label) for code, sentence in said.items()}
