"""Changing regulations: versions follow each other, published lists stand, changes are journaled, others denied."""

from datetime import date, timedelta

import pytest

from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations import services
from xuncha.foundation.regulations.models import CalendarDay, Checklist, ChecklistItem, CrossWalk, Parameter, Taxonomy
from xuncha.foundation.regulations.selectors import checklists_in_force, compare, versions_of
from xuncha.foundation.usecases import Act

pytestmark = pytest.mark.django_db

RULE = {
    "code": "plan",
    "name": "整改方案",
    "trigger": "feedback.held",
    "unit": "calendar_day",
    "deliverable": "整改方案",
    "owner": "unit_liaison",
}
TO_COME = date(2023, 1, 1)


@pytest.fixture
def clerk(acting) -> Act:
    return acting(Role.OFFICE_CLERK)


@pytest.fixture
def shipped(db) -> Checklist:
    return Checklist.objects.get(jurisdiction=None)


@pytest.fixture
def again(acting, clerk):
    """A fresh act by the same clerk."""
    return lambda: acting(clerk.actor.user)


@pytest.fixture
def draft(clerk, world, shipped) -> Checklist:
    return services.draft_checklist(clerk, world.city, source=shipped)


def events() -> list[str]:
    return list(JournalRecord.objects.values_list("event", flat=True))


class TestRulesAndParameters:
    def test_a_new_version_ends_the_one_before_it(self, clerk, again, world):
        first = services.set_rule(clerk, world.city, **RULE, offset=20, valid_from=date(2022, 1, 1))
        second = services.set_rule(again(), world.city, **RULE, offset=25, valid_from=TO_COME)
        first.refresh_from_db()
        assert (first.valid_to, second.valid_to) == (TO_COME, None)
        assert second.created_by == clerk.actor.user
        assert events() == ["regulations.rule_set", "regulations.rule_ended", "regulations.rule_set"]

    def test_what_was_in_force_cannot_be_changed(self, clerk, again, world):
        services.set_rule(clerk, world.city, **RULE, offset=20, valid_from=TO_COME)
        with pytest.raises(RuleViolated, match="晚于上一版"):
            services.set_rule(again(), world.city, **RULE, offset=25, valid_from=TO_COME)

    def test_a_rule_ends_and_the_common_one_counts_again(self, clerk, again, world):
        rule = services.set_rule(clerk, world.city, **RULE, offset=20, valid_from=date(2022, 1, 1))
        services.end_rule(again(), rule, on=TO_COME)
        rule.refresh_from_db()
        assert rule.valid_to == TO_COME
        with pytest.raises(RuleViolated, match="已在 2023-01-01 失效"):
            services.end_rule(again(), rule, on=date(2024, 1, 1))

    def test_a_common_rule_is_read_but_not_ended(self, clerk, world):
        from xuncha.foundation.regulations.models import DeadlineRule

        with pytest.raises(Denied, match="不由您办理"):
            services.end_rule(clerk, DeadlineRule.objects.filter(jurisdiction=None).first(), on=TO_COME)

    def test_a_parameter_of_the_wrong_shape_is_refused(self, clerk, world):
        with pytest.raises(RuleViolated, match="有且只有一个流水号"):
            services.set_parameter(clerk, world.city, code="numbering.paper", value="DG", valid_from=TO_COME)

    def test_a_parameter_has_versions_too(self, clerk, again, world):
        one = services.set_parameter(
            clerk, world.city, code="round.scheme", value="一、依据", valid_from=date(2022, 1, 1)
        )
        services.set_parameter(again(), world.city, code="round.scheme", value="一、目的", valid_from=TO_COME)
        one.refresh_from_db()
        assert one.valid_to == TO_COME
        assert Parameter.objects.filter(code="round.scheme").count() == 2

    def test_that_nobody_reviews_together_any_more_can_be_laid_down(self, clerk, world):
        made = services.set_parameter(
            clerk, world.city, code="rectification.joint_review", value=[], valid_from=TO_COME
        )
        assert made.holds_on(TO_COME)
        assert not made.holds_on(TO_COME - timedelta(days=1))


class TestCalendar:
    def test_an_exception_is_entered_changed_and_cleared(self, clerk, again, world):
        day = date(2027, 2, 5)
        services.set_day(clerk, world.city, day=day, works=False, note="春节")
        services.set_day(again(), world.city, day=day, works=False, note="除夕")
        assert CalendarDay.objects.get(day=day).note == "除夕"
        services.clear_day(again(), world.city, day=day)
        assert not CalendarDay.objects.filter(day=day).exists()
        assert events() == ["regulations.day_set", "regulations.day_set", "regulations.day_cleared"]
        with pytest.raises(RuleViolated, match="没有特别安排"):
            services.clear_day(again(), world.city, day=day)


