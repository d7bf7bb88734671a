"""A year with something of everything, in the city and in two counties below it."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW
from xuncha.feedback.models import Opinion, OpinionItem, Session
from xuncha.findings.models import Finding, ImmediateFix
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.regulations.models import Category, Checklist, ChecklistItem, Taxonomy
from xuncha.planning.models import Target, Term
from xuncha.preparation.models import AuditReport
from xuncha.rectification.models import Extension, Item, Plan
from xuncha.rectification.workflow import ItemState
from xuncha.rounds.models import Inspection, Round, Team
from xuncha.talent.models import Person

_n = count(1)
END = date(2022, 12, 31)


class Year:
    """Makes records with just what figures look at."""

    def __init__(self, world) -> None:
        self.city, self.term, self.founder = world.city, world.term, world.founder
        self.made = {"created_by": world.founder, "created_at": NOW}
        self.counties = [
            Jurisdiction.objects.create(
                code=f"c{n}", name=f"县{n}", office_name="县委巡察办", level="county", parent=self.city, path=f"tc/c{n}"
            )
            for n in (1, 2)
        ]
        self.terms = {
            place.pk: Term.objects.create(
                jurisdiction=place, number=14, name="十四届县委", first_year=2022, last_year=2026, **self.made
            )
            for place in self.counties
        } | {self.city.pk: self.term}
        self.rounds: dict[int, Round] = {}

    def unit(self, place=None, kind="office") -> Organisation:
        n = next(_n)
        return Organisation.objects.create(
            jurisdiction=place or self.city, code=f"Y-{n}", name=f"第{n}单位", unit_type=kind
        )

    def batch(self, place, state="closed", number=5) -> Round:
        return Round.objects.create(
            term=self.terms[place.pk], number=number, year=2022, name=f"第{number}轮", state=state, state_since=NOW,
            **self.made,
        )  # fmt: skip

    def inspect(self, batch, kind="routine", unit=None, on=date(2022, 9, 1), team=1) -> Inspection:
        place = batch.term.jurisdiction
        crew, _made = Team.objects.get_or_create(round=batch, number=team, defaults={"name": f"第{team}组"})
        return Inspection.objects.create(
            round=batch, team=crew, organisation=unit or self.unit(place), type=kind, entry_on=on, **self.made
        )

    def target(self, unit, **fields) -> Target:
        return Target.objects.create(term=self.terms[unit.jurisdiction_id], organisation=unit, **self.made, **fields)

    def finding(self, inspection, state="confirmed", main=True, at=NOW) -> Finding:
        return Finding.objects.create(
            inspection=inspection, number=f"F{next(_n)}", title="问题", text="事实", main=main, state=state,
            state_since=at, **self.made,
        )  # fmt: skip

    def audit(self, inspection: Inspection, issued_on: date, *, joint: bool = False) -> None:
        AuditReport.objects.create(
            inspection=inspection,
            kind="term",
            title="审计报告",
            auditor="审计局",
            period_from=date(2019, 1, 1),
            period_to=date(2019, 12, 31),
            issued_on=issued_on,
            problems="问题",
            joint=joint,
            **self.made,
        )

    def fix(self, inspection, state="accepted", quantities=(), at=NOW) -> ImmediateFix:
        done = {"accepted_by": self.founder, "accepted_at": at} if state == "accepted" else {}
        if state not in {"draft", "withdrawn"}:
            done |= {"issued_by": self.founder, "issued_at": at}
        return ImmediateFix.objects.create(
            inspection=inspection, number=f"L{next(_n)}", title="改", demand="改", due_on=END, state=state,
            state_since=at, quantities=list(quantities), **done, **self.made,
        )  # fmt: skip

    def person(self, pool, place=None, **fields) -> Person:
        n = next(_n)
        fields.setdefault("entered_on", date(2021, 12, 1))
        return Person.objects.create(
            jurisdiction=place or self.city, code=f"R{n}", name=f"人{n}", pool=pool, **self.made, **fields
        )


@pytest.fixture
def year(world) -> Year:
    """The maker, with a year of mixed records already made."""
    made = Year(world)
    city = made.batch(made.city)
    for kind in ("routine", "routine", "special", "upgraded", "extended", "mobile"):
        made.inspect(city, kind)
    for unit in [i.organisation for i in city.inspections.filter(type="routine")]:
        made.target(unit)
    made.target(made.unit())
    made.target(made.unit(kind="village"), counts=False)
    made.target(made.unit(), withdrawn_on=date(2022, 6, 1), withdrawn_reason="撤并")
    village = made.unit(kind="village")
    made.inspect(city, "extended", village, team=2)
    again = made.batch(made.city, "withdrawn", 6)
    made.inspect(again, "routine", village, team=2)
    made.inspect(again, "routine", on=date(2023, 1, 1))
    made.inspect(made.batch(made.city, "authorised", 7), "routine")
    squad = made.inspect(made.batch(made.city, number=8), "pinpoint", team=9)
    rows = [{"what": "蹲便器", "unit": "个", "value": 50}, {"what": "改厕", "unit": "户", "value": 300}]
    made.fix(squad, quantities=rows)
    made.fix(
        squad, quantities=[{"what": "蹲便器", "unit": "个", "value": 39}, {"what": "盖板", "unit": "个", "value": 87}]
    )
    made.fix(squad, "issued", [{"what": "改厕", "unit": "户", "value": 58}, {"what": "盖板", "unit": "个", "value": 1}])
    made.fix(squad, "withdrawn", [{"what": "改厕", "unit": "户", "value": 7}])
    made.fix(city.inspections.first(), quantities=[{"what": "改厕", "unit": "户", "value": 4}])
    first, second, third = city.inspections.order_by("pk")[:3]
    made.audit(first, date(2021, 6, 1), joint=True)
    made.audit(first, date(2020, 6, 1))
    made.audit(second, date(2021, 6, 1))
    made.audit(third, date(2022, 12, 1), joint=True)
    made.fix(city.inspections.first(), at=NOW + timedelta(days=365))
    for place in made.counties:
        batch = made.batch(place)
        for _village in range(3):
            found = made.inspect(batch, "town_villages", made.unit(place, "village"))
            made.finding(found)
        made.finding(made.inspect(batch, unit=made.unit(place, "township")), main=False)
    for state in ("confirmed", "confirmed", "merged", "dropped", "candidate"):
        made.finding(squad, state)
    made.finding(squad, main=False)
    made.finding(squad, at=NOW - timedelta(days=365))
    for pool in ("leader", "deputy", "deputy", "expert", "staff", "staff"):
        made.person(pool)
    made.person("staff", left_on=date(2022, 12, 31))
    made.person("staff", entered_on=date(2023, 1, 1))
    made.person("staff", made.counties[0])
    frame = Taxonomy.objects.create(code="frame", edition="2018", name="三个聚焦", valid_from=date(2018, 1, 1))
    checklist = Checklist.objects.create(
        code="mine", name="清单", published_on=date(2018, 1, 1), jurisdiction=made.city
    )
    for n in range(2):
        top = Category.objects.create(taxonomy=frame, code=f"{n}", name=f"大类{n}")
        for m in range(3):
            below = Category.objects.create(taxonomy=frame, code=f"{n}.{m}", name=f"方面{m}", parent=top)
            ChecklistItem.objects.create(checklist=checklist, code=f"{n}{m}", category=below, manifestation="表现")
    ChecklistItem.objects.create(checklist=checklist, code="x", manifestation="未分类")
    return made


def moment(day: date) -> datetime:
    """Ten o'clock of that day."""
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


