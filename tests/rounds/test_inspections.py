"""What a round inspects: every type, towns with villages, sectors, one team for several units."""

import pytest

from tests.rounds.test_services import ENTRY
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.planning.models import InspectionType as T
from xuncha.rounds.services import (
    add_inspection,
    add_sector_joint,
    add_team,
    add_town_with_villages,
    change_inspection,
    enter_round,
    move_inspection,
    remove_inspection,
    submit_round,
)

pytestmark = pytest.mark.django_db


def test_one_team_takes_several_units(office):
    batch = office.draft()
    team = add_team(office.act(), batch)
    for _n in range(3):
        office.add(batch, office.target(), team=team)
    assert team.inspections.count() == 3
    assert JournalRecord.objects.filter(event="inspection.added").count() == 3


def test_a_unit_stands_once_in_a_round(office):
    batch = office.draft()
    unit = office.target()
    office.add(batch, unit)
    with pytest.raises(RuleViolated, match="同一轮只列一次"):
        office.add(batch, unit, T.SPECIAL)


def test_upgraded_cross_and_foreign_units(office):
    batch = office.draft()
    below = office.unit(jurisdiction=office.county())
    with pytest.raises(RuleViolated, match="请选提级巡察"):
        office.add(batch, below)
    assert office.add(batch, below, T.UPGRADED).type == T.UPGRADED
    with pytest.raises(RuleViolated, match="要属于下级"):
        office.add(batch, office.unit(), T.UPGRADED)
    assert office.add(batch, office.unit(jurisdiction=office.county("tb")), T.CROSS).type == T.CROSS


def test_a_look_back_needs_an_earlier_inspection(office):
    first = office.authorised()
    unit = first.inspections.get().organisation
    second = office.draft(3)
    with pytest.raises(RuleViolated, match="以前没有巡察过"):
        office.add(second, unit, T.FOLLOW_UP)
    enter_round(office.act(now=ENTRY), first)
    assert office.add(second, unit, T.FOLLOW_UP).type == T.FOLLOW_UP


def test_an_extension_follows_its_parent_to_the_team(office):
    batch = office.draft()
    team = add_team(office.act(), batch)
    bureau = office.target()
    parent = office.add(batch, bureau, team=team)
    institute = office.unit("institution", parent=office.unit("institution", parent=bureau))
    assert office.add(batch, institute, T.EXTENDED, extends=parent).team == team
    with pytest.raises(RuleViolated, match="写明延伸的事由"):
        office.add(batch, office.unit(), T.EXTENDED, extends=parent)
    with pytest.raises(RuleViolated, match="要选从哪一家延伸"):
        office.add(batch, office.unit(parent=bureau), T.EXTENDED)
    assert office.add(batch, office.unit(), T.EXTENDED, extends=parent, focus="代管账户").focus == "代管账户"


def test_units_of_one_sector_are_related(office):
    batch = office.draft()
    sector = office.sector()
    parent = office.add(batch, office.unit(sector=sector))
    school = office.unit("school", sector=sector, jurisdiction=office.county())
    assert office.add(batch, school, T.EXTENDED, extends=parent).extends == parent


def test_an_extension_of_another_rounds_unit_is_refused(office):
    parent = office.world.inspections[0]
    with pytest.raises(RuleViolated, match="不在本轮"):
        office.add(office.draft(), office.unit(), T.EXTENDED, extends=parent, focus="事由")


def test_an_extension_comes_in_while_the_teams_are_there(office):
    batch = office.authorised()
    parent = batch.inspections.get()
    with pytest.raises(RuleViolated, match="只能增加延伸巡察"):
        office.add(batch, office.target())
    enter_round(office.act(now=ENTRY), batch)
    late = add_inspection(
        office.act(now=ENTRY),
        batch,
        organisation=office.unit(parent=parent.organisation),
        type=T.EXTENDED,
        extends=parent,
    )
    assert (late.entry_on, late.team) == (ENTRY.date(), parent.team)


def test_a_town_comes_with_its_villages_in_one_act(office):
    batch = office.draft()
    town = office.unit("township")
    villages = [office.unit("village", parent=town) for _n in range(2)]
    parent = add_town_with_villages(office.act(), batch, town=town, villages=villages, town_type=T.ROUTINE)
    assert parent.type == T.ROUTINE
    assert {i.organisation for i in parent.extensions.all()} == set(villages)
    assert {i.type for i in parent.extensions.all()} == {T.TOWN_VILLAGES}


