"""Meetings that hear rounds, and instructions that are followed up until they are answered."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.core.text import say
from xuncha.feedback.models import AgendaItem, Body, Instruction, Meeting, Report
from xuncha.feedback.services import (
    accept_instruction,
    add_matter,
    answer_instruction,
    approve_minutes,
    call_meeting,
    hold_meeting,
    record_instruction,
    return_instruction,
    submit_minutes,
    write_minutes,
)
from xuncha.feedback.workflow import ReportState
from xuncha.foundation.usecases import Act
from xuncha.planning.models import Term
from xuncha.rounds.models import Inspection, Round
from xuncha.site.scenario.stage import Stage, day

CALLED_BEFORE = timedelta(days=5)
MINUTED_AFTER = timedelta(days=1)
APPROVED_AFTER = timedelta(days=3)


def sit(stage: Stage) -> None:
    """Note the meetings and instructions of every term on their days."""
    for told in stage.scenario["terms"]:
        sittings = Sittings(stage, stage.terms[told["jurisdiction"]])
        for meeting in told.get("meetings", []):
            on = day(meeting["on"])
            stage.later(max(on - CALLED_BEFORE, stage.first_day), partial(sittings.call, meeting))
        for instruction in told.get("instructions", []):
            stage.later(day(instruction["on"]), partial(sittings.instruct, instruction))


class Sittings:
    """The meetings of one term."""

    def __init__(self, stage: Stage, term: Term) -> None:
        self.stage, self.term = stage, term
        self.code = term.jurisdiction.code
        self.matters: dict[str, AgendaItem] = {}  # title → the matter, for instructions that came out of it

    def _clerk(self) -> Act:
        return self.stage.by_role(Role.OFFICE_CLERK, self.code)

    def _group(self) -> Act:
        return self.stage.by_role(Role.LEADING_GROUP, self.code)

    def call(self, told: dict[str, Any]) -> None:
        """Call a meeting with its agenda; the reports of a round are laid before it where they are heard."""
        on, body = day(told["on"]), Body(told["body"])
        meeting = call_meeting(
            self._clerk(), self.term, body=body, title=told["title"], on=on, place=told["place"], chair=told["chair"]
        )
        for matter in told["agenda"]:
            batch = self._round(matter)
            made = add_matter(
                self._clerk(),
                meeting,
                title=matter["title"],
                batch=batch,
                reporter=matter.get("reporter", ""),
                reports=self._reports(batch) if matter.get("reports") else (),
            )
            self.matters[made.title] = made
        self.stage.later(on, partial(self._hold, told, meeting))

    def _round(self, matter: dict[str, Any]) -> Round | None:
        if "round" not in matter:
            return None
        found = Round.objects.filter(term=self.term, number=matter["round"], batch=0).first()
        if found is None:
            raise RuleViolated(say("议题「{title}」的轮次不在场景里。", title=matter["title"]))
        return found

    def _reports(self, batch: Round | None) -> list[Report]:
        signed = Report.objects.filter(inspection__round=batch, state=ReportState.SIGNED)
        return list(signed.order_by("pk"))

    def _hold(self, told: dict[str, Any], meeting: Meeting) -> None:
        on = day(told["on"])
        attendees = "\n".join(told["attendees"])
        hold_meeting(self._clerk(), meeting, on=on, chair=told["chair"], attendees=attendees)
        self.stage.later(on + MINUTED_AFTER, partial(self._minute, told, meeting))

    def _minute(self, told: dict[str, Any], meeting: Meeting) -> None:
        decisions = {self.matters[matter["title"]]: matter["decision"] for matter in told["agenda"]}
        write_minutes(self._clerk(), meeting, base_version=None, minutes=told["minutes"], decisions=decisions)
        submit_minutes(self._clerk(), meeting)
        if told.get("approved", True):
            self.stage.later(day(told["on"]) + APPROVED_AFTER, partial(self._approve, meeting))

    def _approve(self, meeting: Meeting) -> None:
        approve_minutes(self._group(), meeting)

    # Instructions

    def instruct(self, told: dict[str, Any]) -> None:
        """Write an instruction down; it is answered, accepted or sent back on the days that are told."""
        instruction = record_instruction(
            self._clerk(),
            self.term,
            kind=told["kind"],
            leader=told["leader"],
            on=day(told["on"]),
            text=told["text"],
            assigned_to=told["assigned_to"],
            due_on=day(told["due_on"]) if "due_on" in told else None,
            agenda_item=self.matters.get(told.get("matter", "")),
            inspection=self._inspection(told),
        )
        for answer in told.get("answers", []):
            self.stage.later(day(answer["on"]), partial(self._answer, instruction, answer))

    def _inspection(self, told: dict[str, Any]) -> Inspection | None:
        if "unit" not in told:
            return None
        listed = Inspection.objects.filter(organisation=self.stage.organisation(told["unit"]), round__term=self.term)
        return listed.order_by("pk").first()

    def _answer(self, instruction: Instruction, told: dict[str, Any]) -> None:
        answer_instruction(self._clerk(), instruction, answer=told["text"])
        judged: date | None = day(told["judged"]) if "judged" in told else None
        if judged is not None:
            self.stage.later(judged, partial(self._judge, instruction, told))

    def _judge(self, instruction: Instruction, told: dict[str, Any]) -> None:
        if "returned" in told:
            return_instruction(self._group(), instruction, reason=told["returned"])
        else:
            accept_instruction(self._group(), instruction)
