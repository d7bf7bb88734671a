"""Units below the limit: proposed by one, decided by another, answered by the unit, never by itself."""

from datetime import date

import pytest
from django.urls import reverse

from tests.rectification.conftest import ENDS, at, days, text_of
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.figures import Whose
from xuncha.core.permissions import Role
from xuncha.core.quantities import is_below, per_cent
from xuncha.foundation.journal.models import JournalRecord
from xuncha.insight.selectors import Period, values_of
from xuncha.rectification import services
from xuncha.rectification.models import Consequence, Plan
from xuncha.rectification.rules.consequences import (
    BelowFacts,
    reasons_not_to_answer,
    reasons_not_to_decide,
    reasons_not_to_propose,
)

OVER = days(70)  # 2022-07-19: concentrated rectification ended on 2022-07-10
WHAT = "作出书面检查"
COUNTED = "outcomes.consequences"


def facts(**other) -> BelowFacts:
    values = {"ends_on": ENDS, "today": OVER.date(), "in_place": 1, "total": 2, "lowest": 70}
    return BelowFacts(**{**values, **other})


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({}, []),
        ({"ends_on": None}, ["集中整改期到 — 止，期满以后才能提出。"]),
        ({"today": ENDS}, ["集中整改期到 2022-07-10 止，期满以后才能提出。"]),
        ({"in_place": 7, "total": 10}, ["整改到位率 70.00%，没有低于下限 70%。"]),
        ({"total": 0, "in_place": 0}, ["整改到位率 0%，没有低于下限 70%。"]),
        ({"proposed_before": True}, ["对这家单位已经提出过，不再重复提出。"]),
    ],
)
def test_when_something_may_be_proposed(other, said):
    assert [str(why.text) for why in reasons_not_to_propose(facts(**other), WHAT, "")] == said


def test_what_is_demanded_is_written_and_fits():
    assert [why.field for why in reasons_not_to_propose(facts(), " ", "字" * 1001)] == ["what", "note"]
    assert [why.field for why in reasons_not_to_answer("")] == ["answer"]
    assert reasons_not_to_answer("深刻检查。") == []
    assert reasons_not_to_decide(own=False) == []
    assert len(reasons_not_to_decide(own=True)) == 1


def test_the_rate_is_exact():
    assert is_below(69, 100, 70)
    assert not is_below(70, 100, 70)
    assert per_cent(2, 3) == "66.67%"


@pytest.fixture
def plan(rect) -> Plan:
    """Two items under way, none of them in place, the period over."""
    return rect.accepted()


@pytest.fixture
def proposed(rect, plan) -> Consequence:
    return services.propose_consequence(rect.office(OVER), plan, what=WHAT, note="多次提醒。")


@pytest.fixture
def sent(rect, proposed) -> Consequence:
    return services.approve_consequence(rect.acting(rect.leader, now=OVER), proposed)


def test_proposed_with_the_figures_of_the_day_and_only_once(rect, proposed, plan):
    assert (proposed.in_place, proposed.total, proposed.lowest, proposed.as_of) == (0, 2, 70, OVER.date())
    assert JournalRecord.objects.filter(event="consequence.proposed", subject_id=str(proposed.pk)).exists()
    with pytest.raises(RuleViolated, match="已经提出过"):
        services.propose_consequence(rect.office(OVER), plan, what=WHAT)


def test_not_while_the_period_runs_and_not_by_the_unit(rect, plan):
    with pytest.raises(RuleViolated, match="期满以后"):
        services.propose_consequence(rect.office(), plan, what=WHAT)
    with pytest.raises(Denied):
        services.propose_consequence(rect.unit(OVER), plan, what=WHAT)


