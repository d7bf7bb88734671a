"""Merging, splitting and the lineage that stays (domain §9 invariant 7)."""

from decimal import Decimal

import pytest

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.findings import services
from xuncha.findings.models import Finding, Lineage, Severity
from xuncha.findings.selectors import findings_of_paper, merged_wording, tree_of
from xuncha.findings.services import Part
from xuncha.findings.workflow import FindingState
from xuncha.foundation.accounts.actors import actor_of


@pytest.fixture
def merge(by, world):
    def do(
        *findings: Finding, title="招标采购不规范", text="两类问题合并。", reason="同类问题归并", who=Role.INSPECTOR
    ):
        return services.merge_findings(
            by(who), world.inspections[0], findings=findings, title=title, text=text, reason=reason
        )

    return do


def test_the_child_takes_over_papers_weight_and_money_and_the_parents_stay(by, found, merge, taxonomy):
    common, other = taxonomy("focus3", "甲类", "乙类")
    one = found("甲", main=False, severity=Severity.GRAVE, amount=Decimal(3), categories=[common])
    two = found("乙", amount=Decimal(4), categories=[common])
    child = merge(one, two)
    assert (child.state, child.severity, child.main, child.amount) == ("candidate", Severity.GRAVE, True, Decimal(7))
    assert set(child.papers.all()) == {*one.papers.all(), *two.papers.all()}
    assert [c.category for c in child.classifications.all()] == [common]
    for parent in (one, two):
        parent.refresh_from_db()
        assert parent.state == FindingState.MERGED
        assert parent.papers.count() == 1
    assert {(link.parent, link.child, link.kind) for link in Lineage.objects.all()} == {
        (one, child, "merge"),
        (two, child, "merge"),
    }
    three = found("丙", categories=[other])
    assert not merge(child, three).classifications.exists()


def test_without_amounts_there_is_no_sum(found, merge):
    assert merge(found("甲"), found("乙")).amount is None


def test_what_is_merged_can_be_neither_edited_nor_merged_nor_split_again(by, found, merge):
    one, two = found("甲"), found("乙")
    merge(one, two)
    with pytest.raises(RuleViolated, match="已并入他条"):
        services.reword_finding(by(Role.INSPECTOR), one, base_version=None, title="题", text="文")
    with pytest.raises(InvalidTransition):
        merge(one, found("丙"))
    with pytest.raises(InvalidTransition):
        services.split_finding(by(Role.INSPECTOR), two, parts=[], reason="拆")
    assert Finding.objects.filter(title="招标采购不规范").count() == 1


def test_one_finding_is_not_a_merger(found, merge):
    one = found("甲")
    with pytest.raises(RuleViolated, match="两条不同"):
        merge(one, one)


def test_reason_and_wording_are_asked_together(found, merge):
    with pytest.raises(RuleViolated) as caught:
        merge(found("甲"), found("乙"), title="", text="", reason="")
    assert [r.field for r in caught.value.reasons] == ["title", "text", "reason"]
    with pytest.raises(RuleViolated, match="理由不超过 500 字"):
        merge(found("甲"), found("乙"), reason="长" * 501)


def test_findings_of_two_inspections_are_not_merged(by, world, found, paper, merge):
    other = world.inspections[1]
    other.team = world.teams[0]
    other.save()
    foreign = services.raise_finding(
        by(Role.INSPECTOR), other, papers=[paper("乙", which=1)], title="乙", text="乙单位的问题。"
    )
    with pytest.raises(RuleViolated, match="不同单位、不同轮次"):
        merge(found("甲"), foreign)


def test_another_teams_finding_is_out_of_reach(acting, world, found, paper, merge):
    services.raise_finding(
        acting(Role.INSPECTOR, which=1), world.inspections[1], papers=[paper("乙", which=1)], title="乙", text="文"
    )
    with pytest.raises(OutOfReach):
        merge(found("甲"), Finding.objects.get(title="乙"))


