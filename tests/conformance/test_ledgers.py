"""
Every ledger of the product: the filters of the spine, Excel out, and the same number of queries for 3 rows and 12.

Both fit on one page, so that a query for each row shows; the benchmarks count those of 20 rows and 1,000.

Whoever declares a ledger adds to GROWTH how its rows multiply; a ledger without an entry fails here.
"""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import samples
from tests.conformance.clueing import CLUEING, CLUEING_SPINE
from tests.conformance.cooperating import COOPERATING, COOPERATING_SPINE
from tests.conformance.disclosing import DISCLOSING, DISCLOSING_SPINE
from tests.conformance.evaluating import EVALUATING, EVALUATING_SPINE
from tests.conformance.gathering import GATHERING, GATHERING_SPINE
from tests.conformance.growth import FEEDBACK, FEEDBACK_SPINE, WHOLE, Growth, at
from tests.conformance.guarding import GUARDING, GUARDING_SPINE
from tests.conformance.hinting import HINTING, HINTING_SPINE
from tests.conformance.installing import INSTALLATION
from tests.conformance.leaving import LEAVING
from tests.conformance.looking_back import LOOKING_BACK, LOOKING_BACK_SPINE
from tests.conformance.preparing import PREPARING, PREPARING_SPINE
from tests.conformance.receiving import RECEIVING, RECEIVING_SPINE
from tests.conformance.rectifying import RECTIFYING, RECTIFYING_SPINE
from tests.conformance.source import python_files
from tests.conformance.supervising import SUPERVISING, SUPERVISING_SPINE
from tests.conformance.surveying import SURVEYING, SURVEYING_SPINE
from tests.conformance.using import USING, USING_SPINE
from tests.conftest import NOW, World
from tests.exporting import taken
from tests.planning.samples import plan as a_plan
from tests.regulations.samples import category as one_category
from tests.samples import made
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import Evidence, FactItem, FactSheet, WorkingPaper
from xuncha.findings.models import Classification, Finding, ImmediateFix
from xuncha.foundation.orgs.models import Organisation, Sector
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.ui.ledgers import Ledger
from xuncha.planning.models import PlanEntry, PlanVersion, ScheduledUnit, Target
from xuncha.rounds.models import Inspection, Participation, Round

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 12
MOST = {"findings.findings": 8, "fieldwork.papers": 11}  # queries of the longest lists, session and grants among them


def units(world: World, numbers: range, prefix: str = "N") -> list[Organisation]:
    """Organisations with everything an organisation may have."""
    sector, _new = Sector.objects.get_or_create(code="S", defaults={"name": "领域"})
    return Organisation.objects.bulk_create(
        Organisation(
            jurisdiction=world.city,
            code=f"{prefix}{n}",
            name=f"单位{prefix}{n}",
            unit_type="office",
            sector=sector,
            parent=world.units[0],
        )
        for n in numbers
    )


def targets(world: World, numbers: range) -> list[Target]:
    return Target.objects.bulk_create(
        Target(term=world.term, organisation=unit, **made(world)) for unit in units(world, numbers, "T")
    )


def draft_plan(world: World) -> PlanVersion:
    return PlanVersion.objects.filter(term=world.term, year=0).first() or a_plan(world)


def entries(world: World, numbers: range) -> None:
    plan = draft_plan(world)
    PlanEntry.objects.bulk_create(PlanEntry(plan=plan, target=target, year=2023) for target in targets(world, numbers))


def scheduled(world: World, numbers: range) -> None:
    schedule = draft_plan(world).schedule
    schedule.units.bulk_create(ScheduledUnit(schedule=schedule, target=one) for one in targets(world, numbers))


def plans(world: World, numbers: range, year: int = 0) -> None:
    PlanVersion.objects.bulk_create(
        PlanVersion(
            term=world.term,
            year=year,
            number=n + 1,
            title=f"规划{n}",
            state="superseded",
            state_since=NOW,
            approved_by=world.founder,
            approved_at=NOW,
            submitted_by=world.founder,
            submitted_at=NOW,
            **made(world),
        )
        for n in numbers
    )


