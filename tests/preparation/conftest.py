"""A letter and an audit report of the small world, made through their use cases."""

from datetime import date

import pytest

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.preparation.models import AuditReport, DataRequest
from xuncha.preparation.services import draft_requests, file_audit

AUDIT = {
    "kind": "term",
    "title": "任中审计报告",
    "auditor": "测试市审计局",
    "period_from": date(2018, 1, 1),
    "period_to": date(2020, 12, 31),
    "issued_on": date(2021, 6, 1),
    "problems": "三公经费超预算。",
}


@pytest.fixture
def letter(world, acting) -> DataRequest:
    draft_requests(acting(Role.OFFICE_CLERK), world.round, sources=["audit"])
    return DataRequest.objects.get()


@pytest.fixture
def audit(world, acting) -> AuditReport:
    return file_audit(acting(Role.OFFICE_CLERK), world.inspections[0], **AUDIT)


@pytest.fixture
def today() -> date:
    return NOW.date()
