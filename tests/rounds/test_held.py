"""What the records of rounds say of a term's timetable."""

from datetime import date

import pytest

from xuncha.planning.models import InspectionType, Term
from xuncha.planning.selectors.schedule import held_of
from xuncha.rounds.models import Inspection, Round
from xuncha.rounds.workflow import RoundState

pytestmark = pytest.mark.django_db


def again(world, state, number, batch=0, **fields):
    """Another round of the term, as its records would be."""
    old = Round.objects.get(pk=world.round.pk)
    values = {"state": state, "number": number, "batch": batch, "name": f"{number}-{batch}", **fields}
    for name, value in values.items():
        setattr(old, name, value)
    old.pk = None
    old.save(force_insert=True)
    return old


def moved(world, which, batch):
    Inspection.objects.filter(pk=world.inspections[which].pk).update(round=batch)


def test_who_was_visited_and_what_a_round_did(world):
    targets = {t.organisation_id: t.pk for t in world.term.targets.all()}
    first, second = (targets[unit.pk] for unit in world.units)
    held = held_of(world.term)
    assert held.visits == {first: 1, second: 1}
    [one] = held.rounds
    assert (one.number, one.year, one.entered, one.teams, one.units) == (1, 2022, True, 2, 2)
    moved(world, 0, again(world, RoundState.DRAFT, 2))
    moved(world, 1, again(world, RoundState.APPROVED, 3))
    held = held_of(world.term)
    assert (held.visits, held.drafted, held.arranged) == ({}, {first: 2}, {second: 3})


def test_a_round_is_over_when_all_its_batches_have_entered(world):
    again(world, RoundState.DRAFT, 2, 2)
    moved(world, 0, again(world, RoundState.WITHDRAWN, 2, 1))
    again(world, RoundState.CANCELLED, 4)
    assert [(one.number, one.entered) for one in held_of(world.term).rounds] == [(1, True), (2, False)]


def test_the_last_routine_inspection_before_the_term(world):
    later = Term.objects.get(pk=world.term.pk)
    later.pk, later.number, later.first_year, later.last_year = None, 9, 2027, 2031
    later.save(force_insert=True)
    for target in list(world.term.targets.all()):
        target.pk, target.term = None, later
        target.save(force_insert=True)
    Inspection.objects.filter(pk=world.inspections[1].pk).update(type=InspectionType.SPECIAL)
    assert list(held_of(later).last.values()) == [date(2022, 4, 10)]
    assert held_of(later).rounds == ()
