"""Every field of every form into which people write refuses what nobody sees and shows where it stands."""

import pytest
from django import forms
from django.urls import get_resolver

from xuncha.foundation.ui.forms import Form
from xuncha.intake.forms import TipForm, WordForm

HOSTILE = "部\u202e门"
CHOOSING = (
    forms.BooleanField,
    forms.ChoiceField,
    forms.DateField,
    forms.DecimalField,
    forms.FileField,
    forms.IntegerField,
    forms.ModelChoiceField,
)
"""Kinds of fields that keep no text: a tick, a choice, a day, a number, a file."""


def below(base: type[forms.BaseForm]) -> set[type[forms.BaseForm]]:
    """Every form class of the product that is made of this one."""
    made = {one for kind in base.__subclasses__() for one in (kind, *below(kind))}
    return {one for one in made if one.__module__.startswith("xuncha.")}


assert get_resolver().url_patterns, "with the addresses every view is loaded, and with it its forms"
FORMS = sorted(below(Form), key=lambda one: (one.__module__, one.__qualname__))


def test_every_form_is_made_of_the_one_that_watches() -> None:
    assert below(forms.BaseForm) - {Form} == set(FORMS)
    assert {one for one in FORMS if one.as_written} == {TipForm, WordForm}


@pytest.mark.parametrize("form", FORMS, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_every_field_of_text_refuses_what_nobody_sees(form: type[Form]) -> None:
    texts = {name: field for name, field in form.base_fields.items() if not isinstance(field, CHOOSING)}
    assert all(isinstance(field, forms.CharField) for field in texts.values())
    bare = type("Bare", (Form,), {"as_written": form.as_written, **texts})
    filled = bare(dict.fromkeys(texts, HOSTILE))
    told = {name for name in texts if any("U+202E" in error for error in filled.errors.get(name, []))}
    assert told == (set() if form.as_written else set(texts))
    assert all(filled[name].value() == (HOSTILE if form.as_written else "部〔U+202E〕门") for name in texts)