def test_the_office_does_not_merge(found, merge):
    with pytest.raises(Denied):
        merge(found("甲"), found("乙"), who=Role.OFFICE_CLERK)


def test_merged_wording_is_proposed_from_both(found):
    proposed = merged_wording([found("甲", "甲文"), found("乙", "乙文")])
    assert (proposed.title, proposed.text) == ("甲", "甲文\n\n乙文")
    assert merged_wording([]).title == ""


@pytest.fixture
def double(by, world, paper, taxonomy):
    """A classified finding that rests on two papers."""
    (category,) = taxonomy("focus3", "甲类")
    return services.raise_finding(
        by(Role.INSPECTOR),
        world.inspections[0],
        papers=[paper("甲"), paper("乙")],
        title="合写的问题",
        text="两件事写在一起。",
        categories=[category],
        severity=Severity.KEY,
        main=False,
    )


def test_a_split_finding_lives_on_in_its_parts(by, double):
    first, second = double.papers.order_by("title")
    parts = [Part("第一件", "甲事", [first]), Part("第二件", "乙事", [first, second])]
    original = services.split_finding(by(Role.INSPECTOR), double, parts=parts, reason="两件事")
    assert original.state == FindingState.SPLIT
    one, two = Finding.objects.exclude(pk=double.pk).order_by("pk")
    assert (one.title, one.severity, one.main, one.state) == ("第一件", Severity.KEY, False, "candidate")
    assert list(one.papers.all()) == [first]
    assert set(two.papers.all()) == {first, second}
    assert one.classifications.get().category.name == "甲类"
    assert Lineage.objects.filter(parent=double, kind="split", reason="两件事").count() == 2


def test_no_paper_is_lost_and_every_part_has_one(by, double, paper):
    first, second = double.papers.order_by("title")
    with pytest.raises(RuleViolated) as caught:
        services.split_finding(
            by(Role.INSPECTOR), double, parts=[Part("同题", "甲", [first]), Part("同题", "", [])], reason=""
        )
    said = "；".join(str(r.text) for r in caught.value.reasons)
    assert f"{second} 没有归到任何一条" in said
    assert "第 2 条没有底稿" in said
    assert "标题都是「同题」" in said
    assert {r.field for r in caught.value.reasons} == {"parts", "part-2-text", "part-2-papers", "reason"}
    with pytest.raises(RuleViolated, match="不属于原问题的底稿"):
        services.split_finding(
            by(Role.INSPECTOR),
            double,
            parts=[Part("甲", "甲", [first, second]), Part("乙", "乙", [paper()])],
            reason="x",
        )
    with pytest.raises(RuleViolated, match="至少要写成两条"):
        services.split_finding(by(Role.INSPECTOR), double, parts=[Part("甲", "甲", [first, second])], reason="x")
    assert Finding.objects.count() == 1


def test_lineage_is_told_both_ways_at_a_constant_cost(by, found, merge, people, django_assert_num_queries):
    one, two, three = found("甲"), found("乙"), found("丙")
    child = merge(one, two, title="一并", text="文")
    grandchild = merge(child, three, title="再并", text="文")
    for root, queries in ((grandchild, 5), (one, 5)):
        with django_assert_num_queries(queries):
            tree = tree_of(root)
            _ = tree.papers
    tree = tree_of(grandchild)
    assert [(depth, b.finding.title) for depth, b in tree.origins.walk()] == [
        (0, "再并"), (1, "丙"), (1, "一并"), (2, "甲"), (2, "乙"),
    ]  # fmt: skip
    assert tree.merged == 2
    assert len(tree.papers) == 3
    assert [b.finding.title for _, b in tree_of(one).results.walk()] == ["甲", "一并", "再并"]
    paper = one.papers.get()
    reader = actor_of(people[Role.INSPECTOR], NOW)
    assert {f.title for f in findings_of_paper(reader, paper)} == {"甲", "一并", "再并"}
