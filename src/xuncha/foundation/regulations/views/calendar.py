"""The working-day calendar: a month at a time, exceptions entered below it."""

from calendar import Calendar as Weeks
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.regulations import services
from xuncha.foundation.regulations.forms import DayForm
from xuncha.foundation.regulations.models import CalendarDay
from xuncha.foundation.regulations.selectors import calendar, days_between
from xuncha.foundation.regulations.views.answering import office_in
from xuncha.foundation.ui.forms import attempt
from xuncha.foundation.usecases import Act

SATURDAY, DECEMBER = 5, 12


def _month(text: str, today: date) -> date:
    """「2022-05」 as its first day; this month for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def _cells(first: date) -> list[list[dict[str, Any]]]:
    weeks = Weeks().monthdatescalendar(first.year, first.month)
    exceptions = days_between(weeks[0][0], weeks[-1][-1])
    return [[_cell(day, first, exceptions.get(day)) for day in week] for week in weeks]


def _cell(day: date, first: date, exception: CalendarDay | None) -> dict[str, Any]:
    works = exception.works if exception else day.weekday() < SATURDAY
    return {"day": day, "inside": day.month == first.month, "works": works, "exception": exception}


def _other(first: date, months: int) -> str:
    index = first.year * DECEMBER + first.month - 1 + months
    return f"{index // DECEMBER:04}-{index % DECEMBER + 1:02}"


@page(P.REGULATIONS_READ)
def month(request: SignedInRequest) -> HttpResponse:
    """A month of the calendar; who lays down regulations is offered a form for one day."""
    today = timezone.localdate(request.now)
    form = DayForm(initial={"day": request.GET.get("day", "")}, actor=request.actor)
    return _shown(request, _month(request.GET.get("month", ""), today), form)


@page(P.REGULATIONS_WRITE, methods=("POST",))
def enter(request: SignedInRequest) -> HttpResponse:
    """Change what is laid down for one day."""
    form = DayForm(request.POST, actor=request.actor)
    day = timezone.localdate(request.now)
    if form.is_valid():
        day = form.cleaned_data["day"]
        if attempt(request, form, lambda act: _enter(act, form)):
            messages.success(request, _("已保存 {day} 的安排").format(day=day.isoformat()))
            return HttpResponseRedirect(f"{reverse('regulations:calendar')}?month={day:%Y-%m}")
    return _shown(request, day.replace(day=1), form)


def _shown(request: SignedInRequest, first: date, form: DayForm) -> HttpResponse:
    context = {
        "first": first,
        "weeks": _cells(first),
        "before": _other(first, -1),
        "after": _other(first, 1),
        "known": calendar().knows(first.year),
        "form": form,
        "may_write": request.actor.holds(P.REGULATIONS_WRITE),
    }
    return render(request, "regulations/calendar.html", context, status=form.status)


def _enter(act: Act, form: DayForm) -> bool:
    """The act the form asks for: the door refuses who may not."""
    office, day = office_in(form), form.cleaned_data["day"]
    if form.cleaned_data["works"] == "usual":
        services.clear_day(act, office, day=day)
    else:
        services.set_day(act, office, day=day, works=form.cleaned_data["works"] == "on", note=form.cleaned_data["note"])
    return True
