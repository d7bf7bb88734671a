"""Hand-over to one or two bodies: sealed again, signed for, dealt with, reported back, counted in 件 and in 人."""

from datetime import date

import pytest

from tests.clues.people import ACCOUNT, DEED, TODAY, WHO, decided, disposed, filed, packed, received_by, reported
from tests.conftest import NOW
from xuncha.clues import services
from xuncha.clues.documents import Opened, handover_letter
from xuncha.clues.models import Body, Clue, Handover
from xuncha.clues.selectors import HANDED, knows_exactly
from xuncha.clues.selectors.content import account_of, content_in, contents_of
from xuncha.clues.selectors.totals import totals_of
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.documents.content import Table
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.journal.models import SealedRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def handover(acting, cast, register, clue, received) -> Handover:
    """The clue at the discipline commission, not signed for yet."""
    decided(acting, cast, clue)
    return packed(acting, cast, register).lines.get()


def seen_by(cast, name: str) -> int:
    return HANDED.visible_to(actor_of(cast.user(name), NOW)).count()


def test_each_body_names_its_own(world, acting, cast):
    people = [cast.user("first"), cast.user("second")]
    with pytest.raises(Denied, match="本部门"):
        services.open_receiving(acting(people[0]), world.city, body=Body.ORGANISATION, keepers=people)
    with pytest.raises(RuleViolated, match="至少指定 2 名"):
        services.open_receiving(acting(people[0]), world.city, body=Body.DISCIPLINE, keepers=people[:1])
    received_by(world, acting, cast)
    with pytest.raises(RuleViolated, match="已经指定了"):
        services.open_receiving(acting(people[0]), world.city, body=Body.DISCIPLINE, keepers=people)


def test_nothing_goes_to_a_body_that_has_named_nobody(acting, cast, register, clue):
    decided(acting, cast, clue)
    with pytest.raises(RuleViolated, match="还没有指定接收人"):
        packed(acting, cast, register)


def test_what_is_handed_over_is_sealed_again_to_those_who_receive(cast, handover, clue):
    assert handover.package.number == "测试巡线移〔2022〕1号"
    assert content_in(handover.box, cast.first).facts == DEED
    with pytest.raises(Denied):
        content_in(handover.box, cast.leader)
    with pytest.raises(Denied):
        content_in(handover.box, cast.third)
    assert {name: seen_by(cast, name) for name in ("first", "second", "third", "leader")} == {
        "first": 1,
        "second": 1,
        "third": 0,
        "leader": 0,
    }
    clue.refresh_from_db()
    assert clue.state == "handed"


def test_the_recipient_is_not_told_by_which_petition(acting, cast, world, register, received):
    clue = filed(acting, cast, world, source_no="谈话 3")
    decided(acting, cast, clue)
    line = packed(acting, cast, register).lines.get()
    assert content_in(line.box, cast.first).source_no == ""


def test_to_two_bodies(acting, cast, register, clue, received):
    decided(acting, cast, clue, "both")
    first = packed(acting, cast, register).lines.get()
    clue.refresh_from_db()
    assert clue.state == "decided"
    with pytest.raises(RuleViolated, match="没有决定移交给这个部门"):
        packed(acting, cast, register)
    second = packed(acting, cast, register, Body.ORGANISATION).lines.get()
    reported(acting, cast, first)
    clue.refresh_from_db()
    assert clue.state == "handed"
    reported(acting, cast, second, ("third", "fourth"))
    clue.refresh_from_db()
    assert clue.state == "reported"


