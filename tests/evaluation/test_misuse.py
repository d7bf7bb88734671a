"""Votes given twice or late, days and schemes changed in mid-run, clocks set back: refused, and nothing is lost."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.conftest import NOW
from tests.evaluation.telling import SMALL, pile, scheme_in_force
from tests.evaluation.test_appraisals import BY_POINTS, run_of, shown
from tests.evaluation.test_voting import answers
from xuncha.core.errors import InvalidTransition, RuleViolated
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Card, Count, Scheme
from xuncha.evaluation.rules.runs import reasons_not_to_redate
from xuncha.evaluation.selectors import sheet_of
from xuncha.evaluation.services import (
    ask_panel,
    begin_run,
    change_run,
    close_run,
    end_scheme,
    issue_cards,
    key_tally,
    put_part,
    revise_scheme,
    seat_rater,
    settle_result,
    vote_by_account,
    vote_by_code,
)
from xuncha.evaluation.services.codes import digest_of

DAY = NOW.date()
ONE = timedelta(days=1)


def card_of(acting, run, group: str = "staff") -> Card:
    code = issue_cards(acting(Role.OFFICE_CLERK), run.panels.filter(group=group).first(), n=1)[0]
    return Card.objects.get(digest=digest_of(code))


def cast() -> int:
    return sum(Count.objects.values_list("n", flat=True))


def test_one_person_votes_on_one_body_in_one_group_alone(acting, hire, opened):
    clerk, rater = acting(Role.OFFICE_CLERK), hire(Role.LEADING_GROUP)
    first, second = opened.panels.filter(group="users").order_by("pk")
    seat_rater(clerk, first, user=rater)
    seat_rater(acting(Role.OFFICE_CLERK), second, user=rater)  # on the other unit
    with pytest.raises(RuleViolated, match="在另一组评议同一个对象"):
        seat_rater(acting(Role.OFFICE_CLERK), opened.panels.get(group="staff"), user=rater)
    other = hire(Role.SECRETARY)
    seat_rater(acting(Role.OFFICE_CLERK), opened.panels.get(group="staff"), user=other)
    with pytest.raises(RuleViolated, match="在另一组评议同一个对象"):
        seat_rater(acting(Role.OFFICE_CLERK), first, user=other)


def test_nobody_votes_on_their_own_team_or_office(acting, hire, world, scheme):
    days = {"opens_on": DAY, "closes_on": DAY, "title": "评价"}
    for bodies in (world.teams, [world.city]):
        run = begin_run(acting(Role.OFFICE_CLERK), world.round, scheme=scheme, subjects=bodies, **days)
        panel = ask_panel(acting(Role.OFFICE_CLERK), run, group="staff", asked=9)
        own = hire(Role.INSPECTOR if bodies is world.teams else Role.SECRETARY)
        with pytest.raises(RuleViolated, match="不能评议本单位"):
            seat_rater(acting(Role.OFFICE_CLERK), panel, user=own)


def test_once_people_vote_the_days_do_not_move_behind_them():
    opened = {"opened": True, "today": DAY}
    assert reasons_not_to_redate(DAY, DAY, DAY, **opened) == []
    assert reasons_not_to_redate(DAY, DAY - ONE, DAY - ONE, opened=False, today=DAY) == []
    found = reasons_not_to_redate(DAY, DAY - ONE, DAY - ONE, **opened)
    assert [one.field for one in found] == ["opens_on", "closes_on"]


def test_an_open_run_keeps_its_first_day_and_may_only_be_prolonged(acting, opened):
    told = {"title": opened.title, "opens_on": opened.opens_on, "closes_on": DAY - ONE}
    with pytest.raises(RuleViolated):
        change_run(acting(Role.OFFICE_CLERK, now=NOW), opened, **told)
    later = {**told, "opens_on": DAY + ONE, "closes_on": DAY + ONE}
    with pytest.raises(RuleViolated, match="开始日期不能再改"):
        change_run(acting(Role.OFFICE_CLERK), opened, **later)
    opened.refresh_from_db()
    assert opened.opens_on == DAY


@pytest.mark.parametrize("day", [DAY - ONE, DAY + 11 * ONE])
def test_a_vote_before_the_first_or_after_the_last_day_is_refused_and_the_right_stays(acting, opened, day):
    card = card_of(acting, opened)
    with pytest.raises(RuleViolated, match="不在评议期"):
        vote_by_code(card, answers(card, "a"), day)
    card.refresh_from_db()
    assert (card.used, cast()) == (False, 0)
    vote_by_code(card, answers(card, "a"), DAY)
    assert cast() == 2


def test_after_the_end_no_clock_brings_voting_back(acting, hire, opened):
    """The state decides beside the day: a clock that was set back opens nothing that was closed."""
    card, rater = card_of(acting, opened), hire(Role.LEADING_GROUP)
    seat = seat_rater(acting(Role.OFFICE_CLERK), opened.panels.get(group="staff"), user=rater)
    close_run(acting(Role.OFFICE_CLERK, now=NOW + 11 * ONE), opened)
    with pytest.raises(RuleViolated, match="不在评议期"):
        vote_by_code(card, answers(card, "a"), DAY)
    with pytest.raises(RuleViolated, match="不在评议期"):
        vote_by_account(acting(rater), seat, answers=answers(seat, "a"))
    with pytest.raises(RuleViolated):
        key_tally(
            acting(Role.OFFICE_CLERK), opened.subjects.first(), group="staff", sheets=5, counts={"vote": {"a": 5}}
        )
    opened.refresh_from_db()
    told = {"title": opened.title, "opens_on": DAY, "closes_on": DAY + 30 * ONE}
    with pytest.raises(InvalidTransition):
        change_run(acting(Role.OFFICE_CLERK), opened, **told)
    assert cast() == 0


def test_a_clock_set_back_does_not_shorten_the_days_to_object(acting, world):
    subject = shown(acting, run_of(world, acting, scheme_in_force(acting, world, BY_POINTS), [world.units[0]]))
    assert subject.objectable_until > DAY
    for moment in (NOW - 20 * ONE, NOW):
        with pytest.raises(RuleViolated, match="异议期到"):
            settle_result(acting(Role.OFFICE_DIRECTOR, now=moment), subject)
    late = NOW + (subject.objectable_until - DAY + ONE)
    assert settle_result(acting(Role.OFFICE_DIRECTOR, now=late), subject).state == "final"


def test_a_scheme_changed_in_mid_run_changes_nothing_of_the_run(acting, opened, scheme):
    pile(acting, opened.subjects.first(), "staff", a=6, b=3, c=1)
    before = opened.scheme.scored
    with pytest.raises(RuleViolated, match="另拟一版"):
        put_part(acting(Role.OFFICE_CLERK), scheme, kind="groups", part=SMALL["groups"][0], which="staff")
    with pytest.raises(DatabaseError), transaction.atomic():
        Scheme.objects.filter(pk=scheme.pk).update(definition={**SMALL, "full": "50"})
    newer = revise_scheme(acting(Role.OFFICE_CLERK), scheme)
    put_part(acting(Role.OFFICE_CLERK), newer, kind="choices", part={"label": "新的选项", "worth": "10"})
    end_scheme(acting(Role.OFFICE_DIRECTOR), scheme, reason="换新版")
    run = close_run(acting(Role.OFFICE_CLERK), opened)
    run.refresh_from_db()
    assert (run.scheme_id, run.scheme.scored) == (scheme.pk, before)
    assert sheet_of(run.subjects.first()).lines[2].value is not None


def test_the_scheme_of_a_run_is_not_exchanged(acting, opened, scheme):
    newer = revise_scheme(acting(Role.OFFICE_CLERK), scheme)
    with pytest.raises(DatabaseError), transaction.atomic():
        type(opened).objects.filter(pk=opened.pk).update(scheme=newer)
