"""The round after the last: its units drawn by lot from the plan, its teams not formed yet, a second draw waiting."""

from datetime import timedelta
from typing import Any

from xuncha.core.permissions import Role
from xuncha.planning.models import InspectionType
from xuncha.rounds.models import Draw, DrawKind, Round
from xuncha.rounds.services import add_inspection, add_team, close_list, confirm_seed, create_round, type_seed
from xuncha.site.scenario.stage import Stage, day

DAYS = 6
"""How long before the scenario's last day the draft is made; the seed is out three days later, typed in on that day."""


def draw_lots(stage: Stage) -> None:
    """Draw the units of the next round, where the scenario tells of one."""
    told: dict[str, Any] | None = stage.scenario.get("lots")
    if told is None:
        return
    code = told["jurisdiction"]
    stage.go_to(stage.today - timedelta(days=DAYS))
    batch = create_round(
        stage.by_role(Role.OFFICE_CLERK, code),
        stage.terms[code],
        number=told["number"],
        year=told["year"],
        name=told["name"],
        field_from=day(told["field"][0]),
        field_to=day(told["field"][1]),
        authority_to=day(told["until"]),
    )
    out = stage.moment.date() + timedelta(days=3)
    draw = close_list(
        stage.by_role(Role.OFFICE_CLERK, code),
        batch,
        kind=DrawKind.UNITS,
        title=f"{batch}{DrawKind.UNITS.label}",
        take=told["take"],
        source=told["source"],
        source_on=out,
    )
    stage.go_to(out)
    type_seed(stage.by_role(Role.OFFICE_CLERK, code), draw, seed=told["seed"])
    draw = confirm_seed(stage.by_role(Role.DISCIPLINE, code), draw, seed=told["seed"])
    _list_drawn(stage, batch, draw, told)
    close_list(
        stage.by_role(Role.OFFICE_CLERK, code),
        batch,
        kind=DrawKind.PEOPLE,
        title=f"{batch}{DrawKind.PEOPLE.label}",
        take=told["teams"],
        pool="leader",
        source=told["next_source"],
        source_on=stage.today,
    )


def _list_drawn(stage: Stage, batch: Round, draw: Draw, told: dict[str, Any]) -> None:
    """The units that were drawn are listed, in their order, with the teams in turn."""
    code = told["jurisdiction"]
    teams = [add_team(stage.by_role(Role.OFFICE_CLERK, code), batch) for _n in range(told["teams"])]
    for n, name in enumerate(draw.drawn):
        act, unit = stage.by_role(Role.OFFICE_CLERK, code), stage.organisation(name)
        add_inspection(act, batch, organisation=unit, type=InspectionType.ROUTINE, team=teams[n % len(teams)])
