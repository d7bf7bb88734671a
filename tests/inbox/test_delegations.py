"""Leaving one's turn to somebody: it moves to-dos between desks, gives no right, and ends by itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork.services import check_paper
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.inbox.delegations import stand_ins, takers_for, with_givers
from xuncha.foundation.inbox.digest import digest_of
from xuncha.foundation.inbox.models import Delegation
from xuncha.foundation.inbox.rules import DelegationFacts, reasons_not_to_delegate
from xuncha.foundation.inbox.selectors import history_of
from xuncha.foundation.inbox.services import delegate, end_delegation
from xuncha.foundation.inbox.sources import book_of_rules, counted, desk_of, left_to, waiting_and_late
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.journal.selectors import shown

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WEEK = {"from_on": TODAY, "to_on": TODAY + timedelta(days=6)}
INBOX = reverse("inbox:inbox")


def at(user, now=NOW):
    return actor_of(user, now)


def desk(user, now=NOW):
    """The records on somebody's desk."""
    actor = at(user, now)
    return [todo.record for todo in desk_of(actor, book_of_rules(), stand_ins(actor, now).taker)[1]]


@pytest.fixture
def second_deputy(hire):
    return hire(Role.DEPUTY_LEADER, name="另一位副组长")


@pytest.fixture
def left(acting, cast, second_deputy):
    """The deputy leaves their turn to the other deputy for a week."""
    return delegate(acting(cast.deputy), taker=second_deputy, **WEEK, note="出差")


def facts(**changed) -> DelegationFacts:
    return DelegationFacts(**({"from_on": TODAY, "to_on": TODAY, "today": TODAY, "able": True} | changed))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, None),
        ({"to_on": TODAY + timedelta(days=30)}, None),
        ({"from_on": TODAY - timedelta(days=1)}, "from_on"),
        ({"to_on": TODAY - timedelta(days=1)}, "to_on"),
        ({"able": False}, "taker"),
        ({"given_already": True}, "from_on"),
        ({"giver_stands_in": True}, "from_on"),
        ({"taker_is_away": True}, "taker"),
    ],
)
def test_when_a_turn_may_be_left(changed, field):
    assert [why.field for why in reasons_not_to_delegate(facts(**changed))] == ([field] if field else [])


def test_the_turn_moves_to_the_other_desk_and_back_by_itself(april, cast, left, second_deputy):
    paper = april.submitted()
    assert (desk(cast.deputy), desk(second_deputy)) == ([], [paper])
    after = NOW + timedelta(days=7)
    assert (desk(cast.deputy, after), desk(second_deputy, after)) == ([paper], [paper])


def test_both_sides_see_it(april, cast, left, second_deputy, at_desk):
    paper = april.submitted()
    page = at_desk(cast.deputy).get(INBOX).content.decode()
    assert "您已委托另一位副组长代办" in page
    assert paper.title not in page
    page = at_desk(cast.deputy).get(INBOX, {"tab": "left"}).content.decode()
    assert paper.title in page
    assert "现在由另一位副组长代办的" in page
    page = at_desk(second_deputy).get(INBOX).content.decode()
    assert "程三委托您代办" in page
    assert "代程三办" in page
    assert "程三委托您" in at_desk(second_deputy).get(INBOX, {"tab": "left"}).content.decode()
    stranger = at_desk(cast.leader).get(INBOX, {"tab": "left"}).content.decode()
    assert "没有委托" in stranger


def test_counts_and_the_digest_follow_the_desk(april, cast, left, second_deputy):
    april.submitted()
    for user, n in ((cast.deputy, 0), (second_deputy, 1)):
        actor = at(user)
        taker = stand_ins(actor, NOW).taker
        assert sum(counted(actor, taker).values()) == n
        assert waiting_and_late(actor, book_of_rules(), TODAY, taker) == (n, n)
        assert len(digest_of(actor, NOW).late) == n


def test_a_step_in_somebody_elses_turn_is_told_with_both_names(april, cast, left, acting, second_deputy):
    check_paper(acting(second_deputy), paper := april.submitted())
    assert history_of(paper)[0].actor_name == f"另一位副组长（受{cast.deputy.name}委托）"
    record = JournalRecord.objects.get(event="paper.checked")
    assert record.actor == second_deputy.username
    assert shown(record).detail["in_turn_of"] == cast.deputy.name
    end_delegation(acting(cast.deputy), left.pk)
    check_paper(acting(second_deputy), other := april.submitted())
    assert history_of(other)[0].actor_name == "另一位副组长"


