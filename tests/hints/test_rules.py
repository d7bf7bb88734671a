"""Each signal with both outcomes: the facts that show it, and those next to them that do not."""

from datetime import date
from decimal import Decimal

import pytest

from xuncha.core.signals import SIGNALS, USUAL, Signal
from xuncha.hints.rules import items, pictures, plans
from xuncha.hints.rules.facts import ItemFacts, Picture, Piece, PlanFacts, Repeat, Row, Seen, Votes
from xuncha.hints.rules.plans import found_in

ENTERED, ASKED, SETTLED, ENDS = date(2022, 4, 10), date(2022, 7, 1), date(2022, 7, 8), date(2022, 7, 10)


def item(**facts) -> ItemFacts:
    """One item, reported done."""
    return ItemFacts(**{"pk": 1, "number": "整-1", "completed": True, "requested_on": ASKED, **facts})


def plan(*its: ItemFacts, **facts) -> PlanFacts:
    """An accepted plan of these items, nothing missing."""
    known = {"pk": 9, "fed_back": len(its), "accepted": True, "entered_on": ENTERED, "ends_on": ENDS}
    return PlanFacts(**{**known, "items": its, **facts})


def pieces(*kinds: str, **facts) -> tuple[Piece, ...]:
    return tuple(Piece(n, kind, f"{kind}{n}", **facts) for n, kind in enumerate(kinds, 1))


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"measures": ["money"], "pieces": pieces("minutes", "rule")}, True),
        ({"measures": ["money"], "pieces": pieces("minutes", "voucher")}, False),
        ({"measures": ["rule"], "pieces": pieces("minutes")}, False),  # nothing tangible was to be done
        ({"measures": ["money"], "pieces": pieces("rule"), "completed": False}, False),
        ({"measures": ["money"], "pieces": ()}, False),
    ],
)
def test_documents_as_the_only_evidence(facts, shown):
    found = list(items.only_papers(plan(item(**facts)), 1))
    assert bool(found) is shown
    assert not list(items.only_papers(plan(item(**facts)), 3))


@pytest.mark.parametrize(
    ("measures", "accepted", "shown"),
    [(["rule"], True, True), (["rule", "rule"], True, True), (["rule", "money"], True, False), ([], True, False),
     (["rule"], False, False)],
)  # fmt: skip
def test_rules_as_the_only_measure(measures, accepted, shown):
    assert bool(list(items.only_rules(plan(item(measures=measures), accepted=accepted), 1))) is shown


def test_evidence_before_the_inspection_entered():
    early = pieces("voucher", formed_on=date(2022, 4, 1))
    (found,) = items.too_early(plan(item(pieces=early)), 1)
    assert "最早的早 9 天" in str(found.text)
    assert found.rows == (Row("rectification.evidence", 1, "voucher1"),)
    assert not list(items.too_early(plan(item(pieces=early)), 10))
    assert not list(items.too_early(plan(item(pieces=pieces("voucher", formed_on=ENTERED))), 1))
    assert not list(items.too_early(plan(item(pieces=pieces("voucher"))), 1))
    assert not list(items.too_early(plan(item(pieces=early), entered_on=None), 1))


def test_evidence_after_the_unit_asked():
    late = pieces("voucher", formed_on=date(2022, 7, 4))
    (found,) = items.too_late(plan(item(pieces=late)), 1)
    assert "最晚的晚 3 天" in str(found.text)
    assert not list(items.too_late(plan(item(pieces=late)), 4))
    assert not list(items.too_late(plan(item(pieces=late, completed=False)), 1))
    assert not list(items.too_late(plan(item(pieces=late, requested_on=None)), 1))


@pytest.mark.parametrize(
    ("due", "back", "excused", "completed", "shown"),
    [("100", "99", "0", True, True), ("100", "100", "0", True, False), ("100", "40", "60", True, False),
     ("100", "0", "0", False, False), ("0", "0", "0", True, False), ("100", "99.50", "0", True, False)],
)  # fmt: skip
def test_money_wanting(due, back, excused, completed, shown):
    money = {"money_due": Decimal(due), "money_back": Decimal(back), "excused": Decimal(excused)}
    found = list(items.money_missing(plan(item(**money, completed=completed)), 1))
    assert bool(found) is shown
    if shown:
        assert "还差 1.00 元" in str(found[0].text)


