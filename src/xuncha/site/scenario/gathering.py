"""What teams in the field gather in the demo: talks, material, visits, meetings, the weekly sheets. (B01, B04)"""

from collections.abc import Callable
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.gathering.models import MaterialItem, PersonKind, ReadOver, Talk, Visit
from xuncha.gathering.rules.weeks import monday_of
from xuncha.gathering.selectors import areas_for
from xuncha.gathering.services import (
    begin_week,
    check_item,
    confirm_talk,
    deliver_item,
    draft_materials,
    hand_in_talk,
    hand_in_week,
    hold_talk,
    note_visit,
    plan_talk,
    review_item,
    save_record,
    save_week,
    send_materials,
)
from xuncha.rounds.models import Inspection, Team
from xuncha.rounds.selectors import people_with
from xuncha.rounds.workflow import RoundState
from xuncha.site.scenario.stage import Stage

PEOPLE = (
    (PersonKind.MIDDLE, "葛青川", "财务科科长"),
    (PersonKind.STAFF, "纪南溪", "业务科科员"),
    (PersonKind.LEADERSHIP, "尚北辰", "分管副职"),
)
ANSWERS = (
    "我二〇一九年到现在的岗位，管日常业务。",
    "制度有，执行看人。上半年有两次先付款、后补手续。",
    "见过一次，当时在会上提过，没有记进会议记录。",
)
WANTED = "2019—2022 年党组会议记录\n2021 年以来合同台账\n专项资金拨付凭证"
NOTICED = "抽看二〇二一年四月至九月，三次大额支出没有集体研究的记录。"
BROUGHT = "按计划谈话，调阅资料基本到位；走访反映集中在办事跑多次。"
AHEAD = "谈完中层干部，核对专项资金拨付，走访两个片区。"
NEEDS = "请协调审计部门提供项目决算资料。"
WEEK = timedelta(days=7)


def gather(stage: Stage) -> None:
    """In every unit in the field: talks in each state, a list of material on its way, a visit, a meeting attended."""
    here = Inspection.objects.filter(round__state=RoundState.IN_FIELD, entry_on__isnull=False, entry__isnull=False)
    rows = list(here.select_related("team__round", "round__term__jurisdiction", "organisation").order_by("pk"))
    for inspection in rows:
        if inspection.entry_on is None or inspection.team is None:
            continue
        begins_on = max(inspection.entry_on + timedelta(days=1), _last_week(stage.today))
        for days, do in enumerate((_ask, _talk, _provide, _go)):
            stage.later(begins_on + timedelta(days=days), _doing(stage, inspection, do))
    for team in {row.team_id: row.team for row in rows if row.team}.values():
        stage.later(stage.today, _sheets(stage, team))


Doing = Callable[[Stage, Inspection, list[User]], None]


def _doing(stage: Stage, inspection: Inspection, do: Doing) -> Callable[[], None]:
    def act() -> None:
        members = people_with(P.TALK_WRITE, inspection, stage.moment)
        if len(members) > 1:
            do(stage, inspection, sorted(members, key=lambda user: user.pk))

    return act


def _ask(stage: Stage, inspection: Inspection, members: list[User]) -> None:
    act = stage.by(members[-1])
    wanted = draft_materials(
        act, inspection, title="第一批：会议、合同、资金", wanted=WANTED, note="电子件、复印件均可"
    )
    send_materials(stage.by(members[-1]), wanted, on=stage.moment.date())


def _talk(stage: Stage, inspection: Inspection, members: list[User]) -> None:
    lead, recorder = members[-1], members[-2]
    today, areas = stage.moment.date(), list(areas_for(inspection))[:2]
    for n, (kind, name, post) in enumerate(PEOPLE):
        talk = plan_talk(
            stage.by(lead),
            inspection,
            kind=kind,
            name=name,
            post=post,
            lead=lead,
            recorder=recorder,
            planned_on=today + timedelta(days=n),
            areas=areas,
        )
        if n < 2:
            _record(stage, talk, lead, recorder, checked=n == 0)


def _record(stage: Stage, talk: Talk, lead: User, recorder: User, *, checked: bool) -> None:
    hold_talk(stage.by(lead), talk, on=stage.moment.date(), place="谈话室")
    rest = [""] * (len(talk.record.lines) - len(ANSWERS))
    save_record(stage.by(recorder), talk.record, answers=[*ANSWERS, *rest], read_over=ReadOver.SIGNED)
    hand_in_talk(stage.by(recorder), talk)
    if checked:
        confirm_talk(stage.by(lead), talk)


def _provide(stage: Stage, inspection: Inspection, members: list[User]) -> None:
    today = stage.moment.date()
    items = list(MaterialItem.objects.filter(request__inspection=inspection).order_by("position"))
    liaison = stage.roles.get((Role.UNIT_LIAISON, inspection.organisation.code))
    if liaison is not None:
        file = SimpleUploadedFile("党组会议记录.txt", "2019—2022 年党组会议记录\n".encode())
        deliver_item(stage.by(liaison), items[0], said="原件在办公室，可现场查看", proof=[file])
    check_item(stage.by(members[-1]), items[0], on=today, complete=True, pages=164)
    check_item(stage.by(members[-1]), items[1], on=today, complete=False, missing="2022 年一季度的台账", pages=38)
    review_item(stage.by(members[-2]), items[0], on=today, noticed=NOTICED, pages="61—97")


def _go(stage: Stage, inspection: Inspection, members: list[User]) -> None:
    today, went = stage.moment.date(), members[-2:]
    note_visit(
        stage.by(went[0]),
        inspection,
        members=went,
        kind=Visit.Kind.VISIT,
        title="办事窗口和服务片区",
        on=today,
        place="便民服务点",
        seen="两个窗口只开一个；等候的群众说同一材料交了三次。",
        quantity=12,
        unit="户",
    )
    note_visit(
        stage.by(went[0]),
        inspection,
        members=went,
        kind=Visit.Kind.MEETING,
        title="党组（党委）会议",
        on=today,
        place="三楼会议室",
        seen="议题七项，四项没有会前征求意见；主要负责人没有末位表态。",
    )


def _sheets(stage: Stage, team: Team) -> Callable[[], None]:
    """Last week's sheet handed in, this week's begun: on the day on which the scenario ends."""

    def act() -> None:
        writer = _writer(stage, team)
        if writer is None:
            return
        sheet = begin_week(stage.by(writer), team, day=_last_week(stage.today))
        save_week(stage.by(writer), sheet, said=BROUGHT, ahead=AHEAD, needs=NEEDS)
        hand_in_week(stage.by(writer), sheet)
        begin_week(stage.by(writer), team, day=stage.today)

    return act


def _writer(stage: Stage, team: Team) -> User | None:
    inspection = team.inspections.select_related("team", "organisation").order_by("pk").first()
    return next(iter(people_with(P.WEEK_WRITE, inspection, stage.moment)), None) if inspection else None


def _last_week(today: date) -> date:
    return monday_of(today) - WEEK
