"""A unit's text in any state: begun by the installation, moved along by its people's own acts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile

from tests.rectification.conftest import Rectifying, days, rect
from xuncha.core.errors import Refused
from xuncha.disclosure import services
from xuncha.disclosure.models import Disclosure, Section
from xuncha.foundation.accounts.models import User
from xuncha.rectification.models import Plan, UnitReport

__all__ = ["days", "rect"]
LATER = days(70)
FRAME = {"title": "通报", "opening": "接受了巡察。", "leading": "党组专题研究。", "contact": "电话 0719-6012345"}
PUBLIC = {"channel": "public", "place": "https://example.test/gk", "days": 15}
INSIDE = {"channel": "inside", "place": "全体党员干部大会"}


def report_accepted(rect: Rectifying, plan: Plan) -> None:
    """As it stands when the office has accepted the unit's report on the concentrated period."""
    told = {"state": "accepted", "submitted_by": rect.liaison, "submitted_at": LATER}
    UnitReport.objects.update_or_create(
        plan=plan,
        kind="progress",
        defaults={**told, "reviewed_by": rect.clerk, "reviewed_at": LATER},
        create_defaults={
            **told,
            "reviewed_by": rect.clerk,
            "reviewed_at": LATER,
            "created_by": rect.clerk,
            "created_at": LATER,
            "state_since": LATER,
        },
    )


@dataclass
class Disclosing:
    """Moves a text along, one named act after the other."""

    rect: Rectifying

    def act(self, who: User, now: datetime = LATER) -> Any:
        return self.rect.acting(who, now=now)

    def unit(self, now: datetime = LATER) -> Any:
        return self.act(self.rect.liaison, now)

    def office(self, now: datetime = LATER) -> Any:
        return self.act(self.rect.clerk, now)

    def begun(self) -> Disclosure:
        """A text of two items, in the words of the records."""
        report_accepted(self.rect, self.rect.accepted())
        return services.open_owed(self.office(), self.rect.world.city)[0]

    def written(self, **other: str) -> Disclosure:
        return services.write_frame(self.unit(), self.begun(), base_version=None, **{**FRAME, **other})

    def section(self, text: Disclosure, n: int = 1) -> Section:
        return text.sections.get(position=n)

    def said(self, section: Section, **other: Any) -> Section:
        words = {"heading": section.heading, "text": section.text, **other}
        return services.write_section(self.unit(), section, base_version=None, **words)

    def left_out(self, of: Disclosure, n: int = 1, **other: Any) -> Section:
        told = {"omitted": "public", "ground": "sensitive", "why": "涉及未公开的方案。", **other}
        return self.said(self.section(of, n), **told)

    def submitted(self, text: Disclosure | None = None) -> Disclosure:
        return services.submit_disclosure(self.unit(), text or self.written())

    def approved(self, text: Disclosure | None = None) -> Disclosure:
        return services.approve_disclosure(self.office(), text or self.submitted())

    def noted(self, text: Disclosure, now: datetime = LATER, **other: Any) -> Disclosure:
        told = {"on": now.date(), "proof": ContentFile("截图".encode(), "凭证.txt"), **other}
        return services.note_publication(self.unit(now), text, **told)

    def published(self, text: Disclosure | None = None) -> Disclosure:
        text = self.noted(text or self.approved(), **INSIDE)
        return self.noted(text, **PUBLIC)


@pytest.fixture
def telling(rect: Rectifying) -> Disclosing:
    return Disclosing(rect)


def refused(do: Any) -> str:
    """What a refusal says."""
    with pytest.raises(Refused) as refusal:
        do()
    return str(refusal.value)


def day(n: int) -> date:
    return days(n).date()
