"""Terms, targets and versions: every act, what it leaves in the journal, and who may not."""

import json
from datetime import timedelta

import pytest

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.planning import selectors, services
from xuncha.planning.models import Target, Term
from xuncha.planning.rules import Change
from xuncha.planning.workflow import PlanState

pytestmark = pytest.mark.django_db
CLERK, SECRETARY = Role.OFFICE_CLERK, Role.SECRETARY


def last_record() -> dict:
    return json.loads(JournalRecord.objects.order_by("-seq")[0].body)


def new_unit(world, code: str = "TC-U9", **more) -> Organisation:
    fields = {"jurisdiction": world.city, "name": f"测试单位{code}", "unit_type": "office", **more}
    return Organisation.objects.create(code=code, **fields)


class TestTerms:
    def test_a_clerk_opens_the_next_term(self, acting, world):
        term = services.create_term(
            acting(CLERK), world.city, number=9, name="九届市委", first_year=2027, last_year=2031
        )
        assert (list(term.years), term.created_at) == ([2027, 2028, 2029, 2030, 2031], NOW)
        assert last_record()["event"] == "term.opened"

    def test_an_overlapping_term_is_refused(self, acting, world):
        with pytest.raises(RuleViolated, match="重叠"):
            services.create_term(acting(CLERK), world.city, number=9, name="九届市委", first_year=2026, last_year=2030)
        assert Term.objects.count() == 1

    @pytest.mark.parametrize("role", [SECRETARY, Role.SYSTEM_ADMIN, Role.INSPECTOR, Role.UNIT_LIAISON])
    def test_nobody_else_opens_one(self, acting, world, role):
        with pytest.raises(Denied):
            services.create_term(acting(role), world.city, number=9, name="九", first_year=2027, last_year=2031)

    def test_nor_does_the_clerk_of_another_city(self, acting, world):
        with pytest.raises(OutOfReach):
            services.create_term(
                acting(CLERK, which=1), world.city, number=9, name="九届", first_year=2027, last_year=2031
            )


class TestTargets:
    def test_an_organisation_becomes_a_target_once(self, acting, world):
        unit = new_unit(world)
        [target] = services.add_targets(acting(CLERK), world.term, [unit], counts=False, note="专项")
        assert (target.organisation, target.counts) == (unit, False)
        assert last_record()["event"] == "target.added"
        with pytest.raises(RuleViolated, match="已是本届巡察对象"):
            services.add_targets(acting(CLERK), world.term, [unit])

    def test_it_lies_in_the_area_and_still_exists(self, acting, world):
        county = Jurisdiction.objects.create(
            code="cx", name="测试县", office_name="县委巡察办", level="county", parent=world.city, path="tc/cx"
        )
        other = Jurisdiction.objects.create(code="oc", name="他市", office_name="他", level="city", path="oc")
        services.add_targets(acting(CLERK), world.term, [new_unit(world, "CX-1", jurisdiction=county)], counts=False)
        with pytest.raises(RuleViolated, match="不在本届所辖范围"):
            services.add_targets(acting(CLERK), world.term, [new_unit(world, "OC-1", jurisdiction=other)])
        with pytest.raises(RuleViolated, match="已撤销或合并"):
            services.add_targets(acting(CLERK), world.term, [new_unit(world, "TC-8", closed_on=NOW.date())])

    def test_many_are_added_or_none(self, acting, world):
        units = [new_unit(world, f"TC-M{n}") for n in range(3)]
        assert len(services.add_targets(acting(CLERK), world.term, units, note="村单列")) == 3
        with pytest.raises(RuleViolated) as refused:
            services.add_targets(acting(CLERK), world.term, [new_unit(world, "TC-M9"), units[0], units[1]])
        assert len(refused.value.reasons) == 2
        assert world.term.targets.count() == 5

    def test_a_withdrawn_target_leaves_the_count_and_may_come_back(self, acting, world, targets):
        services.withdraw_target(acting(CLERK), targets[0], reason="机构合并")
        assert last_record()["changes"]["withdrawn_reason"] == ["", "机构合并"]
        assert list(selectors.targets_of(world.term)) == [targets[1]]
        with pytest.raises(RuleViolated, match="已撤出"):
            services.withdraw_target(acting(CLERK), targets[0], reason="再撤一次")
        assert list(selectors.candidates_of(world.term)) == [targets[0].organisation]
        [back] = services.add_targets(acting(CLERK), world.term, [targets[0].organisation], note="恢复设置")
        assert (back.pk, back.withdrawn_on, back.note) == (targets[0].pk, None, "恢复设置")
        assert last_record()["event"] == "target.restored"

    def test_withdrawing_needs_a_reason(self, acting, targets):
        with pytest.raises(RuleViolated, match="写明理由"):
            services.withdraw_target(acting(CLERK), targets[0], reason=" ")

    def test_a_stale_change_is_told(self, acting, targets):
        services.change_target(acting(CLERK), targets[0], counts=False, base_version=1)
        with pytest.raises(StaleEdit):
            services.change_target(acting(CLERK), targets[0], counts=True, base_version=1)

    def test_only_the_office_of_the_city_touches_them(self, acting, targets):
        with pytest.raises(Denied):
            services.withdraw_target(acting(SECRETARY), targets[0], reason="合并")
        with pytest.raises(OutOfReach):
            services.withdraw_target(acting(CLERK, which=1), targets[0], reason="合并")


