"""Jurisdictions, sectors, accounts, organisations, talent pools: what is there before the first plan."""

import json
import random
from pathlib import Path
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import ROLE_SCOPE, Role, Scope
from xuncha.core.text import say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.services import grant_role, open_account
from xuncha.foundation.orgs.models import Jurisdiction, Organisation, Sector
from xuncha.foundation.orgs.services import (
    create_jurisdiction,
    create_organisation,
    create_sector,
    found_jurisdiction,
)
from xuncha.foundation.regulations.selectors import parameter_in_force
from xuncha.foundation.regulations.services import set_parameter
from xuncha.site.scenario.stage import Stage
from xuncha.talent.models import Person, TieKind
from xuncha.talent.services import add_person, declare_tie, link_account

NAMES: dict[str, Any] = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))
POOLS = ("leader", "deputy", "expert", "staff")
SKILLS = ("审计", "财务", "工程", "组织人事", "纪检监察", "信息化", "法律", "教育", "医疗", "农业")
LETTERS = ("letter", "supervision", "result_use", "referral_letter", "clue_letter")
POSTS = {"leader": "巡察组组长人选", "deputy": "巡察组副组长人选", "expert": "专业骨干", "staff": "工作人员"}


def lay(stage: Stage) -> None:
    """Lay the ground, from the first account to the last person in the pool."""
    first, *below = stage.scenario["jurisdictions"]
    for account in stage.scenario["accounts"]:
        _open(stage, account["username"], account["name"], account.get("post", ""), is_cast=True)
        for role, *over in account.get("roles", []):
            if not over:
                grant_role(stage.by_system(), stage.users[account["username"]], role=Role(role))
                stage.roles[Role(role), ""] = stage.users[account["username"]]
    found = {"code": first["code"], "name": first["name"], "office_name": first["office"], "level": first["level"]}
    stage.jurisdictions[first["code"]] = found_jurisdiction(stage.by_role(Role.SYSTEM_ADMIN, ""), **found)
    _grant_over(stage, first["code"])
    for code, name in stage.scenario.get("sectors", []):
        stage.sectors[code] = _sector(stage, first["code"], code, name)
    for one in below:
        made = create_jurisdiction(
            stage.by_role(Role.OFFICE_CLERK, first["code"]),
            stage.jurisdictions[one["parent"]],
            code=one["code"],
            name=one["name"],
            office_name=one["office"],
            level=one["level"],
        )
        stage.jurisdictions[one["code"]] = made
        _grant_over(stage, one["code"])
    _head_letters(stage)
    for group in stage.scenario["organisations"]:
        _group(stage, group)
    _grant_units(stage)
    for pool in stage.scenario.get("pools", []):
        _pool(stage, pool)
    for username, organisation, kind, *note in stage.scenario.get("ties", []):
        act = stage.by_role(Role.OFFICE_CLERK, first["code"])
        unit, words = stage.organisation(organisation), note[0] if note else ""
        until = stage.first_day.replace(year=stage.first_day.year - 2) if kind == TieKind.FORMER else None
        declare_tie(act, stage.persons[username], unit, kind=kind, note=words, until=until)


def _head_letters(stage: Stage) -> None:
    """An office numbers its letters with the character that stands for its place, where the scenario tells of one."""
    today = stage.moment.date()
    for told in stage.scenario["jurisdictions"]:
        for kind in LETTERS if "head" in told else ():
            code, area = f"numbering.{kind}", stage.jurisdictions[told["code"]]
            value = parameter_in_force(code, today, area).replace("{name}", told["head"])
            act = stage.by_role(Role.OFFICE_CLERK, told["code"])
            set_parameter(act, area, code=code, value=value, valid_from=today)


def _sector(stage: Stage, jurisdiction: str, code: str, name: str) -> Sector:
    """Sectors are shared by all jurisdictions of an installation: one that is there is taken."""
    known = Sector.objects.filter(code=code).first()
    act = stage.by_role(Role.OFFICE_CLERK, jurisdiction)
    return known or create_sector(act, stage.jurisdictions[jurisdiction], code=code, name=name)


def _open(stage: Stage, username: str, name: str, post: str, *, is_cast: bool = False) -> User:
    """An account that nobody can sign in to with a password; the cast has a button for each in the demo."""
    user = open_account(stage.by_system(), username=username, name=name, password=None, post=post, is_cast=is_cast)
    stage.users[username] = user
    return user


def _grant_over(stage: Stage, code: str) -> None:
    """Roles over one jurisdiction, as soon as it exists."""
    for account in stage.scenario["accounts"]:
        for role, *over in account.get("roles", []):
            if over == [code] and ROLE_SCOPE[Role(role)] is Scope.JURISDICTION:
                user = stage.users[account["username"]]
                grant_role(stage.by_system(), user, role=Role(role), jurisdiction=stage.jurisdictions[code])
                stage.roles.setdefault((Role(role), code), user)


