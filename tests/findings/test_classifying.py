"""Several axes, dated taxonomies, the cross-walk, repeats and hints."""

from collections import Counter
from datetime import date

import pytest

from tests.conftest import NOW
from xuncha.core.errors import OutOfReach, RuleViolated, StaleEdit
from xuncha.core.likeness import alike
from xuncha.core.permissions import Role
from xuncha.findings import services
from xuncha.findings.models import Classification, Finding, Severity
from xuncha.findings.rules.similar import hints
from xuncha.findings.selectors import axes_for, chosen_on, look_alikes, repeat_candidates, suggestions
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.models import CrossWalk
from xuncha.rounds.models import Inspection, Round, Team


@pytest.fixture
def classify(by):
    def do(finding: Finding, *categories, base_version=None, severity=Severity.KEY, main=False, repeat_of=None):
        return services.classify_finding(
            by(Role.INSPECTOR),
            finding,
            base_version=base_version,
            categories=categories,
            severity=severity,
            main=main,
            repeat_of=repeat_of,
        )

    return do


def test_one_category_on_each_axis(classify, found, taxonomy):
    (focus, other), (topic,) = taxonomy("focus3", "甲", "乙"), taxonomy("topic", "采购")
    finding = classify(found(), focus, topic)
    assert set(chosen_on(finding).values()) == {focus, topic}
    assert (finding.severity, finding.main) == (Severity.KEY, False)
    classify(finding, other)
    assert list(chosen_on(finding).values()) == [other]
    last = JournalRecord.objects.filter(event="finding.classified").order_by("-seq").first()
    assert '"classifications":[["甲","采购"],["乙"]]' in last.body
    before = JournalRecord.objects.filter(event="finding.classified").count()
    classify(finding, other)
    assert JournalRecord.objects.filter(event="finding.classified").count() == before


def test_on_each_axis_the_categories_add_up_to_the_classified_findings(classify, found, taxonomy):
    focus, topics = taxonomy("focus3", "甲", "乙"), taxonomy("topic", "采购", "工程")
    for n, chosen in enumerate([(focus[0], topics[0]), (focus[1], topics[1]), (focus[1],), ()]):
        classify(found(f"第{n}件事"), *chosen)
    counted = Counter(Classification.objects.values_list("category__name", flat=True))
    assert counted == {"甲": 1, "乙": 2, "采购": 1, "工程": 1}
    for axis in (focus, topics):
        classified = Finding.objects.filter(classifications__category__in=axis)
        assert sum(counted[category.name] for category in axis) == classified.count() == classified.distinct().count()


def test_two_of_one_taxonomy_are_refused(classify, found, taxonomy):
    one, two = taxonomy("focus3", "甲", "乙")
    with pytest.raises(RuleViolated, match="只能选一类"):
        classify(found(), one, two)


def test_the_taxonomy_must_be_in_force_on_the_day_of_entry(classify, found, taxonomy, world):
    (old,) = taxonomy("problems3", "旧", valid_from=date(2015, 1, 1), valid_to=date(2018, 1, 1))
    (new,) = taxonomy("focus4", "新", valid_from=date(2024, 1, 1))
    retired, kept = taxonomy("focus3", "停用", "在用")
    retired.retired_on = date(2022, 1, 1)
    retired.save()
    finding = found()
    for category in (old, new, retired):
        with pytest.raises(RuleViolated, match="在进驻日 2022-04-10 不适用"):
            classify(finding, category)
    axes = axes_for(world.inspections[0])
    assert [axis.categories for axis in axes if axis.taxonomy.code.startswith("test-")] == [[kept]]


def test_another_places_taxonomy_is_refused(classify, found, taxonomy):
    elsewhere = Jurisdiction.objects.create(code="xx", name="别市", office_name="别市委巡察办", level="city", path="xx")
    (foreign,) = taxonomy("focus3", "甲", jurisdiction=elsewhere)
    with pytest.raises(RuleViolated, match="其他地方的分类"):
        classify(found(), foreign)


def test_the_cross_walk_suggests_the_equivalent(found, taxonomy, world):
    (focus,), (implement, unrelated), (topic,) = (
        taxonomy("focus3", "聚焦一"), taxonomy("implement4", "落实一", "落实二"), taxonomy("topic", "采购"),
    )  # fmt: skip
    CrossWalk.objects.create(source=focus, target=implement)
    CrossWalk.objects.create(source=topic, target=focus)
    finding = found(categories=[focus])
    offered = suggestions(chosen_on(finding), axes_for(world.inspections[0]))
    assert offered == {implement.taxonomy_id: [implement], topic.taxonomy_id: [topic]}
    assert unrelated not in offered[implement.taxonomy_id]


