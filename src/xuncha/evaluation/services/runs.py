"""Evaluations: whom and by which scheme, who is asked to vote and how, from the first day to the last."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.evaluation.models import Card, Count, Panel, Run, Scheme, Subject
from xuncha.evaluation.rules.ballots import ABSTAINED, voted_on
from xuncha.evaluation.rules.runs import (
    reasons_not_to_ask,
    reasons_not_to_begin,
    reasons_not_to_close,
    reasons_not_to_date,
    reasons_not_to_issue,
    reasons_not_to_open,
    reasons_not_to_redate,
    reasons_not_to_seat,
)
from xuncha.evaluation.selectors import PANELS, RUNS, given_out, run_facts, votes_elsewhere
from xuncha.evaluation.services.codes import digest_of, new_code
from xuncha.evaluation.workflow import RUN, RunState, SchemeState
from xuncha.foundation.accounts.actors import Actor, actor_of
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Round, Team
from xuncha.rounds.selectors import ROUNDS

Body = Organisation | Team | Jurisdiction


@use_case(P.EVALUATION_WRITE, within=ROUNDS, lock=False)
def begin_run(
    act: Act,
    batch: Round,
    *,
    scheme: Scheme,
    title: str,
    opens_on: date,
    closes_on: date,
    subjects: Sequence[Body],
) -> Run:
    """Set up an evaluation of units or teams of a round, or of lower offices, by an approved scheme."""
    held = act.lock(scheme)
    in_force = held.state == SchemeState.IN_FORCE and held.jurisdiction_id == batch.term.jurisdiction_id
    RuleViolated.unless_empty(
        reasons_not_to_begin(in_force=in_force, chosen=len(subjects)) + reasons_not_to_date(opens_on, closes_on)
    )
    run = Run(round=batch, scheme=held, title=title, opens_on=opens_on, closes_on=closes_on)
    act.create(run, "evaluation.begun")
    act.create_many(Subject, [_subject(run, one) for one in subjects], "evaluation.subject_added")
    return run


def _subject(run: Run, body: Body) -> Subject:
    if isinstance(body, Organisation):
        return Subject(run=run, organisation=body, name=str(body))
    if isinstance(body, Team):
        return Subject(run=run, team=body, name=str(body))
    return Subject(run=run, office=body, name=body.office_name or str(body))


@use_case(P.EVALUATION_WRITE, within=RUNS)
def change_run(
    act: Act, run: Run, *, title: str, opens_on: date, closes_on: date, base_version: int | None = None
) -> Run:
    """Change the title of an evaluation, or the days on which people vote, until the voting is closed."""
    RUN.step("close" if run.state == RunState.OPEN else "open", RunState(run.state))
    opened = run.state == RunState.OPEN
    today = localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_redate(run.opens_on, opens_on, closes_on, opened=opened, today=today))
    return act.change(
        run, "evaluation.dated", base_version=base_version, title=title, opens_on=opens_on, closes_on=closes_on
    )


@use_case(P.EVALUATION_WRITE, within=RUNS)
def ask_panel(act: Act, run: Run, *, group: str, asked: int, subject: Subject | None = None) -> Panel:
    """Enter how many people of a group are asked, about all alike or about one; again: the new number counts."""
    same = run.panels.filter(group=group)
    panel = same.filter(subject=subject).first()
    RuleViolated.unless_empty(
        reasons_not_to_ask(
            run.scheme.scored,
            group=group,
            asked=asked,
            given_out=given_out(panel) if panel else 0,
            preparing=run.state == RunState.PREPARING,
            other_kind=same.filter(subject__isnull=subject is not None).exists(),
        )
    )
    if panel is not None:
        return act.change(panel, "evaluation.asked_changed", asked=asked)
    return act.create(Panel(run=run, group=group, asked=asked, subject=subject), "evaluation.asked")


@use_case(RUN.steps["open"].permission, within=RUNS)
def open_run(act: Act, run: Run) -> Run:
    """Let the voting and scoring begin."""
    RUN.step("open", RunState(run.state))
    RuleViolated.unless_empty(reasons_not_to_open(run_facts(run, localdate(act.now))))
    Count.objects.bulk_create(_noughts(run))  # all at once: a row made by the first vote would tell whose it was
    return act.step(run, RUN, "open")


def _noughts(run: Run) -> list[Count]:
    scheme = run.scheme.scored
    answers = [*(choice.code for choice in scheme.choices), ABSTAINED]
    return [
        Count(subject=subject, group=group.code, indicator=indicator, choice=answer)
        for subject in run.subjects.order_by("pk")
        for group in scheme.groups
        for indicator in voted_on(scheme)
        for answer in answers
    ]


@use_case(RUN.steps["close"].permission, within=RUNS)
def close_run(act: Act, run: Run) -> Run:
    """End the voting for good; only now anybody sees what came of it."""
    RUN.step("close", RunState(run.state))
    RuleViolated.unless_empty(reasons_not_to_close(run_facts(run, localdate(act.now))))
    return act.step(run, RUN, "close")


@use_case(RUN.steps["drop"].permission, within=RUNS)
def drop_run(act: Act, run: Run, *, reason: str) -> Run:
    """Give an evaluation up before it began."""
    return act.step(run, RUN, "drop", reason=reason)


@use_case(P.EVALUATION_WRITE, within=PANELS)
def issue_cards(act: Act, panel: Panel, *, n: int) -> list[str]:
    """
    Make one-time codes for people of a panel. They are handed back once, to be printed, and kept nowhere.

    Sent again by the same form, nothing is made and nothing handed back.
    """
    over = panel.run.state not in {RunState.PREPARING, RunState.OPEN}
    RuleViolated.unless_empty(reasons_not_to_issue(wanted=n, given_out=given_out(panel), asked=panel.asked, over=over))
    codes = [new_code() for _ in range(n)]
    Card.objects.bulk_create([Card(panel=panel, digest=digest_of(code)) for code in codes])
    act.record("evaluation.cards_issued", panel, n=n)
    return codes


@use_case(P.EVALUATION_WRITE, within=PANELS)
def seat_rater(act: Act, panel: Panel, *, user: User) -> Card:
    """Let somebody with an account vote by it."""
    over = panel.run.state not in {RunState.PREPARING, RunState.OPEN}
    RuleViolated.unless_empty(
        reasons_not_to_issue(wanted=1, given_out=given_out(panel), asked=panel.asked, over=over)
        + reasons_not_to_seat(
            of_body=_belongs(actor_of(user, act.now), panel.run),
            seated=panel.cards.filter(user=user).exists(),
            elsewhere=votes_elsewhere(panel, user),
        )
    )
    return act.create(Card(panel=panel, user=user), "evaluation.seated")


def _belongs(actor: Actor, run: Run) -> bool:
    """Whether the person holds a role of a body that is evaluated: of the unit, in the team, in the lower office."""
    paths = {Scope.UNIT: "organisation", Scope.TEAM: "team", Scope.JURISDICTION: "office"}
    held = {(paths[one.scope], one.scope_id) for one in actor.held if one.scope in paths}
    bodies = run.subjects.values("organisation", "team", "office")
    return any((name, key) in held for body in bodies for name, key in body.items() if key is not None)
