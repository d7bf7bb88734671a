"""Every rule of an evaluation with both outcomes; what is hidden of small groups."""

from datetime import date
from decimal import Decimal as D

from hypothesis import given as each
from hypothesis import strategies as st

from tests.evaluation.telling import SMALL
from xuncha.core.scoring import Given, Mark, Share, score
from xuncha.core.text import say
from xuncha.evaluation.rules import ballots, runs, sheets
from xuncha.evaluation.rules.definitions import reasons_not_to_approve, reasons_not_to_change, scheme_from
from xuncha.evaluation.rules.rates import share_of

SCHEME = scheme_from(SMALL)
DAY = date(2022, 5, 10)
counts = st.fixed_dictionaries({"a": st.integers(0, 9), "b": st.integers(0, 9), "c": st.integers(0, 9)})
few = st.sampled_from([{"a": 4}, {"b": 3, "c": 1}, {"c": 4}, {"a": 2, "b": 2}])


def texts(reasons):
    return [str(one.text) for one in reasons]


@each(counts, few, few)
def test_of_a_small_group_nothing_can_be_worked_out(staff, one, other):
    """Whatever four people chose, the whole sheet is the same: nothing is left by subtraction."""
    told = [Given(ballots=ballots.folded(SCHEME, {"vote": {"staff": staff, "users": votes}})) for votes in (one, other)]
    assert sheets.stored(told[0]) == sheets.stored(told[1])
    assert score(SCHEME, told[0]) == score(SCHEME, told[1])


def test_a_group_large_enough_is_kept_as_it_voted():
    assert ballots.folded(SCHEME, {"vote": {"users": {"a": 3, "c": 2}}}) == {"vote": {"users": {"a": 3, "c": 2}}}


def test_keying_paper():
    told = {"sheets": 5, "asked": 8, "cast": 3, "running": True}
    assert ballots.reasons_not_to_key(SCHEME, {"vote": {"a": 5}}, **told) == []
    assert ballots.reasons_not_to_key(SCHEME, {}, **{**told, "running": False})
    found = ballots.reasons_not_to_key(SCHEME, {"vote": {"a": 4, "b": 3}}, **{**told, "sheets": 6})
    assert texts(found) == [
        "这一组应评 8 人，网上已投 3 票，纸质票不能有 6 张。",
        "「群众评议」各选项合计 7 张，多于纸质票 6 张。",
    ]


def test_a_second_keying_and_its_difference():
    first, second = {"vote": {"a": 5, "b": 0, "c": 0}}, {"vote": {"a": 4, "b": 1, "c": 0}}
    found = ballots.differences(first, second)
    assert [str(one) for one in ballots.told(SCHEME, found)] == [
        "群众评议·满意：第一次 5 张，第二次 4 张",
        "群众评议·一般：第一次 0 张，第二次 1 张",
    ]
    assert ballots.differences(first, first) == []
    fine = {"own": False, "keyed": False, "sheets": 5, "first": 5}
    assert ballots.reasons_not_to_key_again(**fine) == []
    for change in ({"own": True}, {"keyed": True}, {"sheets": 4}):
        assert ballots.reasons_not_to_key_again(**{**fine, **change})
    assert ballots.reasons_not_to_resolve(differs=True, own=False, why="看错") == []
    assert ballots.reasons_not_to_resolve(differs=False, own=False, why="看错")
    assert len(ballots.reasons_not_to_resolve(differs=True, own=True, why=" ")) == 2


def test_voting_once_within_the_days_with_an_answer_to_everything():
    assert ballots.reasons_not_to_vote(running=True, used=False) == []
    assert ballots.reasons_not_to_vote(running=False, used=False)
    assert ballots.reasons_not_to_vote(running=True, used=True)
    assert ballots.reasons_not_to_take(SCHEME, {"x": "a", "y": ballots.ABSTAINED}) == []
    assert [one.field for one in ballots.reasons_not_to_take(SCHEME, {"x": "z"})] == ["x"]


def facts(**more):
    told = {"scheme": SCHEME, "subjects": 1, "names": ["甲"], "panels": {("staff", "甲"), ("users", "甲")}}
    return runs.RunFacts(**{**told, "opens_on": DAY, "closes_on": DAY, "today": DAY, **more})


def test_beginning_opening_and_closing():
    assert runs.reasons_not_to_begin(in_force=True, chosen=1) == []
    assert len(runs.reasons_not_to_begin(in_force=False, chosen=0)) == 2
    assert runs.reasons_not_to_open(facts()) == []
    assert texts(runs.reasons_not_to_open(facts(panels=set()))) == [
        "还没有录「干部职工」的应评人数。",
        "还没有录「服务对象」的应评人数。",
    ]
    assert runs.reasons_not_to_open(facts(closes_on=date(2022, 5, 9)))
    silent = scheme_from({**SMALL, "indicators": SMALL["indicators"][:2]})
    assert runs.reasons_not_to_open(facts(scheme=silent, panels=set())) == []
    assert runs.reasons_not_to_close(facts()) == []
    assert runs.reasons_not_to_close(facts(unsettled=["甲"]))
    assert runs.reasons_not_to_date(DAY, DAY) == []
    assert runs.reasons_not_to_date(DAY, date(2022, 5, 9))


