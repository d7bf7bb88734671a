"""Opinions made from the reports of a round, and the feedback meetings at which they are delivered."""

import itertools
from datetime import date, timedelta
from functools import partial
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.core.text import say
from xuncha.feedback.models import Attendance, Opinion, Report, Session
from xuncha.feedback.selectors import items_of, lines_to_pick
from xuncha.feedback.services import (
    approve_opinion,
    call_roll,
    call_session,
    draft_opinion,
    gather_items,
    hold_session,
    list_people,
    note_talk,
    pick_findings,
    receive_opinion,
    return_opinion,
    submit_opinion,
    word_item,
    word_opinion,
)
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Round
from xuncha.site.scenario.rectifying import rectify
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.standing import leadership_of, liaison_of
from xuncha.site.scenario.texts import after_bank

DRAFTED_BEFORE = 9  # days before the meeting
SUBMITTED_BEFORE = 7
APPROVED_BEFORE = 5
CALLED_BEFORE = 4
TO_GATHER = 7
"""An opinion in which two items are gathered has at least so many."""
CAPACITY = Attendance.Capacity


def feed_back(stage: Stage, batch: Round, told: dict[str, Any]) -> None:
    """Note every meeting of the round on its days, those to come and the opinions that are on no list yet."""
    Feedback(stage, batch, told).plan()