def test_another_person_decides(rect, plan, hire):
    own = services.propose_consequence(rect.acting(rect.director, now=OVER), plan, what=WHAT)
    for decide in (services.approve_consequence, lambda act, one: services.drop_consequence(act, one, reason="缓")):
        with pytest.raises(RuleViolated, match="另一个人审定"):
            decide(rect.acting(rect.director, now=OVER), own)
    with pytest.raises(Denied):
        services.approve_consequence(rect.office(OVER), own)


def test_dropped_with_a_reason_the_unit_never_hears_of_it(rect, proposed, acting):
    with pytest.raises(RuleViolated):
        services.drop_consequence(rect.acting(rect.leader, now=OVER), proposed, reason=" ")
    dropped = services.drop_consequence(rect.acting(rect.leader, now=OVER), proposed, reason="已说明原因。")
    assert (dropped.state, dropped.decision) == ("dropped", "已说明原因。")
    with pytest.raises(OutOfReach):
        services.answer_consequence(rect.unit(OVER), dropped, answer="检查。")


def test_sent_answered_returned_and_accepted(rect, sent):
    assert (sent.decided_by, sent.due_on) == (rect.leader, date(2022, 8, 2))
    answered = services.answer_consequence(rect.unit(OVER), sent, answer="认识不到位。")
    with pytest.raises(InvalidTransition):
        services.answer_consequence(rect.unit(OVER), answered, answer="再写。")
    returned = services.return_consequence(rect.office(OVER), answered, reason="没有写责任。")
    assert (returned.state, returned.return_reason) == ("sent", "没有写责任。")
    again = services.answer_consequence(rect.unit(OVER), returned, answer="主要负责人负首要责任。")
    assert (again.return_reason, again.answered_by) == ("", rect.liaison)
    assert services.accept_consequence(rect.office(OVER), again).state == "accepted"


def test_only_what_was_sent_is_counted(rect, sent):
    period = Period(date(2022, 1, 1), date(2022, 12, 31), OVER.date())
    assert values_of([COUNTED], Whose.SELF, rect.world.city, period) == {COUNTED: 1}


def test_another_city_and_another_unit_find_nothing(rect, sent, acting):
    for who in (Role.OFFICE_CLERK, Role.UNIT_LIAISON):
        act = acting(who, which=1)
        with pytest.raises((OutOfReach, Denied)):
            services.answer_consequence(act, sent, answer="检查。")


def test_from_the_list_to_the_proposal(rect, at_desk, plan, monkeypatch):
    client = at_desk(rect.clerk)
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: OVER)
    client.force_login(rect.clerk)
    unit = plan.inspection.organisation.name
    assert f"{unit} 0.00%" in text_of(client.get(reverse("rectification:consequences")))
    new = reverse("rectification:consequence-new", args=[plan.pk])
    assert f'value="{WHAT}"' in client.get(new).content.decode()
    client.post(new, {"what": WHAT, "note": ""})
    assert "没有低于下限而未提出处理的单位" in text_of(client.get(reverse("rectification:consequences")))
    made = Consequence.objects.get()
    assert "同意下达" not in text_of(client.get(reverse("rectification:consequence", args=[made.pk])))
    client.force_login(rect.leader)
    client.post(reverse("rectification:consequence-step", args=[made.pk, "approve"]))
    assert "已下达，待报送" in text_of(client.get(reverse("rectification:consequence", args=[made.pk])))


def test_the_unit_reads_it_among_its_letters_and_answers(rect, sent, unit, on_day):
    on_day(71)
    assert f"责令{WHAT}" in text_of(unit.get(at("letters")))
    shown = text_of(unit.get(at("consequence", sent.pk)))
    assert "多次提醒。" in shown
    assert "赵领导" not in shown
    unit.post(at("consequence-answer", sent.pk), {"answer": "深刻检查。"})
    assert "单位已报送" in text_of(unit.get(at("consequence", sent.pk)))
    assert unit.get(at("consequence-document", sent.pk, "letter")).status_code == 200
    assert unit.get(reverse("rectification:consequence", args=[sent.pk])).url == at("consequence", sent.pk)
