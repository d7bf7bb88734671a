"""What a person has to read: steps that others took with their records; and the numbers and cards of the frame."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.conftest import NOW
from tests.inbox.conftest import LATER
from xuncha.core.permissions import Role
from xuncha.fieldwork.services import return_submitted_paper
from xuncha.findings.services import accept_fix, answer_fix, draft_fix, issue_fix, return_fix
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.inbox.cards import days_ahead, held_by
from xuncha.foundation.inbox.models import ReadMark
from xuncha.foundation.inbox.notices import SINCE, folded, notices_to, shown_notices
from xuncha.foundation.inbox.services import mark_read
from xuncha.foundation.inbox.sources import SOURCES
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rounds.models import TimeNode
from xuncha.rounds.workflow import RoundState

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
INBOX, READ = reverse("inbox:inbox"), reverse("inbox:read")


def told(user, now=NOW, **options) -> list[tuple[str, str]]:
    """What somebody has to read, as (step, who took it)."""
    actor = actor_of(user, now)
    return [(notice.label, notice.by) for notice in shown_notices(actor, now, **options)]


@pytest.fixture
def returned(april, acting, cast):
    return return_submitted_paper(acting(cast.deputy, now=LATER), april.submitted(), reason="第二段没有佐证")


def proof() -> ContentFile:
    return ContentFile("清理后的通道。".encode(), name="清理后.txt")


@pytest.fixture
def answered(acting, cast, world):
    """A notice that the unit has answered."""
    due = TODAY + timedelta(days=7)
    fix = draft_fix(acting(cast.handler), world.inspections[0], title="消防通道堵塞", demand="清理。", due_on=due)
    issue_fix(acting(cast.leader), fix)
    return answer_fix(acting(cast.unit), fix, answer="已清理。", proof=[proof()])


def test_whose_record_it_is_reads_what_others_did_with_it(returned, cast, at_desk):
    assert ("退回修改", "程三") in told(cast.handler)
    assert told(cast.deputy) == []  # their own act
    page = at_desk(cast.handler).get(INBOX, {"tab": "read"}).content.decode()
    assert "第二段没有佐证" in page
    assert returned.title in page


def test_nobody_reads_of_records_that_are_not_theirs(returned, cast, hire):
    assert told(cast.leader) == []
    assert told(hire(Role.INSPECTOR, which=1)) == []


def test_without_reach_there_is_nothing_left_to_read(returned, cast):
    Grant.objects.filter(user=cast.handler).update(valid_to=NOW - timedelta(hours=1))
    assert told(cast.handler) == []


def test_what_is_old_is_not_told_any_more(returned, cast):
    assert told(cast.handler, LATER + SINCE) != []
    assert told(cast.handler, LATER + SINCE + timedelta(minutes=1)) == []


def test_one_is_read_or_all_are(april, returned, cast, at_desk):
    browser = at_desk(cast.handler)
    first, *others = notices_to(actor_of(cast.handler, NOW), NOW)
    assert browser.post(READ, {"seq": first.seq}).headers["Location"] == f"{INBOX}?tab=read"
    assert told(cast.handler, read=True) == [("退回修改", "程三")]
    assert len(told(cast.handler)) == len(others)
    april.submitted(title="又一份等着副组长复核的底稿")
    assert told(cast.handler) != []
    browser.post(READ, {"all": "1"})
    assert told(cast.handler) == []
    assert "没有待阅的" in browser.get(INBOX, {"tab": "read"}).content.decode()
    assert "第二段没有佐证" in browser.get(INBOX, {"tab": "read", "seen": "1"}).content.decode()
    assert JournalRecord.objects.filter(event="notice.read").count() == 2


def test_only_what_is_told_can_be_marked(returned, cast, acting, at_desk):
    seq = notices_to(actor_of(cast.handler, NOW), NOW)[0].seq
    assert mark_read(acting(cast.leader), [seq]) == 0
    at_desk(cast.leader).post(READ, {"seq": "x"})
    assert not ReadMark.objects.exists()


def test_a_unit_reads_what_concerns_it_but_not_who_and_why(answered, cast, acting, at_desk):
    return_fix(acting(cast.leader), answered, reason="照片看不清")
    assert told(cast.unit) == [("退回补改", "")]
    page = at_desk(cast.unit).get(INBOX, {"tab": "read"}).content.decode()
    assert "消防通道堵塞" in page
    assert "照片看不清" not in page
    assert "顾四" not in page
    assert "之前还有 1 步" in page
    answer_fix(acting(cast.unit), answered, answer="已换照片。", proof=[proof()])
    accept_fix(acting(cast.leader), answered)
    assert told(cast.unit)[0] == ("核验通过", "")


def test_the_latest_step_stands_for_those_before_and_what_comes_after_is_unread(answered, cast, acting, at_desk):
    return_fix(acting(cast.leader), answered, reason="照片看不清")
    actor = actor_of(cast.unit, NOW)
    [notice] = shown_notices(actor, NOW)
    assert (notice.label, notice.before) == ("退回补改", 1)
    answer_fix(acting(cast.unit), answered, answer="已换照片。", proof=[proof()])
    accept_fix(acting(cast.leader), answered)
    at_desk(cast.unit).post(READ, {"seq": notice.seq})
    assert [(one.label, one.before) for one in shown_notices(actor, NOW)] == [("核验通过", 0)]
    assert [(one.label, one.before) for one in shown_notices(actor, NOW, read=True)] == [("退回补改", 1)]


def test_notices_of_one_kind_are_listed_and_marked_alone(april, returned, cast, acting, at_desk):
    due = TODAY + timedelta(days=7)
    fix = draft_fix(acting(cast.handler), april.world.inspections[0], title="消防通道堵塞", demand="清理。", due_on=due)
    issue_fix(acting(cast.leader), fix)
    browser = at_desk(cast.handler)
    assert sorted(told(cast.handler)) == sorted([("签发通知", cast.leader.name), ("退回修改", "程三")])
    page = browser.get(INBOX, {"tab": "read", "kind": "findings.fix"})
    assert [notice.label for notice in page.context["notices"]] == ["签发通知"]
    assert len(page.context["kinds"]) == 2
    browser.post(READ, {"all": "1", "kind": "findings.fix"})
    assert told(cast.handler) == [("退回修改", "程三")]
    assert browser.get(INBOX, {"tab": "read", "kind": "no.such"}).context["notices"] == []


def test_what_came_with_another_records_step_is_not_told_beside_it():
    events = {step.event for source in SOURCES for step in source.workflow.steps.values() if step.follows}
    assert events == {
        "rectification.item_started",
        "rectification.item_annulled",
        "rectification.plan_consulted",
        "unit_report.consulted",
        "extension.raised",
        "visited.begun",
        "old_item.opened",
        "evaluation.reopened",
        "clue.declined",
        "notice.lapsed",
        "notice.replaced",
        "release.lapsed",
        "clue.handed_over",
        "clue.reported",
    }


def test_another_unit_reads_nothing_of_it(answered, hire):
    assert told(hire(Role.UNIT_LIAISON, which=1)) == []


def test_the_frame_counts_what_waits_what_is_late_and_what_is_to_be_read(april, returned, cast, at_desk):
    april.submitted(title="等着副组长复核的又一份底稿")
    late = at_desk(cast.deputy).get(reverse("inbox:count")).content.decode()
    assert '<span class="n">1</span>' in late
    assert 'id="rail-late"' in late
    assert "超期 1 项" in late
    assert 'id="unread"' not in late
    assert 'id="unread"' in at_desk(cast.handler).get(reverse("inbox:count")).content.decode()
    assert at_desk(cast.unit).get(reverse("inbox:count")).content.decode().strip() == ""


def test_the_inbox_says_it_without_a_script_and_lists_the_late_ones_alone(april, cast, at_desk):
    april.submitted()
    browser = at_desk(cast.deputy)
    page = browser.get(INBOX).content.decode()
    assert f'<a id="rail-late" class="overdue st st-late" href="{INBOX}?ask=late">超期 1 项</a>' in page
    assert len(browser.get(INBOX, {"ask": "late"}).context["todos"]) == 1
    assert "超期" not in at_desk(cast.second).get(INBOX).content.decode().replace("已超期的", "")


def test_team_members_have_their_inspections_in_hand_and_the_office_its_rounds(world, cast, at_desk):
    def hand(user):
        return [(line.text, str(line.note)) for line in held_by(actor_of(user, NOW), TODAY)]

    unit = world.units[0]
    assert hand(cast.handler) == [(f"{unit} 常规巡察", "进驻第 31 天")]
    assert hand(cast.clerk) == [(world.round.name, "进驻第 31 天")]
    assert hand(cast.unit) == []
    assert "我在办的" in at_desk(cast.clerk).get(INBOX).content.decode()
    world.round.state = RoundState.AUTHORISED
    world.round.save()
    assert hand(cast.handler) == [(f"{unit} 常规巡察", "已授权")]
    world.round.state = RoundState.CLOSED
    world.round.save()
    assert (hand(cast.handler), hand(cast.clerk)) == ([], [])


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True), (3, True), (4, False)])
def test_nodes_of_the_next_three_days_are_shown_until_they_are_done(world, cast, at_desk, days, shown):
    node = TimeNode.objects.create(
        round=world.round, code="mid", label="中期汇报", planned_on=TODAY + timedelta(days=days)
    )
    ahead = [line.text for line in days_ahead(actor_of(cast.clerk, NOW), TODAY)]
    assert ahead == (["中期汇报"] if shown else [])
    assert ("中期汇报" in at_desk(cast.clerk).get(INBOX).content.decode()) is shown
    node.done_on = TODAY
    node.save()
    assert days_ahead(actor_of(cast.clerk, NOW), TODAY) == []
    assert days_ahead(actor_of(cast.unit, NOW), TODAY) == []


def test_several_of_one_unit_and_kind_are_one_line_and_each_is_a_click_away(april, acting, cast, at_desk):
    titles = [f"第{n}份工程款支付缺少审批凭证" for n in "一二三"]
    for title in titles:
        return_submitted_paper(acting(cast.deputy, now=LATER), april.submitted(title=title), reason="补凭证")
    actor, browser = actor_of(cast.handler, NOW), at_desk(cast.handler)
    flat = shown_notices(actor, NOW, kind="fieldwork.paper")
    [pile] = folded(flat, actor)
    assert pile.notices == tuple(flat)
    assert folded(flat[:1], actor) == flat[:1]
    alone = [replace(one, unit=f"第{n}局") for n, one in enumerate([*flat, *flat])]
    assert folded(alone[:4], actor) == sorted(alone[:4], key=lambda one: -one.seq)
    [of_kind] = folded(alone, actor)
    assert (of_kind.unit, len(of_kind.notices)) == ("", len(alone))
    assert len(folded(alone, actor, by_kind=False)) == len(alone)
    page = browser.get(INBOX, {"tab": "read"}).content.decode()
    assert f"{pile.unit} {len(flat)} 件" in page
    opened = browser.get(INBOX, {"tab": "read", "kind": "fieldwork.paper", "unit": pile.unit}).content.decode()
    assert all(title in opened for title in titles)
    browser.post(READ, {"seq": pile.seqs})
    assert shown_notices(actor, NOW, kind="fieldwork.paper") == []
