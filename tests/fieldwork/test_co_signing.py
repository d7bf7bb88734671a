"""Two people vouch for a paper before it goes on: asking, co-signing, declining, taking back; inbox and pages."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import NOW
from tests.fieldwork.conftest import upload
from tests.fieldwork.test_signing import also, live
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import Place, Signature, WorkingPaper
from xuncha.fieldwork.selectors import co_signed, digest_of, signature_boxes
from xuncha.fieldwork.services import (
    add_evidence,
    ask_to_co_sign,
    co_sign_paper,
    create_paper,
    decline_to_co_sign,
    recall_paper,
    save_paper,
    set_second_handler,
    submit_paper,
)
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.journal.models import JournalRecord

pytestmark = pytest.mark.django_db
BASE = "/desk/fieldwork"


def at(user):
    return actor_of(user, NOW)


def text(answer) -> str:
    return answer.content.decode()


def asks(user) -> list[str]:
    return [todo.ask for todo in waiting_for(at(user))]


def test_both_handlers_vouch_for_the_same_content(desk, acting, cast):
    paper = desk.asked()
    co_sign_paper(acting(cast.second), paper, opinion="已对照佐证")
    paper = desk.fresh(paper)
    first, second = paper.signatures.all()
    assert [first.signed_by, second.signed_by] == [cast.handler, cast.second]
    assert first.digest == second.digest == digest_of(paper)
    assert ({first.place, second.place}, second.opinion) == ({Place.HANDLER}, "已对照佐证")
    assert paper.state == "co_signed"
    assert co_signed(paper)
    happened = JournalRecord.objects.filter(subject_kind="fieldwork.paper", subject_id=str(paper.pk)).order_by("seq")
    assert list(happened.values_list("event", flat=True))[-2:] == ["paper.sent_to_co_sign", "paper.co_signed"]


def test_either_handler_hands_in_what_both_have_signed(desk, acting, cast):
    assert submit_paper(acting(cast.second), desk.co_signed()).state == "submitted"
    assert submit_paper(acting(cast.handler), desk.co_signed()).state == "submitted"


@pytest.mark.parametrize("state", ["draft", "asked"])
def test_without_the_second_signature_nothing_is_handed_in(desk, acting, cast, state):
    paper = getattr(desk, state)()
    with pytest.raises(RuleViolated, match="第二经办人还没有会签") as caught:
        submit_paper(acting(cast.handler), paper)
    assert [r.mend for r in caught.value.reasons] == ["#signs"]
    assert desk.fresh(paper).state == paper.state


def test_without_a_second_handler_nobody_is_asked(desk, acting, cast, world):
    paper = create_paper(acting(cast.handler), world.inspections[0], title="没有第二经办人的底稿")
    with pytest.raises(RuleViolated) as caught:
        ask_to_co_sign(acting(cast.handler), paper)
    assert "second_handler" in {r.field for r in caught.value.reasons}


def test_the_handler_signs_first(desk, acting, cast):
    with pytest.raises(RuleViolated, match="经办人先签字"):
        ask_to_co_sign(acting(cast.second), desk.draft())
    with pytest.raises(InvalidTransition):
        co_sign_paper(acting(cast.second), desk.draft())


@pytest.mark.parametrize("who", ["handler", "leader"])
@pytest.mark.parametrize(("service", "more"), [(co_sign_paper, {}), (decline_to_co_sign, {"reason": "不对"})])
def test_only_the_second_handler_in_person_co_signs_or_declines(desk, who, service, more):
    paper = desk.asked()
    with pytest.raises(RuleViolated, match="第二经办人本人"):
        service(desk.acting(getattr(desk.cast, who)), paper, **more)
    assert live(paper) == ["handler"]


@pytest.mark.parametrize(("service", "more"), [(co_sign_paper, {}), (recall_paper, {}), (ask_to_co_sign, {})])
def test_who_writes_no_papers_is_denied_and_another_team_finds_nothing(desk, acting, hire, service, more):
    paper = desk.asked()
    with pytest.raises(Denied):
        service(acting(Role.OFFICE_CLERK), paper, **more)
    with pytest.raises(OutOfReach):
        service(acting(hire(Role.INSPECTOR, which=1)), paper, **more)
    assert desk.fresh(paper).state == "co_sign"


def test_declining_needs_a_reason_and_puts_the_handlers_signature_out(desk, acting, cast):
    paper = desk.asked()
    with pytest.raises(RuleViolated, match="理由"):
        decline_to_co_sign(acting(cast.second), paper, reason=" ")
    decline_to_co_sign(acting(cast.second), paper, reason="清点那天我不在场")
    paper = desk.fresh(paper)
    assert (paper.state, live(paper)) == ("returned", [])
    assert paper.signatures.get().void_reason == "清点那天我不在场"
    assert desk.again(paper).state == "submitted"


@pytest.mark.parametrize("state", ["asked", "co_signed"])
def test_a_change_puts_the_handlers_signatures_out(desk, acting, cast, state):
    paper = getattr(desk, state)()
    with pytest.raises(InvalidTransition, match="要改先收回"):
        save_paper(acting(cast.second), paper, base_version=None, cause="改过")
    recall_paper(acting(cast.second), paper)
    save_paper(acting(cast.second), paper, base_version=None, cause="改过")
    paper = desk.fresh(paper)
    assert (paper.state, live(paper), co_signed(paper)) == ("draft", [], False)
    assert {(s.voided_by, s.void_reason) for s in paper.signatures.all()} == {(cast.second, "会签后修改")}


def test_new_evidence_takes_a_paper_back_from_co_signing(desk, acting, cast):
    paper = desk.co_signed()
    add_evidence(acting(cast.handler), paper, upload("后来找到的.txt"))
    assert (desk.fresh(paper).state, live(paper)) == ("draft", [])


def test_only_a_handler_takes_a_paper_back_from_co_signing(desk, acting, cast):
    with pytest.raises(RuleViolated, match="只有经办人"):
        recall_paper(acting(cast.leader), desk.asked())


def test_another_second_handler_signs_anew(desk, acting, cast):
    paper = desk.co_signed()
    recall_paper(acting(cast.handler), paper)
    set_second_handler(acting(cast.handler), paper, second_handler=cast.deputy)
    ask_to_co_sign(acting(cast.handler), paper)
    with pytest.raises(RuleViolated, match="第二经办人本人"):
        co_sign_paper(acting(cast.second), paper)
    assert co_sign_paper(acting(cast.deputy), paper).state == "co_signed"


def test_content_changed_behind_the_services_is_not_handed_in(desk, acting, cast):
    paper = desk.co_signed()
    WorkingPaper.objects.filter(pk=paper.pk).update(cause="有人直接改了数据库")
    with pytest.raises(RuleViolated, match="会签"):
        submit_paper(acting(cast.handler), paper)


def test_nobody_signs_twice_in_one_place(desk, cast):
    paper = desk.asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(
            paper=paper, place=Place.HANDLER, signed_by=cast.handler, signed_at=NOW, digest="0" * 64
        )


def test_the_first_box_says_who_has_yet_to_sign(desk, cast):
    assert signature_boxes(desk.draft())[0].awaited == (cast.handler, cast.second)
    box, deputy, _ = signature_boxes(desk.asked())
    assert (box.awaited, box.turn, box.complete, deputy.awaited) == ((cast.second,), True, False, ())
    assert signature_boxes(desk.co_signed())[0].complete


def test_the_inbox_follows_whose_turn_it_is(desk, acting, cast):
    paper = desk.asked()
    assert (asks(cast.handler), asks(cast.second)) == ([], ["底稿待您会签"])
    [todo] = waiting_for(at(cast.second))
    assert (todo.since, todo.due, todo.turn) == (NOW, date(2022, 5, 11), ("第二经办人",))
    co_sign_paper(acting(cast.second), paper)
    assert (asks(cast.handler), asks(cast.second)) == (["底稿已会签，待提交"], [])


def test_who_is_a_reviewer_too_is_asked_to_co_sign_only_as_second_handler(desk, cast, world):
    also(cast.second, Role.DEPUTY_LEADER, world)
    desk.asked()
    assert asks(cast.second) == ["底稿待您会签"]
    assert asks(cast.deputy) == []


def test_the_second_handler_reads_and_co_signs_in_the_browser(at_desk, cast, desk):
    paper = desk.asked()
    browser, url = at_desk(cast.second), f"{BASE}/papers/{paper.pk}/"
    assert paper.title in text(browser.get("/desk/"))
    page = text(browser.get(url))
    assert "请您通读并对照佐证" in page
    assert "陆二：还没有签" in page
    assert "paper-form" not in page
    assert f"{url}step/return_co_sign/" in page
    answer = browser.post(f"{url}step/co_sign/", {"_key": str(uuid4()), "opinion": "一起清点的"})
    assert answer.status_code == 302
    assert desk.fresh(paper).signatures.last().opinion == "一起清点的"
    page = text(browser.get(url))
    assert "一起清点的" in page
    assert "：还没有签" not in page
    assert f"{url}step/submit/" in page


def test_the_handler_sees_for_whom_the_paper_waits_and_cannot_co_sign_it(at_desk, cast, desk):
    paper = desk.asked()
    browser, url = at_desk(cast.handler), f"{BASE}/papers/{paper.pk}/"
    page = text(browser.get(url))
    assert "等第二经办人会签：<b>陆二</b>" in page
    assert f"{url}step/co_sign/" not in page
    assert f"{url}step/recall/" in page
    refused = browser.post(f"{url}step/submit/", {"_key": str(uuid4())})
    assert refused.status_code == 422
    assert "第二经办人还没有会签" in text(refused)
    assert browser.post(f"{url}step/recall/", {"_key": str(uuid4())}).status_code == 302
    assert desk.fresh(paper).state == "draft"


def test_the_second_handler_edits_but_leaves_sending_to_the_handler(at_desk, cast, desk):
    paper = desk.draft()
    page = text(at_desk(cast.second).get(f"{BASE}/papers/{paper.pk}/"))
    assert "改好以后，由经办人送您会签" in page
    assert 'value="ask_co_sign"' not in page
    assert 'value="ask_co_sign"' in text(at_desk(cast.handler).get(f"{BASE}/papers/{paper.pk}/"))


def test_papers_to_co_sign_are_a_group_of_the_ledger(at_desk, cast, desk):
    paper = desk.asked()
    for who, listed in ((cast.second, True), (cast.deputy, False)):
        page = text(at_desk(who).get(f"{BASE}/papers/", {"chip": "to_co_sign"}))
        assert (paper.title in page) is listed


def test_evidence_of_a_paper_in_co_signing_says_that_correcting_takes_it_back(at_desk, cast, desk):
    one = desk.asked().evidence.first()
    page = text(at_desk(cast.handler).get(f"{BASE}/evidence/{one.pk}/"))
    assert "保存更正" in page
    assert "更正佐证会收回底稿" in page
