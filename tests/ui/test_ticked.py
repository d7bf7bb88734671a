"""Where several may be chosen they are ticked: no key has to be held down, and a phone can do it."""

from django import forms
from django.urls import get_resolver

from xuncha.foundation.ui.forms import Form

assert get_resolver().url_patterns, "with the addresses every view is loaded, and with it its forms"


def below(base: type[forms.BaseForm]) -> set[type[forms.BaseForm]]:
    """Every form class that is made of this one."""
    return {one for kind in base.__subclasses__() for one in (kind, *below(kind))}


def lists(form: type[forms.BaseForm]) -> set[str]:
    """The fields of a form that show a list in which several lines are marked."""
    return {
        f"{form.__name__}.{name}"
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.SelectMultiple) and not isinstance(field.widget, forms.CheckboxSelectMultiple)
    }


def test_no_form_asks_for_several_in_a_list():
    asked = [form for form in below(Form) if form.__module__.startswith("xuncha.")]
    assert asked
    assert not {name for form in asked for name in lists(form)}


def test_such_a_list_is_seen():
    assert lists(type("Old", (forms.Form,), {"who": forms.MultipleChoiceField()})) == {"Old.who"}
