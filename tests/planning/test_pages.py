"""The planning pages: what they show, what they do, and who finds nothing."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.regulations.models import Parameter
from xuncha.planning import selectors, services
from xuncha.planning.models import PlanVersion, Target, Term
from xuncha.planning.workflow import PlanState

pytestmark = pytest.mark.django_db
CLERK, SECRETARY = Role.OFFICE_CLERK, Role.SECRETARY


def at(name: str, record=None, **more) -> str:
    return reverse(f"planning:{name}", kwargs={**({"pk": record.pk} if record else {}), **more})


def key() -> dict[str, str]:
    return {"_key": str(uuid4())}


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def amendment(acting, in_force) -> PlanVersion:
    return services.amend(acting(CLERK), in_force, reason="与审计撞期")


class TestReading:
    @pytest.mark.parametrize("role", [CLERK, SECRETARY, Role.LEADING_GROUP, Role.ORGANISATION, Role.DISCIPLINE])
    def test_those_who_may_read_see_every_page(self, at_desk, world, amendment, role):
        client, in_force, target = at_desk(role), amendment.base, world.term.targets.first()
        for address in (
            at("plans"),
            at("annual"),
            at("targets"),
            at("plan", in_force),
            at("plan", amendment),
            at("plan-compare", amendment),
            at("target", target),
            at("plan-term", world.term),
        ):
            assert client.get(address).status_code == 200, address

    @pytest.mark.parametrize("role", [Role.INSPECTOR, Role.AUDIT_ADMIN, Role.UNIT_LIAISON])
    def test_others_are_turned_away(self, at_desk, in_force, role):
        client = at_desk(role)
        assert client.get(at("plans")).status_code == 403
        assert client.get(at("plan", in_force)).status_code == 403

    def test_another_citys_office_finds_nothing(self, at_desk, world, in_force, targets):
        client = at_desk(CLERK, which=1)
        for name, record in (("plan", in_force), ("plan-term", world.term), ("target", targets[0])):
            assert client.get(at(name, record)).status_code == 404
        assert str(in_force) not in text(client.get(at("plans")))

    def test_the_version_page_counts_by_class_and_year(self, at_desk, in_force):
        page = text(at_desk(SECRETARY).get(at("plan", in_force)))
        assert 'aria-label="机关 2022 1">1</a>' in page
        assert "起草调整" not in page
        assert "批准" in page

    def test_a_year_beyond_what_the_office_can_carry_is_hinted_at(self, at_desk, in_force, world):
        client = at_desk(CLERK)
        assert "超过每年可承担" not in text(client.get(at("plan", in_force)))
        Parameter.objects.create(
            code="planning.capacity", value=1, valid_from=date(2022, 1, 1), jurisdiction=world.city
        )
        in_force.entries.update(year=2022)
        assert "2022 年安排常规巡察 2 家，超过每年可承担的 1 家" in text(client.get(at("plan", in_force)))

    def test_its_ledger_is_filtered_and_exported(self, at_desk, in_force):
        client = at_desk(CLERK)
        page = text(client.get(at("plan", in_force) + "?year=2022"))
        ledger = page[page.index('id="entries"') :]
        assert "测试市第1局" in ledger
        assert "测试市第2局" not in ledger
        workbook = client.get(at("plan", in_force) + "?export=xlsx")
        assert b"".join(workbook.streaming_content).startswith(b"PK")
        workbook.close()

    def test_an_annual_plan_counts_by_round(self, at_desk, acting, world, in_force):
        annual = services.draft_annual_plan(acting(CLERK), world.term, 2022)
        page = text(at_desk(CLERK).get(at("plan", annual) + "?round=1"))
        assert "第 1 轮" in page
        assert str(annual) in text(at_desk(CLERK).get(at("annual")))

    def test_the_list_costs_the_same_for_more_rows(
        self, at_desk, acting, in_force, world, django_assert_max_num_queries
    ):
        client = at_desk(CLERK)
        for n in range(20):
            unit = Organisation.objects.create(
                jurisdiction=world.city, code=f"TC-X{n}", name=f"测试单位{n}", unit_type="school"
            )
            services.add_targets(acting(CLERK), world.term, [unit])
        with django_assert_max_num_queries(16):
            assert client.get(at("targets")).status_code == 200

    def test_a_version_costs_the_same_for_more_entries(self, at_desk, acting, draft, world):
        client = at_desk(CLERK)
        client.get(at("plan", draft))
        with CaptureQueriesContext(connection) as few:
            client.get(at("plan", draft))
        where = {"jurisdiction": world.city, "unit_type": "soe"}
        units = [Organisation.objects.create(code=f"TC-Y{n}", name=f"测试单位{n}", **where) for n in range(12)]
        targets = services.add_targets(acting(CLERK), world.term, units)
        services.add_entries(acting(CLERK), draft, targets, year=2026)
        with CaptureQueriesContext(connection) as many:
            assert "测试单位11" in text(client.get(at("plan", draft)))
        assert len(many) <= len(few)

    def test_the_document_comes_as_docx(self, at_desk, acting, world, in_force):
        client = at_desk(SECRETARY)
        answer = client.get(at("plan-document", in_force, ending="docx"))
        assert answer["Content-Type"].endswith("wordprocessingml.document")
        assert client.get(at("plan-document", in_force, ending="exe")).status_code == 404
        annual = services.draft_annual_plan(acting(CLERK), world.term, 2022)
        assert client.get(at("plan-document", annual, ending="docx")).status_code == 200


class TestComparing:
    def test_any_two_versions_stand_side_by_side(self, at_desk, acting, in_force, amendment, targets):
        entry = amendment.entries.get(target=targets[1])
        services.adjust(acting(CLERK), amendment, entry, year=2025, round_number=7, type="special")
        client = at_desk(SECRETARY)
        page = text(client.get(at("plan-compare", amendment) + f"?with={in_force.pk}"))
        assert "2023 年 第 1 轮 常规巡察" in " ".join(page.split())
        assert "2025 年 第 7 轮 专项巡察" in " ".join(page.split())
        assert "增 0、补 0、调 1、减 0" in page
        backwards = text(client.get(at("plan-compare", in_force) + f"?with={amendment.pk}"))
        assert "调 1" in backwards

    def test_a_single_version_has_nothing_to_be_compared_with(self, at_desk, in_force):
        assert "没有可以对比的版本" in text(at_desk(CLERK).get(at("plan-compare", in_force)))

    def test_a_version_without_changes_says_so(self, at_desk, amendment):
        assert "完全相同" in text(at_desk(CLERK).get(at("plan-compare", amendment)))


class TestTheWay:
    def test_from_a_term_to_a_plan_in_force(self, at_desk, hire, world):
        clerk = at_desk(hire(CLERK))
        answer = clerk.post(at("plan-term-first-plan", world.term), key())
        plan = PlanVersion.objects.get()
        assert answer.url == at("plan", plan)
        page = text(clerk.get(answer.url))
        assert "应全覆盖的对象还有 2 家没有安排常规巡察" in page
        assert 'aria-disabled="true"' in page
        picks = [str(pk) for pk in world.term.targets.values_list("pk", flat=True)]
        asked = clerk.post(at("plan-place", plan), {"pick": picks, "do": "place", **key()})
        assert asked.status_code == 200
        where = {"pick": picks, "sent": "1", "year": "2023", "round_number": "2", "type": "routine", "note": ""}
        assert clerk.post(at("plan-place", plan), {**where, **key()}).status_code == 302
        assert plan.entries.filter(year=2023, round_number=2).count() == 2
        clerk.post(at("plan-step", plan, step="submit"), key())
        secretary = at_desk(SECRETARY)
        assert "规划调整待批准" in text(secretary.get(reverse("inbox:inbox")))
        secretary.post(at("plan-step", plan, step="approve"), key())
        plan.refresh_from_db()
        assert plan.state == PlanState.PUBLISHED

    def test_the_author_sees_why_the_approval_is_refused(self, at_desk, hire, draft, acting):
        author = draft.created_by
        hire(SECRETARY).grants.update(user=author)
        services.submit_plan(acting(author), draft)
        page = text(at_desk(author).get(at("plan", draft)))
        assert "起草或提交的人不能批准" in page
        assert at_desk(author).post(at("plan-step", draft, step="approve"), key()).status_code == 422

    def test_a_plan_is_returned_with_a_reason(self, at_desk, acting, draft):
        services.submit_plan(acting(CLERK), draft)
        answer = at_desk(SECRETARY).post(at("plan-step", draft, step="return"), {"reason": "过于集中", **key()})
        assert answer.status_code == 302
        draft.refresh_from_db()
        assert draft.state == PlanState.DRAFT

    def test_the_plan_in_force_is_amended(self, at_desk, in_force):
        clerk = at_desk(CLERK)
        assert clerk.get(at("plan-amend", in_force)).status_code == 200
        refused = clerk.post(at("plan-amend", in_force), {"reason": "", **key()})
        assert refused.status_code == 422
        answer = clerk.post(at("plan-amend", in_force), {"reason": "与审计撞期", **key()})
        assert answer.url == at("plan", PlanVersion.objects.get(number=2))
        again = clerk.post(at("plan-amend", in_force), {"reason": "再调一次，写了很长的理由", **key()})
        assert again.status_code == 422
        assert "再调一次，写了很长的理由" in text(again)
        assert "还没有办完" in text(again)

    def test_a_term_is_opened(self, at_desk, world):
        clerk = at_desk(CLERK)
        assert clerk.get(at("plan-term-new")).status_code == 200
        fields = {"jurisdiction": world.city.pk, "number": 9, "name": "九届市委", "first_year": 2026, "last_year": 2030}
        refused = clerk.post(at("plan-term-new"), {**fields, **key()})
        assert "重叠" in text(refused)
        assert refused.status_code == 422
        clerk.post(at("plan-term-new"), {**fields, "first_year": 2027, "last_year": 2031, **key()})
        term = Term.objects.get(number=9)
        page = text(clerk.get(at("plan-term", term)))
        assert "还没有五年规划" in page

    def test_an_annual_plan_is_begun(self, at_desk, world, in_force):
        clerk = at_desk(CLERK)
        assert clerk.get(at("plan-term-annual-plan", world.term)).status_code == 200
        clerk.post(at("plan-term-annual-plan", world.term), {"year": "2022", **key()})
        annual = PlanVersion.objects.get(year=2022)
        assert annual.entries.count() == 1
        assert str(annual) in text(clerk.get(at("plan-term", world.term)))
        assert at_desk(SECRETARY).get(at("plan-term-annual-plan", world.term)).status_code == 403


class TestDrafting:
    def test_ticked_entries_are_moved(self, at_desk, draft):
        clerk = at_desk(CLERK)
        picks = [str(pk) for pk in draft.entries.values_list("pk", flat=True)]
        asked = clerk.post(at("plan-ticked", draft), {"pick": picks, "do": "move", **key()})
        assert "移动 2 条" in text(asked)
        sent = {"pick": picks, "do": "move", "sent": "1", "year": "2024", "round_number": "5"}
        assert clerk.post(at("plan-ticked", draft), {**sent, **key()}).status_code == 302
        assert set(draft.entries.values_list("year", "round_number")) == {(2024, 5)}
        wrong = clerk.post(at("plan-ticked", draft), {**sent, "year": "2040", **key()})
        assert wrong.status_code == 422

    def test_ticked_entries_are_removed_with_a_reason(self, at_desk, draft):
        clerk = at_desk(CLERK)
        sent = {"pick": [str(draft.entries.first().pk)], "do": "remove", "sent": "1"}
        assert clerk.post(at("plan-ticked", draft), {**sent, "reason": "", **key()}).status_code == 422
        clerk.post(at("plan-ticked", draft), {**sent, "reason": "机构合并", **key()})
        assert draft.entries.count() == 1

    def test_the_same_form_sent_twice_moves_once(self, at_desk, draft):
        clerk = at_desk(CLERK)
        sent = {"pick": [str(draft.entries.first().pk)], "do": "move", "sent": "1", "year": "2025", **key()}
        assert [clerk.post(at("plan-ticked", draft), sent).status_code for _ in range(2)] == [302, 302]
        assert JournalRecord.objects.filter(event="plan.entry_moved").count() == 1

    @pytest.mark.parametrize("picks", [[], ["abc"], ["999999"], ["9" * 30]])
    def test_nothing_ticked_leads_back(self, at_desk, draft, picks):
        clerk = at_desk(CLERK)
        assert clerk.post(at("plan-ticked", draft), {"pick": picks, "do": "move", **key()}).status_code == 302
        assert clerk.post(at("plan-place", draft), {"pick": picks, **key()}).url == at("plan-candidates", draft)
        assert clerk.get(at("plan-ticked", draft)).status_code == 302

    def test_one_entry_is_adjusted_and_a_stale_form_is_told(self, at_desk, draft, targets):
        clerk = at_desk(CLERK)
        entry = draft.entries.get(target=targets[0])
        fields = {"year": "2025", "round_number": "", "type": "routine", "note": "", "_version": "1"}
        assert clerk.get(at("entry", entry)).status_code == 200
        assert clerk.post(at("entry", entry), {**fields, **key()}).url == at("plan", draft)
        stale = clerk.post(at("entry", entry), {**fields, "year": "2026", **key()})
        assert stale.status_code == 409
        assert "2026" in text(stale)
        assert "2025" in text(stale)

    def test_an_organisation_is_supplemented(self, at_desk, draft, world):
        unit = Organisation.objects.create(jurisdiction=world.city, code="TC-N", name="新设单位", unit_type="office")
        clerk = at_desk(CLERK)
        assert "新设单位" in text(clerk.get(at("plan-supplement", draft)))
        fields = {"organisation": unit.pk, "counts": "on", "type": "routine", "year": "2024", "round_number": ""}
        clerk.post(at("plan-supplement", draft), {**fields, **key()})
        assert draft.entries.get(target__organisation=unit).target.counts

    def test_the_head_of_a_draft_is_changed(self, at_desk, draft):
        clerk = at_desk(CLERK)
        assert clerk.get(at("plan-head", draft)).status_code == 200
        clerk.post(at("plan-head", draft), {"title": "八届市委巡察规划", "reason": "", **key()})
        draft.refresh_from_db()
        assert draft.title == "八届市委巡察规划"

    def test_candidates_are_narrowed_to_what_is_missing(self, at_desk, acting, draft, targets):
        services.remove_entries(acting(CLERK), draft, [draft.entries.get(target=targets[0]).pk], reason="另排")
        page = text(at_desk(CLERK).get(at("plan-candidates", draft) + "?chip=counted"))
        assert "测试市第1局" in page
        assert "测试市第2局" not in page
        assert at_desk(CLERK).get(at("plan-candidates", draft) + "?chip=missing").status_code == 200

    def test_a_published_version_is_not_edited(self, at_desk, in_force):
        entry = in_force.entries.first()
        answer = at_desk(CLERK).post(
            at("entry", entry), {"year": "2025", "round_number": "", "type": "routine", "note": "", **key()}
        )
        assert "不在起草中" in text(answer)
        assert at_desk(SECRETARY).get(at("entry", entry)).status_code == 403


class TestTargets:
    def test_organisations_are_ticked_to_become_targets(self, at_desk, world):
        unit = Organisation.objects.create(jurisdiction=world.city, code="TC-N", name="新设单位", unit_type="village")
        clerk = at_desk(CLERK)
        assert "新设单位" in text(clerk.get(at("plan-term-candidates", world.term)))
        clerk.post(at("plan-term-add-targets", world.term), {"pick": [unit.pk], "do": "other", **key()})
        target = Target.objects.get(organisation=unit)
        assert not target.counts
        assert clerk.post(at("plan-term-add-targets", world.term), {"do": "counted", **key()}).status_code == 422

    def test_a_target_is_changed_and_withdrawn(self, at_desk, targets, draft):
        clerk = at_desk(CLERK)
        target = targets[0]
        assert clerk.get(at("target-change", target)).status_code == 200
        clerk.post(at("target-change", target), {"note": "单列", "_version": "1", **key()})
        target.refresh_from_db()
        assert (target.counts, target.note) == (False, "单列")
        assert clerk.get(at("target-withdraw", target)).status_code == 200
        clerk.post(at("target-withdraw", target), {"reason": "机构合并", **key()})
        page = text(clerk.get(at("target", target)))
        assert "机构合并" in page
        assert str(draft) in page
        withdrawn = text(clerk.get(at("targets") + "?chip=withdrawn"))
        assert "测试市第1局" in withdrawn
        assert "测试市第2局" not in withdrawn

    def test_the_ledger_says_when_the_plan_in_force_comes(self, at_desk, world, in_force):
        page = text(at_desk(CLERK).get(at("targets") + f"?term={world.term.pk}&chip=counted"))
        assert "2022 常规巡察" in page
        assert "2023 常规巡察" in page

    def test_without_any_term_the_pages_say_what_to_do(self, at_desk, hire):
        user = hire(CLERK, which=1)
        assert "还没有建立届次" in text(at_desk(user).get(at("plans")))
        assert at_desk(user).get(at("targets")).status_code == 200


def test_in_force_is_found_by_its_title(at_desk, in_force):
    assert at_desk(CLERK).get(reverse("inbox:find") + "?q=五年规划").url == at("plan", in_force)


def test_the_history_tells_old_and_new(at_desk, acting, draft, targets):
    entry = draft.entries.get(target=targets[0])
    services.adjust(acting(CLERK), draft, entry, year=2024, round_number=3, type="routine")
    page = text(at_desk(SECRETARY).get(reverse("inbox:history", kwargs={"kind": "planning.plan", "pk": draft.pk})))
    assert "测试市第1局 2022 年第 1 轮常规巡察" in page
    assert "测试市第1局 2024 年第 3 轮常规巡察" in page
    assert selectors.plan_in_force(draft.term) is None