class TestFirstPlan:
    def test_it_is_drafted_filled_submitted_and_approved_by_another(self, acting, world, draft):
        clerk = acting(CLERK)
        services.submit_plan(clerk, draft)
        published = services.approve_plan(acting(SECRETARY), draft)
        assert (published.state, published.number) == (PlanState.PUBLISHED, 1)
        assert (published.submitted_by, published.approved_at) == (clerk.actor.user, NOW)
        assert last_record()["event"] == "plan.published"
        assert selectors.plan_in_force(world.term) == published
        assert [line.year for line in selectors.lines_of(published)] == [2022, 2023]

    def test_one_version_at_a_time(self, acting, world, draft, publish):
        with pytest.raises(RuleViolated, match="还没有办完"):
            services.draft_first_plan(acting(CLERK), world.term)
        publish(draft)
        with pytest.raises(RuleViolated, match="请起草调整"):
            services.draft_first_plan(acting(CLERK), world.term)

    def test_a_counted_target_left_out_keeps_it_from_being_submitted(self, acting, draft):
        services.remove_entries(acting(CLERK), draft, [draft.entries.first().pk], reason="另行安排")
        with pytest.raises(RuleViolated, match="没有安排常规巡察"):
            services.submit_plan(acting(CLERK), draft)
        draft.refresh_from_db()
        assert draft.state == PlanState.DRAFT

    def test_it_is_returned_with_a_reason_and_submitted_again(self, acting, draft):
        services.submit_plan(acting(CLERK), draft)
        with pytest.raises(RuleViolated, match="写明理由"):
            services.return_plan(acting(SECRETARY), draft, reason="")
        services.return_plan(acting(SECRETARY), draft, reason="任务过于集中")
        assert last_record()["detail"]["reason"] == "任务过于集中"
        draft.refresh_from_db()
        assert (draft.state, draft.submitted_by, draft.submitted_at) == (PlanState.DRAFT, None, None)
        services.submit_plan(acting(CLERK), draft)

    def test_the_author_does_not_approve_it(self, acting, world, draft, hire):
        author = draft.created_by
        hire(SECRETARY).grants.update(user=author)
        services.submit_plan(acting(CLERK), draft)
        with pytest.raises(RuleViolated, match="不能批准"):
            services.approve_plan(acting(author), draft)

    def test_a_withdrawn_draft_stays_readable(self, acting, world, draft):
        services.withdraw_plan(acting(CLERK), draft, reason="重新编制")
        assert draft.entries.count() == 2
        assert services.draft_first_plan(acting(CLERK), world.term).number == 2
        with pytest.raises(InvalidTransition):
            services.withdraw_plan(acting(CLERK), draft, reason="再来一次")

    @pytest.mark.parametrize("role", [Role.INSPECTOR, Role.DISCIPLINE, Role.UNIT_LIAISON, Role.AUDIT_ADMIN])
    def test_others_are_denied(self, acting, draft, role):
        with pytest.raises(Denied):
            services.submit_plan(acting(role), draft)

    def test_the_office_of_another_city_finds_nothing(self, acting, draft):
        with pytest.raises(OutOfReach):
            services.submit_plan(acting(CLERK, which=1), draft)

    def test_a_plan_is_approved_only_once_it_is_submitted(self, acting, draft):
        with pytest.raises(InvalidTransition):
            services.approve_plan(acting(SECRETARY), draft)


