"""Findings in the browser: ledger, page, raising, rewording, classifying, merging, splitting."""

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.findings import services
from xuncha.findings.models import Finding
from xuncha.findings.services import ImportedFinding
from xuncha.findings.workflow import FindingState
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.rounds.selectors import panels_for


@pytest.fixture
def desk(at_desk, people):
    """The client of the person of this role: `desk(Role.INSPECTOR)`."""
    return lambda role: at_desk(people[role])


def url(name, *args) -> str:
    return reverse(f"findings:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def test_the_ledger_filters_by_spine_and_chip_and_goes_to_excel(desk, found, by, taxonomy):
    (category,) = taxonomy("focus3", "甲类")
    one = found("限额以下拆分发包", categories=[category])
    two = services.confirm_finding(by(Role.TEAM_LEADER), found("党费收缴不及时", "党费迟缴。"))
    client = desk(Role.DEPUTY_LEADER)
    everything = text(client.get(url("findings")))
    assert one.title in everything
    assert two.title in everything
    for query, kept in (
        ({"q": "拆分"}, one), ({"done": "yes"}, two), ({"chip": "candidate"}, one), ({"state": "confirmed"}, two),
        ({"unit": "第1局", "q": "党费"}, two),
    ):  # fmt: skip
        body = text(client.get(url("findings"), query))
        assert kept.title in body
        assert (one if kept == two else two).title not in body
    sheet = client.get(url("findings"), {"export": "xlsx"})
    assert b"".join(sheet.streaming_content).startswith(b"PK")
    inspector = desk(Role.INSPECTOR)
    assert "export=xlsx" not in text(inspector.get(url("findings")))
    assert inspector.get(url("findings"), {"export": "xlsx"}).status_code == 403


def test_the_ledger_costs_the_same_for_one_row_and_many(desk, found, django_assert_max_num_queries):
    found("甲")
    client = desk(Role.OFFICE_CLERK)
    client.get(url("findings"))
    with django_assert_max_num_queries(10) as few:
        client.get(url("findings"))
    for n in range(8):
        found(f"问题{n}")
    with django_assert_max_num_queries(len(few)):
        client.get(url("findings"))


def test_ticked_papers_become_one_finding(desk, paper, world):
    papers = [paper("甲"), paper("乙")]
    client = desk(Role.INSPECTOR)
    listed = text(client.get(url("papers"), {"chip": "unused"}))
    assert all(one.title in listed for one in papers)
    go = client.post(url("raise"), {"pick": [one.pk for one in papers], "do": "raise"})
    assert go.status_code == 302
    form = text(client.get(go.url))
    assert "这里不写个人问题线索" in form
    assert "规避竞价程序" in form
    ticked = {"pick": [one.pk for one in papers], "papers": [one.pk for one in papers]}
    refused = client.post(
        url("raise"), {**ticked, "title": "拆分", "text": "局长王强收受礼金。", "severity": "general"}
    )
    assert refused.status_code == 422
    assert "局长王强收受礼金" in text(refused)
    assert "线索另行登记" in text(refused)
    done = client.post(url("raise"), {**ticked, "title": "拆分", "text": "三个项目。", "severity": "key", "main": "on"})
    made = Finding.objects.get()
    assert done.url == url("finding", made.pk)
    assert (set(made.papers.all()), made.severity, made.main) == (set(papers), "key", True)


def test_papers_of_two_inspections_are_not_put_together(desk, paper, world):
    other = world.inspections[1]
    other.team = world.teams[0]
    other.save()
    client = desk(Role.INSPECTOR)
    mixed = client.get(url("raise"), {"pick": [paper("甲").pk, paper("乙", which=1).pk]})
    assert mixed.status_code == 422
    assert "分属不同单位" in text(mixed)
    assert "还没有选" in text(client.get(url("raise")))


def test_the_page_shows_lineage_papers_classes_hints_and_why_there_is_no_way_back(desk, found, by, world, taxonomy):
    (category,) = taxonomy("focus3", "甲类")
    one = found("限额以下项目拆分发包", "有人挪用资金。", categories=[category])
    found("限额以下项目拆分发包")
    two = found("招标走过场")
    client = desk(Role.TEAM_LEADER)
    body = text(client.get(url("finding", one.pk)))
    for words in ("相同 100%", "挪用", "甲类", str(one.papers.get()), "合并、拆分不能撤销", "确认", "不采用", "历史"):
        assert words in body
    child = services.merge_findings(
        by(Role.INSPECTOR), world.inspections[0], findings=[one, two], title="合并后", text="文", reason="同类"
    )
    after = text(client.get(url("finding", child.pk)))
    for words in ("由 2 条合并", one.number, two.number, "2 份", "同类"):
        assert words in after
    parent = text(client.get(url("finding", one.pk)))
    assert "已并入他条" in parent
    assert child.number in parent
    assert url("finding-reword", one.pk) not in parent


def test_a_finding_from_below_says_it_has_no_papers(desk, by, world):
    (finding,) = services.import_findings(
        by(Role.OFFICE_CLERK), world.inspections[0], rows=[ImportedFinding("账目不公开", "村务账目未公开。")]
    )
    assert "底稿在报来的单位" in text(desk(Role.OFFICE_CLERK).get(url("finding", finding.pk)))


def test_steps_are_buttons(desk, found):
    finding = found()
    assert desk(Role.INSPECTOR).post(url("finding-step", finding.pk, "confirm")).status_code == 403
    leader = desk(Role.TEAM_LEADER)
    assert leader.post(url("finding-step", finding.pk, "confirm")).status_code == 302
    assert leader.post(url("finding-step", finding.pk, "confirm")).status_code == 409
    assert leader.post(url("finding-step", finding.pk, "merge")).status_code == 404
    leader.post(url("finding-step", finding.pk, "drop"), {"reason": "证据不足"})
    finding.refresh_from_db()
    assert finding.state == FindingState.DROPPED


def test_another_team_and_the_unit_do_not_see_it(at_desk, desk, found, hire):
    finding = found()
    assert at_desk(hire(Role.INSPECTOR, which=1)).get(url("finding", finding.pk)).status_code == 404
    assert desk(Role.UNIT_LIAISON).get(url("finding", finding.pk)).status_code == 403
    assert desk(Role.UNIT_LIAISON).get(url("findings")).status_code == 403


def test_rewording_tells_of_the_other_editor(desk, found, by):
    finding = found("题", "原文")
    client = desk(Role.INSPECTOR)
    assert "原文" in text(client.get(url("finding-reword", finding.pk)))
    services.reword_finding(by(Role.DEPUTY_LEADER), finding, base_version=1, title="题", text="别人改的")
    stale = client.post(url("finding-reword", finding.pk), {"title": "题", "text": "我改的", "_version": "1"})
    assert stale.status_code == 409
    assert "我改的" in text(stale)
    assert "别人改的" in text(stale)
    saved = client.post(url("finding-reword", finding.pk), {"title": "题", "text": "我改的", "_version": "2"})
    assert saved.status_code == 302


def test_classifying_offers_dated_axes_and_suggestions(desk, found, taxonomy):
    (focus,), (topic,) = taxonomy("focus3", "聚焦一"), taxonomy("topic", "采购")
    finding = found()
    client = desk(Role.INSPECTOR)
    assert "2018-01-01 起有效" in text(client.get(url("finding-classify", finding.pk)))
    sent = {f"axis-{focus.taxonomy_id}": focus.pk, f"axis-{topic.taxonomy_id}": topic.pk, "severity": "grave"}
    assert client.post(url("finding-classify", finding.pk), sent).status_code == 302
    finding.refresh_from_db()
    assert (finding.severity, finding.main, finding.classifications.count()) == ("grave", False, 2)


def test_merging_from_the_ledger_and_from_the_page(desk, found):
    one, two = found("甲", "甲的表述"), found("乙", "乙的表述")
    client = desk(Role.INSPECTOR)
    choose = text(client.get(url("merge"), {"pick": one.pk}))
    assert two.title in choose
    go = client.post(url("merge"), {"pick": [one.pk, two.pk], "do": "merge"})
    side_by_side = text(client.get(go.url))
    assert "甲的表述" in side_by_side
    assert "乙的表述" in side_by_side
    typed = {"pick": [one.pk, two.pk], "title": "并", "text": "合并的表述", "reason": ""}
    refused = client.post(url("merge"), typed)
    assert refused.status_code == 422
    assert "合并的表述" in text(refused)
    assert client.post(url("merge"), {**typed, "reason": "同类"}).status_code == 302
    assert Finding.objects.get(title="并").parent_links.count() == 2


def test_alone_in_its_inspection_there_is_nothing_to_merge_with(desk, found):
    assert "没有可以合并的问题" in text(desk(Role.INSPECTOR).get(url("merge"), {"pick": found().pk}))


def test_splitting_in_as_many_parts_as_asked(desk, found):
    finding = found("合写", "两件事")
    paper = finding.papers.get()
    client = desk(Role.INSPECTOR)
    three = text(client.get(url("finding-split", finding.pk), {"parts": 3}))
    assert 'name="part-3-title"' in three
    assert 'name="part-4-title"' not in three
    assert 'name="part-6-title"' in text(client.get(url("finding-split", finding.pk), {"parts": 9}))
    typed = {"parts": 2, "reason": "两件事", "part-1-title": "一", "part-1-text": "一事"}
    typed |= {"part-2-title": "二", "part-2-text": "二事"}
    refused = client.post(url("finding-split", finding.pk), typed)
    assert refused.status_code == 422
    assert "第 1 条没有底稿，至少选一份" in text(refused)
    typed |= {"part-1-papers": [paper.pk], "part-2-papers": [paper.pk]}
    assert client.post(url("finding-split", finding.pk), typed).status_code == 302
    assert Finding.objects.filter(state="candidate").count() == 2
    assert client.post(url("finding-split", finding.pk), typed).status_code == 422


def test_the_inbox_says_what_waits_and_the_inspection_shows_it(found, people, world):
    finding = found()
    leader = actor_of(people[Role.TEAM_LEADER], NOW)
    todos = [todo for todo in waiting_for(leader) if todo.record == finding]
    assert [(t.ask, t.number, t.unit) for t in todos] == [("问题待确认", finding.number, str(world.units[0]))]
    panel = next(panel for panel in panels_for(leader) if panel.code == "findings")
    assert [(band.label, band.value) for band in panel.bands(leader, world.inspections[0])] == [
        ("问题", 1),
        ("立行立改", 0),
    ]
    assert list(panel.context(leader, world.inspections[0])["findings"]) == [finding]
