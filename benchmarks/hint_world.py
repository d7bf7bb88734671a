"""Rectifications written straight into a scratch database: thousands of plans without an act for each step."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.core.management import call_command

from xuncha.feedback.models import FedBackFinding, Opinion, OpinionItem, Session
from xuncha.findings.models import Finding
from xuncha.foundation.accounts.models import User
from xuncha.foundation.files.contents import path_of
from xuncha.foundation.files.models import Attachment, StoredFile
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.hints.models import PhotoLook
from xuncha.lookback.models import Point, Visit, Visited
from xuncha.planning.models import InspectionType, Term
from xuncha.rectification.models import (
    Accountability,
    Evidence,
    Item,
    Measure,
    MoneyOutcome,
    Plan,
    Shortfall,
    UnitReport,
)
from xuncha.rounds.models import Inspection, Round, Team
from xuncha.survey.models import Questionnaire, Reply

ENTERED, FED_BACK, DUE, ENDS = date(2022, 3, 1), date(2022, 7, 1), date(2022, 8, 20), date(2022, 9, 1)
TODAY = date(2023, 12, 1)
BATCH = 2_000


def at(day: date, minute: int = 0) -> datetime:
    """A moment of that day."""
    return datetime.combine(day, time(9), ZoneInfo("Asia/Shanghai")) + timedelta(minutes=minute)


@dataclass(slots=True)
class PieceCase:
    """A piece of evidence; a photo with its content, or with `bits` alone as if it had been looked at."""

    kind: str
    formed_on: date | None = None
    content: bytes = b""
    bits: int | None = None


@dataclass(slots=True)
class ItemCase:
    """One item as the unit reported it; asked to be closed and closed on `settled_on`, or not done at all."""

    text: str
    measures: tuple[str, ...] = ("correct", "rule")
    pieces: list[PieceCase] = field(default_factory=list)
    done: bool = True
    requested_on: date = date(2022, 8, 10)
    due_on: date = DUE
    money: tuple[int, int, int] = (0, 0, 0)  # due, back, excused
    persons: int = 0
    severity: str = "general"
    findings: int = 1
    again_on: date | None = None
    checked: tuple[bool, int, int] | None = None  # in place, people asked, of whom so many say that it is not
    fixed: bool = False  # another case rests on its dates
    pk: int = 0


@dataclass(slots=True)
class PlanCase:
    """One unit's rectification."""

    items: list[ItemCase]
    life_meeting_on: date | None = date(2022, 8, 25)
    reported: bool = True
    more_fed_back: int = 0
    votes: tuple[int, int] | None = None
    ends_on: date = ENDS
    pk: int = 0


