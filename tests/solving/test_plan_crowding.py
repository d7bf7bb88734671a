"""Rounds that are too full by mere counting: what is found, how small it is, and when nothing is."""

import pytest

from tests.solving.plans import small, unit
from xuncha.solving.budget import Budget
from xuncha.solving.plan.conflicts import Contradictions
from xuncha.solving.plan.crowding import Crowd, crowd
from xuncha.solving.plan.instance import Instance, read_instance
from xuncha.solving.plan.repairs import changed, repairs


def asked(*windows: tuple[int, int, int], **other) -> Instance:
    """City units of (workload, earliest, latest); the city does 8 in each of four rounds."""
    plain = {"pool": "city", "sector": None, "priority": 0}
    units = [unit(n, workload=work, earliest=low, latest=high, **plain) for n, (work, low, high) in enumerate(windows)]
    return read_instance(small(0) | {"units": units, "coverage": [], "follow_ups": [], "topics": []} | other)


def test_the_heaviest_units_show_that_a_round_is_too_full():
    found = crowd(asked((1, 0, 0), (5, 0, 0), (4, 0, 0), (8, 1, 3)))
    assert found == Crowd(("u1", "u2"), ("city",), range(1))


def test_windows_within_each_other_count_together():
    assert crowd(asked((8, 1, 2), (8, 2, 2))) is None
    assert crowd(asked((8, 1, 2), (8, 2, 2), (1, 1, 1))) == Crowd(("u0", "u1", "u2"), ("city",), range(1, 3))


def test_the_fewest_rounds_are_named():
    """Rounds 0 to 2 are too full as well, but round 2 is so by itself."""
    found = crowd(asked((8, 0, 1), (8, 0, 1), (8, 2, 2), (8, 2, 2)))
    assert found is not None
    assert found.rounds == range(2, 3)


@pytest.mark.parametrize(("share", "found"), [(0.5, None), (1.0, Crowd((), ("city", "county"), range(2), 0))])
def test_a_target_counts_the_lightest_units(share, found):
    """The two rounds of 2022 take 16: the three lightest of four, never all."""
    units = ((4, 0, 3), (4, 0, 3), (8, 0, 3), (8, 0, 3))
    assert crowd(asked(*units, coverage=[{"year": 2022, "at_least": share}])) == found


def test_a_target_of_a_year_without_rounds_is_left_to_others():
    assert crowd(asked((1, 0, 3), coverage=[{"year": 2021, "at_least": 1.0}])) is None


def test_what_is_counted_is_a_minimal_conflict_with_the_least_that_helps():
    instance = asked((5, 0, 0), (4, 0, 0), (1, 0, 0), (1, 0, 3))
    questions = Contradictions(instance, Budget(60))
    conflict = questions.minimal()
    assert {(rule.code, rule.about) for rule in conflict} == {("R1", ("u0", "u1")), ("R6", ("city", "2022-1"))}
    assert all(questions.hold([one for one in conflict if one != left]) for left in conflict)
    ways = {str(one.text): one.change for one in repairs(instance, conflict, Budget(60))}
    assert any("放宽 1 个单位" in text for text in ways)
    assert any("增加能力合计 2：2022-1「city」加 2" in text for text in ways)
    assert all(crowd(changed(instance, change)) is None for change in ways.values())


def test_more_capacity_is_sought_beyond_the_pools_of_the_conflict():
    """Both pools are too full; the conflict names one, and what helps concerns both."""
    units = [unit(n, workload=5, sector=None, latest=0) for n in range(4)]
    instance = read_instance(small(0) | {"units": units, "coverage": [], "follow_ups": [], "topics": []})
    conflict = Contradictions(instance, Budget(60)).minimal()
    assert len({rule.about[0] for rule in conflict if rule.code == "R6"}) == 1
    changes = [one.change for one in repairs(instance, conflict, Budget(60))]
    assert {"rounds": {"2022-1": {"capacity": {"city": 10, "county": 10}}}} in changes