def rounds(world: World, numbers: range) -> None:
    Round.objects.bulk_create(
        Round(term=world.term, number=n + 10, year=2023, name=f"轮次{n}", state="draft", state_since=NOW, **made(world))
        for n in numbers
    )


def participations(world: World, numbers: range) -> None:
    rounds(world, numbers)
    batches = Round.objects.filter(number__in=[n + 10 for n in numbers])
    Participation.objects.bulk_create(
        Participation(round=batch, jurisdiction=world.city, task="事", state_since=NOW, **made(world))
        for batch in batches
    )


def inspections(world: World, numbers: range, prefix: str = "I") -> list[Inspection]:
    return Inspection.objects.bulk_create(
        Inspection(round=world.round, team=world.teams[0], organisation=unit, type="routine", **made(world))
        for unit in units(world, numbers, prefix)
    )


def category(world: World) -> Category:
    return Category.objects.filter(taxonomy__jurisdiction=world.city).first() or one_category(world)


def papers(world: World, numbers: range, state: str = "checked") -> list[WorkingPaper]:
    chosen = category(world)
    return WorkingPaper.objects.bulk_create(
        WorkingPaper(
            inspection=inspection,
            provisional_no=f"L{n}",
            number=f"D{n}",
            title=f"底稿{n}",
            category=chosen,
            handler=world.founder,
            second_handler=world.founder,
            state=state,
            state_since=NOW,
            **made(world),
        )
        for n, inspection in zip(numbers, inspections(world, numbers), strict=True)
    )


def papers_with_evidence(world: World, numbers: range) -> None:
    first = Evidence.objects.first() or samples.evidence(world)
    Evidence.objects.bulk_create(
        Evidence(paper=paper, attachment=first.attachment, kind="照片", **made(world))
        for paper in papers(world, numbers)
    )


def papers_with_findings(world: World, numbers: range) -> None:
    signed = papers(world, numbers, "signed")
    through = Finding.papers.through
    through.objects.bulk_create(
        through(finding=finding, workingpaper=paper)
        for finding, paper in zip(findings(world, numbers), signed, strict=True)
    )


def sheets(world: World, numbers: range) -> None:
    sent = FactSheet.objects.bulk_create(
        FactSheet(
            inspection=inspection, number=f"S{n}", title=f"确认单{n}", state="sent", state_since=NOW, **made(world)
        )
        for n, inspection in zip(numbers, inspections(world, numbers), strict=True)
    )
    FactItem.objects.bulk_create(FactItem(sheet=sheet, position=1, text="事实。") for sheet in sent)


def findings(world: World, numbers: range) -> list[Finding]:
    chosen = category(world)
    found = Finding.objects.bulk_create(
        Finding(
            inspection=inspection,
            number=f"W{n}",
            title=f"问题{n}",
            text="表述。",
            state="candidate",
            state_since=NOW,
            **made(world),
        )
        for n, inspection in zip(numbers, inspections(world, numbers, "F"), strict=True)
    )
    Classification.objects.bulk_create(
        Classification(finding=finding, taxonomy=chosen.taxonomy, category=chosen) for finding in found
    )
    return found


def fixes(world: World, numbers: range) -> None:
    ImmediateFix.objects.bulk_create(
        ImmediateFix(
            inspection=world.inspections[0],
            number=f"X{n}",
            title=f"立改{n}",
            demand="改。",
            due_on=date(2022, 6, 1),
            issued_by=world.founder,
            issued_at=NOW,
            state="issued",
            state_since=NOW,
            **made(world),
        )
        for n in numbers
    )