def test_a_stale_classification_is_told(classify, found):
    finding = classify(found(), base_version=1)
    with pytest.raises(StaleEdit):
        classify(finding, base_version=1, severity=Severity.GRAVE)


def test_what_was_dropped_is_classified_no_longer(by, classify, found):
    finding = services.drop_finding(by(Role.TEAM_LEADER), found(), reason="证据不足")
    with pytest.raises(RuleViolated, match="不能再改"):
        classify(finding)


@pytest.fixture
def earlier(world, by, paper):
    """An inspection of the same unit by the same people two years before, with one finding."""

    def make(entry_on=date(2020, 3, 1), organisation=0, number=9) -> Finding:
        made = {"created_by": world.founder, "created_at": NOW}
        batch = Round.objects.create(
            term=world.term, number=number, year=entry_on.year, name=f"第{number}轮", state_since=NOW, **made
        )
        Team.objects.create(round=batch, number=1, name="一组")
        inspection = Inspection.objects.create(
            round=batch,
            team=world.teams[0],
            organisation=world.units[organisation],
            type=world.inspections[0].type,
            entry_on=entry_on,
            **made,
        )
        return services.raise_finding(
            by(Role.INSPECTOR),
            inspection,
            papers=[paper("以前的", inspection=inspection)],
            title="以前的拆分发包",
            text="以前的。",
        )

    return make


def test_a_repeat_points_back_to_the_same_unit(classify, found, earlier):
    before = earlier()
    assert classify(found(), repeat_of=before).repeat_of == before


def test_a_repeat_of_another_unit_or_a_later_or_a_dropped_finding_is_refused(by, classify, found, earlier):
    finding = found()
    with pytest.raises(RuleViolated, match="同一单位"):
        classify(finding, repeat_of=earlier(organisation=1))
    with pytest.raises(RuleViolated, match="更早一轮"):
        classify(finding, repeat_of=earlier(entry_on=date(2023, 3, 1), number=8))
    with pytest.raises(RuleViolated, match="更早一轮"):
        classify(finding, repeat_of=found("同轮"))
    dropped = services.drop_finding(by(Role.TEAM_LEADER), earlier(number=7), reason="不成立")
    with pytest.raises(RuleViolated, match="之后的那条"):
        classify(finding, repeat_of=dropped)


def test_a_repeat_out_of_reach_does_not_exist(acting, classify, found, world, paper):
    foreign = services.raise_finding(
        acting(Role.INSPECTOR, which=1), world.inspections[1], papers=[paper("乙", which=1)], title="乙", text="文"
    )
    with pytest.raises(OutOfReach):
        classify(found(), repeat_of=foreign)


def test_candidates_of_the_same_category_come_first(by, found, earlier, taxonomy, people):
    one, other = taxonomy("focus3", "甲", "乙")
    unlike, like = earlier(number=8), earlier(number=9)
    for past, category in ((unlike, other), (like, one)):
        services.classify_finding(
            by(Role.INSPECTOR), past, base_version=None, categories=[category], severity="general", main=True
        )
    reader = actor_of(people[Role.INSPECTOR], NOW)
    assert repeat_candidates(reader, found(categories=[one])) == [like, unlike]
    assert set(repeat_candidates(reader, found())) == {like, unlike}


def test_likeness_explains_itself():
    assert alike("限额以下项目拆分发包", "限额以下项目拆分发包") == 100
    assert alike("限额以下项目拆分发包", "限额以下工程拆分发包") == 50
    assert alike("党费收缴不及时", "公车管理混乱") == 0
    assert alike("", "公车") == 0
    assert alike("车", "车") == 100
    rows = [(1, "甲", "会议记录不规范"), (2, "乙", "会议记录很不规范"), (3, "丙", "公车私用")]
    assert [(h.pk, h.percent) for h in hints("会议记录不规范", rows)] == [(1, 100), (2, 62)]


def test_findings_that_read_alike_are_pointed_out(by, found, django_assert_num_queries):
    finding, twin = found("限额以下项目拆分发包"), found("限额以下项目拆分发包")
    found("党费收缴不及时")
    services.drop_finding(by(Role.TEAM_LEADER), found("限额以下项目拆分发包"), reason="重复")
    with django_assert_num_queries(1):
        assert [(h.pk, h.percent) for h in look_alikes(finding)] == [(twin.pk, 100)]