@pytest.mark.parametrize(
    ("grave", "persons", "completed", "at_one", "at_two"),
    [(2, 0, True, True, True), (1, 0, True, False, True), (0, 0, True, False, False), (2, 1, True, False, False),
     (2, 0, False, False, False)],
)  # fmt: skip
def test_nobody_dealt_with(grave, persons, completed, at_one, at_two):
    facts = plan(item(grave=grave, persons=persons, completed=completed))
    assert bool(list(items.nobody_dealt_with(facts, 1))) is at_one
    assert bool(list(items.nobody_dealt_with(facts, 2))) is at_two


def test_found_again_within_the_months():
    later = [Repeat(5, "WT-5 又发生", date(2023, 7, 8), linked=True), Repeat(6, "WT-6", SETTLED, linked=False)]
    (found,) = items.found_again(plan(item(settled_on=SETTLED, repeats=later)), 12)
    assert found.rows == (Row("findings.finding", 5, "WT-5 又发生"),)
    assert "其中 1 个由人标明是重复" in str(found.text)
    assert not list(items.found_again(plan(item(settled_on=SETTLED, repeats=later)), 11))
    assert not list(items.found_again(plan(item(repeats=later)), 12))


def test_a_plan_narrower_than_the_feedback():
    one = item(findings=3, measures=["money", "rule"])
    of_item, of_plan = items.narrower(plan(one), 1), items.narrower(plan(item(), fed_back=2), 1)
    assert [found.item for found in of_item] == [1]
    assert [found.item for found in of_plan] == [None]
    assert not list(items.narrower(plan(one), 2))
    assert not list(items.narrower(plan(one, fed_back=5, accepted=False), 1))


def on(day: date, due: date, n: int) -> tuple[ItemFacts, ...]:
    return tuple(ItemFacts(pk, f"整-{pk}", requested_on=day, due_on=due) for pk in range(1, n + 1))


def test_requests_on_the_last_day():
    (found,) = plans.on_the_last_day(plan(*on(ENDS, ENDS, 5)), 5)
    assert len(found.rows) == 5
    assert not list(plans.on_the_last_day(plan(*on(ENDS, ENDS, 5)), 6))
    assert not list(plans.on_the_last_day(plan(*on(ASKED, ENDS, 5)), 5)), "one day, but not the last"
    others = tuple(ItemFacts(100 + n, f"别-{n}", requested_on=ASKED, due_on=ENDS) for n in range(6))
    assert not list(plans.on_the_last_day(plan(*on(ENDS, ENDS, 5), *others), 5)), "fewer than half"
    assert not list(plans.on_the_last_day(plan(item(requested_on=None)), 1))


def test_meetings_and_reports_that_were_not_held():
    late = date(2022, 7, 20)
    (found,) = plans.without_meetings(plan(report_due=ENDS, reported=False), 1, late)
    assert str(found.text).count("应在 2022-07-10 以前") == 2
    held = plan(life_meeting_on=ENDS, report_due=ENDS, reported=True)
    assert not list(plans.without_meetings(held, 1, late))
    assert not list(plans.without_meetings(plan(report_due=ENDS, reported=False), 1, ENDS)), "not before the day"
    assert not list(plans.without_meetings(plan(accepted=False), 1, late))


@pytest.mark.parametrize(
    ("satisfied", "all_", "shown"), [(7, 10, True), (9, 10, False), (0, 0, False)]
)  # fmt: skip
def test_satisfaction_below_the_own_score(satisfied, all_, shown):
    votes = Votes(satisfied, all_, Row("survey.questionnaire", 1, "问卷"))
    assert bool(list(plans.less_satisfied(plan(item(), votes=votes), 20))) is shown
    assert not list(plans.less_satisfied(plan(item()), 20))
    assert not list(plans.less_satisfied(plan(votes=votes), 20))