def test_it_gives_no_right(april, cast, left, acting, second_deputy):
    """What the taker may not do stays with the giver, and the door still refuses the taker."""
    paper = april.submitted()
    Grant.objects.filter(user=second_deputy).update(except_units=[paper.inspection.organisation_id])
    assert (desk(cast.deputy), desk(second_deputy)) == ([paper], [])
    assert left_to(at(cast.deputy), at(second_deputy), book_of_rules()) == []
    with pytest.raises((Denied, OutOfReach)):
        check_paper(acting(second_deputy), paper)


def test_own_work_is_nobody_elses_turn(april, cast, acting):
    paper = april.draft()
    assert list(takers_for(at(cast.handler), NOW)) != []  # for what comes to the whole team
    delegate(acting(cast.handler), taker=cast.second, **WEEK)
    assert desk(cast.handler) == [paper]
    assert desk(cast.second) == []


def test_who_may_act_anyway_can_be_asked(cast, second_deputy):
    assert second_deputy in takers_for(at(cast.deputy), NOW)


@pytest.mark.parametrize(("role", "which"), [(Role.DEPUTY_LEADER, 1), (Role.OFFICE_DIRECTOR, 0), (Role.AUDIT_ADMIN, 0)])
def test_nobody_else_can_be_asked(cast, hire, acting, role, which):
    other = hire(role, which=which)
    assert other not in takers_for(at(cast.deputy), NOW)
    with pytest.raises(RuleViolated) as refused:
        delegate(acting(cast.deputy), taker=other, **WEEK)
    assert [why.field for why in refused.value.reasons] == ["taker"]
    assert not Delegation.objects.exists()


def test_nobody_is_asked_whose_grant_or_account_has_ended(cast, hire, second_deputy):
    assert hire(Role.DEPUTY_LEADER, expired=True) not in takers_for(at(cast.deputy), NOW)
    second_deputy.is_active = False
    second_deputy.save()
    assert second_deputy not in takers_for(at(cast.deputy), NOW)
    assert cast.deputy not in takers_for(at(cast.deputy), NOW)


def test_no_turn_goes_in_a_circle_and_none_is_left_twice(cast, left, acting, second_deputy, hire):
    third = hire(Role.DEPUTY_LEADER)
    for giver, taker in ((second_deputy, third), (third, cast.deputy), (cast.deputy, third)):
        with pytest.raises(RuleViolated):
            delegate(acting(giver), taker=taker, **WEEK)
    later = {"from_on": TODAY + timedelta(days=7), "to_on": TODAY + timedelta(days=8)}
    assert delegate(acting(second_deputy), taker=cast.deputy, **later).pk


def test_it_is_journaled_and_either_side_ends_it(cast, left, acting, second_deputy, at_desk):
    assert JournalRecord.objects.get(event="delegation.made").actor == cast.deputy.username
    with pytest.raises(OutOfReach):
        end_delegation(acting(cast.leader), left.pk)
    answer = at_desk(second_deputy).post(reverse("inbox:delegation-end", args=[left.pk]))
    assert answer.status_code == 302
    left.refresh_from_db()
    assert (left.ended_by, left.holds_on(TODAY)) == (second_deputy, False)
    assert JournalRecord.objects.get(event="delegation.ended").actor == second_deputy.username
    assert stand_ins(at(cast.deputy), NOW).taker is None
    with pytest.raises(OutOfReach):
        end_delegation(acting(cast.deputy), left.pk)
    assert "已提前结束" in at_desk(cast.deputy).get(INBOX, {"tab": "left"}).content.decode()


def test_the_form_offers_who_is_able_and_keeps_what_was_typed(cast, second_deputy, at_desk):
    browser, address = at_desk(cast.deputy), reverse("inbox:delegation-new")
    page = browser.get(address).content.decode()
    assert "另一位副组长" in page
    assert cast.clerk.name not in page
    refused = browser.post(address, {"taker": second_deputy.pk, "from_on": "2022-05-01", "to_on": "2022-05-02"})
    assert refused.status_code == 422
    assert "开始日期不能早于今天。" in refused.content.decode()
    assert "2022-05-02" in refused.content.decode()
    done = browser.post(address, {"taker": second_deputy.pk, "from_on": "2022-05-10", "to_on": "2022-05-12"})
    assert (done.status_code, done.headers["Location"]) == (302, f"{INBOX}?tab=left")
    assert Delegation.objects.get().to_on == date(2022, 5, 12)


def test_who_stands_alone_is_told_so(at_desk):
    page = at_desk(Role.SYSTEM_ADMIN).get(reverse("inbox:delegation-new")).content.decode()
    assert "现在没有可以委托的人" in page


def test_what_is_only_ones_own_is_not_marked(april, cast, left, second_deputy):
    april.submitted()
    actor = at(second_deputy)
    todos = desk_of(actor, book_of_rules())[1]
    assert [t.instead_of for t in with_givers(todos, stand_ins(actor, NOW).taken)] == ["程三"]
    assert [t.instead_of for t in with_givers(todos, ())] == [""]