def _grant_units(stage: Stage) -> None:
    for account in stage.scenario["accounts"]:
        for role, *over in account.get("roles", []):
            if over and ROLE_SCOPE[Role(role)] is Scope.UNIT:
                user = stage.users[account["username"]]
                grant_role(stage.by_system(), user, role=Role(role), unit=stage.organisation(over[0]))


def _group(stage: Stage, group: dict[str, Any]) -> None:
    area = stage.jurisdictions[group["jurisdiction"]]
    targets = stage.targets.setdefault(group["jurisdiction"], [])
    if "towns" in group:
        _towns(stage, group, area)
        return
    parent = stage.organisation(group["parent"]) if "parent" in group else None
    for number, line in enumerate(group.get("names", []), 1):
        name, _, sector = line.partition("|")
        unit = _organisation(stage, area, group, number, name, parent=parent, sector=sector)
        if group.get("target", True):
            targets.append(unit)


def _organisation(
    stage: Stage,
    area: Jurisdiction,
    group: dict[str, Any],
    number: int,
    name: str,
    *,
    unit_type: str = "",
    code: str = "",
    risk: str = "",
    **more: Any,
) -> Organisation:
    full = f"{group.get('prefix', '')}{name}"
    sector = more.get("sector") or ""
    if full in stage.organisations:
        raise RuleViolated(say("场景里有两个单位都叫「{name}」。", name=full))
    made = create_organisation(
        stage.by_role(Role.OFFICE_CLERK, area.code),
        area,
        code=code or f"{group.get('code', area.code.upper())}{number:03}",
        name=full,
        unit_type=unit_type or group["type"],
        sector=stage.sectors[sector] if sector else None,
        parent=more.get("parent"),
        village_risk=risk,
    )
    stage.organisations[full] = made
    return made


def _towns(stage: Stage, group: dict[str, Any], area: Jurisdiction) -> None:
    """Townships, each with its share of the villages; every village has its risk class."""
    towns, villages, village_names = group["towns"]["count"], group["towns"]["villages"], NAMES["villages"]
    shares = [villages // towns + (n < villages % towns) for n in range(towns)]
    made = stage.towns.setdefault(area.code, [])
    for number, share in enumerate(shares, 1):
        town_name = f"{NAMES['towns'][(number - 1) % len(NAMES['towns'])]}镇"
        town = _organisation(stage, area, group, number, town_name, unit_type="township")
        below = []
        for n in range(share):
            name = f"{town_name}{village_names[(number * 7 + n) % len(village_names)]}村"
            risk = stage.dice.choices(("key", "watch", "general"), (2, 4, 3))[0]
            code = f"{group.get('code', area.code.upper())}{number:03}-{n + 1:02}"
            below.append(
                _organisation(stage, area, group, n, name, unit_type="village", code=code, risk=risk, parent=town)
            )
        made.append((town, below))
        stage.targets.setdefault(area.code, []).extend(below)


def _pool(stage: Stage, pool: dict[str, Any]) -> None:
    code = pool["jurisdiction"]
    area, number = stage.jurisdictions[code], 0
    employers = stage.targets.get(code, [])[:60] if code == stage.scenario["jurisdictions"][0]["code"] else []
    for kind in POOLS:
        named = pool.get("named", {}).get(kind, [])
        for n in range(pool.get(kind, 0)):
            number += 1
            user = stage.users[named[n]] if n < len(named) else None
            person = add_person(
                stage.by_role(Role.OFFICE_CLERK, code),
                area,
                code=f"{code.upper()}-{number:04}",
                name=user.name if user else invented_name(stage.dice),
                pool=kind,
                employer=stage.dice.choice(employers) if employers and user is None else None,
                post=(user.post if user else "") or POSTS[kind],
                skills=[stage.dice.choice(SKILLS)] if kind in {"expert", "staff"} else [],
                entered_on=stage.first_day,
            )
            stage.people.setdefault(code, {}).setdefault(kind, []).append(person)
            if user is not None:
                stage.persons[user.username] = link_account(stage.by_role(Role.OFFICE_CLERK, code), person, user)


def invented_name(dice: random.Random) -> str:
    """A name of nobody."""
    given = NAMES["given"]
    start = dice.randrange(0, len(given) - 1, 2)
    both = dice.random() < 0.8
    return str(dice.choice(NAMES["surnames"]) + (given[start : start + 2] if both else given[start]))


def account_of(stage: Stage, person: Person, *, is_cast: bool = False) -> Person:
    """The person with an account to sign in with; opened when first named to a team."""
    username = person.code.lower()
    if person.user is not None:
        return person
    if username not in stage.persons:
        user = _open(stage, username, person.name, person.post, is_cast=is_cast)
        act = stage.by_role(Role.OFFICE_CLERK, person.jurisdiction.code)
        stage.persons[username] = link_account(act, person, user)
    return stage.persons[username]