def photo(taken: date | None = None, software: str = "", **facts) -> Piece:
    return Piece(**{"pk": 1, "kind": "photo", "name": "照片", "picture": Picture(1, taken, software), **facts})


def test_photos_taken_on_another_day():
    (found,) = pictures.taken_another_day(plan(item(pieces=(photo(date(2022, 6, 1), formed_on=ASKED),))), 3)
    assert "最多相差 30 天" in str(found.text)
    for piece in (
        photo(date(2022, 6, 29), formed_on=ASKED),
        photo(date(2022, 6, 1)),
        photo(formed_on=ASKED),
        photo(date(2022, 6, 1), formed_on=ASKED, kind="voucher"),
        Piece(1, "photo", "照片", formed_on=ASKED),
    ):
        assert not list(pictures.taken_another_day(plan(item(pieces=(piece,))), 3))


def test_photos_saved_by_an_editor():
    (found,) = pictures.edited(plan(item(pieces=(photo(software="Adobe Photoshop 23.1"),))), 1)
    assert "Adobe Photoshop 23.1" in str(found.text)
    for piece in (photo(software="HUAWEI P40 11.0.0"), photo(), photo(software="GIMP", kind="table")):
        assert not list(pictures.edited(plan(item(pieces=(piece,))), 1))


def seen(n: int = 1, on: date = SETTLED, *, good: bool = False, **asked: int) -> Seen:
    return Seen(on, good, Row("lookback.point", n, f"核查{n}"), **asked)


@pytest.mark.parametrize(
    ("checks", "facts", "shown"),
    [
        ([seen(asked=5, denied=1)], {}, True),
        ([seen(asked=2, denied=1), seen(2, asked=2, denied=0)], {}, True),  # both samples are one
        ([seen(asked=6, denied=1)], {}, False),
        ([seen(asked=2, denied=2)], {}, False),  # too few to tell a share
        ([seen(asked=5, denied=5)], {"completed": False}, False),
        ([seen(on=date(2022, 6, 1), asked=5, denied=5)], {}, False),  # before the unit said it was done
        ([seen()], {}, False),
    ],
)
def test_people_concerned_say_it_is_not_put_right(checks, facts, shown):
    found = list(items.denied_by_people(plan(item(checks=checks, **facts)), 20))
    assert bool(found) is shown
    if shown:
        assert "1 人说没有改好" in str(found[0].text)


def test_reported_done_and_found_wanting():
    wrong = [item(pk=n, checks=[seen(n)]) for n in range(5)]
    (found,) = plans.contradicted(plan(*wrong, item(pk=7, checks=[seen(7, good=True)]), item(pk=8)), 5)
    assert str(found.text) == "报完成的问题核查了 6 项，5 项不到位。"
    mended = item(pk=0, checks=[seen(0), seen(9, good=True)])
    assert not list(plans.contradicted(plan(mended, *wrong[1:]), 5)), "the last check counts"


def test_every_signal_can_be_switched_off_and_has_its_words():
    shown = plan(item(measures=["rule"], money_due=Decimal(5)), fed_back=3)
    assert {found.signal for found in found_in(shown, USUAL, date(2023, 1, 1))} == {
        Signal.RULES, Signal.MONEY, Signal.NARROW, Signal.MEETINGS,
    }  # fmt: skip
    assert not list(found_in(shown, dict.fromkeys(Signal, 0), date(2023, 1, 1)))
    assert not list(found_in(shown, {}, date(2023, 1, 1)))
    assert set(SIGNALS) == set(Signal)
    assert all(kind.lowest <= kind.usual <= kind.highest for kind in SIGNALS.values())


def test_the_digest_follows_the_facts_alone():
    (one,) = items.money_missing(plan(item(money_due=Decimal(5))), 1)
    (same,) = items.money_missing(plan(item(money_due=Decimal(5), title="改过的标题")), 1)
    (other,) = items.money_missing(plan(item(money_due=Decimal(6))), 1)
    assert one.digest == same.digest != other.digest
    assert one.key == ("money", 9, 1)
