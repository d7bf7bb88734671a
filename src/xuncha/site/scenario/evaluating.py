"""The evaluation of rectification: a scheme from a pattern, paper ballots keyed twice, sheets, results."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from xuncha.core.permissions import Role
from xuncha.evaluation.models import Kind, Run, Scheme, Subject
from xuncha.evaluation.rules.shipped import Pattern, shipped
from xuncha.evaluation.services import (
    approve_scheme,
    ask_panel,
    begin_run,
    close_run,
    confirm_follow,
    draft_scheme,
    give_mark,
    hand_in_sheet,
    key_tally,
    key_tally_again,
    open_run,
    settle_result,
    show_sheet,
    submit_scheme,
    take_rates,
)
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.lookback.services import plan_visit
from xuncha.rounds.models import Round, Team
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.supervising import issue
from xuncha.supervision.rules.hints import BY_GRADE
from xuncha.supervision.selectors.suggesting import items_behind, suggestions

ONE_DAY = timedelta(days=1)


def evaluate(stage: Stage) -> None:
    """Note the evaluations that the rounds of the scenario tell of."""
    for told in stage.scenario["rounds"]:
        if "evaluation" in told:
            batch = Round.objects.get(
                term__jurisdiction__code=told["jurisdiction"], number=told["number"], year=told["year"]
            )
            Evaluation(stage, batch, told["evaluation"]).begin()


class Evaluation:
    """One evaluation of units of a round."""

    def __init__(self, stage: Stage, batch: Round, told: dict[str, Any]) -> None:
        self.stage, self.batch, self.told = stage, batch, told
        self.code = batch.term.jurisdiction.code
        self.opens, self.closes = day(told["opens"]), day(told["closes"])

    def begin(self) -> None:
        """Note its days."""
        self.stage.later(self.opens, self._open)
        self.stage.later(self.closes, self._close)
        self.stage.later(self.closes + ONE_DAY, self._score)
        self.stage.later(day(self.told["settled"]), self._settle)
        if "carried_out" in self.told:
            self.stage.later(day(self.told["carried_out"]["on"]), self._carry_out)
        if "appraisals" in self.told:
            self.stage.later(day(self.told["appraisals"]["on"]), self._appraise)

    def _run(self) -> Run:
        return self.batch.evaluations.select_related("scheme").get(scheme__kind=Kind.UNIT)

    def _open(self) -> None:
        """The scheme is drafted and approved, and whoever is asked is entered."""
        stage, pattern = self.stage, shipped()[self.told["pattern"]]
        clerk = partial(stage.by_role, Role.OFFICE_CLERK, self.code)
        scheme = self._scheme(pattern, self.told["title"], self.told.get("follow", {}))
        units = [stage.organisation(name) for name in self.told["units"]]
        run = begin_run(
            clerk(),
            self.batch,
            scheme=scheme,
            title=f"{self.batch.name}整改评估"[:60],
            opens_on=self.opens,
            closes_on=self.closes,
            subjects=units,
        )
        for group, asked in self.told["asked"].items():
            ask_panel(clerk(), run, group=group, asked=asked)
        for subject in run.subjects.all():
            for group, votes in self.told["units"][subject.name]["votes"].items():
                if group not in self.told["asked"]:
                    ask_panel(clerk(), run, group=group, asked=sum(votes.values()), subject=subject)
        open_run(clerk(), run)

    def _scheme(self, pattern: Pattern, title: str, follow: dict[str, list[str]]) -> Scheme:
        """Drafted from a pattern with the office's own consequences, and approved."""
        bands = [{**band, "follow": follow.get(band["code"], band["follow"])} for band in pattern.definition["bands"]]
        told = {"kind": pattern.kind, "title": title, "source": pattern.note}
        clerk = partial(self.stage.by_role, Role.OFFICE_CLERK, self.code)
        definition = {**pattern.definition, "bands": bands}
        drafted = draft_scheme(clerk(), self.batch.term.jurisdiction, **told, definition=definition)
        scheme = approve_scheme(self.stage.by_role(Role.LEADING_GROUP, self.code), submit_scheme(clerk(), drafted))
        scheme.refresh_from_db()
        return scheme

    def _close(self) -> None:
        """Every pile of ballots is keyed by two people, then the voting is closed."""
        run = self._run()
        for subject in run.subjects.all():
            self._key(subject, self.told["units"][subject.name]["votes"])
        close_run(self.stage.by_role(Role.OFFICE_CLERK, self.code), run)

    def _key(self, subject: Subject, votes_of: dict[str, dict[str, int]]) -> None:
        for group, votes in votes_of.items():
            told: dict[str, Any] = {"sheets": sum(votes.values()), "counts": {"vote": votes}}
            tally = key_tally(self.stage.by_role(Role.OFFICE_CLERK, self.code), subject, group=group, **told)
            key_tally_again(self.stage.by_role(Role.OFFICE_DIRECTOR, self.code), tally, **told)

    def _score(self) -> None:
        for subject in self._run().subjects.all():
            self._show(subject, self.told["units"][subject.name].get("marks", ()))

    def _show(self, subject: Subject, marks: Iterable[dict[str, Any]]) -> None:
        """Points, rates, the check by somebody else; then it is shown."""
        clerk = partial(self.stage.by_role, Role.OFFICE_CLERK, self.code)
        for mark in marks:
            give_mark(clerk(), subject, **{**mark, "points": Decimal(mark["points"])})
        take_rates(clerk(), subject)
        subject.refresh_from_db()
        hand_in_sheet(clerk(), subject)
        show_sheet(self.stage.by_role(Role.DISCIPLINE, self.code), subject)

    def _settle(self) -> None:
        """
        Settle the results; the secretary decides on what follows for the first unit and for the one that the scenario
        names, the others wait.
        """
        subjects = list(self._run().subjects.all())
        for subject in subjects:
            settle_result(self.stage.by_role(Role.OFFICE_DIRECTOR, self.code), subject)
        named = self.told.get("carried_out", {}).get("unit")
        for subject in [subjects[0], *(one for one in subjects if one.name == named)]:
            for follow in subject.follows.all():
                confirm_follow(self.stage.by_role(Role.SECRETARY, self.code), follow)

    def _carry_out(self) -> None:
        """The letter that was decided goes out; the look-back is planned and waits for its group."""
        told, today = self.told["carried_out"], self.stage.moment.date()
        area, unit = self.batch.term.jurisdiction, self.stage.organisation(told["unit"])
        (one,) = [each for each in suggestions(area, today) if each.hint in BY_GRADE and each.to == unit]
        title = f"关于{unit.name}有关问题整改的督办函"
        asked = {"addressee": unit, "title": title, "items": list(items_behind(one, today))}
        issue(self.stage, self.code, kind=one.kind, hint=one.hint, subject=one.subject, **asked)
        plan_visit(
            self.stage.by_role(Role.OFFICE_CLERK, self.code),
            area,
            kind="look_back",
            title="整改评估后回头看",
            from_on=day(told["from"]),
            to_on=day(told["to"]),
            purpose="逐项核查反馈问题整改是否到位、有无反弹。",
            units=[unit],
        )

    def _appraise(self) -> None:
        """One team at work and one lower office are appraised, and see it from that day on."""
        told = self.told["appraisals"]
        same = Round.objects.filter(term=self.batch.term, year=self.batch.year)
        batch = same.get(number=told["team"]["round"])
        self._appraised("team", batch, batch.teams.get(number=told["team"]["number"]), told["team"])
        self._appraised("office", self.batch, self.stage.jurisdictions[told["office"]["jurisdiction"]], told["office"])

    def _appraised(self, code: str, batch: Round, body: Team | Jurisdiction, told: dict[str, Any]) -> None:
        pattern, today = shipped()[code], self.stage.moment.date()
        clerk = partial(self.stage.by_role, Role.OFFICE_CLERK, self.code)
        days = {"opens_on": today, "closes_on": today}
        scheme = self._scheme(pattern, pattern.title, {})
        title = f"{batch.name}{pattern.title}"[:60]
        run = begin_run(clerk(), batch, scheme=scheme, title=title, subjects=[body], **days)
        for group, votes in told["votes"].items():
            ask_panel(clerk(), run, group=group, asked=sum(votes.values()))
        run = open_run(clerk(), run)
        self._key(run.subjects.get(), told["votes"])
        close_run(clerk(), run)
        self._show(run.subjects.get(), told["marks"])
