"""A body declines what it got: the office decides again; the other body goes on; nothing counts twice."""

import pytest

from tests.clues.people import TODAY, decided, packed, reported
from tests.conftest import NOW
from xuncha.clues import services
from xuncha.clues.models import Body, Clue
from xuncha.clues.selectors.content import account_of, remarks_of
from xuncha.clues.selectors.totals import totals_of
from xuncha.core.errors import InvalidTransition, RuleViolated
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.journal.models import JournalRecord, SealedRecord

pytestmark = pytest.mark.django_db
WHY = "不属本机关管辖"
DECISION = {"meeting": "书记专题会议", "on": TODAY, "text": "改送"}


@pytest.fixture
def line(acting, cast, register, clue, received):
    """The clue at the discipline commission, signed for."""
    decided(acting, cast, clue)
    handover = packed(acting, cast, register).lines.get()
    services.receive(acting(cast.user("first")), handover)
    return handover


@pytest.fixture
def declined(acting, cast, line) -> Clue:
    services.decline(acting(cast.user("first")), line, text=WHY)
    return Clue.objects.get()


def test_with_its_reason_for_both_sides(acting, cast, line):
    with pytest.raises(RuleViolated, match="理由"):
        services.decline(acting(cast.user("first")), line, text=" ")
    gone = services.decline(acting(cast.user("first")), line, text=WHY)
    assert (gone.state, Clue.objects.get().state) == ("declined", "declined")
    assert account_of(gone, cast.second, own=True) == account_of(gone, cast.clerk, own=False) == WHY
    with pytest.raises(InvalidTransition):
        services.accept(acting(cast.user("first")), line)
    assert "问题线索被退回，待重新决定" in [str(one.ask) for one in waiting_for(actor_of(cast.user("clerk"), NOW))]
    assert not any(WHY in body for body in SealedRecord.objects.values_list("body", flat=True))
    assert not JournalRecord.objects.filter(event="handover.declined").exists()


def test_to_another_body(acting, cast, register, declined, world):
    clerk = cast.user("clerk")
    services.redirect_clue(acting(clerk), declined, destination="organisation", **DECISION)
    packed(acting, cast, register, Body.ORGANISATION)
    clue = Clue.objects.get()
    assert (clue.state, clue.handovers.count()) == ("handed", 2)
    assert [one["text"] for one in remarks_of(clue, cast.clerk)][-1] == "改送"
    exact = {one.label: one.count for one in totals_of(world.round, exact=True)}
    assert (exact["移交线索"], exact["移交纪检监察机关"], exact["移交组织部门"], exact["部门退回"]) == (1, 0, 1, 1)


def test_to_the_same_body_again_when_the_meeting_insists(acting, cast, register, declined):
    services.redirect_clue(acting(cast.user("clerk")), declined, destination="discipline", **DECISION)
    assert packed(acting, cast, register).lines.get().state == "sent"


@pytest.mark.parametrize(("end", "state"), [(services.hold_clue, "held"), (services.withdraw_clue, "withdrawn")])
def test_kept_or_withdrawn(acting, cast, declined, end, state):
    with pytest.raises(RuleViolated, match="没有部门还在办理"):
        services.let_go_on(acting(cast.user("clerk")), declined, text="等")
    assert end(acting(cast.user("clerk")), declined, text="另行研究").state == state


@pytest.mark.usefixtures("received")
@pytest.mark.parametrize("finished", [False, True])
def test_of_two_bodies_the_other_goes_on(acting, cast, register, clue, finished):
    decided(acting, cast, clue, "both")
    first, second = (packed(acting, cast, register, body).lines.get() for body in Body)
    services.receive(acting(cast.user("first")), first)
    if finished:
        reported(acting, cast, second, ("third", "fourth"))
    services.decline(acting(cast.user("first")), first, text=WHY)
    clerk = cast.user("clerk")
    with pytest.raises(RuleViolated, match="组织部门还在办理"):
        services.withdraw_clue(acting(clerk), clue, text="撤")
    with pytest.raises(RuleViolated, match="没有新的移交对象"):
        services.redirect_clue(acting(clerk), clue, destination="organisation", **DECISION)
    with pytest.raises(RuleViolated, match="要保留在决定里"):
        services.redirect_clue(acting(clerk), clue, destination="discipline", **DECISION)
    assert services.let_go_on(acting(clerk), clue, text="由组织部门办").state == ("reported" if finished else "handed")
    assert Clue.objects.get().destination == "organisation"


@pytest.mark.usefixtures("received")
def test_both_decline(acting, cast, register, clue):
    decided(acting, cast, clue, "both")
    for body, who in ((Body.DISCIPLINE, "first"), (Body.ORGANISATION, "third")):
        services.receive(acting(cast.user(who)), packed(acting, cast, register, body).lines.get())
    for line, who in zip(clue.handovers.order_by("pk"), ("first", "third"), strict=True):
        services.decline(acting(cast.user(who)), line, text=WHY)
    assert Clue.objects.get().state == "declined"
