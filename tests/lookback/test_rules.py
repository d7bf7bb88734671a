"""Every rule of visits with both outcomes, without a database."""

from datetime import timedelta

from tests.conftest import NOW
from xuncha.core.text import say
from xuncha.lookback.rules import following, planning, results, sampling
from xuncha.lookback.rules.planning import Against, VisitFacts
from xuncha.lookback.rules.results import Found

DAY = NOW.date()
LATER = DAY + timedelta(days=1)
GOOD = Found(1, "in_place", short=False, facts="", explained=False)
SHORT = Found(2, "not", short=True, facts="没有", explained=False)


def test_planning():
    facts = VisitFacts(1, 2, 1, 1, ties=(Against("某局", say("亲属任职")),), beside=(say("是亲属"),))
    assert [one.mend for one in planning.reasons_not_to_submit(facts)] == ["#group", "#group"]
    assert planning.reasons_against_dates(DAY, DAY) == []
    assert len(planning.reasons_against_dates(LATER, DAY)) == 1
    assert planning.reasons_not_to_approve(own=False) == []
    assert len(planning.reasons_not_to_approve(own=True)) == 1
    assert len(planning.reasons_not_to_finish(unchecked=["某局"])) == 1
    assert planning.reasons_not_to_drop(checked=0) == []
    assert len(planning.reasons_not_to_drop(checked=2)) == 1


def test_sampling():
    assert sampling.reasons_not_to_type(today=DAY, source_on=DAY, first=False) == []
    assert len(sampling.reasons_not_to_type(today=DAY, source_on=LATER, first=True)) == 2
    assert sampling.reasons_not_to_retype(own=True) == []
    assert len(sampling.reasons_not_to_retype(own=False)) == 1


def test_results():
    assert results.reasons_not_to_record(member=True, running=True) == []
    assert len(results.reasons_not_to_record(member=False, running=False)) == 2
    assert results.reasons_against_occasion(on=DAY, from_on=DAY, today=DAY, present="主任") == []
    assert len(results.reasons_against_occasion(on=None, from_on=DAY, today=DAY, present=" ")) == 2
    assert results.reasons_not_to_hand_in([GOOD]) == []
    assert len(results.reasons_not_to_hand_in([Found(1, "", short=False, facts="", explained=False)])) == 1
    assert results.reasons_not_to_judge(own=False) == []
    assert len(results.reasons_not_to_judge(own=True)) == 1
    heard = Found(2, "not", short=True, facts="没有", explained=True)
    assert results.reasons_not_to_issue([heard], covert=False, own=False, due_on=LATER, today=DAY) == []
    assert len(results.reasons_not_to_issue([SHORT], covert=True, own=True, due_on=DAY, today=DAY)) == 4
    assert len(results.reasons_not_to_issue([GOOD], covert=False, own=False, due_on=LATER, today=DAY)) == 1
    assert results.reasons_not_to_clear([GOOD], own=False) == []
    assert len(results.reasons_not_to_clear([SHORT], own=True)) == 2


def test_following():
    assert following.reasons_not_to_answer("改") == []
    assert following.reasons_not_to_report("改了") == []
    assert following.reasons_not_to_accept(own=False) == []
    assert len(following.reasons_not_to_accept(own=True)) == 1
    assert following.reasons_not_to_close([following.Followed(1, settled=True)]) == []
    assert len(following.reasons_not_to_close([following.Followed(1, settled=False)])) == 1
    assert following.reasons_not_to_reopen(listed=True, short=True, due_on=LATER, today=DAY) == []
    assert len(following.reasons_not_to_reopen(listed=True, short=False, due_on=DAY, today=DAY)) == 2
    assert following.reasons_not_to_mark(on=DAY, today=DAY, text="停工", unknown=False) == []
    assert len(following.reasons_not_to_mark(on=LATER, today=DAY, text=" ", unknown=True)) == 3
