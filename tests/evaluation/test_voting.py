"""Votes by code, account and paper: once each, within the days, keyed twice, and nothing leads back to a person."""

from datetime import timedelta

import pytest
from django.apps import apps

from tests.conftest import NOW
from tests.evaluation.telling import pile
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Card, Count, Run
from xuncha.evaluation.selectors import asked_of, given_of, panel_for, sheet_of
from xuncha.evaluation.services import (
    ask_panel,
    begin_run,
    change_run,
    close_run,
    drop_run,
    end_scheme,
    issue_cards,
    key_tally,
    key_tally_again,
    open_run,
    seat_rater,
    settle_tally,
    vote_by_account,
    vote_by_code,
)
from xuncha.evaluation.services.codes import digest_of
from xuncha.evaluation.services.voting import questions_of
from xuncha.foundation.journal.models import JournalRecord

DAY = NOW.date()


def answers(card: Card, choice: str) -> dict[str, str]:
    return {name: choice for name, _subject, _indicator in questions_of(card.panel)}


def counted(run: Run) -> dict[str, int]:
    rows = Count.objects.filter(subject__run=run).exclude(n=0)
    return {f"{one.group}:{one.choice}": one.n for one in rows.filter(subject=run.subjects.first())}


def test_a_code_votes_once_on_everybody_and_is_kept_nowhere(acting, opened):
    panel = opened.panels.get(group="staff")
    codes = issue_cards(acting(Role.OFFICE_CLERK), panel, n=2)
    assert len(set(codes)) == 2
    cards = [Card.objects.get(digest=digest_of(code.upper())) for code in codes]
    assert not Card.objects.filter(digest__in=codes).exists()
    before = JournalRecord.objects.count()
    vote_by_code(cards[0], answers(cards[0], "a"), DAY)
    vote_by_code(cards[1], answers(cards[1], "-"), DAY)
    assert JournalRecord.objects.count() == before
    assert counted(opened) == {"staff:a": 1, "staff:-": 1}
    assert Count.objects.filter(choice="a", group="staff").values_list("n", flat=True).distinct().get() == 1
    with pytest.raises(RuleViolated, match="已经投过"):
        vote_by_code(cards[0], answers(cards[0], "a"), DAY)
    assert counted(opened) == {"staff:a": 1, "staff:-": 1}


def test_nothing_stored_ties_a_vote_to_a_voter():
    """Sums name no card, cards name no answer, neither has a moment."""
    fields = {name: {f.name for f in apps.get_model("evaluation", name)._meta.fields} for name in ("Count", "Card")}
    assert fields["Count"] == {"id", "subject", "group", "indicator", "choice", "n"}
    assert fields["Card"] == {"id", "panel", "digest", "user", "used"}


def test_the_rows_of_the_sums_are_there_before_the_first_vote(opened):
    assert Count.objects.filter(subject__run=opened).count() == 2 * 2 * 1 * 4
    assert not Count.objects.exclude(n=0).exists()


def test_a_vote_out_of_time_or_without_an_answer_changes_nothing(acting, opened):
    card = _card(acting, opened)
    with pytest.raises(RuleViolated, match="不在评议期"):
        vote_by_code(card, answers(card, "a"), opened.closes_on + timedelta(days=1))
    with pytest.raises(RuleViolated, match="请选一项"):
        vote_by_code(card, {}, DAY)
    card.refresh_from_db()
    assert not card.used
    assert counted(opened) == {}


def _card(acting, run: Run) -> Card:
    code = issue_cards(acting(Role.OFFICE_CLERK), run.panels.get(group="staff"), n=1)[0]
    return Card.objects.get(digest=digest_of(code))


def test_by_account_the_journal_tells_that_and_not_how(acting, hire, opened):
    leader = hire(Role.LEADING_GROUP)
    card = seat_rater(acting(Role.OFFICE_CLERK), opened.panels.get(group="staff"), user=leader)
    vote_by_account(acting(leader), card, answers=answers(card, "b"))
    entry = JournalRecord.objects.get(event="evaluation.voted")
    assert '"b"' not in entry.body
    with pytest.raises(RuleViolated, match="已经投过"):
        vote_by_account(acting(leader), card, answers=answers(card, "b"))
    with pytest.raises(OutOfReach):
        vote_by_account(acting(Role.LEADING_GROUP), card, answers=answers(card, "a"))
    with pytest.raises(Denied):
        vote_by_account(acting(Role.INSPECTOR), card, answers=answers(card, "a"))


def test_nobody_is_seated_for_their_own_unit_or_twice(acting, hire, opened):
    panel, clerk = opened.panels.get(group="staff"), acting(Role.OFFICE_CLERK)
    with pytest.raises(RuleViolated, match="不能评议本单位"):
        seat_rater(clerk, panel, user=hire(Role.UNIT_HEAD))
    leader = hire(Role.SECRETARY)
    seat_rater(acting(Role.OFFICE_CLERK), panel, user=leader)
    with pytest.raises(RuleViolated, match="已经在这一组"):
        seat_rater(acting(Role.OFFICE_CLERK), panel, user=leader)
    with pytest.raises(RuleViolated, match="最多再发 9 张"):
        issue_cards(acting(Role.OFFICE_CLERK), panel, n=10)


