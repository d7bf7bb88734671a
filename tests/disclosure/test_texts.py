"""From the accepted report to the end: each step with its refusals, records and denials."""

import pytest
from django.db import DatabaseError, transaction

from tests.disclosure.conftest import INSIDE, LATER, PUBLIC, Disclosing, day, days, refused, report_accepted
from tests.intake.people import NAME, SECRET, opened_mailbox, registered, team_with_keys
from xuncha.core.errors import Denied, OutOfReach
from xuncha.core.permissions import Role
from xuncha.disclosure import services
from xuncha.disclosure.models import Disclosure, Edition
from xuncha.disclosure.selectors import overdue_texts
from xuncha.disclosure.workflow import DisclosureState
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.sources import SOURCES
from xuncha.foundation.jobs.registry import SWEEPS
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.rectification.models import Item
from xuncha.rectification.workflow import ItemState

pytestmark = pytest.mark.django_db


def test_a_text_begins_by_itself_once_with_a_section_for_each_item(telling: Disclosing):
    plan = telling.rect.accepted()
    assert services.open_everywhere(LATER) == 0
    report_accepted(telling.rect, plan)
    assert services.open_everywhere in SWEEPS
    assert services.open_everywhere(LATER) == 1
    assert services.open_everywhere(LATER) == 0
    text = Disclosure.objects.get()
    assert text.due_on == day(85)  # 15 days after the report was accepted
    assert [one.heading for one in text.sections.all()] == ["关于拆分发包规避招标问题", "关于租金长期低于市场价问题"]
    assert "2022年4月10日至6月10日" in text.opening


def test_a_problem_that_the_office_withdrew_is_told_to_nobody(telling: Disclosing):
    text = telling.begun()
    for n, left in ((2, ["关于拆分发包规避招标问题"]), (1, [])):
        Item.objects.filter(number=telling.section(text, n).item.number).update(state=ItemState.ANNULLED)
        assert [one.heading for one in text.standing] == left
    text.state = DisclosureState.PUBLISHED  # what was told stays as it was told
    assert text.standing.count() == 2


def test_it_waits_for_the_unit_and_is_late_after_its_day(telling: Disclosing):
    text = telling.begun()
    source = next(one for one in SOURCES if one.reach.kind == "disclosure.text")
    assert source.day_of(text, source.workflow.initial) == day(85)
    assert not Disclosure.objects.filter(overdue_texts(day(85))).exists()
    assert Disclosure.objects.filter(overdue_texts(day(86))).exists()


def test_what_is_handed_in_is_complete_and_kept(telling: Disclosing):
    text = telling.written(contact="")
    assert "还没有写联系方式" in refused(lambda: telling.submitted(text))
    services.write_frame(telling.unit(), text, base_version=None, title="通报", opening="甲", leading="13800138000",
                         contact="电话 0719-6012345")  # fmt: skip
    assert "电话号码“13800138000”" in refused(lambda: telling.submitted(text))
    services.write_frame(
        telling.unit(), text, base_version=None, title="通报", opening="甲", leading="乙", contact="丙"
    )
    assert telling.submitted(text).state == "submitted"
    edition = Edition.objects.get()
    assert edition.content["党组织和主要负责人组织落实情况"] == "乙"
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.update(content={})
    assert "不能报送审核" in refused(lambda: telling.said(telling.section(text)))


def test_an_omission_is_judged_one_by_one_and_again_when_it_changes(telling: Disclosing):
    text = telling.written()
    section = telling.left_out(text)
    telling.submitted(text)
    assert "第 1 项不公开，还没有审定" in refused(lambda: telling.approved(text))
    services.judge_omission(telling.office(), section, accepted=False, note="可以公开。")
    assert "请退回修改" in refused(lambda: telling.approved(text))
    services.return_disclosure(telling.office(), text, reason="第 1 项应当公开。")
    telling.left_out(text, why="另写的理由。")
    assert telling.section(text).accepted is None
    telling.submitted(text)
    services.judge_omission(telling.office(), telling.section(text), accepted=True)
    assert telling.approved(text).approved_by == telling.rect.clerk
    assert JournalRecord.objects.filter(event="disclosure.omission_judged").count() == 2
    assert Edition.objects.count() == 2


def test_only_the_office_learns_that_a_source_could_be_given_away(telling: Disclosing, acting):
    world = telling.rect.world
    keepers = team_with_keys(world, acting)
    registered(acting, keepers, opened_mailbox(world, acting, keepers))
    text = telling.written()
    telling.said(telling.section(text), text=f"据{NAME}反映，{SECRET}，已整改。")
    assert telling.submitted(text).state == "submitted"  # nothing told the unit
    assert not SourceCheck.objects.exists()
    check = services.ask_about_disclosure(telling.office(), text)
    assert check is not None
    assert "核对" in refused(lambda: telling.approved(text))
    services.return_disclosure(telling.office(), text, reason="第 1 项换个写法。")
    telling.said(telling.section(text), text="泵站已修好。")
    telling.submitted(text)
    assert services.ask_about_disclosure(telling.office(), text) is None
    assert telling.approved(text).state == "approved"


def test_published_by_both_channels_with_proof_and_unfinished_items_come_again(telling: Disclosing):
    text = telling.approved()
    assert "公开几天" in refused(lambda: telling.noted(text, **{**PUBLIC, "days": None}))
    text = telling.noted(text, **INSIDE)
    assert text.state == "approved"
    assert "不能再退回" in refused(lambda: services.return_disclosure(telling.office(), text, reason="改"))
    text = telling.noted(text, **PUBLIC)
    assert text.state == "published"
    again = text.successor
    assert again.due_on.isoformat() == "2023-01-19"  # six months on, by the dated rule
    assert again.sections.count() == 2
    assert "后续" in again.title
    with pytest.raises(DatabaseError), transaction.atomic():
        Disclosure.objects.filter(pk=text.pk).update(opening="别的")


def test_when_everything_is_finished_nothing_comes_again(telling: Disclosing):
    text = telling.approved()
    Item.objects.update(state="declared")
    assert not hasattr(telling.published(text), "successor")


def test_it_ends_after_its_days_when_everybody_has_an_answer(telling: Disclosing):
    text = telling.published()
    comment = services.note_comment(telling.unit(), text, on=LATER.date(), way="电话", text="公示栏字太小。")
    late = telling.unit(days(90))
    assert "还有 1 条意见没有答复" in refused(lambda: services.end_disclosure(late, text))
    services.answer_comment(telling.unit(), comment, answer="已经重贴。")
    assert "已经答复过" in refused(lambda: services.answer_comment(telling.unit(), comment, answer="再答"))
    assert "期满才能办结" in refused(lambda: services.end_disclosure(telling.unit(days(84)), text))
    assert services.end_disclosure(telling.unit(days(85)), text).state == "ended"


def test_who_may_do_what(telling: Disclosing, acting):
    text = telling.submitted()
    for act in (telling.unit(), acting(Role.UNIT_HEAD, now=LATER)):
        with pytest.raises(Denied):
            services.approve_disclosure(act, text)
    with pytest.raises(OutOfReach):
        services.submit_disclosure(acting(Role.UNIT_LIAISON, which=1, now=LATER), text)
    assert JournalRecord.objects.filter(event="denied").count() == 3
    assert actor_of(telling.rect.clerk, LATER).holds("disclosure:approve")
