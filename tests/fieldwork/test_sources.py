"""A paper that repeats a petition is let pass by a keeper alone; whoever wrote it is told no word of which place."""

import pytest
from django.urls import reverse

from tests.fieldwork.conftest import FACTS, Desk
from tests.intake.people import NAME, Team, opened_mailbox, registered, team_with_keys
from tests.sealing.people import PASSPHRASE
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork import services
from xuncha.fieldwork.selectors import repeated_in
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.foundation.leaks.models import SourceCheck, Trace
from xuncha.foundation.leaks.selectors import check_on, checked_of, leaks_of
from xuncha.foundation.leaks.services import clear_source, refuse_source
from xuncha.foundation.sealing.models import SealedBox
from xuncha.intake.models import Mailbox

LEAK = FACTS + f"据{NAME}说，石桥泵站去年底说修好了。"


@pytest.fixture
def team(world, acting) -> Team:
    return team_with_keys(world, acting)


@pytest.fixture
def mailbox(world, acting, team) -> Mailbox:
    mailbox = opened_mailbox(world, acting, team)
    registered(acting, team, mailbox)
    return mailbox


def held(desk: Desk) -> SourceCheck:
    """A paper that repeats the letter, before the keepers."""
    check = services.ask_about_paper(desk.acting(desk.cast.handler), desk.co_signed(facts=LEAK))
    assert check is not None
    return check


def test_a_paper_that_repeats_nothing_is_handed_in(desk: Desk, mailbox) -> None:
    paper = desk.co_signed()
    assert services.ask_about_paper(desk.acting(desk.cast.handler), paper) is None
    assert services.submit_paper(desk.acting(desk.cast.handler), paper).state == "submitted"
    assert SourceCheck.objects.count() == 0
    assert SealedRecord.objects.filter(event="source_check.passed").count() == 1
    assert not JournalRecord.objects.filter(event__startswith="source_check").exists()


def test_one_that_repeats_a_petition_waits_for_a_keeper_with_a_reason(desk: Desk, mailbox, team) -> None:
    paper = desk.co_signed(facts=LEAK)
    with pytest.raises(RuleViolated, match="请先送核对"):
        services.submit_paper(desk.acting(desk.cast.handler), paper)
    check = services.ask_about_paper(desk.acting(desk.cast.handler), paper)
    assert check is not None
    assert services.ask_about_paper(desk.acting(desk.cast.handler), paper) == check
    with pytest.raises(RuleViolated, match="核对以后再提交"):
        services.submit_paper(desk.acting(desk.cast.handler), paper)
    with pytest.raises(RuleViolated, match="要写明理由"):
        clear_source(desk.acting(team.users[0]), check, reason=" ", by=team.leader)
    clear_source(desk.acting(team.users[0]), check, reason="同名的是仓库管理员", by=team.leader)
    assert services.ask_about_paper(desk.acting(desk.cast.handler), paper) is None
    assert services.submit_paper(desk.acting(desk.cast.handler), paper).state == "submitted"
    assert SealedRecord.objects.filter(event="source_check.cleared").count() == 1


def test_what_was_cleared_is_these_words_and_no_others(desk: Desk, mailbox, team) -> None:
    check = held(desk)
    refuse_source(desk.acting(team.users[0]), check, reason="会被认出", by=team.leader)
    paper = checked_paper(check)
    with pytest.raises(RuleViolated, match="要求改写"):
        services.submit_paper(desk.acting(desk.cast.handler), paper)
    services.recall_paper(desk.acting(desk.cast.handler), paper)
    services.save_paper(desk.acting(desk.cast.handler), paper, base_version=None, facts=LEAK + "又及。")
    services.ask_to_co_sign(desk.acting(desk.cast.handler), paper)
    services.co_sign_paper(desk.acting(desk.cast.second), paper)
    again = services.ask_about_paper(desk.acting(desk.cast.handler), paper)
    assert again is not None
    assert again.pk != check.pk
    assert check_on(paper) == again


def checked_paper(check: SourceCheck):
    return Desk.fresh(type("P", (), {"pk": check.record}))


def test_only_keepers_decide_and_only_those_of_this_mailbox(desk: Desk, mailbox, team) -> None:
    check = held(desk)
    with pytest.raises(RuleViolated, match="只有这个单位信访件的接收人"):
        clear_source(desk.acting(team.users[1]), check, reason="无关", by=team.deputy)
    with pytest.raises(RuleViolated, match="只有这个单位信访件的接收人"):
        clear_source(desk.acting(team.users[1]), check, reason="无关", by=team.leader)
    with pytest.raises(Denied):
        clear_source(desk.acting(desk.cast.handler), check, reason="无关", by=team.leader)
    with pytest.raises(OutOfReach):
        clear_source(desk.acting(Role.TEAM_LEADER, which=1), check, reason="无关", by=team.leader)


