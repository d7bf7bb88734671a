"""Working with departments in the demo: agreements, a joint meeting, a consultation, checks beside the inspections."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from xuncha.cooperation.models import Conference, JointCheck
from xuncha.cooperation.rules import Frame, Part
from xuncha.cooperation.services import (
    accept_check,
    add_decision,
    add_partners,
    approve_agreement,
    call_conference,
    draft_agreement,
    finish_decision,
    give_view,
    hold_conference,
    plan_checks,
    plan_conference,
    report_check,
    submit_agreement,
)
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act
from xuncha.planning.models import InspectionType
from xuncha.rounds.models import Round
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.supervising import officer_of

MATTERS = (
    "通报本系统日常监督、专项检查、信访情况。\n选派熟悉业务的人员参加巡察。\n"
    "结合巡察开展专项检查。\n接收移交事项，反馈办理结果。"
)
CHECKED = (InspectionType.ROUTINE, InspectionType.UPGRADED)
HELD_AFTER = timedelta(days=3)
SIGNED_FOR = timedelta(days=3 * 365)


def cooperate(stage: Stage) -> None:
    """Note the agreements, conferences and checks that the scenario tells of."""
    told = stage.scenario.get("cooperation")
    if told:
        stage.later(day(told["agreed_on"]), partial(_agree, stage, told))
        stage.later(day(told["met_on"]), partial(_meet, stage, told))
        for check in told["checks"]:
            stage.later(day(check["on"]), partial(_check, stage, told["jurisdiction"], check))


def _clerk(stage: Stage, told: dict[str, Any]) -> Act:
    return stage.by_role(Role.OFFICE_CLERK, told["jurisdiction"])


def _agree(stage: Stage, told: dict[str, Any]) -> None:
    """One agreement for each form, approved by the director."""
    place = stage.jurisdictions[told["jurisdiction"]]
    for one in told["agreements"]:
        today = stage.moment.date()
        until = None if one.get("open") else today + SIGNED_FOR
        agreement = draft_agreement(
            _clerk(stage, told),
            place,
            frame=Frame(one["frame"]),
            title=one["title"],
            matters=MATTERS,
            from_on=today,
            until=until,
        )
        for part, names in one["partners"].items():
            partners = [stage.organisation(name) for name in names]
            add_partners(_clerk(stage, told), agreement, part=Part(part), organisations=partners)
        submitted = submit_agreement(_clerk(stage, told), agreement)
        approve_agreement(stage.by_role(Role.OFFICE_DIRECTOR, told["jurisdiction"]), submitted)


def _meet(stage: Stage, told: dict[str, Any]) -> None:
    """The first joint meeting, and a consultation to which a department has answered."""
    place, today = stage.jurisdictions[told["jurisdiction"]], stage.moment.date()
    departments = [stage.organisation(name) for name in told["met"]]
    joint = plan_conference(
        _clerk(stage, told),
        place,
        kind=Conference.Kind.JOINT,
        title="巡察协作配合第一次联席会议",
        on=today + HELD_AFTER,
        place="市委巡察办会议室",
        chair="市委巡察办主任",
        agenda="通报协作配合机制建立情况。\n研究下一轮巡察专项检查安排。",
        invited=departments,
    )
    call_conference(_clerk(stage, told), joint)
    stage.later(today + HELD_AFTER, partial(_hold, stage, told, joint, departments))
    consultation = plan_conference(
        _clerk(stage, told),
        place,
        kind=Conference.Kind.CONSULTATION,
        title="下属单位收费有关问题会商",
        on=stage.today + HELD_AFTER,
        agenda="收费依据和标准怎样认定。",
        invited=departments[:2],
    )
    called = call_conference(_clerk(stage, told), consultation)
    view = "按现行收费目录清单认定，清单以外的收费没有依据。"
    officer = officer_of(stage, departments[0], today)
    give_view(stage.by(officer), called, organisation=departments[0], view=view)


def _hold(stage: Stage, told: dict[str, Any], joint: Conference, departments: Sequence[Organisation]) -> None:
    """Held, with a decision for each of three: the first has done it."""
    today = stage.moment.date()
    minutes = "各部门介绍了本系统监督发现的主要问题，对人员选派、信息通报和专项检查的衔接提出了意见。"
    held = hold_conference(_clerk(stage, told), joint, minutes=minutes)
    texts = ("报送本系统近三年专项检查清单", "确定协作联络员", "提出下一轮专项检查建议")
    made = [
        add_decision(_clerk(stage, told), held, text=text, due_on=stage.today + timedelta(days=20), owner=owner)
        for text, owner in zip(texts, departments, strict=False)
    ]
    officer = officer_of(stage, departments[0], today)
    finish_decision(stage.by(officer), made[0], result="已报送清单，涉及 14 个单位。", done_on=today)


def _check(stage: Stage, code: str, told: dict[str, Any]) -> None:
    """A department checks units of a round, and has reported by the last day of the check."""
    batch = Round.objects.get(term=stage.terms[code], number=told["round"], batch=0)
    units = batch.inspections.filter(type__in=CHECKED).select_related("organisation").order_by("pk")
    department = stage.organisation(told["department"])
    made = plan_checks(
        stage.by_role(Role.OFFICE_CLERK, code),
        batch,
        kind=told["kind"],
        department=department,
        inspections=list(units[: told.get("units")]),
        from_on=stage.moment.date(),
        to_on=day(told["to"]),
        task=told["task"],
    )
    officer = officer_of(stage, department, stage.moment.date())
    stage.later(day(told["to"]), partial(_report, stage, code, made, officer))


def _report(stage: Stage, code: str, checks: Sequence[JointCheck], officer: User) -> None:
    for n, check in enumerate(checks, 1):
        text = "查阅了有关资料，与班子成员和职工谈了话，问题清单随附。"
        found = ContentFile(text.encode(), "问题清单.txt")
        reported = report_check(stage.by(officer), check, problems=n % 5, text=text, proofs=[found])
        accept_check(stage.by_role(Role.OFFICE_CLERK, code), reported)