class Feedback:
    """The feedback of one round."""

    def __init__(self, stage: Stage, batch: Round, told: dict[str, Any]) -> None:
        self.stage, self.batch, self.told = stage, batch, told
        self.code = told["jurisdiction"]
        rows = Report.objects.filter(inspection__round=batch).select_related("inspection__organisation")
        self.reports = {report.inspection.organisation.name: report for report in rows}
        self.opinions: dict[str, Opinion] = {}
        self.kept_back, self.gathered = told["feedback"].get("not_fed_back", 0), told["feedback"].get("gathered", 0)
        self.returned = set(told["feedback"].get("returned", []))

    def plan(self) -> None:
        """Note what is done on which day."""
        feedback = self.told["feedback"]
        for meeting in feedback.get("meetings", []):
            self._before(meeting["units"], day(meeting["on"]))
            self.stage.later(day(meeting["on"]) - timedelta(days=CALLED_BEFORE), partial(self._call, meeting))
        waiting = feedback.get("waiting", {})
        today = self.stage.today
        for state, ahead in (("draft", APPROVED_BEFORE), ("submitted", APPROVED_BEFORE), ("approved", 0)):
            self._before(waiting.get(state, []), today + timedelta(days=ahead), state)

    def _before(self, units: list[str], on: date, state: str = "approved") -> None:
        """What comes before a meeting on that day: drafted, submitted, approved, each some days ahead."""
        for unit in units:
            self.stage.later(on - timedelta(days=DRAFTED_BEFORE), partial(self._draft, unit))
            if state != "draft":
                self.stage.later(on - timedelta(days=SUBMITTED_BEFORE), partial(self._submit, unit))
            if state == "approved":
                self.stage.later(on - timedelta(days=APPROVED_BEFORE), partial(self._approve, unit))

    def _clerk(self) -> Act:
        return self.stage.by_role(Role.OFFICE_CLERK, self.code)

    # The opinion

    def _draft(self, unit: str) -> None:
        bank, dice = after_bank(), self.stage.after_dice
        if unit not in self.reports:
            raise RuleViolated(say("「{name}」在本轮没有巡察报告，不能反馈。", name=unit))
        opinion = draft_opinion(self._clerk(), self.reports[unit])
        findings = [line.finding for line in lines_to_pick(opinion)]
        if self.kept_back and len(findings) >= TO_GATHER:
            self.kept_back -= 1
            findings.pop(len(findings) // 2)
        pick_findings(self._clerk(), opinion, findings=findings)
        if len(findings) >= TO_GATHER:
            self._work_over(opinion)
        self.opinions[unit] = word_opinion(
            self._clerk(), opinion, base_version=None, overall=opinion.overall, demands=dice.choice(bank["demands"])
        )

    def _work_over(self, opinion: Opinion) -> None:
        """Gather two items of one aspect, and word one anew."""
        items = list(items_of(opinion))
        last = items.pop()
        text = f"{last.text}\n{after_bank()['reworded']}"
        word_item(
            self._clerk(),
            opinion,
            item=last,
            base_version=None,
            title=last.title,
            text=text,
            aspect=last.aspect,
            main=last.main,
        )
        pair = next(((a, b) for a, b in itertools.pairwise(items) if a.aspect == b.aspect), None)
        if self.gathered and pair is not None:
            self.gathered -= 1
            title = after_bank()["gathered"].format(first=pair[0].title.split("，涉及金额")[0][:50], n="两")
            text = "\n\n".join(item.text for item in pair)
            gather_items(self._clerk(), opinion, items=pair, title=title, text=text, aspect=pair[0].aspect)

    def _submit(self, unit: str) -> None:
        self.opinions[unit] = submit_opinion(self._clerk(), self.opinions[unit])
        if unit in self.returned:
            reason = after_bank()["reopen_opinion_reason"]
            return_opinion(self.stage.by_role(Role.LEADING_GROUP, self.code), self.opinions[unit], reason=reason)
            self.opinions[unit] = submit_opinion(self._clerk(), self.opinions[unit])

    def _approve(self, unit: str) -> None:
        self.opinions[unit] = approve_opinion(self.stage.by_role(Role.LEADING_GROUP, self.code), self.opinions[unit])

    # The meeting

    def _call(self, told: dict[str, Any]) -> None:
        opinions = [self.opinions[unit] for unit in told["units"]]
        on, places = day(told["on"]), after_bank()["places"]
        session = call_session(
            self._clerk(),
            self.batch,
            title=self._title(told["units"]),
            on=on,
            principal_on=day(told.get("principal_on", told["on"])),
            opinions=opinions,
            place=self.stage.after_dice.choice(places),
            host=told["host"],
        )
        leaders = [tuple(leader.split("|", 1)) for leader in told["leaders"]]
        list_people(self._clerk(), session, capacity=CAPACITY.LEADER, people=leaders)
        for unit in told["units"]:
            self._list_unit(session, self.stage.organisation(unit))
        self.stage.later(on, partial(self._hold, told, session))

    def _title(self, units: list[str]) -> str:
        name = self.told["name"].removesuffix("巡察")
        many = f"{units[0]}等{len(units)}家单位" if len(units) > 1 else units[0]
        return f"{name}巡察{many}反馈会"

    def _list_unit(self, session: Session, unit: Organisation) -> None:
        leadership = leadership_of(self.stage, unit)
        principal = [(leadership.principal[0], f"{unit}{leadership.principal[1]}"[:60])]
        deputies = [(name, f"{unit}{post}"[:60]) for name, post in leadership.deputies]
        list_people(self._clerk(), session, capacity=CAPACITY.PRINCIPAL, people=principal, organisation=unit)
        list_people(self._clerk(), session, capacity=CAPACITY.UNIT, people=deputies, organisation=unit)

    def _hold(self, told: dict[str, Any], session: Session) -> None:
        bank, dice, on = after_bank(), self.stage.after_dice, day(told["on"])
        there = list(session.attendances.order_by("pk"))
        absent = {row.pk for row in there if row.capacity == CAPACITY.UNIT and dice.random() < 0.1}
        present = {row.pk for row in there} - absent
        call_roll(self._clerk(), session, attended=present, signed=present)
        for unit in told["units"][: told.get("talks", 1)]:
            name, post = leadership_of(self.stage, self.stage.organisation(unit)).principal
            note_talk(
                self._clerk(),
                session,
                organisation=self.stage.organisation(unit),
                on=on,
                with_name=name,
                with_post=post,
                by_name=told["leaders"][0].replace("|", " "),
                note=dice.choice(bank["talks"]),
            )
        principal_on = day(told.get("principal_on", told["on"]))
        declared = dice.choice(bank["declaration"])
        hold_session(self._clerk(), session, principal_on=principal_on, on=on, note=declared)
        for unit in told["units"]:
            self._delivered(self.opinions[unit], on, signed_for=unit not in told.get("not_signed_for", []))

    def _delivered(self, opinion: Opinion, on: date, *, signed_for: bool) -> None:
        """From here the unit has it: somebody signs for it the next day, and the rectification begins."""
        liaison = liaison_of(self.stage, opinion.inspection.organisation, on)
        if signed_for:
            self.stage.later(on + timedelta(days=1), partial(self._receive, opinion, liaison))
        if "rectification" in self.told:
            rectify(self.stage, opinion, self.told["rectification"])

    def _receive(self, opinion: Opinion, liaison: User) -> None:
        receive_opinion(self.stage.by(liaison), opinion)
