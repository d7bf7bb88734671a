"""What the tests of evaluations tell over and over."""

from collections.abc import Callable
from typing import Any

from tests.conftest import World
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Run, Scheme, Subject, Tally
from xuncha.evaluation.services import (
    approve_scheme,
    close_run,
    draft_scheme,
    key_tally,
    key_tally_again,
    submit_scheme,
)

SMALL: dict[str, Any] = {
    "full": "100",
    "places": 2,
    "indicators": [
        {
            "code": "duty",
            "label": "责任落实",
            "maximum": "40",
            "method": "deduct",
            "items": [{"code": "late", "label": "没有按期报送", "most": "10"}],
        },
        {"code": "done", "label": "任务完成", "maximum": "40", "method": "rate", "formula": "completion"},
        {"code": "vote", "label": "群众评议", "maximum": "20", "method": "vote"},
        {"code": "plus", "label": "创新", "maximum": "5", "method": "add"},
    ],
    "groups": [
        {"code": "staff", "label": "干部职工", "weight": "60", "least": 5},
        {"code": "users", "label": "服务对象", "weight": "40", "least": 5},
    ],
    "choices": [
        {"code": "a", "label": "满意", "worth": "100"},
        {"code": "b", "label": "一般", "worth": "60"},
        {"code": "c", "label": "不满意", "worth": "0"},
    ],
    "vetoes": [{"code": "false", "label": "报告与事实不符", "limit": 2, "effect": "zero"}],
    "bands": [
        {"code": "good", "label": "好", "least": "80", "follow": ["praise"]},
        {"code": "poor", "label": "差", "least": "0", "follow": ["letter", "talk"]},
    ],
}
WHY = {"reason": "方案晚报五天", "evidence": "收文登记第3号"}


def scheme_in_force(acting: Callable, world: World, definition: dict[str, Any], kind: str = "unit") -> Scheme:
    """Drafted by a clerk, approved by the director."""
    told = {"kind": kind, "title": "评估办法", "definition": definition}
    made = submit_scheme(acting(Role.OFFICE_CLERK), draft_scheme(acting(Role.OFFICE_CLERK), world.city, **told))
    return approve_scheme(acting(Role.OFFICE_DIRECTOR), made)


def pile(acting: Callable, subject: Subject, group: str, **votes: int) -> Tally:
    """Paper ballots keyed twice and alike: `pile(acting, unit, "staff", a=6, b=4)`."""
    told = {"sheets": sum(votes.values()), "counts": {"vote": votes}}
    first = key_tally(acting(Role.OFFICE_CLERK), subject, group=group, **told)
    return key_tally_again(acting(Role.OFFICE_CLERK), first, **told)


def closed_run(acting: Callable, run: Run) -> Run:
    """Of the first body ten and four voted; the voting is over."""
    subject = run.subjects.first()
    pile(acting, subject, "staff", a=6, b=3, c=1)
    pile(acting, subject, "users", a=1, c=3)
    run.refresh_from_db()
    return close_run(acting(Role.OFFICE_CLERK), run)