def test_paper_is_keyed_by_two_people_and_a_difference_is_settled(acting, hire, opened):
    subject, first = opened.subjects.first(), hire(Role.OFFICE_CLERK)
    told = {"sheets": 6, "counts": {"vote": {"a": 4, "b": 2}}}
    tally = key_tally(acting(first), subject, group="staff", **told)
    with pytest.raises(RuleViolated, match="已经录过"):
        key_tally(acting(Role.OFFICE_CLERK), subject, group="staff", **told)
    with pytest.raises(RuleViolated, match="另一位同志复录"):
        key_tally_again(acting(first), tally, **told)
    again = key_tally_again(acting(Role.OFFICE_CLERK), tally, sheets=6, counts={"vote": {"a": 5, "b": 1}})
    assert not again.agreed
    with pytest.raises(RuleViolated, match="还没有复录一致"):
        close_run(acting(Role.OFFICE_CLERK), opened)
    settled = settle_tally(acting(Role.OFFICE_DIRECTOR), again, **told, why="第二次看错一张")
    assert settled.agreed
    assert settled.counts["vote"] == {"a": 4, "b": 2, "c": 0}
    told_of = JournalRecord.objects.filter(subject_kind="evaluation.tally")
    assert not [one for one in told_of if '"vote"' in one.body]
    close_run(acting(Role.OFFICE_CLERK), opened)


def test_votes_are_shown_when_the_voting_is_over_and_small_groups_never(acting, opened):
    subject = opened.subjects.first()
    pile(acting, subject, "staff", a=6, b=3, c=1)
    pile(acting, subject, "users", a=1, c=3)
    assert given_of(subject).ballots == {}
    close_run(acting(Role.OFFICE_CLERK), opened)
    subject.refresh_from_db()
    ballots = given_of(subject).ballots["vote"]
    assert ballots == {"staff": {"a": 6, "b": 3, "c": 1}, "users": {"": 4}}
    working = [str(step) for step in sheet_of(subject).lines[2].working]
    assert "服务对象只有 4 票，不足 5 票，不计入" in working
    assert asked_of(subject) == {"staff": 10, "users": 6}


def test_phone_and_paper_are_one_sum_and_never_more_than_were_asked(acting, opened):
    subject, card = opened.subjects.first(), _card(acting, opened)
    vote_by_code(card, answers(card, "c"), DAY)
    with pytest.raises(RuleViolated, match="纸质票不能有 10 张"):
        key_tally(acting(Role.OFFICE_CLERK), subject, group="staff", sheets=10, counts={"vote": {"a": 10}})
    pile(acting, subject, "staff", a=9)
    close_run(acting(Role.OFFICE_CLERK), opened)
    subject.refresh_from_db()
    assert given_of(subject).ballots["vote"]["staff"] == {"a": 9, "b": 0, "c": 1}


def test_who_is_asked_stands_once_the_voting_began(acting, run):
    changed = ask_panel(acting(Role.OFFICE_CLERK), run, group="staff", asked=12)
    assert (changed.asked, run.panels.filter(group="staff").count()) == (12, 1)
    with pytest.raises(RuleViolated, match="要么对各单位统一录"):
        ask_panel(acting(Role.OFFICE_CLERK), run, group="users", asked=8)
    assert panel_for(run.subjects.first(), "no") is None
    open_run(acting(Role.OFFICE_CLERK), run)
    with pytest.raises(RuleViolated, match="不能再改"):
        ask_panel(acting(Role.OFFICE_CLERK), run, group="staff", asked=20)
    later = run.closes_on + timedelta(days=3)
    told = {"title": run.title, "opens_on": run.opens_on, "closes_on": later}
    assert change_run(acting(Role.OFFICE_CLERK), run, **told).closes_on == later


def test_a_run_needs_a_scheme_in_force_and_may_be_given_up(acting, world, scheme, run):
    told = {"title": "评估", "opens_on": DAY, "closes_on": DAY, "subjects": world.teams}
    team_run = begin_run(acting(Role.OFFICE_CLERK), world.round, scheme=scheme, **told)
    assert [str(one) for one in team_run.subjects.all()] == [str(team) for team in world.teams]
    office_run = begin_run(acting(Role.OFFICE_CLERK), world.round, scheme=scheme, **{**told, "subjects": [world.city]})
    assert str(office_run.subjects.get()) == "测试市委巡察办"
    assert drop_run(acting(Role.OFFICE_CLERK), team_run, reason="不评了").state == "dropped"
    end_scheme(acting(Role.OFFICE_DIRECTOR), scheme, reason="停用")
    with pytest.raises(RuleViolated, match="只能用已批准"):
        begin_run(acting(Role.OFFICE_CLERK), world.round, scheme=scheme, **told)
    assert open_run(acting(Role.OFFICE_CLERK), run).scheme_id == scheme.pk


def test_denials(acting, run):
    panel = run.panels.first()
    for attempt in (
        lambda act: open_run(act, run),
        lambda act: issue_cards(act, panel, n=1),
        lambda act: ask_panel(act, run, group="staff", asked=9),
    ):
        with pytest.raises(Denied):
            attempt(acting(Role.INSPECTOR))
        with pytest.raises(OutOfReach):
            attempt(acting(Role.OFFICE_CLERK, which=1))
