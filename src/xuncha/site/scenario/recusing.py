"""The pools at work and the declarations of the round in preparation: one warned of, one kept out, one excepted."""

from datetime import date, timedelta
from typing import Any

from xuncha.core.permissions import Role
from xuncha.dossier.rules import check_character
from xuncha.dossier.services import add_post, identify, keep_dossier, note_training
from xuncha.rounds.models import Membership, Recusal, Round
from xuncha.rounds.services import (
    approve_exemption,
    ask_declarations,
    ask_exemption,
    declare_own_tie,
    hand_in_declaration,
    settle_recusal,
)
from xuncha.site.scenario.stage import Stage
from xuncha.talent.models import Person, Relative, TieKind
from xuncha.talent.services import add_candidate, approve_entry, nominate

KEPT = 12
"""How many people have a full record: enough to look at, few enough to load at once."""
DECLARED = (
    (TieKind.RESIDENCE, Relative.OWN, "住在该单位家属院"),
    (TieKind.KIN, Relative.SPOUSE, "配偶在办公室"),
    (TieKind.INTEREST, Relative.SIBLING, "胞弟的企业承接过该单位工程"),
)
"""What the first members of the round declare, one each: looked at, kept out, excepted."""


def declare(stage: Stage, batch: Round, told: dict[str, Any]) -> None:
    """Ask the members of a round in preparation to declare; what is found is handled, one case by an exception."""
    code, clerk = told["jurisdiction"], Role.OFFICE_CLERK
    if code != stage.scenario["jurisdictions"][0]["code"] or (Role.SECRETARY, code) not in stage.roles:
        return
    ask_declarations(stage.by_role(clerk, code), batch)
    members = Membership.objects.filter(team__round=batch).select_related("person__user", "declaration", "team")
    cast = {account["username"] for account in stage.scenario["accounts"]}
    plain = [
        member
        for member in members.order_by("team__number", "pk")
        if not member.recused_from.exists() and member.person.user and member.person.user.username not in cast
    ]
    for n, member in enumerate(plain):
        if n < len(DECLARED):
            _declare_tie(stage, member, n)
        if n % 3 != 2 or n < len(DECLARED):
            nothing = not member.person.ties.filter(ended_on__isnull=True).exists()
            user = member.person.user
            assert user is not None  # noqa: S101 - every member of a scenario has an account
            hand_in_declaration(stage.by(user), member.declaration, confirmed=True, nothing=nothing)
    for n, member in enumerate(plain[: len(DECLARED)]):
        case = Recusal.objects.filter(team=member.team, person=member.person).first()
        if case is not None and n == 0:
            settle_recusal(stage.by_role(clerk, code), case)
        if case is not None and n == len(DECLARED) - 1:
            ask_exemption(stage.by_role(clerk, code), case, reason="全市仅有的水利造价审计骨干，已与家属企业无往来")
            approve_exemption(stage.by_role(Role.SECRETARY, code), case, reason="同意，不参与工程类底稿")


def _declare_tie(stage: Stage, member: Membership, n: int) -> None:
    kind, relative, note = DECLARED[n]
    units = [i.organisation for i in member.team.inspections.select_related("organisation").order_by("pk")]
    user = member.person.user
    assert user is not None  # noqa: S101 - as above
    declare_own_tie(
        stage.by(user), member.declaration, organisation=units[n % len(units)], kind=kind, relative=relative, note=note
    )


def fill_pools(stage: Stage) -> None:
    """Records kept by the organisation department, and nominations: one approved, one waiting."""
    code = stage.scenario["jurisdictions"][0]["code"]
    wanted = ((Role.ORGANISATION, code), (Role.OFFICE_DIRECTOR, code))
    if any(held not in stage.roles for held in wanted) or not stage.people.get(code, {}).get("deputy"):
        return
    stage.go_to(stage.today - timedelta(days=20))
    area = stage.jurisdictions[code]
    for n, person in enumerate(stage.people[code]["deputy"][:KEPT]):
        _record(stage, code, person, n)
    act = stage.by_role(Role.ORGANISATION, code)
    candidate = add_candidate(act, area, code=f"{code.upper()}-H001", name="祁若水", pool="expert", post="科长")
    for person, why in ((stage.people[code]["deputy"][0], "多年从事财政审计"), (candidate, "熟悉工程造价")):
        entry = nominate(stage.by_role(Role.ORGANISATION, code), person, pool="expert", reason=why)
        if person is not candidate:
            approve_entry(stage.by_role(Role.OFFICE_DIRECTOR, code), entry, entered_on=stage.moment.date())


def _record(stage: Stage, code: str, person: Person, n: int) -> None:
    """Rank, dates, a post elsewhere, a training and an invented identity number, all of nobody."""
    born = date(1972 + n * 2, 1 + n % 12, 3 + n)
    keep_dossier(
        stage.by_role(Role.ORGANISATION, code),
        person,
        born_on=born,
        rank="县处级副职" if n % 3 else "县处级正职",
        rank_since=date(2015 + n % 7, 6, 1),
        political_status="member",
        education="bachelor" if n % 2 else "master",
    )
    add_post(
        stage.by_role(Role.ORGANISATION, code),
        person,
        organisation=None,
        elsewhere="外地某局",
        title="科长",
        since=date(2008 + n % 5, 3, 1),
        until=date(2014, 12, 31),
    )
    note_training(stage.by_role(Role.ORGANISATION, code), person, title="巡察业务培训班", on=date(2022, 3, 1), hours=16)
    digits = f"990000{born:%Y%m%d}{n:03}"
    number = digits + check_character(digits)
    identify(stage.by_role(Role.ORGANISATION, code), person, number=number, telephone=f"1990000{n:04}")
