"""The evaluation of rectification: a scheme from a pattern, paper ballots keyed twice, sheets, results."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from xuncha.core.permissions import Role
from xuncha.evaluation.models import Run
from xuncha.evaluation.rules.shipped import shipped
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
from xuncha.rounds.models import Round
from xuncha.site.scenario.stage import Stage, day

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

    def _run(self) -> Run:
        return self.batch.evaluations.select_related("scheme").get()

    def _open(self) -> None:
        """The scheme is drafted and approved, and whoever is asked is entered."""
        stage, pattern = self.stage, shipped()[self.told["pattern"]]
        clerk = partial(stage.by_role, Role.OFFICE_CLERK, self.code)
        scheme = draft_scheme(
            clerk(),
            self.batch.term.jurisdiction,
            kind=pattern.kind,
            title=self.told["title"],
            source=pattern.note,
            definition=pattern.definition,
        )
        approve_scheme(stage.by_role(Role.LEADING_GROUP, self.code), submit_scheme(clerk(), scheme))
        scheme.refresh_from_db()
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

    def _close(self) -> None:
        """Every pile of ballots is keyed by two people, then the voting is closed."""
        run = self._run()
        for subject in run.subjects.all():
            for group, votes in self.told["units"][subject.name]["votes"].items():
                told = {"sheets": sum(votes.values()), "counts": {"vote": votes}}
                tally = key_tally(self.stage.by_role(Role.OFFICE_CLERK, self.code), subject, group=group, **told)
                key_tally_again(self.stage.by_role(Role.OFFICE_DIRECTOR, self.code), tally, **told)
        close_run(self.stage.by_role(Role.OFFICE_CLERK, self.code), run)

    def _score(self) -> None:
        for subject in self._run().subjects.all():
            clerk = partial(self.stage.by_role, Role.OFFICE_CLERK, self.code)
            for mark in self.told["units"][subject.name].get("marks", ()):
                give_mark(clerk(), subject, **{**mark, "points": Decimal(mark["points"])})
            take_rates(clerk(), subject)
            subject.refresh_from_db()
            hand_in_sheet(clerk(), subject)
            show_sheet(self.stage.by_role(Role.DISCIPLINE, self.code), subject)

    def _settle(self) -> None:
        """Settle the results; the secretary decides on what follows for the first unit, the others wait."""
        subjects = list(self._run().subjects.all())
        for subject in subjects:
            settle_result(self.stage.by_role(Role.OFFICE_DIRECTOR, self.code), subject)
        for follow in subjects[0].follows.all():
            confirm_follow(self.stage.by_role(Role.SECRETARY, self.code), follow)
