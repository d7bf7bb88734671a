"""Signed papers, taxonomies and findings of the small world, built through use cases where they exist."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.workflow import PaperState
from xuncha.findings import services
from xuncha.findings.models import Finding
from xuncha.foundation.regulations.models import Category, Taxonomy


@pytest.fixture
def people(hire) -> dict[Role, object]:
    """One person for each role of team one, and the unit's liaison."""
    roles = (Role.INSPECTOR, Role.TEAM_LEADER, Role.DEPUTY_LEADER, Role.UNIT_LIAISON, Role.OFFICE_CLERK)
    return {role: hire(role) for role in roles}


@pytest.fixture
def by(acting, people) -> Callable:
    """A new act by the person of this role, always the same person: `by(Role.INSPECTOR)`."""
    return lambda role, **options: acting(people[role], **options)


@pytest.fixture
def paper(world, people) -> Callable[..., WorkingPaper]:
    """A paper the leader has signed: `paper("标题")`; `which=1` belongs to the other team."""

    def make(title: str = "限额以下项目拆分发包", *, which: int = 0, state: PaperState = PaperState.SIGNED, **fields):
        tag = uuid4().hex[:6]
        return WorkingPaper.objects.create(
            inspection=fields.pop("inspection", world.inspections[which]),
            provisional_no=f"LS-{tag}",
            number=f"DG-{tag}" if state in {PaperState.SIGNED, PaperState.FILED} else None,
            title=title,
            facts=fields.pop("facts", "将同一工程拆分为 3 个项目直接发包。"),
            characterisation="规避竞价程序。",
            handler=people[Role.INSPECTOR],
            state=state,
            state_since=NOW,
            created_by=people[Role.INSPECTOR],
            created_at=NOW,
            **fields,
        )

    return make


@pytest.fixture
def found(by, world, paper) -> Callable[..., Finding]:
    """A finding raised by the inspector from one signed paper: `found("标题")`."""

    def make(title: str = "限额以下项目拆分发包", text: str = "拆分发包，规避竞价。", **options) -> Finding:
        return services.raise_finding(
            by(Role.INSPECTOR), world.inspections[0], papers=[paper(title)], title=title, text=text, **options
        )

    return make


@pytest.fixture
def taxonomy(db) -> Callable[..., list[Category]]:
    """Categories of a taxonomy in force: `taxonomy("focus3", "甲", "乙")`."""

    def make(code: str, *names: str, valid_from=date(2018, 1, 1), valid_to=None, jurisdiction=None) -> list[Category]:
        edition = Taxonomy.objects.create(
            code=f"test-{code}",
            edition=f"{valid_from.year}",
            name=code,
            valid_from=valid_from,
            valid_to=valid_to,
            jurisdiction=jurisdiction,
        )
        return [
            Category.objects.create(taxonomy=edition, code=str(n), name=name, position=n)
            for n, name in enumerate(names, 1)
        ]

    return make
