"""
Plan and item under random acts, legal and illegal, by random people: whatever happens, the invariants hold.

Every refusal is one of the product's own; after every act (domain §9): numbers equal what is counted from the records
(3), what is settled was settled by somebody else than the submitter (4), dates follow from rule and trigger (6), and
the five results add up to what was fed back (9).
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, draft, upload
from xuncha.core.errors import Refused
from xuncha.core.permissions import Role
from xuncha.rectification import services
from xuncha.rectification.models import Extension, Item
from xuncha.rectification.rules.gate import reasons_not_to_close
from xuncha.rectification.selectors import close_facts, dues_of, figures_of, results_of
from xuncha.rectification.selectors.drafts import as_drafted
from xuncha.rectification.workflow import ITEM, SETTLED, ItemState, PlanState, Result, result_of

MOST = 40
WHICH = st.integers(0, 1)


class Rectification(RuleBasedStateMachine):
    """One opinion with two problems; `rect` is set by the test. Time goes on by some days now and then."""

    rect: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()  # what one example did is undone before the next
        self.example.__enter__()
        self.now = NOW
        self.people = [self.rect.liaison, self.rect.clerk, self.rect.director, self.rect.both]

    @initialize()
    def opened(self) -> None:
        self.rect.deliver()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    def tried(self, person: int, do) -> None:
        """One act; the product's own refusals are fine, anything else is a fault."""
        with suppress(Refused):
            do(self.rect.acting(self.people[person], now=self.now))

    @rule(n=st.integers(1, 30))
    def days_pass(self, n: int) -> None:
        self.now += timedelta(days=n)

    @rule(person=st.integers(0, 3), step=st.sampled_from(["write", "fill", "submit", "return", "accept", "reply"]))
    def plan(self, person: int, step: str) -> None:
        plan, remark = self.rect.plan(), self.rect.plan().remarks.filter(reply="").first()
        self.tried(person, {
            "write": lambda act: services.write_plan(
                act, plan, base_version=as_drafted(plan).version, principal="某", party_meeting_on=TODAY
            ),
            "fill": lambda act: [
                services.fill_item(act, item, base_version=as_drafted(item).version, draft=draft())
                for item in plan.items.all()
            ],
            "submit": lambda act: services.submit_plan(act, plan),
            "return": lambda act: services.return_plan(act, plan, remarks=[services.Remark("改")]),
            "accept": lambda act: services.accept_plan(act, plan),
            "reply": lambda act: remark and services.reply_to_remark(act, plan, remark, reply="已改"),
        }[step])  # fmt: skip

    @precondition(lambda self: self.rect.plan().state != PlanState.ACCEPTED)
    @rule()
    def straight_to_acceptance(self) -> None:
        """Otherwise most runs would never leave the plan."""
        for person, step in ((0, "write"), (0, "fill"), (0, "reply"), (0, "submit"), (1, "accept")):
            self.plan(person=person, step=step)

    @rule(person=st.integers(0, 3), which=WHICH, step=st.sampled_from([
        "work", "declare", "meet", "request", "resume", "close", "return", "basically", "long_term", "reopen",
    ]))  # fmt: skip
    def item(self, person: int, which: int, step: str) -> None:
        item, today = self.rect.item(which), self.now.date()
        self.tried(person, {
            "work": lambda act: self.work(act, item),
            "declare": lambda act: services.declare_done(act, item, statement="好"),
            "meet": lambda act: services.record_unit_meeting(
                act, item, base_version=as_drafted(item).version, unit_meeting_on=today, similar="无"
            ),
            "request": lambda act: services.request_closeout(act, item),
            "resume": lambda act: services.resume_item(act, item, reason="再改"),
            "close": lambda act: services.close_item(act, item),
            "return": lambda act: services.return_closeout(act, item, reason="补"),
            "basically": lambda act: services.find_basically_done(act, item, reason="阶段"),
            "long_term": lambda act: services.keep_long_term(act, item, reason="长期"),
            "reopen": lambda act: services.reopen_item(act, item, reason="反弹", due_on=today + timedelta(days=30)),
        }[step])  # fmt: skip

    @rule(which=WHICH)
    def straight_to_the_office(self, which: int) -> None:
        """Otherwise few runs would come to the end of an item."""
        for step in ("work", "declare", "meet", "request"):
            self.item(person=0, which=which, step=step)
        self.review(person=1, which=which, verdict="accepted")

    def work(self, act, item: Item) -> None:
        for measure in item.measures.filter(done_on=None):
            services.report_progress(act, item, text="做", on=self.now.date(), measure=measure, done_on=TODAY)
            services.add_evidence(act, item, upload(f"{measure.pk}.txt"), measure=measure)

    @rule(person=st.integers(0, 3), which=WHICH, verdict=st.sampled_from(["accepted", "rejected"]))
    def review(self, person: int, which: int, verdict: str) -> None:
        item = self.rect.item(which)
        for piece in item.evidence.all():
            self.tried(person, lambda act, p=piece: services.review_evidence(
                act, item, p, verdict=verdict, note="看过"
            ))  # fmt: skip

    @rule(person=st.integers(0, 3), which=WHICH)
    def replace(self, person: int, which: int) -> None:
        item = self.rect.item(which)
        old = item.evidence.filter(replaced_by__isnull=True).first()
        if old is not None:
            self.tried(person, lambda act: services.replace_evidence(act, item, old, upload(f"换{old.pk}.txt")))

    @rule(person=st.integers(0, 3), which=WHICH, step=st.sampled_from(["ask", "grant", "refuse", "withdraw"]))
    def extend(self, person: int, which: int, step: str) -> None:
        item = self.rect.item(which)
        asked = item.extensions.filter(state="asked").first()
        if step == "ask":
            later = (item.due_on or ENDS) + timedelta(days=30)
            self.tried(person, lambda act: services.ask_extension(act, item, to_on=later, reason="难"))
        elif asked is not None:
            self.tried(person, {
                "grant": lambda act: services.grant_extension(act, asked),
                "refuse": lambda act: services.refuse_extension(act, asked, reason="不"),
                "withdraw": lambda act: services.withdraw_extension(act, asked),
            }[step])  # fmt: skip

    @rule()
    def daily_run(self) -> None:
        self.tried(1, lambda act: services.note_due_dates(act, self.rect.world.city))

    @invariant()
    def figures_equal_the_records(self) -> None:
        plan, today = self.rect.plan(), self.now.date()
        items = list(plan.items.all())
        figures = figures_of(plan, today)
        granted = set(Extension.objects.filter(state="granted", to_on__gt=today).values_list("item", flat=True))
        one_by_one = [result_of(ItemState(i.state), extended=i.pk in granted) for i in items]
        assert [figures[r.value] for r in Result] == [one_by_one.count(r) for r in Result]
        assert figures["closed"] == sum(i.state == ItemState.CLOSED for i in items)

    @invariant()
    def sums_hold(self) -> None:
        results = results_of(Item.objects.filter(plan=self.rect.plan()), self.now.date())
        assert results.total == self.rect.opinion.items.count() == 2
        assert results.closed <= results.parts[Result.COMPLETED]

    @invariant()
    def settled_by_another_with_every_condition_met(self) -> None:
        for item in Item.objects.filter(state__in=SETTLED):
            assert item.settled_by_id not in {None, item.requested_by_id}
            if item.state != ItemState.BASICALLY:
                assert reasons_not_to_close(close_facts(item, item.settled_by_id)) == []

    @invariant()
    def dates_follow_from_rule_and_decisions(self) -> None:
        plan = self.rect.plan()
        assert plan.ends_on == dues_of(plan)["rectification"].on == ENDS
        begun = plan.state == PlanState.ACCEPTED
        assert {item.state != ItemState.LISTED for item in plan.items.all()} == {begun}
        for item in plan.items.all() if begun else ():
            assert item.planned_due_on == ENDS
            moved = item.times_reopened or item.extensions.filter(state="granted").exists()
            assert moved or item.due_on == ENDS

    @invariant()
    def states_are_of_the_table(self) -> None:
        assert {item.state for item in Item.objects.all()} <= set(ITEM.states)


@pytest.mark.django_db
def test_whatever_people_try(rect, world, hire, monkeypatch):
    rect.both = hire(Role.OFFICE_DIRECTOR, name="一人两任")
    rect.both.grants.create(role=Role.UNIT_LIAISON, scope_id=world.units[0].pk, valid_from=NOW)
    monkeypatch.setattr(Rectification, "rect", rect)
    run_state_machine_as_test(
        Rectification,
        settings=settings(
            max_examples=10,
            stateful_step_count=MOST,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
