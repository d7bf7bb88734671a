"""What residents answered about disclosed rectification comes into the sheet as a rate, never of fewer than five."""

import pytest

from tests.conftest import NOW
from tests.disclosure.conftest import telling
from tests.disclosure.test_hearings import answered, opened
from tests.evaluation.telling import SMALL, scheme_in_force
from tests.evaluation.test_appraisals import run_of
from tests.rectification.conftest import rect
from tests.rectification.test_documents import PROFILE
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.disclosure.services import close_hearing
from xuncha.evaluation.documents import sheet_paper
from xuncha.evaluation.rules.definitions import reasons_not_to_submit
from xuncha.evaluation.rules.rates import FORMULAS, share_of
from xuncha.evaluation.selectors import sheet_of
from xuncha.evaluation.selectors.pages import lines_of
from xuncha.evaluation.services import hand_in_sheet, take_rates

__all__ = ["rect", "telling"]

RATED = {
    **SMALL,
    "indicators": [
        {"code": "duty", "label": "责任落实", "maximum": "80", "method": "deduct"},
        {"code": "heard", "label": "群众满意", "maximum": "20", "method": "rate", "formula": "residents"},
    ],
    "groups": [],
    "choices": [],
    "vetoes": [],
}


def told(subject) -> list[str]:
    return [str(step) for step in lines_of(subject, sheet_of(subject))[1].working]


@pytest.fixture
def subject(world, acting):
    assert reasons_not_to_submit(RATED) == []
    return run_of(world, acting, scheme_in_force(acting, world, RATED), [world.units[0]]).subjects.get()


def closed(telling, *choices: str) -> None:
    hearing = opened(telling)
    answered(hearing, *choices)
    hearing.refresh_from_db()
    close_hearing(telling.office(), hearing)


def test_no_answer_is_no_full_mark():
    results = {"satisfied": 0, "answered": 0, "total": 0, "completed": 0}
    assert share_of("residents", results) is None
    assert share_of("completion", results).of == 0
    assert FORMULAS["residents"].of == "answered"


def test_answers_are_taken_with_their_number_and_day(telling, acting, subject):
    closed(telling, *["good"] * 6, "fair", "bad")
    take_rates(acting(Role.OFFICE_CLERK), subject)
    assert "20 × 7 ÷ 8 = 17.50" in told(subject)
    assert f"取数日期 {NOW.date().isoformat()}，8 人回答" in told(subject)
    assert "20 × 7 ÷ 8 = 17.50" in str(sheet_paper(subject, PROFILE.issuer(NOW.date(), 1)))
    assert hand_in_sheet(acting(Role.OFFICE_CLERK), subject).state == "scored"


def test_of_fewer_than_five_nothing_is_taken_nor_shown(telling, acting, subject):
    closed(telling, "good", "good", "bad", "bad")
    take_rates(acting(Role.OFFICE_CLERK), subject)
    assert subject.rates.count() == 0
    assert any("满五人才取数" in step for step in told(subject))
    with pytest.raises(RuleViolated, match="群众满意"):
        hand_in_sheet(acting(Role.OFFICE_CLERK), subject)


def test_answers_still_coming_in_are_not_counted(telling, acting, subject):
    answered(opened(telling), *["good"] * 9)
    take_rates(acting(Role.OFFICE_CLERK), subject)
    assert subject.rates.count() == 0
