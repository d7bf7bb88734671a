"""A unit's rectification in any state: opened by a delivered opinion and moved along by its people's own acts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.feedback.models import Opinion, OpinionItem, Session
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act
from xuncha.rectification import services
from xuncha.rectification.models import Evidence, Item, Plan
from xuncha.rectification.rules.plans import ItemDraft, MeasureDraft
from xuncha.rounds.selectors import INSPECTIONS

TODAY = NOW.date()  # the day of the feedback meeting: the plan is due on 2022-06-10, the period ends on 2022-07-10
ENDS = date(2022, 7, 10)


def draft(**other) -> ItemDraft:
    """An item filled so that nothing is missing: two measures, due at the end of the concentrated period."""
    values = {
        "objective": "追回不合理价款，修订小额工程管理办法，同类项目全面清查。",
        "leader": "党组成员 叶某",
        "department": "计划股",
        "contact": "办公室",
        "due_on": ENDS,
        "measures": (
            MeasureDraft("对 3 个项目补充审计", "叶某", "计划股", ENDS, "出具审计报告", "money"),
            MeasureDraft("修订《小额工程管理办法》", "叶某", "计划股", ENDS, "印发执行", "rule"),
        ),
    }
    return ItemDraft(**{**values, **other})


def upload(name: str = "凭证.txt", text: str = "", **said) -> services.Upload:
    """A text file as the unit hands it in."""
    return services.Upload(ContentFile((text or f"内容 {name}").encode(), name), name, **said)


@dataclass
class Rectifying:
    """Moves one unit's rectification along, one named act after the other; every day of it may be chosen."""

    world: World
    acting: Callable[..., Act]
    liaison: User
    clerk: User
    director: User
    leader: User
    which: int = 0
    opinion: Opinion = field(init=False)

    def unit(self, now: datetime = NOW) -> Act:
        return self.acting(self.liaison, now=now)

    def office(self, now: datetime = NOW) -> Act:
        return self.acting(self.clerk, now=now)

    def deliver(self, *titles: str) -> Plan:
        """An opinion with these problems, fed back on TODAY."""
        inspection = self.world.inspections[self.which]
        made = {"created_by": self.clerk, "created_at": NOW, "state_since": NOW}
        session = Session.objects.create(
            round=self.world.round, title="反馈会", principal_on=TODAY, on=TODAY, state="held", **made
        )
        self.opinion = Opinion.objects.create(
            inspection=inspection, session=session, number=f"FK-{inspection.pk}", state="delivered", delivered_on=TODAY,
            submitted_by=self.clerk, submitted_at=NOW, approved_by=self.leader, approved_at=NOW, **made,
        )  # fmt: skip
        for n, title in enumerate(titles or ("拆分发包规避招标", "租金长期低于市场价"), 1):
            OpinionItem.objects.create(opinion=self.opinion, position=n, title=title, text=f"{title}，涉及 3 个项目。")
        self._open()
        return self.plan()

    def _open(self) -> None:
        """As delivering does it: within an act, whose journal the opening joins."""
        from xuncha.core.permissions import Permission as P
        from xuncha.foundation.usecases import REGISTRY, use_case

        @use_case(P.FEEDBACK_RUN, within=INSPECTIONS)
        def deliver(act, inspection):
            """Deliver."""
            services.open_plan(act, self.opinion)

        REGISTRY.pop(next(name for name in REGISTRY if name.endswith(".deliver") and name.startswith("tests.")))
        deliver(self.office(), self.opinion.inspection)

    def plan(self) -> Plan:
        return Plan.objects.get(opinion=self.opinion)

    def item(self, n: int = 0) -> Item:
        return self.plan().items.order_by("number")[n]

    def written(self, *titles: str, **other) -> Plan:
        """A plan from which nothing is missing, still with the unit."""
        plan = self.deliver(*titles)
        services.write_plan(
            self.unit(), plan, base_version=1, principal="党组书记 某某", overall="党组统一领导。",
            party_meeting_on=TODAY,
        )  # fmt: skip
        for item in plan.items.all():
            services.fill_item(self.unit(), item, base_version=1, draft=draft(**other))
        return self.plan()

    def submitted(self, *titles: str, **other) -> Plan:
        return services.submit_plan(self.unit(), self.written(*titles, **other))

    def accepted(self, *titles: str, **other) -> Plan:
        return services.accept_plan(self.office(), self.submitted(*titles, **other))

    def under_way(self, **other) -> Item:
        """The first item of an accepted plan."""
        self.accepted(**other)
        return self.item()

    def done(self, item: Item | None = None, *, now: datetime = NOW, **other) -> Item:
        """Every measure reported done, with evidence."""
        item = item or self.under_way(**other)
        for measure in item.measures.all():
            services.report_progress(
                self.unit(now), item, text="已完成。", on=now.date(), measure=measure, done_on=now.date()
            )
            services.add_evidence(
                self.unit(now), item, upload(f"{item.number}-{measure.position}.txt"), measure=measure
            )
        return self.fresh(item)

    def declared(self, item: Item | None = None, *, now: datetime = NOW, **other) -> Item:
        done = self.done(item, now=now, **other)
        if done.money_due:
            services.explain_shortfall(self.unit(now), done, reason="对方企业破产，正在申报债权。")
        return services.declare_done(self.unit(now), done, statement="全部整改到位。")

    def requested(self, item: Item | None = None, *, now: datetime = NOW, **other) -> Item:
        """Asked to be closed, nothing of it reviewed."""
        declared = self.declared(item, now=now, **other)
        services.record_unit_meeting(
            self.unit(now), declared, base_version=None, unit_meeting_on=now.date(), similar="清查 87 个，未再发现。"
        )
        return services.request_closeout(self.unit(now), declared)

    def reviewed(self, item: Item | None = None, *, now: datetime = NOW, **other) -> Item:
        """Every piece of evidence accepted: the gate is open."""
        requested = self.requested(item, now=now, **other)
        for piece in requested.evidence.all():
            services.review_evidence(self.office(now), requested, piece, verdict="original")
        return self.fresh(requested)

    def closed(self, item: Item | None = None, *, now: datetime = NOW, **other) -> Item:
        return services.close_item(self.office(now), self.reviewed(item, now=now, **other), opinion="同意。")

    def piece(self, item: Item, n: int = 0) -> Evidence:
        return item.evidence.order_by("pk")[n]

    @staticmethod
    def fresh(item: Item) -> Item:
        """The record as the database has it."""
        return Item.objects.get(pk=item.pk)


