"""Parameters: what is in force, every version, a new version."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.parameters import WARNING_LABEL
from xuncha.core.permissions import ROLE_LABEL, Role
from xuncha.core.permissions import Permission as P
from xuncha.core.reminders import DIFFICULTY_LABEL, PRESETS, Preset, days_in_words, values_of
from xuncha.foundation.http import SignedInRequest, listed, page, words
from xuncha.foundation.reach import page_of
from xuncha.foundation.regulations import services
from xuncha.foundation.regulations.forms import ParameterForm, PresetForm
from xuncha.foundation.regulations.models import Parameter
from xuncha.foundation.regulations.rules import PARAMETERS, written
from xuncha.foundation.regulations.selectors import (
    PARAMETER_VALUES,
    office_for,
    parameter_on,
    parameter_versions,
    parameters_in_force,
)
from xuncha.foundation.regulations.selectors.values import TOUCHED, ValuePreview, preview_of_values
from xuncha.foundation.regulations.views.answering import NEXT, looked_at, office_in
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.pages import form_answer, saved


def _text(parameter: Parameter) -> str:
    return written(PARAMETERS[parameter.code].shape, parameter.value)


@page(P.REGULATIONS_READ)
def parameters(request: SignedInRequest) -> HttpResponse:
    """Every parameter the product knows, with the value in force today."""
    today = timezone.localdate(request.now)
    values = parameters_in_force(today, office_for(request.actor))
    rows: list[dict[str, Any]] = [
        {
            "code": code,
            "label": kind.label,
            "value": values.get(code),
            "text": _text(values[code]) if code in values else "",
        }
        for code, kind in PARAMETERS.items()
    ]
    context = {"rows": rows, "may_write": request.actor.holds(P.REGULATIONS_WRITE)}
    return render(request, "regulations/parameters.html", context)


@page(P.REGULATIONS_READ, of=PARAMETER_VALUES)
def parameter(request: SignedInRequest, record: Parameter) -> HttpResponse:
    """One version of a parameter beside the others."""
    if record.code not in PARAMETERS:
        raise Http404
    context = {
        "record": record,
        "kind": PARAMETERS[record.code],
        "text": _text(record),
        "versions": [(version, _text(version)) for version in parameter_versions(request.actor, record.code)],
        "may_write": request.actor.holds(P.REGULATIONS_WRITE),
    }
    return render(request, "regulations/parameter.html", context)


@page(P.REGULATIONS_WRITE, methods=("GET", "POST"))
def new_value(request: SignedInRequest, code: str) -> HttpResponse:
    """Lay down a new value of a parameter from a day on."""
    if code not in PARAMETERS:
        raise Http404
    today = timezone.localdate(request.now)
    current = parameter_on(code, today, office_for(request.actor))
    initial = {"value": _text(current) if current else "", "valid_from": today}
    form = ParameterForm(request.POST or None, initial=initial, actor=request.actor, code=code)
    title, back = _("设置{label}").format(label=words(PARAMETERS[code].label)), reverse("regulations:parameters")
    says = [_("旧值不改：生效日期之前的事仍按旧值。"), words(PARAMETERS[code].later) if PARAMETERS[code].later else ""]
    context = {"say": "".join(says), "submit": NEXT if code in TOUCHED else None}
    if (
        looked := looked_at(request, form, lambda: _ahead(request, form, {code: form.cleaned_data["value"]}))
    ) is not None:
        shown = {"title": title, "form": form, "back": back, **context, **looked}
        return render(request, "regulations/parameter_form.html", shown)
    return form_answer(
        request,
        form,
        lambda act: services.set_parameter(
            act,
            office_in(form),
            code=code,
            value=form.cleaned_data["value"],
            valid_from=form.cleaned_data["valid_from"],
            note=form.cleaned_data["note"],
        ),
        title=title,
        back=back,
        done=lambda made: (saved(made), page_of(made)),
        context=context,
    )


def _ahead(request: SignedInRequest, form: Form, values: Mapping[str, Any]) -> ValuePreview | None:
    """What these values would change from the day that the form names."""
    office, valid_from = form.cleaned_data["office"], form.cleaned_data["valid_from"]
    today: date = timezone.localdate(request.now)
    return preview_of_values(request.actor, office, values, valid_from, today) if office else None


@page(P.REGULATIONS_WRITE, methods=("GET", "POST"))
def presets(request: SignedInRequest) -> HttpResponse:
    """Take a known practice of warning over, with its steps and its addressees side by side."""
    initial = {"valid_from": timezone.localdate(request.now)}
    form = PresetForm(request.POST or None, initial=initial, actor=request.actor)
    title, crumbs = _("整改提醒的现成做法"), [(_("制度参数"), reverse("regulations:parameters"))]
    context = {
        "say": _("选一种做法，提醒天数和发给谁一起设好；旧值不改。"),
        "steps": list(WARNING_LABEL.values()),
        "rows": [_compared(one) for one in PRESETS.values()],
        "submit": NEXT,
    }
    looked = looked_at(request, form, lambda: _ahead(request, form, values_of(form.cleaned_data["preset"])))
    if looked is not None:
        shown = {"title": title, "form": form, "crumbs": crumbs, "back": crumbs[0][1], **context, **looked}
        return render(request, "regulations/presets.html", shown)
    return form_answer(
        request,
        form,
        lambda act: services.adopt_preset(
            act, office_in(form), preset=form.cleaned_data["preset"], valid_from=form.cleaned_data["valid_from"]
        ),
        title=title,
        crumbs=crumbs,
        done=lambda made: _("已设置 {n} 个参数，还可以再改").format(n=len(made)),
        template="regulations/presets.html",
        context=context,
    )


def _compared(preset: Preset) -> dict[str, Any]:
    """A practice as one row: days by difficulty, then who is told at each step."""
    return {
        "label": preset.label,
        "days": [(label, days_in_words(preset.days[code])) for code, label in DIFFICULTY_LABEL.items()],
        "told": [listed(words(ROLE_LABEL[Role(role)]) for role in preset.told[level]) for level in WARNING_LABEL],
    }