def test_who_is_asked():
    fine = {"group": "staff", "asked": 5, "given_out": 0, "preparing": True, "other_kind": False}
    assert runs.reasons_not_to_ask(SCHEME, **fine) == []
    for change in ({"group": "no"}, {"preparing": False}, {"other_kind": True}, {"asked": 4}, {"given_out": 6}):
        assert len(runs.reasons_not_to_ask(SCHEME, **{**fine, **change})) == 1, change
    assert runs.reasons_not_to_issue(wanted=2, given_out=3, asked=5, over=False) == []
    assert runs.reasons_not_to_issue(wanted=3, given_out=3, asked=5, over=False)
    assert runs.reasons_not_to_issue(wanted=1, given_out=0, asked=5, over=True)
    assert runs.reasons_not_to_seat(of_body=False, seated=False, elsewhere=False) == []
    assert len(runs.reasons_not_to_seat(of_body=True, seated=True, elsewhere=True)) == 3


def test_the_steps_of_a_sheet():
    fine = sheets.Step(True, today=DAY)
    assert sheets.reasons_not_to_hand_in(fine) == []
    assert len(sheets.reasons_not_to_hand_in(sheets.Step(False, missing=[say("缺")]))) == 2
    assert sheets.reasons_not_to_check(fine) == []
    assert sheets.reasons_not_to_check(sheets.Step(True, own=True))
    assert sheets.reasons_not_to_settle(fine) == []
    over = sheets.Step(True, objectable_until=date(2022, 5, 9), today=DAY)
    assert sheets.reasons_not_to_settle(over) == []
    wrong = sheets.Step(True, own=True, objecting=1, objectable_until=DAY, today=DAY)
    assert len(sheets.reasons_not_to_settle(wrong)) == 3


def test_objecting_and_deciding():
    fine = {"shown": True, "until": DAY, "today": DAY}
    assert sheets.reasons_not_to_object("不对", **fine) == []
    assert sheets.reasons_not_to_object("不对", **{**fine, "until": None}) == []
    assert sheets.reasons_not_to_object(" ", **fine)
    assert sheets.reasons_not_to_object("不对", **{**fine, "shown": False})
    assert sheets.reasons_not_to_object("不对", **{**fine, "until": date(2022, 5, 9)})
    assert sheets.reasons_not_to_decide("有理", scored=False, decided=False) == []
    assert sheets.reasons_not_to_decide("有理", scored=False, decided=True)
    assert len(sheets.reasons_not_to_decide(" ", scored=True, decided=False)) == 2


def test_noting_and_withdrawing():
    fine = {"scoring": True, "running": True, "why": "晚报", "evidence": "登记簿"}
    assert sheets.reasons_not_to_note(**fine) == []
    assert sheets.reasons_not_to_note(**{**fine, "scoring": False})
    assert sheets.reasons_not_to_note(**{**fine, "running": False})
    assert len(sheets.reasons_not_to_note(**{**fine, "why": " ", "evidence": ""})) == 2
    assert sheets.reasons_not_to_withdraw(scoring=True, withdrawn=False) == []
    assert sheets.reasons_not_to_withdraw(scoring=False, withdrawn=False)
    assert sheets.reasons_not_to_withdraw(scoring=True, withdrawn=True)
    assert sheets.reasons_not_to_follow(own=False) == []
    assert sheets.reasons_not_to_follow(own=True)
    assert reasons_not_to_change(drafted=True) == reasons_not_to_approve(own=False) == []
    assert reasons_not_to_change(drafted=False)
    assert reasons_not_to_approve(own=True)


def test_rates_by_formula():
    results = {"completed": 6, "basically": 2, "long_term": 1, "extended": 1, "unfinished": 2, "closed": 5, "total": 12}
    found = {code: share_of(code, results) for code in ("completion", "completion_basic", "in_place", "closed")}
    assert [one.part for one in found.values()] == [6, 8, 9, 5]
    assert {one.of for one in found.values()} == {12}


def test_stored_inputs_give_the_same_sheet_and_the_same_fingerprint():
    votes = {"vote": {"staff": {"a": 6, "b": 4}, "users": {"c": 5}}}
    marks = (Mark("duty", D("2.5"), "late"), Mark("duty", D(1), "late"))
    given = Given(marks, {"done": Share(3, 4)}, votes, {"staff": 12}, {"false": 1})
    told = sheets.stored(given)
    assert score(SCHEME, sheets.given_from(told)) == score(SCHEME, given)
    turned = sheets.stored(Given(marks[::-1], {"done": Share(3, 4)}, votes, {"staff": 12}, {"false": 1}))
    assert sheets.digest_of(SMALL, told) == sheets.digest_of(SMALL, turned)
    assert sheets.digest_of(SMALL, told) != sheets.digest_of({**SMALL, "places": 1}, told)
