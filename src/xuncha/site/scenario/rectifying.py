"""A unit's rectification from the feedback to its two reports: the plan, what was asked, what was reported."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from xuncha.core.permissions import Role
from xuncha.feedback.models import Opinion
from xuncha.foundation.usecases import Act
from xuncha.rectification.models import Dispute, Item, Plan
from xuncha.rectification.services import (
    Remark,
    accept_plan,
    accept_report,
    answer_dispute,
    answer_query,
    ask_query,
    fill_item,
    hand_in_period,
    note_due_dates,
    open_periods,
    raise_dispute,
    receive_answer,
    reply_to_remark,
    return_plan,
    return_report,
    submit_plan,
    submit_report,
    write_plan,
    write_report,
)
from xuncha.rectification.workflow import PeriodState, Verdict
from xuncha.site.scenario.consulting import judged_together, wait_for_one
from xuncha.site.scenario.doing import Doing
from xuncha.site.scenario.drafting import Drafter
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.standing import leadership_of, liaison_of
from xuncha.site.scenario.texts import after_bank

MET_AFTER = timedelta(days=3)  # the unit's party meeting, after the feedback
REVIEWED_AFTER = timedelta(days=3)  # after the plan was submitted
MENDED_AFTER = timedelta(days=2)
WATCHED_EVERY = timedelta(days=14)
HANDED_IN_AFTER = timedelta(days=2)  # a regular ledger, after it was opened
ONE_IS_LATE = 5  # of so many units one lets its regular ledgers lie


def rectify(stage: Stage, opinion: Opinion, told: dict[str, Any]) -> None:
    """Note what the unit and the office do about an opinion that has just been delivered."""
    plan = Plan.objects.select_related("opinion", "inspection__organisation", "inspection__round__term__jurisdiction")
    Rectification(stage, plan.get(opinion=opinion), told).begin()


def watch(stage: Stage) -> None:
    """Note the runs that see which items near or pass their dates: every fortnight, and on the last day."""
    for code in stage.jurisdictions:
        meetings = [
            day(meeting["on"])
            for told in stage.scenario["rounds"]
            if told["jurisdiction"] == code and "rectification" in told
            for meeting in told["feedback"].get("meetings", [])
        ]
        on = min(meetings, default=stage.today + WATCHED_EVERY)
        while on < stage.today:
            stage.later(on, partial(_note, stage, code))
            on += WATCHED_EVERY
        if meetings:
            stage.later(stage.today, partial(_note, stage, code))


def _note(stage: Stage, code: str) -> None:
    note_due_dates(stage.by_role(Role.OFFICE_CLERK, code), stage.jurisdictions[code])
    opened = open_periods(stage.by_role(Role.OFFICE_CLERK, code), stage.jurisdictions[code])
    for n, report in enumerate(opened, 1):
        if n % ONE_IS_LATE:
            stage.later(stage.moment.date() + HANDED_IN_AFTER, partial(_hand_in, stage, report.plan))


def _hand_in(stage: Stage, plan: Plan) -> None:
    """Hand in what the unit owes, the oldest first."""
    for report in plan.periods.filter(state=PeriodState.OPEN).order_by("to_on"):
        hand_in_period(stage.by(liaison_of(stage, plan.inspection.organisation, report.to_on)), report)


class Rectification:
    """The rectification of one unit."""

    def __init__(self, stage: Stage, plan: Plan, told: dict[str, Any]) -> None:
        self.stage, self.record, self.told = stage, plan, told
        self.unit = plan.inspection.organisation
        self.code = plan.inspection.round.term.jurisdiction.code
        self.story: dict[str, Any] = {**told["usual"], **told.get("units", {}).get(self.unit.name, {})}
        self.fed_back = plan.opinion.delivered_on or stage.today
        self.liaison = liaison_of(stage, self.unit, self.fed_back)
        self.drafter = Drafter(stage, plan, self.story)

    def begin(self) -> None:
        """Note the way of the plan as far as the story says."""
        submitted = self.fed_back + timedelta(days=self.told["submit_after"])
        self.stage.later(self.fed_back + MET_AFTER, self._write)
        for query in self.story.get("queries", []):
            self.stage.later(day(query["on"]), partial(self._ask, query))
        state = self.story.get("plan", "accepted")
        if state == "drafting":
            self.stage.later(self.fed_back + MET_AFTER * 2, self._fill_half)
            return
        self.stage.later(submitted, self._fill_and_submit)
        reviewed = submitted + REVIEWED_AFTER
        if state == "returned" or self.story.get("returned_first"):
            self.stage.later(reviewed, self._return)
            if state == "returned":
                return
            self.stage.later(reviewed + MENDED_AFTER, self._mend)
            reviewed += MENDED_AFTER + REVIEWED_AFTER
        if state == "accepted":
            self.stage.later(reviewed, partial(self._accept, reviewed))

    def _unit(self) -> Act:
        return self.stage.by(self.liaison)

    def _reviewer(self) -> Act:
        """Discipline reviews the plans of every second unit, where the scenario has it; the office the others."""
        discipline = self.stage.roles.get((Role.DISCIPLINE, self.code))
        if discipline is not None and self.record.pk % 2:
            return self.stage.by(discipline)
        return self.stage.by_role(Role.OFFICE_CLERK, self.code)

    # The plan

    def _write(self) -> None:
        name, post = leadership_of(self.stage, self.unit).principal
        write_plan(
            self._unit(),
            self.record,
            base_version=None,
            principal=f"{post} {name}"[:60],
            overall=self.stage.after_dice.choice(after_bank()["overall"]),
            party_meeting_on=self.fed_back + MET_AFTER,
            life_meeting_on=None,
        )

    def _items(self) -> list[Item]:
        return list(self.record.items.select_related("opinion_item").order_by("number"))

    def _fill_half(self) -> None:
        items = self._items()
        for item in items[: len(items) // 2]:
            fill_item(self._unit(), item, base_version=None, draft=self.drafter.draft(item))

    def _fill_and_submit(self) -> None:
        for item in self._items():
            fill_item(self._unit(), item, base_version=None, draft=self.drafter.draft(item))
        submit_plan(self._unit(), self.record)
        if self.story.get("joint") == "waiting":
            wait_for_one(self.stage, self.record, self.code)

    def _return(self) -> None:
        texts, items = after_bank()["remarks"], self._items()
        chosen = self.stage.after_dice.sample(texts, min(3, len(texts)))
        remarks = [Remark(text, item) for text, item in zip(chosen, [*items[:2], None], strict=False)]
        if not judged_together(self.stage, self.record, self.code, remarks):
            return_plan(self._reviewer(), self.record, remarks=remarks)

    def _mend(self) -> None:
        replies = dict(zip(after_bank()["remarks"], after_bank()["replies"], strict=True))
        for remark in self.record.remarks.order_by("position"):
            reply_to_remark(self._unit(), self.record, remark, reply=replies[remark.text])
        for item in self._items()[:2]:
            fill_item(self._unit(), item, base_version=None, draft=self.drafter.draft(item))
        submit_plan(self._unit(), self.record)

    def _accept(self, on: date) -> None:
        if not judged_together(self.stage, self.record, self.code):
            accept_plan(self._reviewer(), self.record)
        Doing(self.stage, self.record, self.drafter.fates, self.liaison, on).plan()
        for kind, state in self.story.get("reports", {}).items():
            written = min(self.record.ends_on or self.stage.today, self.stage.today) - timedelta(days=5)
            self.stage.later(max(written, on), partial(self._report, kind, state))

    # What the unit asks and reports

    def _ask(self, told: dict[str, Any]) -> None:
        if told["kind"] == "dispute":
            self._dispute(told)
            return
        query = ask_query(self._unit(), self.record, kind=told["kind"], text=told["text"])
        if "answer" in told:
            answer = partial(self._answer, query, told["answer"])
            self.stage.later(self.stage.moment.date() + MENDED_AFTER, answer)

    def _dispute(self, told: dict[str, Any]) -> None:
        proof = ContentFile(told["text"].encode(), "异议证明材料.txt")
        dispute = raise_dispute(self._unit(), self._items()[0], grounds=told["text"], files=[proof])
        if "answer" in told:
            self.stage.later(self.stage.moment.date() + MENDED_AFTER, partial(self._decide, dispute, told))

    def _decide(self, dispute: Dispute, told: dict[str, Any]) -> None:
        """By the director, or where the scenario has none by the leading group; received the same day."""
        item = Item.objects.get(pk=dispute.item_id)
        director = (Role.OFFICE_DIRECTOR, self.code) in self.stage.roles
        act = self.stage.by_role(Role.OFFICE_DIRECTOR if director else Role.LEADING_GROUP, self.code)
        title, text = item.title, f"{item.text}{told.get('added', '')}"
        verdict = told.get("verdict", Verdict.UPHELD)
        answer_dispute(act, dispute, verdict=verdict, decision=told["answer"], title=title, text=text)
        receive_answer(self._unit(), dispute)

    def _answer(self, query: Any, answer: str) -> None:
        answer_query(self.stage.by_role(Role.OFFICE_CLERK, self.code), query, answer=answer)

    def _report(self, kind: str, state: str) -> None:
        report, today = self.record.unit_reports.get(kind=kind), self.stage.moment.date()
        text = after_bank()["reports"][kind]
        write_report(self._unit(), report, base_version=None, text=text, party_meeting_on=today)
        if state == "draft":
            return
        submit_report(self._unit(), report)
        if state in {"returned", "accepted"}:
            self.stage.later(today + REVIEWED_AFTER, partial(self._judge, kind, state))

    def _judge(self, kind: str, state: str) -> None:
        report, wanting = self.record.unit_reports.get(kind=kind), after_bank()["report_return"]
        remarks = [] if state == "accepted" else [Remark(wanting)]
        if judged_together(self.stage, self.record, self.code, remarks, report):
            return
        act = self.stage.by_role(Role.OFFICE_CLERK, self.code)
        if state == "accepted":
            accept_report(act, report)
        else:
            return_report(act, report, reason=wanting)
