"""Who stands for a unit: its liaison, its principal; opened or made up when first needed."""

import random
from dataclasses import dataclass
from datetime import date

from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.services import grant_role, open_account
from xuncha.foundation.orgs.models import Organisation
from xuncha.site.scenario.ground import invented_name
from xuncha.site.scenario.stage import Stage
from xuncha.site.scenario.texts import after_bank

DEPUTIES = 3


@dataclass(frozen=True, slots=True)
class Leadership:
    """The leaders of a unit: (name, post), and as a plan names them."""

    principal: tuple[str, str]
    deputies: tuple[tuple[str, str], ...]


def liaison_of(stage: Stage, unit: Organisation, since: date) -> User:
    """Who answers for the unit; an account is opened when it is first needed, on that day."""
    known = stage.roles.get((Role.UNIT_LIAISON, unit.code)) or _of_cast(stage, Role.UNIT_LIAISON, unit)
    if known is None:
        with stage.on(since):
            username, name = f"unit-{unit.code.lower()}", invented_name(_dice(stage, unit, "liaison"))
            known = open_account(
                stage.by_system(), username=username, name=name, password=None, organisation=unit, post="单位联络员"
            )
            grant_role(stage.by_system(), known, role=Role.UNIT_LIAISON, unit=unit)
    stage.roles[Role.UNIT_LIAISON, unit.code] = known
    return known


def leadership_of(stage: Stage, unit: Organisation) -> Leadership:
    """The unit's principal, from the cast where it has one, and the deputies who share its work."""
    dice, bank = _dice(stage, unit, "leaders"), after_bank()
    head = _of_cast(stage, Role.UNIT_HEAD, unit)
    name = invented_name(dice)
    post = bank["posts"].get(unit.unit_type, bank["posts"]["office"])
    posts = dice.sample(bank["deputies"], DEPUTIES)
    deputies = tuple((invented_name(dice), title) for title in posts)
    return Leadership((head.name, head.post.removeprefix(unit.name)) if head else (name, post), deputies)


def _of_cast(stage: Stage, role: Role, unit: Organisation) -> User | None:
    for account in stage.scenario["accounts"]:
        if [role.value, unit.name] in account.get("roles", []):
            return stage.users[account["username"]]
    return None


def _dice(stage: Stage, unit: Organisation, what: str) -> random.Random:
    """Dice of the unit's own: whoever is asked about first, the same people come out."""
    return random.Random(f"{stage.scenario['seed']}/{unit.code}/{what}")  # noqa: S311 - varied names, no secret
