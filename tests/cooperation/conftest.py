"""A city office and a department with an officer of its own: who agrees, meets and checks with whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.conftest import NOW, World
from xuncha.cooperation import services
from xuncha.cooperation.models import Agreement, Conference, Decision, JointCheck
from xuncha.cooperation.rules import Frame, Part
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act

TODAY = NOW.date()


@dataclass
class Cooperating:
    """Moves agreements, conferences and checks along, one named act after the other."""

    world: World
    acting: Callable[..., Act]
    clerk: User
    director: User
    department: Organisation
    officer: User  # of the department

    def act(self, who: User, now: datetime = NOW) -> Act:
        return self.acting(who, now=now)

    def drafted(self, **other: Any) -> Agreement:
        told = {"frame": Frame.DEPARTMENT, "title": "与审计局的协作机制", "matters": "信息通报。\n联合检查。",
                "from_on": TODAY, "until": TODAY + timedelta(days=365)}  # fmt: skip
        return services.draft_agreement(self.act(self.clerk), self.world.city, **{**told, **other})

    def submitted(self, **other: Any) -> Agreement:
        agreement = self.drafted(**other)
        services.add_partners(self.act(self.clerk), agreement, part=Part.AUDIT, organisations=[self.department])
        return services.submit_agreement(self.act(self.clerk), agreement)

    def in_force(self, **other: Any) -> Agreement:
        return services.approve_agreement(self.act(self.director), self.submitted(**other))

    def planned(self, **other: Any) -> Conference:
        told = {"kind": Conference.Kind.CONSULTATION, "title": "收费问题会商", "on": TODAY, "agenda": "收费口径。",
                "invited": [self.department], "inspection": self.world.inspections[0]}  # fmt: skip
        return services.plan_conference(self.act(self.clerk), self.world.city, **{**told, **other})

    def called(self, **other: Any) -> Conference:
        return services.call_conference(self.act(self.clerk), self.planned(**other))

    def held(self, **other: Any) -> Conference:
        return services.hold_conference(self.act(self.clerk), self.called(**other), minutes="逐项核对了口径。")

    def decided(self, conference: Conference, **other: Any) -> Decision:
        told = {"text": "提供近三年收费文件", "due_on": TODAY + timedelta(days=10), "owner": self.department}
        return services.add_decision(self.act(self.clerk), conference, **{**told, **other})

    def check(self, **other: Any) -> JointCheck:
        told = {"kind": JointCheck.Kind.AUDIT, "department": self.department, "task": "近三年收支。",
                "inspections": [self.world.inspections[0]], "from_on": TODAY, "to_on": TODAY}  # fmt: skip
        [made] = services.plan_checks(self.act(self.clerk), self.world.round, **{**told, **other})
        return made

    def reported(self, check: JointCheck | None = None) -> JointCheck:
        check = check or self.check()
        return services.report_check(self.act(self.officer), check, problems=2, text="两笔收入没有入账。")


@pytest.fixture
def coop(world, hire, acting) -> Cooperating:
    department = Organisation.objects.create(
        jurisdiction=world.city, code="TC-D1", name="测试市审计局", unit_type="office"
    )
    officer = User.objects.create(username="officer", name="孙科长")
    officer.grants.create(role=Role.DEPARTMENT, scope_id=department.pk, valid_from=NOW)
    clerk, director = hire(Role.OFFICE_CLERK), hire(Role.OFFICE_DIRECTOR)
    return Cooperating(world, acting, clerk, director, department, officer)
