"""A questionnaire of the small world, drafted and out, made through the use cases."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from tests.conftest import NOW, World
from xuncha.core.permissions import Role
from xuncha.foundation import tickets
from xuncha.foundation.tickets import Ticket
from xuncha.survey.models import Pattern, Questionnaire
from xuncha.survey.services import draft_questionnaire, send_questionnaire
from xuncha.survey.services.answering import hand_in

DAY = NOW.date()


@pytest.fixture
def draft(world: World, acting) -> Questionnaire:
    """From the shipped pattern for offices."""
    pattern = Pattern.objects.get(code="office-staff")
    return draft_questionnaire(
        acting(Role.TEAM_LIAISON), world.inspections[0], title="职工问卷", audience="职工", pattern=pattern
    )


@pytest.fixture
def out(draft: Questionnaire, acting) -> Questionnaire:
    """Out today."""
    return send_questionnaire(acting(Role.TEAM_LIAISON), draft, opens_on=DAY, closes_on=date(2022, 6, 1))


@pytest.fixture
def answer(out: Questionnaire) -> Callable[..., None]:
    """Hand in answers by phone: `answer(q1=[0], q5="text")` on top of those that must be given."""

    def hand(**answers) -> None:
        needed = {"q1": [0], "q2": [0], "q3": [0], "q6": [0]}
        hand_in(out, Ticket(out.code or "", str(uuid4())), {**needed, **answers}, DAY)

    return hand


@pytest.fixture(autouse=True)
def _fresh_queue() -> None:
    tickets._turns.clear()
