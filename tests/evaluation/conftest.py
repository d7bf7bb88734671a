"""A scheme in force, an evaluation of both units, and people who do its parts."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.conftest import NOW, World
from tests.evaluation.telling import SMALL, closed_run, scheme_in_force
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Run, Scheme
from xuncha.evaluation.services import ask_panel, begin_run, open_run

TODAY = NOW.date()


@pytest.fixture
def scheme(world: World, acting: Callable) -> Scheme:
    """One indicator by points, one by vote of two groups, one rate, one veto."""
    return scheme_in_force(acting, world, SMALL)


@pytest.fixture
def run(world: World, acting: Callable, scheme: Scheme) -> Run:
    """Being prepared: both units, by the small scheme."""
    days = {"opens_on": TODAY, "closes_on": TODAY + timedelta(days=10)}
    clerk = acting(Role.OFFICE_CLERK)
    made = begin_run(clerk, world.round, scheme=scheme, title="整改评估", subjects=world.units, **days)
    ask_panel(acting(Role.OFFICE_CLERK), made, group="staff", asked=10)
    for subject in made.subjects.all():
        ask_panel(acting(Role.OFFICE_CLERK), made, group="users", asked=6, subject=subject)
    return made


@pytest.fixture
def opened(acting: Callable, run: Run) -> Run:
    """People vote and score."""
    return open_run(acting(Role.OFFICE_CLERK), run)


@pytest.fixture
def closed(acting: Callable, opened: Run) -> Run:
    """The voting is over: 10 of 10 and 4 of 6 voted on unit one, on paper; nobody on unit two."""
    return closed_run(acting, opened)
