"""Matters for departments: proposed on a source, approved by another, sent by letter, followed to their result."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.clues.people import TODAY
from tests.conftest import NOW
from tests.special.people import signed_paper
from xuncha.clues import services
from xuncha.clues.documents import referral_letter
from xuncha.clues.models import Referral, ReferralLetter
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.findings.models import Finding
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.journal.models import JournalRecord
from xuncha.insight.selectors import Period, readings

pytestmark = pytest.mark.django_db
TOLD = {"title": "小区消防通道被占", "text": "三个小区通道堵塞，无人管理。", "department": "市住建局"}


@pytest.fixture
def paper(world):
    return signed_paper(world)


def proposed(world, acting, paper, **told) -> Referral:
    return services.propose_referral(acting(Role.INSPECTOR), world.inspections[0], paper=paper, **{**TOLD, **told})


def sent(world, acting, paper, **told) -> ReferralLetter:
    referral = proposed(world, acting, paper, **told)
    services.approve_referral(acting(Role.TEAM_LEADER), referral)
    return services.send_referrals(acting(Role.OFFICE_CLERK), referral, on=TODAY)


def received(world, acting, paper) -> Referral:
    letter = sent(world, acting, paper)
    services.receive_letter(acting(Role.OFFICE_CLERK), letter, on=TODAY, received_by="窗口")
    return letter.lines.get()


def test_it_rests_on_a_signed_paper_or_a_confirmed_finding_and_accuses_nobody(world, acting, paper):
    assert proposed(world, acting, paper).number == "SX-TC-2022-001"
    draft = signed_paper(world, "底-2", state="draft")
    for told in ({"paper": draft}, {"paper": None}):
        with pytest.raises(RuleViolated, match="作依据"):
            services.propose_referral(acting(Role.INSPECTOR), world.inspections[0], **TOLD, **told)
    with pytest.raises(RuleViolated, match="另走问题线索登记"):
        proposed(world, acting, paper, text="会计李四受贿。")
    with pytest.raises(RuleViolated) as refused:
        proposed(world, acting, paper, title="", text=" ", department="")
    assert [one.field for one in refused.value.reasons] == ["title", "text", "department"]
    told = {"inspection": world.inspections[0], "number": "问-1", "title": "题", "text": "文", "state": "confirmed"}
    finding = Finding.objects.create(**told, state_since=NOW, created_by=world.founder, created_at=NOW)
    made = services.propose_referral(acting(Role.INSPECTOR), world.inspections[0], finding=finding, **TOLD)
    assert made.finding == finding


def test_worded_anew_until_another_approves(world, acting, paper):
    leader = acting(Role.TEAM_LEADER)
    own = services.propose_referral(leader, world.inspections[0], paper=paper, **TOLD)
    with pytest.raises(RuleViolated, match="另一个人"):
        services.approve_referral(acting(leader.actor.user), own)
    changed = services.save_referral(
        acting(Role.INSPECTOR), own, base_version=None, paper=paper, **{**TOLD, "department": "市消防救援支队"}
    )
    assert changed.department == "市消防救援支队"
    services.approve_referral(acting(Role.TEAM_LEADER), own)
    with pytest.raises(InvalidTransition, match="不能修改"):
        services.save_referral(acting(Role.INSPECTOR), own, base_version=None, paper=paper, **TOLD)
    gone = services.withdraw_referral(acting(Role.OFFICE_CLERK), own, reason="部门已自行办理")
    assert gone.state == "withdrawn"


def test_one_letter_takes_everything_for_the_department(world, acting, paper):
    services.approve_referral(acting(Role.TEAM_LEADER), proposed(world, acting, paper, title="第二件"))
    services.approve_referral(acting(Role.TEAM_LEADER), proposed(world, acting, paper, department="别的局"))
    letter = sent(world, acting, paper)
    assert (letter.number, letter.lines.count()) == ("测试巡移〔2022〕1号", 2)
    assert JournalRecord.objects.filter(event="referral.sent").count() == 2
    document = referral_letter(letter, profile_for(world.city, TODAY).issuer(TODAY))
    assert document.to == "市住建局"
    assert [row[3] for row in document.blocks_after[1].rows] == ["第二件", TOLD["title"]]
    with pytest.raises(InvalidTransition):
        services.send_referrals(acting(Role.OFFICE_CLERK), letter.lines.first(), on=TODAY)


def test_days_have_come_and_follow_each_other(world, acting, paper):
    referral = proposed(world, acting, paper)
    services.approve_referral(acting(Role.TEAM_LEADER), referral)
    clerk, day = Role.OFFICE_CLERK, timedelta(days=1)
    with pytest.raises(RuleViolated, match="不能晚于今天"):
        services.send_referrals(acting(clerk), referral, on=TODAY + day)
    letter = services.send_referrals(acting(clerk), referral, on=TODAY)
    with pytest.raises(RuleViolated, match=r"不能早于.*请写明对方签收人"):
        services.receive_letter(acting(clerk), letter, on=TODAY - day, received_by="")


def test_from_the_receipt_the_time_runs_and_two_close_it(world, acting, paper):
    referral = received(world, acting, paper)
    assert referral.due_on == date(2022, 8, 10)
    clerk = acting(Role.OFFICE_CLERK)
    [todo] = [one for one in waiting_for(clerk.actor) if one.number == referral.number]
    assert todo.due == referral.due_on
    services.accept_referral(clerk, referral)
    with pytest.raises(RuleViolated, match="理由或者意见"):
        services.conclude_referral(acting(clerk.actor.user), referral, text="")
    services.conclude_referral(acting(clerk.actor.user), referral, text="已清理")
    with pytest.raises(RuleViolated, match="另一个人"):
        services.close_referral(acting(clerk.actor.user), referral)
    services.want_more(acting(Role.OFFICE_DIRECTOR), referral, reason="补照片")
    services.conclude_referral(acting(clerk.actor.user), referral, text="已清理，附照片")
    assert services.close_referral(acting(Role.OFFICE_DIRECTOR), referral).state == "closed"


def test_a_department_declines_and_another_gets_it(world, acting, paper):
    referral = received(world, acting, paper)
    clerk = Role.OFFICE_CLERK
    services.decline_referral(acting(clerk), referral, reason="不属职责")
    with pytest.raises(RuleViolated, match="另一个部门"):
        services.redirect_referral(acting(clerk), referral, department="市住建局")
    services.redirect_referral(acting(clerk), referral, department="市城管局")
    second = services.send_referrals(acting(clerk), referral, on=TODAY)
    assert second.department == "市城管局"
    assert referral.letters.count() == 2  # the first letter's list keeps its line
    services.receive_letter(acting(clerk), second, on=TODAY, received_by="窗口")
    assert Referral.objects.get().state == "received"


def test_who_may(world, acting, paper):
    referral = proposed(world, acting, paper)
    with pytest.raises(Denied):
        services.approve_referral(acting(Role.INSPECTOR), referral)
    with pytest.raises(OutOfReach):
        services.approve_referral(acting(Role.TEAM_LEADER, which=1), referral)
    with pytest.raises(Denied):
        services.send_referrals(acting(Role.TEAM_LEADER), referral, on=TODAY)


def test_counted_apart_from_clues(world, acting, actor, paper):
    referral = received(world, acting, paper)
    services.accept_referral(acting(Role.OFFICE_CLERK), referral)
    services.conclude_referral(acting(Role.OFFICE_CLERK), referral, text="已清理")
    found = readings(
        world.city, Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31)), actor(Role.SECRETARY)
    )
    told = {one.figure.code: one.value for one in found}
    assert (told["referrals.handed_over"], told["referrals.settled"], told["clues.handed_over"]) == (1, 1, 0)


def test_pages_from_the_inspection_to_the_receipt(world, at_desk, acting, paper):
    here = world.inspections[0].pk
    client = at_desk(Role.INSPECTOR)
    new = reverse("clues:referral-new", args=[here])
    assert new in client.get(reverse("rounds:inspection", args=[here])).content.decode()
    assert client.post(new, TOLD).status_code == 422
    assert "待组长审定" in client.post(new, {**TOLD, "paper": paper.pk}, follow=True).content.decode()
    referral = Referral.objects.get()
    edit = reverse("clues:referral-edit", args=[referral.pk])
    assert TOLD["text"] in client.get(edit).content.decode()
    client.post(edit, {**TOLD, "title": "消防", "paper": paper.pk})
    step = reverse("clues:referral-step", args=[referral.pk, "approve"])
    at_desk(Role.TEAM_LEADER).post(step)
    office = at_desk(Role.OFFICE_CLERK)
    page = reverse("clues:referral", args=[referral.pk])
    send = reverse("clues:referral-send", args=[referral.pk])
    assert send in office.get(page).content.decode()
    assert "1 件一并移交" in office.get(send).content.decode()
    office.post(send, {"on": "2022-05-10"})
    letter = ReferralLetter.objects.get()
    receive = reverse("clues:referral-letter-receive", args=[letter.pk])
    assert receive in office.get(page).content.decode()
    assert receive in office.get(reverse("clues:referral-letter", args=[letter.pk])).content.decode()
    office.post(receive, {"on": "2022-05-10", "received_by": "窗口"})
    assert office.get(reverse("clues:referral-letter-document", args=[letter.pk])).status_code == 200
    office.post(reverse("clues:referral-step", args=[referral.pk, "decline"]), {"reason": "不属职责"})
    office.post(reverse("clues:referral-redirect", args=[referral.pk]), {"department": "市城管局"})
    referral.refresh_from_db()
    assert (referral.state, referral.department) == ("approved", "市城管局")
    register = office.get(reverse("clues:referrals")).content.decode()
    assert "消防" in register
    assert "由巡察办发交办函" in register, "what goes another way is told, with the way there"
    assert f'<a href="{reverse("supervision:letters")}">去看</a>' in register
    again = received(world, acting, paper)
    services.accept_referral(acting(Role.OFFICE_CLERK), again)
    at_desk(Role.OFFICE_CLERK).post(reverse("clues:referral-conclude", args=[again.pk]), {"text": "已办"})
    assert "已办" in at_desk(Role.INSPECTOR).get(reverse("clues:referral", args=[again.pk])).content.decode()
