"""The weekly sheet: every figure from the records, frozen when handed in, read across teams."""

from contextlib import closing
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.conftest import NOW
from tests.gathering.people import planned
from tests.gathering.samples import visit
from tests.intake.samples import petition
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.journal.models import JournalRecord
from xuncha.gathering import services
from xuncha.gathering.documents import week_sheet
from xuncha.gathering.models import Visit, WeekSheet
from xuncha.gathering.rules.weeks import monday_of, reasons_against_week, reasons_not_to_hand_in
from xuncha.gathering.selectors import WEEKS, lines_of
from xuncha.gathering.views.weeks import WEEKS_LEDGER
from xuncha.rounds.selectors import week_figures

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
CLERK = Role.OFFICE_CLERK
WORDS = {"said": "谈话按计划进行", "ahead": "核对专项资金"}


@pytest.fixture
def sheet(world, acting, crew) -> WeekSheet:
    return services.begin_week(acting(crew.leader), world.teams[0], day=TODAY)


def counted(sheet: WeekSheet) -> dict[str, tuple[int, int]]:
    return {line.code: (line.week, line.total) for line in lines_of(sheet) if line.total}


def test_which_week_and_when():
    assert monday_of(date(2022, 5, 15)) == monday_of(date(2022, 5, 9)) == date(2022, 5, 9)
    assert reasons_against_week(TODAY, today=TODAY, exists=False) == []
    assert reasons_against_week(TODAY + timedelta(days=7), today=TODAY, exists=False)
    assert reasons_against_week(TODAY, today=TODAY, exists=True)
    assert reasons_not_to_hand_in(said="谈", ahead="查") == []
    assert len(reasons_not_to_hand_in(said=" ", ahead="")) == 2


def test_every_figure_comes_from_the_records(world, acting, crew, talk, sheet):
    earlier = planned(acting, crew, world)
    services.hold_talk(acting(crew.lead), earlier, on=date(2022, 5, 8), place="谈话室")
    wanted = services.draft_materials(acting(crew.lead), world.inspections[0], title="一", wanted="甲\n乙")
    services.send_materials(acting(crew.lead), wanted, on=TODAY)
    item = wanted.items.first()
    services.check_item(acting(crew.lead), item, on=TODAY, complete=True)
    for _ in range(2):
        services.review_item(acting(crew.lead), item, on=TODAY, noticed="看")
    made = visit(world)
    Visit.objects.filter(pk=made.pk).update(kind="meeting")
    petition(world)
    assert counted(sheet) == {
        "talks": (1, 2),
        "materials_asked": (2, 2),
        "materials_read": (1, 1),
        "meetings": (1, 1),
    }
    other = services.begin_week(acting(Role.TEAM_LEADER, which=1), world.teams[1], day=TODAY)
    assert counted(other) == {}


def test_petitions_are_told_beside_it_to_who_may_know_how_many(world, acting, crew, sheet, at_desk):
    petition(world)
    services.save_week(acting(crew.leader), sheet, **WORDS)
    for _state in ("draft", "handed_in"):
        sheet.refresh_from_db()
        for person, may in ((crew.leader, True), (Role.OFFICE_DIRECTOR, True), (crew.other, False), (CLERK, False)):
            page = at_desk(person).get(reverse("gathering:week", args=[sheet.pk])).text
            assert ("收到信访件" in page) is may
        if sheet.state == "draft":
            services.hand_in_week(acting(crew.leader), sheet)
    assert not any(line["code"] == "petitions" for line in sheet.figures)
    assert "信访" not in "".join(one.body for one in JournalRecord.objects.all())
    assert "信访" not in str(week_sheet(sheet, profile_for(world.city, TODAY).issuer(TODAY)))
    assert "petitions" not in {column.code for column in WEEKS_LEDGER.columns}
    earlier = WeekSheet(team=sheet.team, monday=sheet.monday, state="handed_in", figures=[{"code": "petitions"}])
    assert lines_of(earlier) == []  # as sheets were kept before


def test_papers_and_fixes_are_counted_and_clues_never(world):
    codes = {figure.code for figure in week_figures()}
    assert {"papers_begun", "papers_checked", "papers_signed", "facts", "fixes_issued", "fixes_accepted"} <= codes
    assert not any("clue" in code for code in codes)
    for figure in week_figures():
        assert figure.count(world.teams[0], TODAY, TODAY) == 0


def test_handed_in_it_stays_as_it_was(world, acting, crew, talk, sheet):
    with pytest.raises(RuleViolated, match="本周主要情况"):
        services.hand_in_week(acting(crew.leader), sheet)
    services.save_week(acting(crew.leader), sheet, base_version=1, **WORDS)
    with pytest.raises(StaleEdit):
        services.save_week(acting(crew.leader), sheet, base_version=1, said="别的", ahead="")
    services.hand_in_week(acting(crew.leader), sheet)
    before = counted(WeekSheet.objects.get())
    services.hold_talk(acting(crew.lead), planned(acting, crew, world), on=TODAY, place="谈话室")
    assert counted(WeekSheet.objects.get()) == before
    with pytest.raises(RuleViolated, match="已经报送"):
        services.save_week(acting(crew.leader), sheet, **WORDS)
    with pytest.raises(DatabaseError), transaction.atomic():
        WeekSheet.objects.update(said="改")
    paper = str(week_sheet(WeekSheet.objects.get(), profile_for(world.city, TODAY).issuer(TODAY)))
    assert "个别谈话" in paper
    assert "核对专项资金" in paper


def test_who_writes_and_who_reads(world, acting, crew, hire, sheet):
    with pytest.raises(RuleViolated, match="已经有"):
        services.begin_week(acting(crew.leader), world.teams[0], day=TODAY)
    with pytest.raises(Denied):
        services.save_week(acting(crew.other), sheet, **WORDS)
    with pytest.raises(OutOfReach):
        services.save_week(acting(Role.TEAM_LEADER, which=1), sheet, **WORDS)
    assert WEEKS.visible_to(actor_of(hire(Role.OFFICE_CLERK), NOW)).get() == sheet
    assert not WEEKS.visible_to(actor_of(hire(Role.UNIT_HEAD), NOW)).exists()


def test_the_pages(world, crew, hire, talk, at_desk):
    page, team = at_desk(crew.leader), world.teams[0]
    assert "填周进展表" in page.get(reverse("gathering:weeks")).text
    page.post(reverse("gathering:week-new", args=[team.pk]), {"day": "2022-05-11"})
    here = [WeekSheet.objects.get().pk]
    again = page.post(reverse("gathering:week-new", args=[team.pk]), {"day": "2022-05-12"})
    assert again.url == reverse("gathering:week", args=here)
    assert "个别谈话" in page.get(reverse("gathering:week", args=here)).text
    page.post(reverse("gathering:week-change", args=here), {**WORDS, "needs": "", "_version": 1})
    page.post(reverse("gathering:week-step", args=[*here, "hand_in"]))
    page = at_desk(hire(Role.OFFICE_CLERK))
    assert "已报送" in page.get(reverse("gathering:week", args=here)).text
    assert "2022-05-09" in page.get(reverse("gathering:weeks")).text
    with closing(page.get(reverse("gathering:weeks"), {"export": "xlsx"})) as workbook:
        assert workbook.status_code == 200
    assert page.get(reverse("gathering:week-document", args=[*here, "docx"])).status_code == 200
    assert page.get(reverse("gathering:week-document", args=[*here, "exe"])).status_code == 404
