"""From opening the register to the leader's signature: sealed, on sources, each version kept, by the right people."""

import pytest

from tests.conftest import NOW
from tests.special.people import DEED, SAID, TODAY, WHO, signed, signed_paper, written
from xuncha.core.errors import InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.foundation.sealing.models import SealedBox
from xuncha.special import services
from xuncha.special.models import SpecialReport
from xuncha.special.selectors import REPORTS
from xuncha.special.selectors.content import Content, citable, content_of, fallen, remarks_of

pytestmark = pytest.mark.django_db


def test_opened_by_the_leader_for_named_people_with_keys(world, acting, hire, cast, register):
    leader = acting(cast.user("leader"))
    with pytest.raises(RuleViolated, match="已经开通"):
        services.open_register(leader, world.inspections[0], keepers=[cast.user("writer"), cast.user("director")])
    keyless = hire(Role.LEADING_GROUP)
    with pytest.raises(RuleViolated, match="还没有设置保密口令"):
        services.admit_keeper(leader, register, keeper=keyless, by=cast.leader)
    with pytest.raises(RuleViolated, match="只能从本组成员"):
        services.admit_keeper(leader, register, keeper=hire(Role.OFFICE_CLERK), by=cast.leader)


def test_keepers_come_and_go(acting, cast, report, register):
    seen = REPORTS.visible_to(actor_of(cast.user("outsider"), NOW))
    assert not seen.exists()
    services.admit_keeper(acting(cast.user("leader")), register, keeper=cast.user("outsider"), by=cast.leader)
    assert content_of(report, cast.outsider).about == WHO
    services.remove_keeper(acting(cast.user("leader")), register, keeper=cast.user("outsider"), by=cast.leader)
    assert not seen.all().exists()
    assert content_of(report, cast.writer).about == WHO
    with pytest.raises(RuleViolated, match="巡察办主任"):
        services.remove_keeper(acting(cast.user("leader")), register, keeper=cast.user("director"), by=cast.leader)


def test_what_it_says_lies_sealed_and_its_acts_in_the_sealed_journal(acting, cast, report):
    written(acting, cast, report)
    assert report.number == "ZT-TC-8-01-01-001"
    assert [fact.explanation for fact in content_of(report, cast.leader).facts] == [SAID]
    for word in (WHO, DEED, SAID):
        assert not any(word.encode() in bytes(box.content) for box in SealedBox.objects.all())
        assert not any(word in body for body in SealedRecord.objects.values_list("body", flat=True))
    assert SealedRecord.objects.filter(event="special.begun").exists()
    assert not JournalRecord.objects.filter(event__startswith="special.").exists()


def test_only_what_stands_and_the_writer_may_read_is_cited(world, acting, cast, report):
    unsigned = signed_paper(world, "底-2", state="draft")
    writer = acting(cast.user("writer"))
    services.cite(writer, report, by=cast.writer, keys=[f"fieldwork.paper:{unsigned.pk}", "fieldwork.paper:1x"])
    [source] = content_of(report, cast.writer).sources
    assert source.label == "问题底稿 底-1 采购未经集体研究"
    assert source.url.endswith(f"/{source.pk}/")
    assert citable(world.inspections[0], actor_of(cast.user("secretary"), NOW)) == [source]
    assert citable(world.inspections[1]) == []


def test_uncited_and_judging_sentences_are_refused_with_their_place(acting, cast, report):
    with pytest.raises(RuleViolated, match="第 1 段第 1 句没有注明依据：主持会议。"):
        written(acting, cast, report, text="主持会议。")
    with pytest.raises(RuleViolated, match="评价或者推断的字样「排名」"):
        written(acting, cast, report, text="考核排名靠后。〔1〕")
    with pytest.raises(RuleViolated, match="第 1 句有评价"):
        services.write_head(
            acting(cast.user("writer")),
            report,
            by=cast.writer,
            base_version=None,
            about=WHO,
            asked="疑似违规",
            urgency="",
        )
    assert content_of(report, cast.writer).facts == ()


