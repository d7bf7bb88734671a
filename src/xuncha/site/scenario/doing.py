"""What becomes of the items of an accepted plan: each goes its way, as far as its story says, in two waves."""

from datetime import date, timedelta
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act
from xuncha.rectification.models import EvidenceReview, Item, Measure, Plan
from xuncha.rectification.selectors import live_evidence
from xuncha.rectification.services import (
    Upload,
    add_evidence,
    ask_extension,
    close_item,
    close_items,
    declare_done,
    find_basically_done,
    grant_extension,
    keep_long_term,
    record_money,
    record_people,
    record_rule,
    record_unit_meeting,
    refuse_extension,
    reopen_item,
    report_progress,
    request_closeout,
    return_closeout,
    review_evidence,
)
from xuncha.site.scenario.stage import Stage
from xuncha.site.scenario.texts import after_bank

Verdict = EvidenceReview.Verdict
TO_REQUEST = ("finish", "declare", "request")
WAYS: dict[str, tuple[str, ...]] = {
    "untouched": (),
    "in_progress": ("progress",),
    "overdue": ("progress",),
    "due_soon": ("progress",),
    "declared": ("finish", "declare"),
    "requested": TO_REQUEST,
    "returned": (*TO_REQUEST, "doubt", "send_back"),
    "closed": (*TO_REQUEST, "review", "close"),
    "late": (*TO_REQUEST, "review", "close"),
    "basically": (*TO_REQUEST, "review", "basically"),
    "long_term": (*TO_REQUEST, "review", "long_term"),
    "reopened": (*TO_REQUEST, "review", "close", "reopen"),
    "asked": ("progress", "ask"),
    "granted": ("progress", "ask", "grant"),
    "refused": ("progress", "ask", "refuse"),
}
"""Fate of an item → the steps it takes, in order."""
RECENT = {"declared", "requested", "asked"}
"""Fates that are still waiting for somebody on the last day: their last steps lie close before it."""
WAVE = 0.1
"""By how much of the time the second half of the items of one fate follows the first."""


