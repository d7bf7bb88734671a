"""Two members who hold a talk, the leader, and a talk in each of its states."""

from dataclasses import dataclass
from datetime import date

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.gathering import services
from xuncha.gathering.models import Talk

NAME, SAID = "祁连生", "采购都是李科长一个人定的，会上没有议过"
TODAY = NOW.date()


@dataclass
class Crew:
    """Who is who in team one."""

    leader: User
    lead: User
    recorder: User
    other: User


def crew_of(hire) -> Crew:
    """A leader and three inspectors."""
    names = {"lead": "主谈甲", "recorder": "记录乙", "other": "组员丙"}
    members = {key: hire(Role.INSPECTOR, name=name) for key, name in names.items()}
    return Crew(leader=hire(Role.TEAM_LEADER, name="组长丁"), **members)


def planned(acting, crew: Crew, world, **told) -> Talk:
    """A talk to be held by lead and recorder."""
    plan = {"kind": "middle", "name": NAME, "post": "财务科长", "lead": crew.lead, "recorder": crew.recorder}
    return services.plan_talk(acting(crew.recorder), world.inspections[0], **{**plan, **told})


def held(acting, crew: Crew, world) -> Talk:
    """It took place, and the first question was answered."""
    talk = planned(acting, crew, world)
    services.hold_talk(acting(crew.lead), talk, on=date(2022, 5, 9), place="三楼谈话室")
    answers = [SAID, *[""] * (len(talk.record.lines) - 1)]
    services.save_record(acting(crew.recorder), talk.record, answers=answers, read_over="signed")
    return talk


def confirmed(acting, crew: Crew, world) -> Talk:
    """Handed in by the recorder, confirmed by the lead."""
    talk = held(acting, crew, world)
    services.hand_in_talk(acting(crew.recorder), talk)
    return services.confirm_talk(acting(crew.lead), talk)
