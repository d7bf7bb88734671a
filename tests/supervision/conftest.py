"""Letters in any state, about a unit under rectification, issued by its office and answered by its addressee."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from tests.conftest import NOW
from tests.rectification.conftest import Rectifying, at, days, on_day, rect, text_of, unit
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Organisation
from xuncha.rectification.models import Item
from xuncha.supervision import services
from xuncha.supervision.models import Letter

__all__ = ["at", "days", "on_day", "rect", "text_of", "unit"]
LATE = days(70)  # 2022-07-19: the plan and its items are overdue, concentrated rectification is over


@dataclass
class Writing:
    """Moves a letter along, one named act after the other."""

    rect: Rectifying
    department: Organisation
    officer: User  # of the department

    def act(self, who: User, now: datetime = LATE) -> Any:
        return self.rect.acting(who, now=now)

    def drafted(self, *, now: datetime = LATE, items: list[Item] | None = None, **other: Any) -> Letter:
        """A supervision letter to unit one about its first item."""
        if items is None:
            items = [self.rect.item() if Item.objects.exists() else self.rect.under_way()]
        words = {"kind": "supervision", "addressee": self.rect.world.units[0], "title": "关于有关问题整改的督办函",
                 "text": "请书面回复。"}  # fmt: skip
        world = self.rect.world
        return services.draft_letter(self.act(self.rect.clerk, now), world.city, items=items, **{**words, **other})

    def assigned(self, *, now: datetime = LATE, **other: Any) -> Letter:
        """An assignment letter to the department, issued."""
        words = {"kind": "assignment", "addressee": self.department, "title": "关于有关问题的交办函"}
        return self.issued(now=now, **{**words, **other})

    def submitted(self, *, now: datetime = LATE, **other: Any) -> Letter:
        return services.submit_letter(self.act(self.rect.clerk, now), self.drafted(now=now, **other))

    def issued(self, *, now: datetime = LATE, **other: Any) -> Letter:
        return services.issue_letter(self.act(self.rect.director, now), self.submitted(now=now, **other))

    def alone(self, **other: Any) -> Letter:
        """An assignment letter, issued, to a department of which nobody has an account."""
        letter = self.assigned(**other)
        self.officer.grants.all().delete()
        return letter

    def answerer(self, letter: Letter) -> User:
        return self.officer if letter.addressee == self.department else self.rect.liaison

    def received(self, letter: Letter | None = None, *, now: datetime = LATE) -> Letter:
        letter = letter or self.issued(now=now)
        return services.receive_letter(self.act(self.answerer(letter), now), letter)

    def answered(self, letter: Letter | None = None, *, now: datetime = LATE, **other: Any) -> Letter:
        letter = self.received(letter, now=now)
        return services.answer_letter(self.act(self.answerer(letter), now), letter, **{"reply": "已办理。", **other})


@pytest.fixture
def letters(rect, hire) -> Writing:
    """Unit one's liaison, the office, and a department that is no unit under inspection."""
    department = Organisation.objects.create(
        jurisdiction=rect.world.city, code="TC-D1", name="测试市财政局", unit_type="office"
    )
    officer = User.objects.create(username="officer", name="孙科长")
    officer.grants.create(role=Role.DEPARTMENT, scope_id=department.pk, valid_from=NOW)
    return Writing(rect, department, officer)