@pytest.fixture
def rect(world, hire, acting) -> Rectifying:
    """Unit one's rectification, with its liaison, and the office."""
    return Rectifying(
        world,
        acting,
        liaison=hire(Role.UNIT_LIAISON, name="王联络"),
        clerk=hire(Role.OFFICE_CLERK, name="丁办"),
        director=hire(Role.OFFICE_DIRECTOR, name="钱主任"),
        leader=hire(Role.LEADING_GROUP, name="赵领导"),
    )


def days(n: int) -> datetime:
    """The moment n days after NOW."""
    return NOW + timedelta(days=n)


def yuan(amount: str) -> Decimal:
    return Decimal(amount)


def at(name: str, *arguments: object) -> str:
    """The address of one of the unit's pages."""
    return reverse(f"rectification_unit:{name}", args=arguments)


@pytest.fixture
def unit(rect: Rectifying, at_desk):
    """The liaison's browser."""
    return at_desk(rect.liaison)


@pytest.fixture
def on_day(rect, unit, monkeypatch):
    """Let the liaison sign in again on a later day."""

    def sign_in(n: int) -> None:
        monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: days(n))
        unit.logout()
        unit.force_login(rect.liaison)

    return sign_in


def text_of(response) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def content(response) -> str:
    """The text of a file that is served."""
    text = b"".join(response.streaming_content).decode()
    response.close()
    return text
