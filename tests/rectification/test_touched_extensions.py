"""What another limit of extensions would change is shown first; where nothing can change, the page says why."""

import pytest
from django.urls import reverse

from tests.rectification.conftest import days, rect
from xuncha.core.permissions import Role
from xuncha.foundation.regulations.rules import PARAMETERS
from xuncha.foundation.regulations.selectors.values import TOUCHED, preview_of_values
from xuncha.rectification.services import ask_extension, grant_extension

__all__ = ["days", "rect"]
MOST, RAISED = "rectification.extensions_most", "rectification.extensions_raised"
NOW = days(20)
pytestmark = pytest.mark.django_db


def before_and_after(rect, **values) -> list[tuple[str, str]]:
    found = preview_of_values(
        rect.acting(rect.director, now=NOW).actor, rect.world.city, values, NOW.date(), NOW.date()
    )
    return [(str(one.before), str(one.after)) for one in found.kinds["在办事项的延期次数"].changes]


def test_who_may_ask_no_more_is_shown_before(rect):
    items = list(rect.accepted().items.order_by("pk"))
    item = next(one for one in items if one.due_on is not None)
    asked = ask_extension(rect.acting(rect.liaison, now=NOW), item, to_on=days(200).date(), reason="招标需要时间")
    grant_extension(rect.acting(rect.director, now=NOW), asked)
    assert before_and_after(rect, **{MOST: 1}) == [("已延期 1 次，还可以申请", "已延期 1 次，不能再申请")]
    assert before_and_after(rect, **{RAISED: 2}) == [("已延期 1 次，还可以申请", "已延期 1 次，再申请由上级审批")]
    assert before_and_after(rect, **{MOST: 5}) == []


@pytest.mark.parametrize(
    "code", ["rectification.suspension_most", "rectification.joint_review", "survey.smallest_group"]
)
def test_where_nothing_that_is_there_can_change_the_page_says_so(at_desk, code):
    assert code not in TOUCHED
    page = at_desk(Role.OFFICE_CLERK).get(reverse("regulations:parameter-new", args=[code])).content.decode()
    assert PARAMETERS[code].later in page
    assert "所以没有可以预先列出的记录" in page