class World:
    """One office with its rounds, to which rectifications are added."""

    def __init__(self) -> None:
        call_command("migrate", verbosity=0)
        self.unit = User.objects.create(username="unit", name="单位联络员")
        self.clerk = User.objects.create(username="clerk", name="巡察办")
        self.made = {"created_by": self.unit, "created_at": at(FED_BACK)}
        self.since = {**self.made, "state_since": at(FED_BACK)}
        self.office = Jurisdiction.objects.create(
            code="bench", name="某市", office_name="某市委巡察办", level="city", path="bench"
        )
        term = Term.objects.create(
            jurisdiction=self.office, number=8, name="八届市委", first_year=2022, last_year=2026, **self.made
        )
        self.rounds = [
            Round.objects.create(
                term=term, number=n, year=2021 + n, name=f"第{n}轮", field_from=ENTERED, field_to=FED_BACK,
                state="in_field", **self.since,
            )
            for n in (1, 2)
        ]  # fmt: skip
        self.team = Team.objects.create(round=self.rounds[0], number=1, name="第一组")
        self.second: dict[int, Inspection] = {}
        self.session = Session.objects.create(
            round=self.rounds[0], title="反馈会", principal_on=FED_BACK, on=FED_BACK, state="held", **self.since
        )

    def add(self, cases: Sequence[PlanCase]) -> None:
        """Write them, and note their ids in the cases."""
        for first in range(0, len(cases), BATCH // 10):
            self._add(cases[first : first + BATCH // 10], first)

    def _add(self, cases: Sequence[PlanCase], first: int) -> None:
        units = Organisation.objects.bulk_create(
            Organisation(jurisdiction=self.office, code=f"B{first + n}", name=f"第{first + n}单位", unit_type="office")
            for n in range(len(cases))
        )
        inspections = Inspection.objects.bulk_create(
            Inspection(
                round=self.rounds[0], team=self.team, organisation=unit, type=InspectionType.ROUTINE,
                entry_on=ENTERED, **self.made,
            )
            for unit in units
        )  # fmt: skip
        opinions = Opinion.objects.bulk_create(
            Opinion(
                inspection=one, session=self.session, number=f"馈{one.pk}", state="delivered", delivered_on=FED_BACK,
                approved_by=self.clerk, approved_at=at(FED_BACK), **self.since,
            )
            for one in inspections
        )  # fmt: skip
        plans = Plan.objects.bulk_create(
            Plan(
                opinion=opinion, inspection=opinion.inspection, ends_on=case.ends_on, state="accepted",
                life_meeting_on=case.life_meeting_on, submitted_by=self.unit, submitted_at=at(FED_BACK),
                accepted_by=self.clerk, accepted_at=at(FED_BACK), **self.since,
            )
            for opinion, case in zip(opinions, cases, strict=True)
        )  # fmt: skip
        for plan, case in zip(plans, cases, strict=True):
            case.pk = plan.pk
        UnitReport.objects.bulk_create(
            UnitReport(
                plan=plan, kind="principal", due_on=case.ends_on, **self.since,
                state="submitted" if case.reported else "draft",
            )
            for plan, case in zip(plans, cases, strict=True)
        )  # fmt: skip
        self._items([(plan, item) for plan, case in zip(plans, cases, strict=True) for item in case.items])
        for plan, case in zip(plans, cases, strict=True):
            OpinionItem.objects.bulk_create(
                OpinionItem(opinion_id=plan.opinion_id, position=30_000 + n, title="漏", text="漏")
                for n in range(case.more_fed_back)
            )
            if case.votes:
                self._ask(plan, *case.votes)

    def _items(self, rows: Sequence[tuple[Plan, ItemCase]]) -> None:
        lines = OpinionItem.objects.bulk_create(
            (
                OpinionItem(opinion_id=plan.opinion_id, position=n, title="问题", text="事实")
                for n, (plan, _case) in enumerate(rows, 1)
            ),
            batch_size=BATCH,
        )  # fmt: skip
        items = Item.objects.bulk_create(
            (self._item(plan, case, line) for (plan, case), line in zip(rows, lines, strict=True)), batch_size=BATCH
        )
        for item, (_plan, case) in zip(items, rows, strict=True):
            case.pk = item.pk
        cases = [case for _plan, case in rows]
        Measure.objects.bulk_create(
            (
                Measure(item=item, position=n, kind=kind, text="做", progress=case.text if n == 1 else "")
                for item, case in zip(items, cases, strict=True)
                for n, kind in enumerate(case.measures, 1)
            ),
            batch_size=BATCH,
        )
        self._findings(rows, lines)
        self._money(items, cases)
        self._pieces(items, cases)
        self._checks(items, cases)

    def _item(self, plan: Plan, case: ItemCase, line: OpinionItem) -> Item:
        asked = {"requested_by": self.unit, "requested_at": at(case.requested_on)} if case.done else {}
        ended = {"settled_by": self.clerk, "settled_at": at(case.requested_on + timedelta(days=5))} if case.done else {}
        return Item(
            plan=plan, opinion_item=line, number=f"整{line.pk}", title="问题", text="事实", due_on=case.due_on,
            planned_due_on=case.due_on, dated_on=FED_BACK, money_due=case.money[0] or None,
            declared_by=self.unit if case.done else None,
            declared_at=at(case.requested_on, line.pk % 400) if case.done else None,
            **asked, **ended, **self.since, state="closed" if case.done else "in_progress",
        )  # fmt: skip

    def _findings(self, rows: Sequence[tuple[Plan, ItemCase]], lines: Sequence[OpinionItem]) -> None:
        pairs = [(p, c, line) for (p, c), line in zip(rows, lines, strict=True) for _n in range(c.findings)]
        found = Finding.objects.bulk_create(
            (
                Finding(
                    inspection_id=plan.inspection_id, number=f"题{line.pk}-{n}", title="题", text="文",
                    severity=case.severity, state="confirmed", **self.since,
                )
                for n, (plan, case, line) in enumerate(pairs)
            ),
            batch_size=BATCH,
        )  # fmt: skip
        FedBackFinding.objects.bulk_create(
            (FedBackFinding(item=line, finding=one) for one, (_p, _c, line) in zip(found, pairs, strict=True)),
            batch_size=BATCH,
        )
        for one, (plan, case, line) in zip(found, pairs, strict=True):
            if case.again_on:
                Finding.objects.create(
                    inspection=self._second(plan.inspection.organisation), number=f"又{line.pk}-{one.pk}", title="又",
                    text="文", repeat_of=one, state="confirmed", **{**self.since, "created_at": at(case.again_on)},
                )  # fmt: skip

    def _second(self, unit: Organisation) -> Inspection:
        """The unit inspected again in the second round."""
        if unit.pk not in self.second:
            self.second[unit.pk] = Inspection.objects.create(
                round=self.rounds[1], organisation=unit, type=InspectionType.ROUTINE, **self.made
            )
        return self.second[unit.pk]

    def _money(self, items: Sequence[Item], cases: Sequence[ItemCase]) -> None:
        both = list(zip(items, cases, strict=True))
        MoneyOutcome.objects.bulk_create(
            MoneyOutcome(item=item, kind="recovered", amount=Decimal(case.money[1]), on=case.requested_on, **self.made)
            for item, case in both
            if case.money[1]
        )
        Shortfall.objects.bulk_create(
            Shortfall(
                item=item, amount=Decimal(case.money[2]), reason="破产", verdict="accepted", judged_by=self.clerk,
                judged_at=at(DUE), **self.made,
            )
            for item, case in both
            if case.money[2]
        )  # fmt: skip
        Accountability.objects.bulk_create(
            Accountability(item=item, form="1", persons=case.persons, on=case.requested_on, **self.made)
            for item, case in both
            if case.persons
        )

    def _pieces(self, items: Sequence[Item], cases: Sequence[ItemCase]) -> None:
        rows = [(item, piece) for item, case in zip(items, cases, strict=True) for piece in case.pieces]
        files = [self._file(piece, n, items[0].pk) for n, (_item, piece) in enumerate(rows)]
        StoredFile.objects.bulk_create(files, batch_size=BATCH, ignore_conflicts=True)
        PhotoLook.objects.bulk_create(
            (
                PhotoLook(file=file, bits=f"{piece.bits:032x}")
                for file, (_item, piece) in zip(files, rows, strict=True)
                if piece.bits is not None
            ),
            batch_size=BATCH,
        )
        attachments = Attachment.objects.bulk_create(
            (Attachment(file=file, name="佐证.jpg", **self.made) for file in files), batch_size=BATCH
        )
        Evidence.objects.bulk_create(
            (
                Evidence(item=item, attachment=held, kind=piece.kind, formed_on=piece.formed_on, **self.made)
                for held, (item, piece) in zip(attachments, rows, strict=True)
            ),
            batch_size=BATCH,
        )

    @staticmethod
    def _file(piece: PieceCase, n: int, base: int) -> StoredFile:
        content = piece.content or f"{base}-{n}".encode()
        digest = sha256(content).hexdigest()
        if piece.content:
            path = path_of(digest)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        media = "image/jpeg" if piece.content or piece.bits is not None else "application/pdf"
        return StoredFile(digest=digest, size=len(content), media_type=media)

    def _checks(self, items: Sequence[Item], cases: Sequence[ItemCase]) -> None:
        looked = [(item, case.checked) for item, case in zip(items, cases, strict=True) if case.checked]
        if not looked:
            return
        visit = Visit.objects.create(
            jurisdiction=self.office, number=f"访{looked[0][0].pk}", kind="return", title="回访", purpose="核查",
            from_on=ENDS, to_on=TODAY, state="done", **self.since,
        )  # fmt: skip
        units = {item.plan_id: item.plan.inspection.organisation_id for item, _checked in looked}
        visited = {
            plan: Visited.objects.create(
                visit=visit, organisation_id=unit, on=TODAY, present="无", state="closed", **self.since
            )
            for plan, unit in units.items()
        }
        Point.objects.bulk_create(
            Point(
                visited=visited[item.plan_id], position=n, item=item, how="drawn", people=people, denied=denied,
                verdict="in_place" if good else "not", recorded_by=self.clerk, recorded_at=at(TODAY), **self.made,
            )
            for n, (item, (good, people, denied)) in enumerate(looked, 1)
        )  # fmt: skip

    def _ask(self, plan: Plan, satisfied: int, answered: int) -> None:
        options = ["很好", "较好", "一般", "较差", "很差"]
        question = {"id": "q1", "kind": "scale", "label": "您对这次整改怎样看？", "options": options}
        asked = Questionnaire.objects.create(
            inspection_id=plan.inspection_id, title="整改满意度", audience="群众", questions=[question],
            code=f"b{plan.pk}", smallest=5, opens_on=DUE, closes_on=ENDS, **self.since, state="counted",
        )  # fmt: skip
        Reply.objects.bulk_create(
            Reply(questionnaire=asked, answers={"q1": [0 if n < satisfied else 3]}, day=DUE) for n in range(answered)
        )