class Rectifying:
    """One delivered opinion of the world's first inspection, and items on it."""

    def __init__(self, world) -> None:
        self.world, self.made = world, {"created_by": world.founder, "created_at": NOW}
        self.reviewer = User.objects.create(username="reviewer", name="审核人")
        self.inspection = world.inspections[0]
        done = {"state_since": NOW, **self.made}
        session = Session.objects.create(
            round=world.round, title="反馈会", principal_on=date(2022, 7, 1), on=date(2022, 7, 1), state="held", **done
        )
        self.opinion = Opinion.objects.create(
            inspection=self.inspection, session=session, number="FK-1", state="delivered",
            submitted_by=world.founder, submitted_at=NOW, approved_by=self.reviewer, approved_at=NOW,
            delivered_on=date(2022, 7, 1), **done,
        )  # fmt: skip
        self.plan = Plan.objects.create(opinion=self.opinion, inspection=self.inspection, **done)

    def item(self, state=ItemState.IN_PROGRESS, *, due=date(2022, 12, 31), asked=None, reopened=0) -> Item:
        n = next(_n)
        line = OpinionItem.objects.create(opinion=self.opinion, position=n, title=f"问题{n}", text="事实")
        settled = state in {"closed", "basically", "long_term"}
        fields = {}
        if settled or state == "requested":
            fields |= {"requested_by": self.world.founder, "requested_at": moment(asked or date(2022, 9, 1))}
        if settled:
            fields |= {"settled_by": self.reviewer, "settled_at": moment(asked or date(2022, 9, 2))}
        return Item.objects.create(
            plan=self.plan, opinion_item=line, number=f"ZG-{n}", title=line.title, text=line.text, state=state,
            state_since=NOW, due_on=due, planned_due_on=due, dated_on=due,
            times_reopened=reopened, **fields, **self.made,
        )  # fmt: skip

    def extend(self, item: Item, to: date, state="granted") -> Extension:
        decided = {"decided_by": self.reviewer, "decided_at": moment(date(2022, 9, 1))} if state != "asked" else {}
        return Extension.objects.create(
            item=item, from_on=date(2022, 8, 1), to_on=to, reason="难", state=state, state_since=NOW, **decided,
            **self.made,
        )  # fmt: skip


@pytest.fixture
def rectifying(world) -> Rectifying:
    return Rectifying(world)