class TestChecklists:
    def test_an_office_drafts_from_the_common_list_and_publishes_its_own(self, draft, shipped, again, world):
        assert (draft.number, draft.items.count(), draft.based_on, str(draft.state)) == (1, 78, shipped, "draft")
        services.create_item(
            again(),
            draft,
            code="E01",
            manifestation="数据重复填报",
            check_points="看报表",
            category=draft.items.first().category,
        )
        services.publish_checklist(again(), draft, on=date(2022, 5, 1))
        (chosen,) = checklists_in_force(date(2022, 5, 10), world.city)
        assert chosen == draft
        assert checklists_in_force(date(2022, 4, 30), world.city) == [shipped]

    def test_a_published_version_never_changes(self, draft, again):
        services.publish_checklist(again(), draft)
        draft.refresh_from_db()
        item = draft.items.first()
        for attempt in (
            lambda: services.create_item(again(), draft, code="E01", manifestation="新"),
            lambda: services.change_item(again(), item, manifestation="改"),
            lambda: services.remove_item(again(), item),
            lambda: services.replace_draft(again(), draft, []),
            lambda: services.rename_checklist(again(), draft, name="新名"),
            lambda: services.discard_draft(again(), draft),
            lambda: services.publish_checklist(again(), draft),
        ):
            with pytest.raises(RuleViolated, match=r"已发布|已经发布"):
                attempt()

    def test_the_next_version_shows_what_differs(self, draft, again, world):
        services.publish_checklist(again(), draft)
        draft.refresh_from_db()
        second = services.draft_checklist(again(), world.city, source=draft)
        assert second.number == 2
        services.change_item(again(), second.items.get(code="A01"), manifestation="只传阅，不研究")
        services.remove_item(again(), second.items.get(code="A02"))
        services.create_item(again(), second, code="E01", manifestation="新的表现", check_points="看一看")
        changes = {change.code: change for change in compare(draft, second)}
        assert set(changes) == {"A01", "A02", "E01"}
        assert changes["A01"].fields["manifestation"][1] == "只传阅，不研究"
        assert changes["A02"].new is None
        assert changes["E01"].old is None
        assert list(versions_of(second)) == [second, draft]

    def test_publishing_the_next_version_retires_the_one_before(self, draft, again, world):
        services.publish_checklist(again(), draft, on=date(2022, 1, 1))
        draft.refresh_from_db()
        second = services.draft_checklist(again(), world.city, source=draft)
        services.publish_checklist(again(), second, on=date(2022, 6, 1))
        draft.refresh_from_db()
        assert (draft.retired_on, str(draft.state)) == (date(2022, 6, 1), "retired")

    def test_there_is_one_draft_at_a_time(self, draft, again, world, shipped):
        with pytest.raises(RuleViolated, match="已有一版在起草"):
            services.draft_checklist(again(), world.city, source=shipped)

    def test_a_list_from_nothing_needs_code_and_name_and_items(self, clerk, again, world):
        with pytest.raises(RuleViolated, match="编码和名称"):
            services.draft_checklist(clerk, world.city)
        made = services.draft_checklist(again(), world.city, code="villages", name="村级清单")
        with pytest.raises(RuleViolated, match="还没有条目"):
            services.publish_checklist(again(), made)

    def test_an_item_without_aspect_or_points_holds_publication_up(self, draft, again):
        services.create_item(again(), draft, code="E01", manifestation="新的表现")
        with pytest.raises(RuleViolated) as caught:
            services.publish_checklist(again(), draft)
        assert [str(r.text) for r in caught.value.reasons] == ["E01 还没有归到方面。", "E01 还没有写检查要点。"]

    def test_codes_are_used_once(self, draft, again):
        with pytest.raises(RuleViolated, match="已经有 A01"):
            services.create_item(again(), draft, code="A01", manifestation="又一次")
        with pytest.raises(RuleViolated, match="已经有 A01"):
            services.change_item(again(), draft.items.get(code="A02"), code="A01")

    def test_a_stale_edit_of_an_item_is_told(self, draft, again):
        item = draft.items.get(code="A01")
        services.change_item(again(), item, base_version=1, basis="甲")
        with pytest.raises(StaleEdit):
            services.change_item(again(), item, base_version=1, basis="乙")

    def test_rows_replace_a_draft_all_or_none(self, draft, again):
        rows = [{"code": "A01", "manifestation": "甲"}, {"code": "A02", "manifestation": "乙", "clue_only": True}]
        services.replace_draft(again(), draft, rows)
        assert list(draft.items.values_list("code", "position", "clue_only")) == [("A01", 1, False), ("A02", 2, True)]
        with pytest.raises(RuleViolated, match="第 2 行：这份清单里已经有 A01"):
            services.replace_draft(again(), draft, [rows[0], rows[0]])
        assert draft.items.count() == 2

    def test_a_draft_is_renamed_and_thrown_away(self, draft, again):
        services.rename_checklist(again(), draft, name="市本级清单")
        draft.refresh_from_db()
        assert draft.name == "市本级清单"
        with pytest.raises(RuleViolated, match="清单名称"):
            services.rename_checklist(again(), draft, name=" ")
        services.discard_draft(again(), draft)
        assert not Checklist.objects.filter(pk=draft.pk).exists()
        assert not ChecklistItem.objects.filter(checklist_id=draft.pk).exists()

    def test_a_list_is_taken_out_of_use(self, draft, again, world):
        with pytest.raises(RuleViolated, match="已发布的清单才能停用"):
            services.retire_checklist(again(), draft)
        services.publish_checklist(again(), draft, on=date(2022, 1, 1))
        services.retire_checklist(again(), draft)
        assert draft not in checklists_in_force(date(2022, 5, 10), world.city)

    def test_the_common_list_cannot_be_written(self, clerk, shipped):
        with pytest.raises(Denied, match="不由您办理"):
            services.retire_checklist(clerk, shipped)

    def test_another_offices_list_does_not_exist(self, draft, acting, world):
        with pytest.raises(OutOfReach):
            services.rename_checklist(acting(Role.OFFICE_CLERK, which=1), draft, name="新名")
        other = type(world.city).objects.create(
            code="td", name="邻市", office_name="邻市巡察办", level="city", path="td"
        )
        user = acting(Role.OFFICE_CLERK, which=1).actor.user
        user.grants.update(scope_id=other.pk)
        with pytest.raises(OutOfReach):
            services.draft_checklist(acting(user), other, source=draft)

    @pytest.mark.parametrize("role", [Role.INSPECTOR, Role.SECRETARY, Role.SYSTEM_ADMIN, Role.UNIT_LIAISON])
    def test_only_the_office_writes_regulations(self, acting, world, shipped, role):
        with pytest.raises(Denied):
            services.draft_checklist(acting(role), world.city, source=shipped)
        assert events() == ["denied"]