def test_the_receipt_is_signed_for_the_whole_letter_and_the_time_runs(acting, cast, world, register, received):
    for _ in range(2):
        decided(acting, cast, filed(acting, cast, world))
    package = packed(acting, cast, register)
    services.receive(acting(cast.user("first")), package.lines.first())
    package.refresh_from_db()
    assert (package.received_by, package.received_on) == (cast.user("first"), TODAY)
    assert {(line.state, line.due_on) for line in package.lines.all()} == {("received", date(2022, 8, 10))}
    todo = waiting_for(actor_of(cast.user("second"), NOW))[0]
    assert (todo.due, todo.number) == (date(2022, 8, 10), "测试巡线移〔2022〕1号")
    assert WHO not in todo.title
    with pytest.raises(InvalidTransition):
        services.receive(acting(cast.user("first")), package.lines.first())


def test_concluded_by_one_and_reported_back_by_another(acting, cast, handover):
    services.conclude(acting(cast.user("first")), disposed(acting, cast, handover), result="unfounded", account=ACCOUNT)
    with pytest.raises(RuleViolated, match="请由另一个人办理"):
        services.report(acting(cast.user("first")), handover, by=cast.first)
    handover.refresh_from_db()
    assert account_of(handover, cast.leader, own=False) == ""
    services.report(acting(cast.user("second")), handover, by=cast.second)
    handover.refresh_from_db()
    assert account_of(handover, cast.leader, own=False) == ACCOUNT
    closed = services.close_clue(acting(cast.user("clerk")), Clue.objects.get())
    assert closed.state == "closed"
    assert SealedRecord.objects.filter(event="handover.reported").exists()
    assert not any(ACCOUNT in body for body in SealedRecord.objects.values_list("body", flat=True))


def test_a_result_is_looked_into_again(acting, cast, handover):
    services.conclude(acting(cast.user("first")), disposed(acting, cast, handover), result="ended", account=ACCOUNT)
    again = services.conclude_again(acting(cast.user("second")), handover)
    assert (again.state, again.own_account) == ("disposed", None)
    with pytest.raises(RuleViolated, match="立案件数"):
        services.conclude(acting(cast.user("first")), handover, result="filed", account=ACCOUNT)


def test_another_citys_commission_finds_nothing(acting, handover):
    with pytest.raises(OutOfReach):
        services.receive(acting(Role.DISCIPLINE, which=1), handover)


def test_an_unnamed_colleague_finds_nothing_either(acting, handover):
    with pytest.raises(OutOfReach):
        services.receive(acting(Role.DISCIPLINE), handover)


def test_cases_and_persons_are_counted_apart(acting, cast, clue, received, world):
    register = clue.register
    decided(acting, cast, clue, "both")
    line = packed(acting, cast, register).lines.get()
    packed(acting, cast, register, Body.ORGANISATION)
    reported(acting, cast, line)
    exact = {one.label: one.count for one in totals_of(world.round, exact=True)}
    assert exact["移交线索"] == 1
    assert exact["涉及人员"] == 2
    assert (exact["移交纪检监察机关"], exact["移交组织部门"], exact["已签收"]) == (1, 1, 1)
    assert (exact["立案"], exact["立案人数"], exact["第四种形态"]) == (1, 2, 1)
    assert {one.count for one in totals_of(world.round, exact=False)} == {None}


def test_only_those_who_decide_know_small_numbers(actor, world):
    assert knows_exactly(actor(Role.SECRETARY), world.city)
    assert not knows_exactly(actor(Role.LEADING_GROUP), world.city)


def test_the_letter_has_list_and_receipt(cast, handover, world):
    package = handover.package
    issuer = profile_for(world.city, TODAY).issuer(TODAY)
    opened = Opened(package, contents_of(package, cast.first, own=True))
    letter = handover_letter(opened, issuer)
    assert "问题线索1件、涉及2人" in letter.blocks[0].text
    table = next(block for block in letter.blocks_after if isinstance(block, Table))
    assert table.rows[0][1] == handover.clue.number
    assert table.rows[0][2] == f"{WHO}，测试市第1局局长，正科级；不详，财务人员"
    assert table.rows[0][3] == DEED
    own = handover_letter(Opened(package, contents_of(package, cast.leader, own=False)), issuer)
    assert own.blocks_after[1] == letter.blocks_after[1]