class TestEntries:
    def test_the_journal_says_old_and_new_for_each_target(self, acting, draft, targets):
        entry = draft.entries.get(target=targets[0])
        services.adjust(acting(CLERK), draft, entry, year=2024, round_number=None, type="routine", base_version=1)
        assert last_record()["changes"] == {
            "entries": [["测试市第1局 2022 年第 1 轮常规巡察"], ["测试市第1局 2024 年常规巡察"]]
        }
        entry.refresh_from_db()
        assert (entry.year, entry.round_number, entry.version) == (2024, None, 2)

    def test_a_stale_move_is_told_with_both(self, acting, draft, targets):
        entry = draft.entries.get(target=targets[0])
        where = {"round_number": 1, "type": "routine", "base_version": 1}
        services.adjust(acting(CLERK), draft, entry, year=2024, **where)
        with pytest.raises(StaleEdit) as told:
            services.adjust(acting(CLERK), draft, entry, year=2025, **where)
        assert (told.value.mine["year"], told.value.theirs["year"]) == (2025, 2024)

    def test_a_note_may_change_alone_but_something_must(self, acting, draft, targets):
        entry = draft.entries.get(target=targets[0])
        same = {"year": 2022, "round_number": 1, "type": "routine"}
        assert services.adjust(acting(CLERK), draft, entry, **same, note="与审计同步").note == "与审计同步"
        with pytest.raises(RuleViolated, match="都没有变化"):
            services.adjust(acting(CLERK), draft, entry, **same, note="与审计同步")

    def test_many_move_together_or_not_at_all(self, acting, draft):
        ticked = [entry.pk for entry in draft.entries.all()]
        services.move_entries(acting(CLERK), draft, ticked, year=2025, round_number=2)
        assert {(e.year, e.round_number) for e in draft.entries.all()} == {(2025, 2)}
        with pytest.raises(RuleViolated, match="任期"):
            services.move_entries(acting(CLERK), draft, ticked, year=2030, round_number=1)
        with pytest.raises(RuleViolated, match="已经在这一年度"):
            services.move_entries(acting(CLERK), draft, ticked, year=2025, round_number=2)
        with pytest.raises(RuleViolated, match="没有勾选"):
            services.move_entries(acting(CLERK), draft, [], year=2025, round_number=2)
        with pytest.raises(OutOfReach):
            services.move_entries(acting(CLERK), draft, [*ticked, 999_999], year=2024, round_number=2)

    def test_the_same_refusal_is_said_once(self, acting, draft, targets):
        with pytest.raises(RuleViolated) as refused:
            services.add_entries(acting(CLERK), draft, targets, year=2030, type="special")
        assert len(refused.value.reasons) == 1

    def test_many_are_placed_at_once(self, acting, draft, targets):
        services.add_entries(acting(CLERK), draft, targets, year=2025, type="special", note="粮食安全")
        assert draft.entries.filter(type="special", year=2025, note="粮食安全").count() == 2
        with pytest.raises(RuleViolated, match="没有选择"):
            services.add_entries(acting(CLERK), draft, [], year=2025)

    def test_a_target_of_another_term_has_no_place(self, acting, world, draft):
        term = services.create_term(
            acting(CLERK), world.city, number=9, name="九届市委", first_year=2027, last_year=2031
        )
        [target] = services.add_targets(acting(CLERK), term, [world.units[0]])
        with pytest.raises(OutOfReach):
            services.add_entries(acting(CLERK), draft, [target], year=2024)

    def test_removing_needs_a_reason_and_keeps_it(self, acting, draft, targets):
        ticked = [draft.entries.get(target=targets[0]).pk]
        with pytest.raises(RuleViolated, match="写明理由"):
            services.remove_entries(acting(CLERK), draft, ticked, reason="")
        services.remove_entries(acting(CLERK), draft, ticked, reason="机构改革")
        assert last_record()["changes"] == {"entries": [["测试市第1局 2022 年第 1 轮常规巡察"], []]}
        draft.refresh_from_db()
        assert list(draft.removals.values()) == ["机构改革"]
        services.add_entries(acting(CLERK), draft, [targets[0]], year=2026)
        draft.refresh_from_db()
        assert draft.removals == {}

    def test_a_supplement_is_target_and_place_in_one(self, acting, world, draft):
        unit = new_unit(world)
        entry = services.supplement(acting(CLERK), draft, unit, year=2024, round_number=5, counts=True)
        assert (entry.target.organisation, entry.year) == (unit, 2024)
        assert Target.objects.filter(organisation=unit, counts=True).exists()

    def test_a_refused_supplement_leaves_no_target(self, acting, world, draft):
        unit = new_unit(world)
        with pytest.raises(RuleViolated, match="任期"):
            services.supplement(acting(CLERK), draft, unit, year=2040)
        assert not Target.objects.filter(organisation=unit).exists()

    def test_only_a_draft_is_edited(self, acting, world, in_force, targets):
        entry = in_force.entries.first()
        attempts = [
            lambda act: services.add_entries(act, in_force, [targets[0]], year=2024, type="special"),
            lambda act: services.adjust(act, in_force, entry, year=2024, round_number=1, type="routine"),
            lambda act: services.move_entries(act, in_force, [entry.pk], year=2024, round_number=1),
            lambda act: services.remove_entries(act, in_force, [entry.pk], reason="不巡了"),
            lambda act: services.supplement(act, in_force, new_unit(world), year=2024),
            lambda act: services.restate(act, in_force, title="新名称", reason="改名"),
        ]
        for attempt in attempts:
            with pytest.raises(InvalidTransition, match="不在起草中"):
                attempt(acting(CLERK))
        assert {(e.year, e.round_number) for e in in_force.entries.all()} == {(2022, 1), (2023, 1)}

    def test_title_and_reason_of_a_draft_change(self, acting, draft):
        services.restate(acting(CLERK), draft, title="八届市委巡察规划", reason="首编", base_version=draft.version)
        assert last_record()["changes"]["title"] == ["八届市委巡察工作五年规划", "八届市委巡察规划"]

    @pytest.mark.parametrize("role", [SECRETARY, Role.INSPECTOR])
    def test_only_the_office_edits(self, acting, draft, targets, role):
        with pytest.raises(Denied):
            services.add_entries(acting(role), draft, [targets[0]], year=2024, type="special")