def test_a_town_takes_no_villages_of_another(office):
    batch = office.draft()
    with pytest.raises(RuleViolated, match="不属于"):
        add_town_with_villages(office.act(), batch, town=office.unit("township"), villages=[office.unit("village")])
    assert not batch.inspections.exists()


def test_a_town_and_its_villages_may_go_to_a_team(office):
    batch = office.draft()
    team = add_team(office.act(), batch)
    town = office.unit("township")
    add_town_with_villages(office.act(), batch, town=town, villages=[office.unit("village", parent=town)], team=team)
    assert team.inspections.count() == 2


def test_a_sector_is_inspected_at_once_across_levels(office):
    batch = office.draft()
    team = add_team(office.act(), batch)
    sector = office.sector()
    units = [office.unit(sector=sector), office.unit(sector=sector, jurisdiction=office.county())]
    add_sector_joint(office.act(), batch, organisations=units, team=team, focus="教育")
    assert set(batch.inspections.values_list("type", "focus")) == {(T.SECTOR_JOINT, "教育")}
    mixed = [office.unit(sector=office.sector("med")), office.unit(sector=sector)]
    with pytest.raises(RuleViolated, match="选了 2 个板块"):
        add_sector_joint(office.act(), batch, organisations=mixed)


def test_without_a_team_a_sector_waits_for_one(office):
    sector = office.sector()
    batch = office.draft()
    add_sector_joint(office.act(), batch, organisations=[office.unit(sector=sector), office.unit(sector=sector)])
    with pytest.raises(RuleViolated, match="还没有分给巡察组"):
        submit_round(office.act(), batch)


def test_a_unit_moves_with_its_extensions(office):
    batch = office.draft()
    first, second = (add_team(office.act(), batch) for _n in range(2))
    parent = office.add(batch, office.target(), team=first)
    child = office.add(batch, office.unit(parent=parent.organisation), T.EXTENDED, extends=parent)
    move_inspection(office.act(), parent, team=second, base_version=1)
    child.refresh_from_db()
    assert child.team == second
    with pytest.raises(StaleEdit):
        move_inspection(office.act(), parent, team=first, base_version=1)


def test_a_unit_without_a_team_gets_one_and_no_other_rounds_team(office):
    batch = office.draft()
    inspection = office.add(batch, office.target())
    with pytest.raises(OutOfReach):
        move_inspection(office.act(), inspection, team=office.world.teams[0])
    team = add_team(office.act(), batch)
    assert move_inspection(office.act(), inspection, team=team).team == team


def test_in_the_field_units_stay_with_their_team(office):
    batch = office.authorised()
    enter_round(office.act(now=ENTRY), batch)
    inspection = batch.inspections.get()
    with pytest.raises(RuleViolated, match="进驻前"):
        move_inspection(office.act(), inspection, team=inspection.team)


def test_a_unit_leaves_a_draft(office):
    batch = office.draft()
    team = add_team(office.act(), batch)
    parent = office.add(batch, office.target(), team=team)
    child = office.add(batch, office.unit(parent=parent.organisation), T.EXTENDED, extends=parent)
    with pytest.raises(RuleViolated, match="还有 1 个延伸对象"):
        remove_inspection(office.act(), batch, inspection=parent)
    remove_inspection(office.act(), batch, inspection=child)
    remove_inspection(office.act(), batch, inspection=parent)
    assert not batch.inspections.exists()
    assert JournalRecord.objects.filter(event="inspection.removed").count() == 2
    loose = office.add(batch, office.target())
    remove_inspection(office.act(), batch, inspection=loose)
    with pytest.raises(OutOfReach):
        remove_inspection(office.act(), batch, inspection=office.world.inspections[0])


def test_the_focus_is_changed(office):
    inspection = office.add(office.draft(), office.target())
    assert change_inspection(office.act(), inspection, focus="工程", base_version=1).focus == "工程"


def test_the_team_does_not_choose_its_units(acting, world):
    with pytest.raises(Denied):
        change_inspection(acting(Role.TEAM_LEADER), world.inspections[0], focus="工程")
    with pytest.raises(OutOfReach):
        change_inspection(acting(Role.OFFICE_CLERK, which=1), world.inspections[0], focus="工程")