CLERK, MEMBER = Role.OFFICE_CLERK, Role.DEPUTY_LEADER
GROWTH: dict[str, Growth] = {
    **FEEDBACK,
    **RECEIVING,
    **CLUEING,
    **GATHERING,
    **RECTIFYING,
    **SUPERVISING,
    **DISCLOSING,
    **USING,
    **COOPERATING,
    **HINTING,
    **LOOKING_BACK,
    **GUARDING,
    **SURVEYING,
    **EVALUATING,
    **INSTALLATION,
    **LEAVING,
    **PREPARING,
    "fieldwork.facts": Growth(at("fieldwork:facts"), MEMBER, sheets),
    "fieldwork.papers": Growth(at("fieldwork:papers"), MEMBER, papers_with_evidence),
    "findings.findings": Growth(at("findings:findings"), MEMBER, findings),
    "findings.fixes": Growth(at("findings:fixes"), MEMBER, fixes),
    "findings.papers": Growth(at("findings:papers"), MEMBER, papers_with_findings),
    "findings.unit-fixes": Growth(at("findings_unit:fixes"), Role.UNIT_LIAISON, fixes),
    "orgs.organisations": Growth(at("orgs:organisations"), CLERK, units),
    "planning.annual": Growth(at("planning:annual"), CLERK, lambda world, numbers: plans(world, numbers, 2023)),
    "planning.candidates": Growth(
        lambda world: reverse("planning:plan-term-candidates", args=[world.term.pk]), CLERK, units
    ),
    "planning.entries": Growth(lambda world: reverse("planning:plan", args=[draft_plan(world).pk]), CLERK, entries),
    "planning.plans": Growth(at("planning:plans"), CLERK, plans),
    "planning.schedule_units": Growth(
        lambda world: reverse("planning:schedule-units", args=[draft_plan(world).pk]), CLERK, scheduled
    ),
    "planning.targets": Growth(at("planning:targets"), CLERK, targets),
    "planning.to_place": Growth(
        lambda world: reverse("planning:plan-candidates", args=[draft_plan(world).pk]), CLERK, targets
    ),
    "rounds.inspections": Growth(at("rounds:inspections"), CLERK, inspections),
    "rounds.participations": Growth(at("rounds:participations"), CLERK, participations),
    "rounds.rounds": Growth(at("rounds:rounds"), CLERK, rounds),
}


def declared() -> dict[str, Ledger]:
    """Every ledger a module of the product declares, by code."""
    found = {}
    for module, _path in python_files():
        if ".views" in module:
            found |= {one.code: one for one in vars(import_module(module)).values() if isinstance(one, Ledger)}
    return found


def queries(browser: Client, address: str, **asked: str) -> tuple[int, str]:
    """How many queries an answer costs, and the page where it is one."""
    with CaptureQueriesContext(connection) as seen:
        answer = taken(browser, address, asked)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, address
    return len(seen), "" if asked else body.decode()


SPINE: dict[str, set[str]] = {
    **FEEDBACK_SPINE,
    **RECEIVING_SPINE,
    **CLUEING_SPINE,
    **GATHERING_SPINE,
    **RECTIFYING_SPINE,
    **SUPERVISING_SPINE,
    **DISCLOSING_SPINE,
    **USING_SPINE,
    **COOPERATING_SPINE,
    **HINTING_SPINE,
    **LOOKING_BACK_SPINE,
    **SURVEYING_SPINE,
    **EVALUATING_SPINE,
    **GUARDING_SPINE,
    **PREPARING_SPINE,
    "fieldwork.facts": WHOLE,
    "fieldwork.papers": WHOLE | {"category"},
    "findings.findings": WHOLE | {"category"},
    "findings.fixes": WHOLE,
    "findings.papers": (WHOLE | {"category"}) - {"done"},  # all of them are signed
    "findings.unit-fixes": {"done"},  # the unit sees its own alone
    "imports.batches": {"done"},
    "planning.annual": {"term", "year", "done"},
    "planning.entries": {"unit"},  # of one version; years and rounds are its own choices
    "planning.plans": {"term", "done"},
    "planning.schedule_units": {"unit"},
    "planning.targets": {"term", "unit"},
    "planning.to_place": {"unit"},
    "rounds.inspections": WHOLE,
    "rounds.participations": {"term", "year", "done"},
    "rounds.rounds": WHOLE,
}
"""The filters of the spine each ledger offers; one that is not named here lists records that lie in no round."""