class Doing:
    """The items of one plan from its acceptance on."""

    def __init__(self, stage: Stage, plan: Plan, fates: dict[str, str], liaison: User, begun: date) -> None:
        self.stage, self.record, self.fates, self.liaison, self.begun = stage, plan, fates, liaison, begun
        self.area = plan.inspection.round.term.jurisdiction
        self.dice = stage.after_dice

    def plan(self) -> None:
        """Note every step of every item on its day."""
        groups: dict[str, list[Item]] = {}
        for item in self.record.items.order_by("number"):
            groups.setdefault(self.fates[item.number], []).append(item)
        for fate, items in groups.items():
            half = (len(items) + 1) // 2
            for wave, some in enumerate((items[:half], items[half:])):
                for n, step in enumerate(WAYS[fate] if some else ()):
                    on = self._day(fate, (n + 1 + wave * WAVE) / (len(WAYS[fate]) + 1))
                    self.stage.later(on, partial(getattr(self, f"_{step}"), some))

    def _day(self, fate: str, share: float) -> date:
        """The day on which this share of the time has passed."""
        today, ends = self.stage.today, self.record.ends_on or self.stage.today
        begin, end = self.begun, min(ends, today)
        if fate in RECENT:
            begin, end = max(begin, today - timedelta(days=16)), today
        elif fate == "late":
            begin, end = max(begin, end), today
        return begin + timedelta(days=int((end - begin).days * share))

    def _unit(self) -> Act:
        return self.stage.by(self.liaison)

    def _clerk(self) -> Act:
        return self.stage.by_role(Role.OFFICE_CLERK, self.area.code)

    def _director(self) -> Act:
        return self.stage.by_role(Role.OFFICE_DIRECTOR, self.area.code)

    def _decider(self) -> Act:
        """Who decides on more time: the office's director, and where the scenario has none, the leading group."""
        director = (Role.OFFICE_DIRECTOR, self.area.code) in self.stage.roles
        return self._director() if director else self.stage.by_role(Role.LEADING_GROUP, self.area.code)

    def _today(self) -> date:
        return self.stage.moment.date()

    def _said(self, key: str) -> str:
        text: str = self.dice.choice(after_bank()[key])
        n = self.dice.randrange(12, 60)
        return text.format(n=n, k=self.dice.randrange(6, 12), j=self.dice.randrange(2, 6))

    # The unit works

    def _progress(self, items: list[Item]) -> None:
        for item in items:
            measure = item.measures.order_by("position").first()
            report_progress(self._unit(), item, text=self._said("progress"), on=self._today(), measure=measure)
            if item.money_due and self.dice.random() < 0.5:
                part = round(item.money_due / 2, 2)
                record_money(self._unit(), item, kind="recovered", amount=part, on=self._today(), note="首批追缴入账")

    def _finish(self, items: list[Item]) -> None:
        for item in items:
            for measure in item.measures.order_by("position"):
                self._finish_measure(item, measure)
            if item.money_due:
                kind = self.dice.choice(("cleared", "recovered"))
                record_money(self._unit(), item, kind=kind, amount=item.money_due, on=self._today(), note="全额到账")

    def _finish_measure(self, item: Item, measure: Measure) -> None:
        today, bank = self._today(), after_bank()
        report_progress(self._unit(), item, text=self._said("done"), on=today, measure=measure, done_on=today)
        kinds = {"money": 0, "rule": 3, "people": 5}
        kind, name, body = bank["evidence"][kinds.get(measure.kind, self.dice.choice((1, 2, 4)))]
        file = SimpleUploadedFile(name, f"{measure.text}\n{body}\n".encode())
        formed = today - timedelta(days=self.dice.randrange(1, 5))
        add_evidence(self._unit(), item, Upload(file, name, kind, formed), measure=measure)
        if measure.kind == "rule":
            letter = self.dice.choice(tuple(bank["areas"]))
            title = f"{self.record.inspection.organisation}{self.dice.choice(bank['areas'][letter]['rules'])}"
            made = "amended" if "修订" in measure.text else "new"
            record_rule(self._unit(), item, kind=made, title=title, on=today)
        elif measure.kind == "people":
            form, what = self.dice.choice(bank["people"])
            record_people(self._unit(), item, form=form, persons=self.dice.randrange(1, 4), on=today, what=what)

    def _declare(self, items: list[Item]) -> None:
        for item in items:
            declare_done(self._unit(), item, statement=self._said("statement"))

    def _request(self, items: list[Item]) -> None:
        for item in items:
            record_unit_meeting(
                self._unit(),
                item,
                base_version=None,
                unit_meeting_on=self._today(),
                unit_meeting_note=after_bank()["meeting_note"],
                similar=self._said("similar"),
            )
            request_closeout(self._unit(), item)

    def _ask(self, items: list[Item]) -> None:
        for item in items:
            to_on = max(item.due_on or self._today(), self.stage.today) + timedelta(days=30)
            ask_extension(self._unit(), item, to_on=to_on, reason=after_bank()["extension_reason"])

    # The office looks

    def _review(self, items: list[Item]) -> None:
        for item in items:
            for piece in live_evidence(item):
                verdict = self.dice.choice((Verdict.ORIGINAL, Verdict.ACCEPTED))
                review_evidence(self._clerk(), item, piece, verdict=verdict, note=self._said("accepted"))

    def _doubt(self, items: list[Item]) -> None:
        for item in items:
            for piece in live_evidence(item):
                note = after_bank()["doubtful"]
                review_evidence(self._clerk(), item, piece, verdict=Verdict.DOUBTFUL, note=note)

    def _close(self, items: list[Item]) -> None:
        opinion = self.dice.choice(after_bank()["close_opinion"])
        if len(items) == 1:
            close_item(self._clerk(), items[0], opinion=opinion)
        else:
            close_items(self._clerk(), self.area, items=items, opinion=opinion)

    def _send_back(self, items: list[Item]) -> None:
        for item in items:
            return_closeout(self._clerk(), item, reason=after_bank()["return_reason"])

    def _basically(self, items: list[Item]) -> None:
        for item in items:
            find_basically_done(self._director(), item, reason=after_bank()["basically_reason"])

    def _long_term(self, items: list[Item]) -> None:
        for item in items:
            keep_long_term(self._director(), item, reason=after_bank()["long_term_reason"])

    def _reopen(self, items: list[Item]) -> None:
        for item in items:
            due_on = self.stage.today + timedelta(days=40)
            reopen_item(self._director(), item, reason=after_bank()["reopen_reason"], due_on=due_on)

    def _grant(self, items: list[Item]) -> None:
        for item in items:
            extension = item.extensions.get(state="asked")
            grant_extension(self._decider(), extension, decision=after_bank()["extension_granted"])

    def _refuse(self, items: list[Item]) -> None:
        for item in items:
            extension = item.extensions.get(state="asked")
            refuse_extension(self._decider(), extension, reason=after_bank()["extension_refused"])