def test_only_a_finished_paper_of_ones_own_is_compared(desk: Desk, mailbox) -> None:
    """So that nobody tries names out: it takes two people's signatures and leaves its record."""
    with pytest.raises(RuleViolated, match="只有经办人"):
        services.ask_about_paper(desk.acting(Role.INSPECTOR), desk.co_signed(facts=LEAK))
    assert SourceCheck.objects.count() == 0


def test_the_traces_tell_nothing_by_themselves(mailbox, settings, desk: Desk) -> None:
    [trace] = Trace.objects.all()
    assert len(trace.prints) % (64 * 8) == 0
    stored = bytes(trace.prints)
    assert NAME.encode() not in stored
    assert [stored[at : at + 8] for at in range(0, len(stored), 8)] == sorted(
        stored[at : at + 8] for at in range(0, len(stored), 8)
    )
    paper = desk.draft(facts=LEAK)
    assert {leak.words for leak in leaks_of(checked_of(paper))} >= {NAME}
    settings.XUNCHA_FIELD_KEY = "another installation's key, or none at all"
    assert leaks_of(checked_of(paper)) == []
    assert SealedBox.objects.exists()


def test_a_keeper_compares_word_by_word_and_sees_the_number_of_the_petition(desk: Desk, mailbox, team, world) -> None:
    paper = desk.draft(facts=FACTS + "有人说该站今年六月还是抽水。", title="防汛物资账实不符，值班电话139 0000 0000")
    actor = desk.acting(team.users[2]).actor
    found = repeated_in(actor, world.inspections[0], team.liaison)
    assert [(one.record, one.leak.words) for one in found] == [(paper, "139 0000 0000")]
    assert found[0].petition.number.endswith("-001")
    with pytest.raises(Denied):
        repeated_in(actor, world.inspections[0], team.deputy)


def test_a_sheet_for_the_unit_is_held_back_too(desk: Desk, mailbox, team, world) -> None:
    paper = desk.checked()
    text = f"该局物资短少，{NAME}在场。"
    statement = services.Statement(text, [paper])
    sheet = services.create_fact_sheet(
        desk.acting(desk.cast.handler), world.inspections[0], title="物资", statements=[statement]
    )
    with pytest.raises(RuleViolated, match="请先送核对"):
        services.approve_fact_sheet(desk.acting(desk.cast.leader), sheet)
    check = services.ask_about_sheet(desk.acting(desk.cast.leader), sheet)
    clear_source(desk.acting(team.users[0]), check, reason="在册管理员", by=team.leader)
    assert services.approve_fact_sheet(desk.acting(desk.cast.leader), sheet).state == "approved"


def test_the_pages_from_hand_in_to_the_keepers_word(desk: Desk, mailbox, team, at_desk, world) -> None:
    paper = desk.co_signed(facts=LEAK)
    client = at_desk(desk.cast.handler)
    step = reverse("fieldwork:paper-step", args=[paper.pk, "submit"])
    told = client.post(step, follow=True).content.decode()
    assert "已请信访接收人核对" in told
    assert desk.fresh(paper).state == "co_signed"
    check = SourceCheck.objects.get()
    page = reverse("leaks:check", args=[check.pk])
    assert client.get(page).status_code == 403
    client = at_desk(team.users[0])
    assert "输入保密口令打开" in client.get(page).content.decode()
    decide = reverse("leaks:check-step", args=[check.pk, "clear"])
    assert client.post(decide, {"reason": "同名"}).url.startswith(reverse("sealing:unlock"))
    client.post(reverse("sealing:unlock"), {"password": PASSPHRASE})
    shown = client.get(page).content.decode()
    assert NAME in shown
    assert "改写为岗位" in shown
    assert "今年六月还是抽不出水" not in shown, "the petition itself is not shown"
    assert NAME in client.get(reverse("fieldwork:sources", args=[world.inspections[0].pk])).content.decode()
    client.post(decide, {"reason": "同名"}, follow=True)
    assert "同名" in client.get(page).content.decode()
    assert "来源保护核对" in client.get(reverse("leaks:checks")).content.decode()
    client = at_desk(desk.cast.handler)
    client.post(step)
    assert desk.fresh(paper).state == "submitted"


def test_the_quality_page_names_what_lacks_and_what_reads_alike(desk: Desk, at_desk, world) -> None:
    first, second = desk.draft(), desk.draft(title="防汛物资台账与实物不符，部分存放账外")
    shown = at_desk(desk.cast.leader).get(reverse("fieldwork:papers-quality", args=[world.inspections[0].pk]))
    text = shown.content.decode()
    assert "还没有对应的佐证" in text
    assert text.count(second.provisional_no) == 2, "once as its own line, once beside the paper it reads like"
    assert "像是重复" in at_desk(desk.cast.leader).get(reverse("fieldwork:paper", args=[first.pk])).content.decode()
