"""The records of which every official document of the first half of an inspection is made."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.conftest import NOW, World
from tests.documents.hearing import Heard, heard
from xuncha.fieldwork.models import Evidence, FactItem, FactSheet, Place, Signature, WorkingPaper
from xuncha.fieldwork.workflow import FactState, PaperState
from xuncha.findings.models import ImmediateFix
from xuncha.findings.workflow import FixState
from xuncha.foundation.accounts.models import User
from xuncha.foundation.documents.profile import Contact, Issuer, Profile
from xuncha.foundation.files.models import Attachment, StoredFile
from xuncha.foundation.orgs.models import Organisation
from xuncha.planning.models import PlanEntry, PlanVersion, Target
from xuncha.planning.workflow import PlanState
from xuncha.rounds.models import Inspection, Membership, Position
from xuncha.talent.models import Person

ON = date(2022, 3, 28)


@pytest.fixture
def profile() -> Profile:
    group = "中共测试市委巡察工作领导小组"
    return Profile("中共测试市委", group, f"{group}办公室", number_pattern="测巡办〔{year}〕{n}号")


@pytest.fixture
def issuer(profile: Profile) -> Issuer:
    made = profile.issuer(ON, 7)
    contact = Contact("0000-1234567", "每日8:30—17:30", "测试市邮政信箱1号", "办公楼一楼大厅", "", "17:30")
    return Issuer(made.committee, made.group, made.office, ON, made.number, contact)


@dataclass
class Records:
    """One of each kind."""

    world: World
    term_plan: PlanVersion
    annual_plan: PlanVersion
    village: Inspection
    paper: WorkingPaper
    sheet: FactSheet
    fix: ImmediateFix
    heard: Heard


@pytest.fixture
def records(world: World) -> Records:
    made = {"created_by": world.founder, "created_at": NOW}
    town = Organisation.objects.create(
        jurisdiction=world.city, code="TC-V1", name="测试市青山镇河口村", unit_type="village", village_risk="key"
    )
    village = Target.objects.create(term=world.term, organisation=town, counts=False, **made)
    _staff(world)
    extended = Inspection.objects.create(
        round=world.round,
        team=world.teams[0],
        organisation=town,
        type="extended",
        extends=world.inspections[0],
        entry_on=world.round.field_from,
        withdraw_on=world.round.field_to,
        **made,
    )
    paper = _paper(world)
    plans = _plans(world, village)
    return Records(world, *plans, extended, paper, _sheet(world, paper), _fix(world, paper), heard(world))


def _plans(world: World, village: Target) -> tuple[PlanVersion, PlanVersion]:
    made = {"created_by": world.founder, "created_at": NOW, "state_since": NOW}
    first, second = Target.objects.filter(organisation__in=world.units).order_by("pk")
    old = PlanVersion.objects.create(term=world.term, number=1, title="五年规划", state=PlanState.SUPERSEDED, **made)
    term_plan = PlanVersion.objects.create(
        term=world.term,
        number=2,
        title="五年规划",
        base=old,
        reason="新增延伸巡察1个村。",
        state=PlanState.SUBMITTED,
        **made,
    )
    annual = PlanVersion.objects.create(
        term=world.term, year=2022, number=1, title="年度计划", state=PlanState.PUBLISHED, **made
    )
    for target, year, kind, number in (
        (first, 2022, "routine", 1),
        (second, 2023, "routine", None),
        (village, 2022, "extended", 1),
    ):
        PlanEntry.objects.create(plan=term_plan, target=target, year=year, type=kind, round_number=number)
    for target, kind, number in ((first, "routine", 1), (village, "extended", None)):
        PlanEntry.objects.create(plan=annual, target=target, year=2022, type=kind, round_number=number)
    return term_plan, annual


def _staff(world: World) -> None:
    people = (
        ("王一", Position.LEADER, "主任科员", 0),
        ("李二", Position.DEPUTY, "审计科科长", 0),
        ("赵三", Position.MEMBER, "科员", 0),
        ("钱四", Position.LIAISON, "科员", 0),
        ("孙五", Position.LEADER, "处长", 1),
    )
    for n, (name, position, post, team) in enumerate(people, 1):
        person = Person.objects.create(
            jurisdiction=world.city,
            code=f"P{n}",
            name=name,
            post=post,
            pool="staff",
            employer=world.units[1 - team],
            created_by=world.founder,
            created_at=NOW,
        )
        member = Membership.objects.create(team=world.teams[team], person=person, position=position, duty="综合协调")
        if name == "赵三":
            member.recused_from.add(world.units[0])
        if name == "孙五":
            left = Person.objects.create(
                jurisdiction=world.city, code="P9", name="周九", pool="staff", created_by=world.founder, created_at=NOW
            )
            Membership.objects.create(team=world.teams[1], person=left, position=Position.MEMBER, left_on=ON)


def _paper(world: World) -> WorkingPaper:
    paper = WorkingPaper.objects.create(
        inspection=world.inspections[0],
        provisional_no="临-1",
        title="公务接待无函无清单",
        sources=["accounts", "documents"],
        facts="2021年3月至11月，该局报销公务接待费12笔，均无公函。\n其中3笔无接待清单。",
        characterisation="违反公务接待管理规定。",
        basis="《党政机关国内公务接待管理规定》",
        cause="制度执行不严。",
        why_political="落实中央八项规定精神不到位。",
        responsibility=["principal", "department"],
        amount=Decimal("45800.5"),
        persons=2,
        period_from=date(2021, 3, 1),
        period_to=date(2021, 11, 30),
        handler=world.founder,
        state=PaperState.CHECKED,
        state_since=NOW,
        created_by=world.founder,
        created_at=NOW,
    )
    stored = StoredFile.objects.create(digest="0" * 64, size=1, media_type="application/pdf")
    attachment = Attachment.objects.create(file=stored, name="凭证.pdf", created_by=world.founder, created_at=NOW)
    Evidence.objects.create(
        paper=paper,
        attachment=attachment,
        kind="凭证",
        quote="12笔，均无公函",
        pages="1-12",
        original_checked=True,
        created_by=world.founder,
        created_at=NOW,
    )
    for n, (place, name) in enumerate(zip(Place, ("赵三", "李二", "王一"), strict=True)):
        signer = User.objects.create(username=f"signer{n}", name=name)
        Signature.objects.create(
            paper=paper,
            place=place,
            signed_by=signer,
            signed_at=NOW + timedelta(days=n),
            digest="0" * 64,
            opinion="同意。" if n else "",
        )
    paper.state, paper.number = PaperState.SIGNED, "2022-1-001"
    paper.save()
    return paper


def _sheet(world: World, paper: WorkingPaper) -> FactSheet:
    sheet = FactSheet.objects.create(
        inspection=world.inspections[0],
        number="实2022-1-01",
        title="公务接待有关事实",
        reply_by=date(2022, 5, 20),
        state=FactState.ANSWERED,
        state_since=NOW,
        conclusion="来信人李某所述属实",
        answered_by=world.founder,
        answered_at=NOW,
        answer_note="已开展自查。",
        created_by=world.founder,
        created_at=NOW,
    )
    one = FactItem.objects.create(sheet=sheet, position=1, text="报销公务接待费12笔，均无公函。", answer="agreed")
    FactItem.objects.create(
        sheet=sheet, position=2, text="其中3笔无接待清单。", answer="partly", comment="1笔清单后补，见附件。"
    )
    one.papers.add(paper)
    return sheet


def _fix(world: World, paper: WorkingPaper) -> ImmediateFix:
    return ImmediateFix.objects.create(
        inspection=world.inspections[0],
        paper=paper,
        number="改2022-1-01",
        title="公厕蹲便器损坏长期未修",
        demand="修复损坏的蹲便器，建立日常维护制度。",
        due_on=date(2022, 5, 25),
        quantities=[{"what": "蹲便器", "unit": "个", "value": 89}],
        state=FixState.ISSUED,
        issued_by=world.founder,
        issued_at=NOW,
        state_since=NOW,
        created_by=world.founder,
        created_at=NOW,
    )
