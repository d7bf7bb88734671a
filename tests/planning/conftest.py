"""Plans of the small world, built through use cases."""

from collections.abc import Callable

import pytest

from xuncha.core.permissions import Role
from xuncha.foundation.usecases import Act
from xuncha.planning import selectors, services
from xuncha.planning.models import PlanVersion, Target
from xuncha.planning.selectors import schedule


@pytest.fixture(autouse=True)
def _nobody_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planning alone: no later stage says what was inspected, unless a test does."""
    monkeypatch.setattr(selectors, "inspected_sources", [])
    monkeypatch.setattr(schedule, "held_sources", [])


@pytest.fixture
def targets(world) -> list[Target]:
    """The two targets of the small world's term."""
    return list(world.term.targets.order_by("pk"))


@pytest.fixture
def draft(acting, world, targets) -> PlanVersion:
    """A first five-year plan in which both targets have their place."""
    clerk = acting(Role.OFFICE_CLERK)
    plan = services.draft_first_plan(clerk, world.term)
    for target, year in zip(targets, (2022, 2023), strict=True):
        services.add_entries(acting(clerk.actor.user), plan, [target], year=year, round_number=1)
    return plan


@pytest.fixture
def publish(acting) -> Callable[[PlanVersion], PlanVersion]:
    """Hand a draft in and approve it."""

    def run(plan: PlanVersion) -> PlanVersion:
        services.submit_plan(acting(Role.OFFICE_CLERK), plan)
        return services.approve_plan(acting(Role.SECRETARY), plan)

    return run


@pytest.fixture
def in_force(draft, publish) -> PlanVersion:
    """The first five-year plan, published."""
    return publish(draft)


@pytest.fixture
def clerk(acting) -> Callable[[], Act]:
    """The clerk of the office, each time with a new act."""
    user = acting(Role.OFFICE_CLERK).actor.user
    return lambda: acting(user)


@pytest.fixture
def asked(clerk, draft) -> PlanVersion:
    """The draft with its timetable prepared."""
    services.prepare_schedule(clerk(), draft)
    return draft
