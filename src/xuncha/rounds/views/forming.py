"""Forming a round's teams: what each asks for, the proposal with its reasons, the ways out, adopting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.core.text import unpacked
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.selectors import jobs_of
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.rounds import services
from xuncha.rounds.forms import NeedsForm
from xuncha.rounds.models import Position, Round, Team
from xuncha.rounds.rules import reasons_not_to_form
from xuncha.rounds.selectors import ROUNDS, TEAMS
from xuncha.rounds.selectors.forming import people_to_choose
from xuncha.rounds.selectors.forming_task import forming_facts, teams_to_form
from xuncha.rounds.services.forming import FORM_TEAMS
from xuncha.rounds.views.rounds import trail
from xuncha.rounds.workflow import ROUND, RoundState
from xuncha.solving.teams.instance import SKILL_LABELS


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def forming(request: SignedInRequest, batch: Round) -> HttpResponse:
    """What each team asks for, and a button; below, how the latest attempt ended, with a reason for every seat."""
    if request.method == "POST":
        services.ask_for_teams(act_of(request), batch)
        return HttpResponseRedirect(_address(batch))
    tried = jobs_of(request.actor).filter(kind=FORM_TEAMS, arguments__round=batch.pk)
    latest = tried.first()
    done = latest if latest and latest.state == JobState.DONE else None
    teams = list(teams_to_form(batch))
    day = timezone.localdate(request.now)
    proposed = {team["team"] for team in done.result.get("teams", [])} if done else set()
    context = {
        "batch": batch,
        "refused": reasons_not_to_form(forming_facts(batch, day, working=latest is not None and latest.is_open)),
        "wanted": [{"team": team, "skills": _skills(team)} for team in teams],
        "drafting": batch.state == RoundState.DRAFT,
        "job": latest,
        "outcome": [words(unpacked(text)) for text in latest.outcome] if latest else [],
        "teams": _teams(done),
        "kept_out": _kept_out(done.result.get("kept_out", [])) if done else [],
        "ways": [_way(way) for way in done.result.get("ways", [])] if done else [],
        "adoptable": batch.state == RoundState.DRAFT and bool(proposed) and proposed <= {team.pk for team in teams},
        "ROUND": ROUND,
    }
    return render(request, "rounds/forming.html", context)


def _address(batch: Round) -> str:
    return reverse("rounds:round-forming", args=[batch.pk])


def _skills(team: Team) -> list[tuple[str, int]]:
    return [(words(SKILL_LABELS[skill]), n) for skill, n in team.skills.items()]


def _teams(job: Job | None) -> list[dict[str, Any]]:
    """The proposed teams as the page shows them."""
    return [
        {
            "pk": team["team"],
            "name": team["name"],
            "seats": [{**one, "position": Position(one["position"]).label} for one in team["seats"]],
            "kept_out": _kept_out(team["kept_out"]),
        }
        for team in (job.result.get("teams", []) if job else [])
    ]


def _kept_out(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"name": one["name"], "texts": [words(unpacked(text)) for text in one["texts"]]} for one in people]


def _way(way: dict[str, Any]) -> dict[str, Any]:
    """A way out as the page shows it: an exception is asked for on the page of the team, with all of it filled in."""
    asked = [
        {
            "name": one["name"],
            "text": words(unpacked(one["text"])),
            "url": reverse("rounds:team-exempt", args=[one["team"]])
            + f"?person={one['person']}&organisation={one['unit']}",
        }
        for one in way["exempt"]
    ]
    return {**way, "exempt": asked}


@page(P.ROUND_DRAFT, of=TEAMS, methods=("GET", "POST"))
def needs(request: SignedInRequest, team: Team) -> HttpResponse:
    """What forming this team asks for, and who must or must not be in it."""
    day = timezone.localdate(request.now)
    people = people_to_choose(team.round, day) if request.method == "POST" else []
    form = NeedsForm(request.POST or None, team=team, people=people)
    return form_answer(
        request,
        form,
        lambda act: services.set_needs(act, team, base_version=base_version(request), **form.needs()),
        title=_("组建要求：{team}").format(team=team),
        done=lambda saved: _("已修改{team}的组建要求").format(team=saved),
        record=team,
        crumbs=[*trail(team.round), (_("组建巡察组"), _address(team.round))],
    )


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("POST",))
def way(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Take a way out and have the teams worked out again."""
    services.take_way_out(act_of(request), batch, job=_number(request, "job"), way=_number(request, "way"))
    services.ask_for_teams(act_of(request), batch)
    messages.success(request, _("已按选定的办法修改要求，正在重新组建"))
    return HttpResponseRedirect(_address(batch))


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("POST",))
def adopt(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Name everybody of the proposal that was shown."""
    services.adopt_formation(act_of(request), batch, job=_number(request, "job"))
    messages.success(request, _("已按方案任命，请逐组核对职务和分工。"))
    return HttpResponseRedirect(f"{page_of(batch)}#teams")


def _number(request: SignedInRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() else -1