class TestAmending:
    @pytest.fixture
    def amendment(self, acting, in_force):
        return services.amend(acting(CLERK), in_force, reason="与审计撞期")

    def test_it_begins_with_the_same_entries(self, in_force, amendment):
        assert (amendment.number, amendment.base, amendment.state) == (2, in_force, PlanState.DRAFT)
        assert selectors.lines_of(amendment) == selectors.lines_of(in_force)

    def test_it_says_why_and_amends_the_version_in_force(self, acting, in_force, amendment):
        with pytest.raises(InvalidTransition, match="只有现行版本"):
            services.amend(acting(CLERK), amendment, reason="再调")
        with pytest.raises(RuleViolated, match="还没有办完"):
            services.amend(acting(CLERK), in_force, reason="再调")
        services.withdraw_plan(acting(CLERK), amendment, reason="不调了")
        with pytest.raises(RuleViolated, match="写明理由"):
            services.amend(acting(CLERK), in_force, reason="  ")

    def test_one_that_changes_nothing_is_not_submitted(self, acting, amendment):
        with pytest.raises(RuleViolated, match="没有差别"):
            services.submit_plan(acting(CLERK), amendment)

    def test_approving_it_supersedes_the_old_one_which_never_changes(self, acting, world, amendment, publish):
        in_force, targets = amendment.base, list(world.term.targets.order_by("pk"))
        before = selectors.lines_of(in_force)
        unit = new_unit(world)
        services.adjust(
            acting(CLERK),
            amendment,
            amendment.entries.get(target=targets[1]),
            year=2025,
            round_number=7,
            type="routine",
        )
        later = acting(CLERK, now=NOW + timedelta(days=1))
        services.supplement(later, amendment, unit, year=2026)
        services.add_entries(acting(CLERK), amendment, [targets[0]], year=2026, type="follow_up")
        publish(amendment)
        in_force.refresh_from_db()
        assert (in_force.state, selectors.plan_in_force(world.term)) == (PlanState.SUPERSEDED, amendment)
        assert selectors.lines_of(in_force) == before
        changes = selectors.changes_between(in_force, amendment)
        assert {(c.target.organisation, c.difference.change) for c in changes} == {
            (world.units[0], Change.ADDED),
            (world.units[1], Change.MOVED),
            (unit, Change.SUPPLEMENTED),
        }
        events = [json.loads(r.body)["event"] for r in JournalRecord.objects.order_by("-seq")[:2]]
        assert events == ["plan.published", "plan.superseded"]

    def test_a_removed_target_shows_why(self, acting, in_force, amendment, targets):
        services.withdraw_target(acting(CLERK), targets[1], reason="机构合并")
        ticked = [amendment.entries.get(target=targets[1]).pk]
        services.remove_entries(acting(CLERK), amendment, ticked, reason="机构合并")
        amendment.refresh_from_db()
        [change] = selectors.changes_between(in_force, amendment)
        assert (change.difference.change, change.reason) == (Change.REMOVED, "机构合并")
        services.submit_plan(acting(CLERK), amendment)

    def test_what_was_inspected_stays(self, acting, in_force, amendment, targets, monkeypatch):
        monkeypatch.setattr(selectors, "inspected_sources", [lambda _term: {(targets[0].pk, "routine")}])
        done, open_ = (amendment.entries.get(target=target) for target in targets)
        with pytest.raises(RuleViolated, match="已经进驻巡察"):
            services.adjust(acting(CLERK), amendment, done, year=2024, round_number=1, type="routine")
        services.adjust(acting(CLERK), amendment, open_, year=2024, round_number=1, type="routine")

    def test_in_a_later_year_the_past_stays_while_nobody_can_tell(self, acting, amendment, targets):
        next_year = NOW.replace(year=2023)
        with pytest.raises(RuleViolated, match="2022 年已经过去"):
            services.move_entries(
                acting(CLERK, now=next_year),
                amendment,
                [amendment.entries.get(target=targets[0]).pk],
                year=2024,
                round_number=1,
            )

    def test_an_amendment_of_a_version_no_longer_in_force_is_not_approved(self, acting, in_force, amendment, targets):
        services.adjust(
            acting(CLERK),
            amendment,
            amendment.entries.get(target=targets[1]),
            year=2025,
            round_number=1,
            type="routine",
        )
        services.submit_plan(acting(CLERK), amendment)
        amendment.base = None
        amendment.save(update_fields=["base"])
        with pytest.raises(RuleViolated, match="不是现行版本"):
            services.approve_plan(acting(SECRETARY), amendment)
