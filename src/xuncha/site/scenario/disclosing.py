"""Rectification disclosed in the demo: every unit's text, one with an omission and comments, one asked of residents."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from xuncha.core.permissions import Role
from xuncha.disclosure.models import Channel, Disclosure, Hearing
from xuncha.disclosure.rules.hearings import BAD, FAIR, GOOD
from xuncha.disclosure.services import (
    answer_comment,
    answer_hearing,
    approve_disclosure,
    ask_about_disclosure,
    close_hearing,
    draft_hearing,
    judge_omission,
    note_comment,
    note_publication,
    open_hearing,
    open_owed,
    submit_disclosure,
    write_frame,
    write_section,
)
from xuncha.disclosure.workflow import DisclosureState
from xuncha.foundation import tickets
from xuncha.foundation.usecases import Act
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.standing import liaison_of

APPROVED_AFTER, PUBLISHED_AFTER, ASKED_AFTER = timedelta(days=2), timedelta(days=4), timedelta(days=28)
ANSWERED_AFTER, CLOSED_AFTER = timedelta(days=3), timedelta(days=10)
REPORTED_LATE = timedelta(days=11)  # two units, whose reports were accepted after the others
DAYS = 30
PROOF = "公开凭证：网页截图和会议签到表存档。"
COMMENT, ANSWER = "公开栏的字太小，老年人看不清。", "已换大字重新张贴，并在政务服务大厅增设一处。"
VERDICTS = (GOOD, GOOD, GOOD, FAIR, GOOD, FAIR, BAD, GOOD)
SAID = {BAD: "排队时间还是长。", FAIR: "比以前好，希望坚持下去。"}


def disclose(stage: Stage) -> None:
    """Note the disclosures that the scenario tells of."""
    told = stage.scenario.get("disclosure")
    if told:
        for later in (timedelta(0), REPORTED_LATE):
            stage.later(day(told["on"]) + later, partial(_begin, stage, told))


def _unit(stage: Stage, text: Disclosure) -> Act:
    return stage.by(liaison_of(stage, text.plan.inspection.organisation, stage.moment.date()))


def _begin(stage: Stage, told: dict[str, Any]) -> None:
    code, today = told["jurisdiction"], stage.moment.date()
    texts = open_owed(stage.by_role(Role.OFFICE_CLERK, code), stage.jurisdictions[code])
    for text in texts:
        special = text.plan.inspection.organisation.name == told["asked"]
        if special:
            _leave_out(stage, text)
        words = {"title": text.title, "opening": text.opening, "leading": text.leading, "contact": told["contact"]}
        write_frame(_unit(stage, text), text, base_version=None, outlook=told["outlook"], **words)
        submit_disclosure(_unit(stage, text), text)
        stage.later(today + APPROVED_AFTER, partial(_approve, stage, code, text))
        if special:
            stage.later(today + PUBLISHED_AFTER + ASKED_AFTER, partial(_ask, stage, code, text, told))


def _leave_out(stage: Stage, text: Disclosure) -> None:
    section = text.sections.order_by("-position")[0]
    why = "事项正在信访部门办理，双方意见尚未统一，公开以后可能引发集体上访。"
    words = {"heading": section.heading, "text": section.text, "omitted": "public", "ground": "petition", "why": why}
    write_section(_unit(stage, text), section, base_version=None, **words)


def _approve(stage: Stage, code: str, text: Disclosure) -> None:
    """Approve and let it be published; what has to wait for a keeper stays where it is."""
    clerk = partial(stage.by_role, Role.OFFICE_CLERK, code)
    for section in text.sections.exclude(omitted=""):
        judge_omission(clerk(), section, accepted=True, note="同意，办结后补充公开。")
    if ask_about_disclosure(clerk(), text) is None:
        approve_disclosure(clerk(), text)
        on = stage.moment.date() + PUBLISHED_AFTER - APPROVED_AFTER
        stage.later(on, partial(_publish, stage, text))


def _publish(stage: Stage, text: Disclosure) -> None:
    on = stage.moment.date()
    told: dict[str, dict[str, Any]] = {
        Channel.INSIDE.value: {"place": "党员干部大会和下级单位主要负责人"},
        Channel.PUBLIC.value: {"place": "本单位门户网站和政务公开栏", "days": DAYS},
    }
    for channel, where in told.items():
        proof = ContentFile(PROOF.encode(), "公开凭证.txt")
        note_publication(_unit(stage, text), text, channel=channel, on=on, proof=proof, **where)


def _ask(stage: Stage, code: str, text: Disclosure, told: dict[str, Any]) -> None:
    """What people said to the text, and the question to residents, answered and closed."""
    text.refresh_from_db()
    if text.state != DisclosureState.PUBLISHED:
        return
    comment = note_comment(_unit(stage, text), text, on=stage.moment.date(), way="公开栏意见箱", text=COMMENT)
    answer_comment(_unit(stage, text), comment, answer=ANSWER)
    today, clerk = stage.moment.date(), partial(stage.by_role, Role.OFFICE_CLERK, code)
    hearing = draft_hearing(
        clerk(),
        text,
        title=f"{text.plan.inspection.organisation}整改情况群众评价",
        audience=told["audience"],
        words=told["words"],
        sections=list(text.sections.filter(omitted="").order_by("position")[:3]),
        petitioners=True,
    )
    open_hearing(clerk(), hearing, opens_on=today, closes_on=today + CLOSED_AFTER)
    stage.later(today + ANSWERED_AFTER, partial(_answer, stage, hearing, today + ANSWERED_AFTER))
    stage.later(today + CLOSED_AFTER, partial(_close, stage, code, hearing))


def _answer(stage: Stage, hearing: Hearing, on: date) -> None:
    hearing.refresh_from_db()
    for verdict in VERDICTS:
        now = stage.by_system().now
        ticket = tickets.read(tickets.issued(hearing.code or "", now), hearing.code or "", now)
        if ticket is not None:
            answer_hearing(hearing, ticket, verdict, SAID.get(verdict, ""), on)


def _close(stage: Stage, code: str, hearing: Hearing) -> None:
    close_hearing(stage.by_role(Role.OFFICE_CLERK, code), hearing)
