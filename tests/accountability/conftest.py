"""Uses of results in any state, about a unit under rectification, with the people who propose and approve them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from tests.rectification.conftest import Rectifying, days, rect
from xuncha.accountability import services
from xuncha.accountability.models import Result, ResultUse
from xuncha.accountability.rules.kinds import KINDS, Level
from xuncha.foundation.accounts.models import User
from xuncha.rectification.models import Plan

__all__ = ["days", "rect"]
LATE = days(70)  # 2022-07-19: concentrated rectification is over


@dataclass
class Using:
    """Moves a use of results along, one named act after the other."""

    rect: Rectifying

    def act(self, who: User, now: datetime = LATE) -> Any:
        return self.rect.acting(who, now=now)

    def plan(self) -> Plan:
        return Plan.objects.first() or self.rect.accepted()

    def drafted(self, kind: str = "talk", **other: Any) -> ResultUse:
        told = {
            "title": KINDS[kind].title.format(units="测试市第1局"),
            "text": KINDS[kind].demand,
            "body": KINDS[kind].body,
        }
        meeting = {"on": LATE.date(), "place": "市委小会议室"} if KINDS[kind].meets else {}
        words = {"plans": [self.plan()], **told, **meeting, **other}
        return services.draft_use(self.act(self.rect.clerk), self.rect.world.city, kind=kind, **words)

    def submitted(self, kind: str = "talk", **other: Any) -> ResultUse:
        return services.submit_use(self.act(self.rect.clerk), self.drafted(kind, **other))

    def approved(self, kind: str = "talk", **other: Any) -> ResultUse:
        use = self.submitted(kind, **other)
        if KINDS[kind].level is Level.OFFICE:
            return services.approve_use(self.act(self.rect.director), use)
        services.lay_use(self.act(self.rect.director), use)
        return services.decide_use(self.act(self.rect.leader), use)

    def sent(self, kind: str = "talk", **other: Any) -> ResultUse:
        send = services.demand_use if KINDS[kind].owes else services.send_use
        return send(self.act(self.rect.clerk), self.approved(kind, **other))

    def noted(self, use: ResultUse, measure: str, *, cases: int = 0, persons: int = 0, number: str = "") -> Result:
        told = {"measure": measure, "cases": cases, "persons": persons, "number": number}
        return services.note_result(self.act(self.rect.clerk), use, on=LATE.date(), **told)


@pytest.fixture
def using(rect: Rectifying) -> Using:
    return Using(rect)


@pytest.fixture
def browse(at_desk, monkeypatch):
    """Sign somebody in on the day on which it all happens."""

    def sign_in(who: User):
        client = at_desk(who)
        monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: LATE)
        client.force_login(who)
        return client

    return sign_in