class TestTaxonomies:
    @pytest.fixture
    def own(self, clerk, world) -> Taxonomy:
        return services.draft_taxonomy(
            clerk, world.city, source=Taxonomy.objects.get(code="focus3"), edition="2022", valid_from=date(2022, 1, 1)
        )

    def test_an_own_edition_keeps_the_tree_and_the_links(self, own):
        source = Taxonomy.objects.get(code="focus3", jurisdiction=None)
        assert own.categories.count() == source.categories.count() == 27
        assert own.categories.get(code="A1").parent == own.categories.get(code="F1")
        assert CrossWalk.objects.filter(source__taxonomy=source, target__taxonomy=own).count() == 27

    def test_the_next_edition_ends_the_one_before(self, own, again, world):
        with pytest.raises(RuleViolated, match="没有用过的版本名"):
            services.draft_taxonomy(again(), world.city, source=own, edition="2022", valid_from=TO_COME)
        services.draft_taxonomy(again(), world.city, source=own, edition="2023", valid_from=TO_COME)
        own.refresh_from_db()
        assert own.valid_to == TO_COME

    def test_categories_are_added_renamed_retired(self, own, again):
        made = services.add_category(again(), own, code="A9", name="数字化建设", parent=own.categories.get(code="F1"))
        services.rename_category(again(), made, name="数字政府建设")
        services.retire_category(again(), made, on=TO_COME)
        made.refresh_from_db()
        assert (made.name, made.retired_on) == ("数字政府建设", TO_COME)
        for code, name in (("A9", "又一次"), ("A10", " ")):
            with pytest.raises(RuleViolated):
                services.add_category(again(), own, code=code, name=name)
        with pytest.raises(RuleViolated, match="请填写名称"):
            services.rename_category(again(), made, name="")

    def test_links_of_the_cross_walk_are_made_and_taken_out(self, own, again):
        target, other = own.categories.get(code="A1"), own.categories.get(code="A2")
        source = Taxonomy.objects.get(code="implement4").categories.get(code="A1")
        services.link_categories(again(), target, source=source)
        for wrong, words in ((source, "已经有了"), (other, "另一套分类")):
            with pytest.raises(RuleViolated, match=words):
                services.link_categories(again(), target, source=wrong)
        services.unlink_categories(again(), target, source=source)
        assert not CrossWalk.objects.filter(source=source, target=target).exists()
        with pytest.raises(RuleViolated, match="没有这一条对照"):
            services.unlink_categories(again(), target, source=source)

    def test_an_edition_ends_and_the_common_one_stays_closed_to_writers(self, own, again):
        services.end_taxonomy(again(), own, on=TO_COME)
        own.refresh_from_db()
        assert own.valid_to == TO_COME
        common = Taxonomy.objects.get(code="focus3", jurisdiction=None)
        with pytest.raises(Denied):
            services.add_category(again(), common, code="A9", name="新")

    def test_another_offices_edition_does_not_exist(self, own, acting, world):
        other = type(world.city).objects.create(
            code="td", name="邻市", office_name="邻市巡察办", level="city", path="td"
        )
        stranger = acting(Role.OFFICE_CLERK, which=1)
        stranger.actor.user.grants.update(scope_id=other.pk)
        with pytest.raises(OutOfReach):
            services.draft_taxonomy(acting(stranger.actor.user), other, source=own, edition="2024", valid_from=TO_COME)
        own_copy = services.draft_taxonomy(
            acting(stranger.actor.user),
            other,
            source=Taxonomy.objects.get(code="focus4"),
            edition="2024",
            valid_from=TO_COME,
        )
        with pytest.raises(OutOfReach):
            services.link_categories(
                acting(stranger.actor.user), own_copy.categories.first(), source=own.categories.first()
            )
