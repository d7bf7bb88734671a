"""P3: three use cases with their journal records, beside one bare INSERT and COMMIT in the same database."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.figures import Line, R, Times, show
from benchmarks.world import World
from xuncha.core.permissions import Role
from xuncha.fieldwork.services import (
    Upload,
    add_evidence,
    ask_to_co_sign,
    check_paper,
    co_sign_paper,
    create_paper,
    sign_paper,
    submit_paper,
)
from xuncha.findings.services import confirm_finding, raise_from_paper
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.regulations.models import ChecklistItem
from xuncha.foundation.usecases import Act

PAPERS = 30
FACTS = (
    "2021年9月26日，巡察组实地清点该局防汛物资仓库，台账登记编织袋12.0万条，实存9.4万条，短少物资折合11.38万元。"
    "上述情况已与该局党组书记交换意见，其表示认可。"
)


class Clock:
    """Times and queries of each step, with a bare row written beside every one."""

    def __init__(self) -> None:
        self.steps: dict[str, Times] = {}
        self.queries: dict[str, int] = {}
        self.floor = Times()
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bare (id bigint PRIMARY KEY, body text)")

    def time(self, name: str, step: Callable[[], R]) -> R:
        """Take the step; its first time counts the queries instead of the seconds."""
        self.floor.take(self._bare)
        if name in self.steps:
            return self.steps[name].take(step)
        self.steps[name] = Times()
        with CaptureQueriesContext(connection) as asked:
            result = step()
        self.queries[name] = len(asked)
        return result

    def _bare(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare VALUES (%s, %s)", [len(self.floor.seconds), FACTS])

    def show(self) -> None:
        """Print P3."""
        lines = [Line(name, times, self.floor, "25 ms", str(self.queries[name])) for name, times in self.steps.items()]
        show("P3  one use case with its journal record; floor: one bare INSERT and COMMIT", lines)


def measure(world: World) -> None:
    """Take papers from opening to a confirmed finding and time three of the steps."""
    clock, second = Clock(), _second(world)
    item = ChecklistItem.objects.filter(clue_only=False, category__isnull=False).order_by("pk")[0]
    for _ in range(PAPERS):
        act, fields = _by(world, Role.INSPECTOR), _fields(item)
        paper = clock.time(
            "create a paper",
            lambda act=act, fields=fields: create_paper(act, world.inspection, second_handler=second, **fields),
        )
        for kind in item.evidence.split("、"):
            file = ContentFile("清点记录".encode(), "清点记录.txt")
            upload = Upload(file, "清点记录.txt", kind=kind, original_checked=True)
            add_evidence(_by(world, Role.INSPECTOR), paper, upload)
        ask_to_co_sign(_by(world, Role.INSPECTOR), paper)
        now = timezone.now()
        co_sign_paper(Act(actor_of(second, now), now, uuid4()), paper)
        submit_paper(_by(world, Role.INSPECTOR), paper)
        check_paper(_by(world, Role.DEPUTY_LEADER), paper)
        act = _by(world, Role.TEAM_LEADER)
        clock.time("sign a paper", lambda act=act, paper=paper: sign_paper(act, paper))
        finding = raise_from_paper(_by(world, Role.INSPECTOR), paper)
        act = _by(world, Role.TEAM_LEADER)
        clock.time("confirm a finding", lambda act=act, finding=finding: confirm_finding(act, finding))
    clock.show()


def _by(world: World, role: Role) -> Act:
    """An act as a request makes it: grants read, a key of its own."""
    now = timezone.now()
    return Act(actor_of(world.people[role], now), now, uuid4())


def _second(world: World) -> User:
    user = User.objects.create(username="second", name="陆二")
    since = timezone.now() - timedelta(days=1)
    Grant.objects.create(user=user, role=Role.INSPECTOR, scope_id=world.inspection.team_id, valid_from=since)
    return user


def _fields(item: ChecklistItem) -> dict[str, Any]:
    """What a handler writes; nothing is missing."""
    return {
        "title": "防汛物资台账与实物不符，部分账外存放",
        "category": item.category,
        "checklist_item": item,
        "sources": ["visit"],
        "facts": FACTS,
        "characterisation": "防汛物资管理责任落实不到位",
        "basis": "《防汛物资储备管理办法》第八条",
        "cause": "长期没有盘点，出入库无人负责",
        "why_political": "党组对防汛备汛责任认识不到位，三年未专题研究，以台账代替落实。",
        "responsibility": ["deputy", "department"],
        "amount": Decimal("113800.00"),
        "period_from": date(2019, 4, 1),
        "period_to": date(2021, 9, 26),
    }