def test_each_change_is_a_version_and_none_is_lost(acting, cast, report):
    written(acting, cast, report)
    stale = report.version
    written(acting, cast, report, place=1, text="没有记录。〔1〕", explained="declined", explanation="")
    with pytest.raises(StaleEdit):
        written(acting, cast, report, place=1, base_version=stale)
    services.drop_fact(acting(cast.user("leader")), report, by=cast.leader, place=1)
    services.write_head(
        acting(cast.user("leader")), report, by=cast.leader, base_version=None, about="李某", asked="", urgency=""
    )
    report.refresh_from_db()
    told = [content_of(report, cast.writer, number) for number in range(1, report.latest + 1)]
    assert [len(one.facts) for one in told] == [0, 0, 1, 1, 0, 0]
    assert [one.about for one in told] == [WHO] * 5 + ["李某"]


def test_a_principal_is_checked_by_somebody_who_wrote_nothing_and_signed(acting, cast, report):
    with pytest.raises(RuleViolated, match="还没有写事实"):
        services.submit_report(acting(cast.user("writer")), report, by=cast.writer)
    with pytest.raises(RuleViolated, match="没有这一步"):
        services.present_report(acting(cast.user("writer")), report, by=cast.writer)
    written(acting, cast, report)
    services.submit_report(acting(cast.user("writer")), report, by=cast.writer)
    with pytest.raises(RuleViolated, match="您写过"):
        services.check_report(acting(cast.user("writer")), report, by=cast.writer)
    with pytest.raises(InvalidTransition):
        services.sign_report(acting(cast.user("leader")), report, by=cast.leader)
    with pytest.raises(InvalidTransition, match="不能修改"):
        written(acting, cast, report)
    services.return_report(acting(cast.user("checker")), report, text="补充依据")
    assert remarks_of(report, cast.writer)[0]["text"] == "补充依据"
    services.submit_report(acting(cast.user("writer")), report, by=cast.writer)
    services.check_report(acting(cast.user("checker")), report, by=cast.checker)
    done = services.sign_report(acting(cast.user("leader")), report, by=cast.leader)
    assert (done.state, done.checked_by, done.signed_on) == ("signed", cast.user("checker"), TODAY)


def test_a_matter_goes_to_the_leader_at_once(acting, cast, matter):
    assert signed(acting, cast, matter).state == "signed"
    [todo] = [one for one in waiting_for(actor_of(cast.user("director"), NOW)) if one.number == matter.number]
    assert (todo.number, todo.title) == (matter.number, "重要事项即时报告")


def test_a_source_that_was_replaced_holds_nothing_up(world, acting, cast, report):
    written(acting, cast, report)
    world.inspections[0].papers.update(state="superseded")
    assert fallen(report, content_of(report, cast.writer)) == {1}
    with pytest.raises(RuleViolated, match="依据 1 已经失效"):
        services.submit_report(acting(cast.user("writer")), report, by=cast.writer)


def test_words_are_needed_to_return_it(acting, cast, matter):
    signed(acting, cast, matter)
    with pytest.raises(RuleViolated, match="请写明内容"):
        services.send_back_report(acting(cast.user("director")), matter, text=" ")


def test_whoever_is_not_named_finds_nothing(world, acting, cast, register, report):
    for who in (cast.user("outsider"), Role.OFFICE_DIRECTOR, Role.LEADING_GROUP):
        act = acting(who)
        assert not REPORTS.visible_to(act.actor).exists()
    with pytest.raises(OutOfReach):
        services.begin_report(acting(cast.user("outsider")), register, kind="principal", about=WHO)
    with pytest.raises(RuleViolated, match="请选紧急程度"):
        services.begin_report(acting(cast.user("writer")), register, kind="matter", about="事")
    assert SpecialReport.objects.count() == 1


def test_content_keeps_the_numbers_of_its_sources(world, acting, cast, report):
    other = signed_paper(world, "底-2")
    services.cite(acting(cast.user("writer")), report, by=cast.writer, keys=[f"fieldwork.paper:{other.pk}"])
    labels = [one.label for one in content_of(report, cast.writer).sources]
    assert [label[:8] for label in labels] == ["问题底稿 底-1", "问题底稿 底-2"]
    assert Content("x").without_fact(1).facts == ()