@pytest.mark.parametrize("code", sorted(GROWTH))
def test_a_ledger_offers_the_spine_its_records_have(code: str):
    spine = declared()[code].spine
    offered = {name for name in WHOLE | {"category"} if getattr(spine, name)}
    assert offered == SPINE.get(code, set())


@pytest.mark.parametrize("code", sorted(SPINE))
def test_each_filter_of_the_spine_keeps_what_fits_and_shows_no_row_twice(code: str, world: World, at_desk):
    growth = GROWTH[code]
    growth.grow(world, range(3))
    browser, address = at_desk(growth.role), growth.address(world)
    answer = browser.get(address)
    ledger = answer.context["ledger"]
    for one in ledger.filters:
        values = [value for value, _label in one.get("options") or ()] or [world.units[0].name[:3], "不存在"]
        if one["code"] in SPINE[code]:
            shown = [browser.get(address, {one["code"]: value}).context["ledger"] for value in values]
            rows = [[row.pk for row in ledger.rows] for ledger in shown]
            assert all(len(found) == len(set(found)) for found in rows), one["code"]
            if one["code"] == "unit":
                assert shown[1].total == 0
            if one["code"] in {"term", "year", "round", "done"}:  # every record has one of the values offered
                assert sum(found.total for found in shown) == ledger.total, one["code"]


def test_every_ledger_is_measured():
    assert sorted(declared()) == sorted(GROWTH)


@pytest.mark.parametrize("code", sorted(GROWTH))
def test_a_ledger_costs_the_same_for_3_rows_and_12(code: str, world: World, at_desk):
    growth = GROWTH[code]
    growth.grow(world, range(FEW))
    browser, address = at_desk(growth.role), growth.address(world)
    queries(browser, address)  # what is remembered between pages
    few, few_out = queries(browser, address)[0], queries(browser, address, export="xlsx")[0]
    growth.grow(world, range(FEW, MANY))
    many, page = queries(browser, address)
    assert len(browser.get(address).context["ledger"].rows) >= MANY
    assert many <= few
    assert queries(browser, address, export="xlsx")[0] <= few_out
    assert "export=xlsx" in page
    assert 'name="ledger"' in page, "saved views"
    assert many <= MOST.get(code, many)


@pytest.mark.parametrize("code", sorted(GROWTH))
def test_the_opening_sentence_and_the_groups_count_what_they_show(code: str, world: World, at_desk):
    growth = GROWTH[code]
    growth.grow(world, range(3))
    browser, address = at_desk(growth.role), growth.address(world)
    ledger = browser.get(address).context["ledger"]
    assert str(ledger.total) in ledger.opening
    for link in ledger.chips:
        chosen = browser.get(address + link["url"]).context["ledger"]
        assert (chosen.total, chosen.whole) == (link["n"], ledger.total), link["label"]
        assert len(chosen.rows) == min(chosen.total, chosen.size), link["label"]


def test_the_opening_sentence_says_what_is_late_and_by_which_filters(world: World, at_desk):
    fixes(world, range(3))
    browser, address = at_desk(MEMBER), reverse("findings:fixes")
    page = browser.get(address).content.decode()
    assert "共 3 件立行立改，其中" in page
    assert "t-late" not in page
    ImmediateFix.objects.filter(number="X1").update(due_on=NOW.date() - timedelta(days=1))
    assert '<a href="?chip=late" class="t-late">已超期 1</a>' in browser.get(address).content.decode()
    assert browser.get(address, {"chip": "late"}).context["ledger"].total == 1
    assert "按“关键词 立改1”筛选，共 1 件立行立改" in browser.get(address, {"q": "立改1"}).content.decode()


def test_an_empty_list_says_how_rows_come_there_and_a_narrowed_one_the_way_back(world: World, at_desk):
    browser, address = at_desk(MEMBER), reverse("findings:fixes")
    page = browser.get(address).content.decode()
    assert "能当场改的问题，由组里起草通知，组长签发。" in page
    assert "去掉全部条件" not in page
    assert "去掉全部条件" in browser.get(address, {"q": "没有"}).content.decode()
