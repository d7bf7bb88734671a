"""Declarations and cases of recusal: who reaches them, whose turn they are, and what is found for a team today."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xuncha.core.avoidance import Ground, Weight, blocking
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.http import words
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.reach import Reach, with_related
from xuncha.rounds.models import Declaration, Membership, Recusal, Round, Team
from xuncha.rounds.rules import Pending
from xuncha.rounds.workflow import DECLARATION, RECUSAL, DeclarationState, RecusalState
from xuncha.talent.models import Person, Tie
from xuncha.talent.selectors import grounds_between, grounds_within

DECLARATIONS = Reach(
    Declaration,
    "rounds.declaration",
    "回避申报",
    P.DECLARATION_READ,
    jurisdiction="membership__team__round__term__jurisdiction_id",
    around=("membership__person__jurisdiction", "membership__team__round__term__jurisdiction"),
    url_name="rounds:declaration",
)
RECUSALS = Reach(
    Recusal,
    "rounds.recusal",
    "回避事项",
    P.RECUSAL_READ,
    jurisdiction="team__round__term__jurisdiction_id",
    team="team_id",
    around=("team__round__term__jurisdiction", "person", "organisation", "other"),
    url_name="rounds:recusal",
)

waits(
    DECLARATION,
    DECLARATIONS,
    own="membership__person__user_id",
    title=lambda declaration: str(declaration.membership.team.round),
    number=lambda declaration: declaration.membership.team.name,
    related=("membership__team__round", "membership__person"),
    personal=True,
)
waits(
    RECUSAL,
    RECUSALS,
    own="asked_by_id",
    title=lambda recusal: recusal.ground,
    unit=lambda recusal: recusal.organisation,
    number=lambda recusal: recusal.team.name,
    related=("organisation", "team"),
)
EVENT_LABELS.update(
    {
        "declaration.asked": N_("发起回避申报"),
        "recusal.found": N_("发现回避情形"),
        "recusal.changed": N_("回避情形有变化"),
    }
)

Thing = tuple[int, int | None, int | None]
"""(person, organisation, other member) that a case of recusal is about."""


def exempted(batch: Round) -> set[tuple[int, int]]:
    """(person, organisation) for which an exception was approved in the round."""
    rows = Recusal.objects.filter(team__round=batch, state=RecusalState.EXEMPT, organisation__isnull=False)
    return {(person, unit) for person, unit in rows.values_list("person_id", "organisation_id") if unit is not None}


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks against one member, about one unit or one other member, on a day."""

    person: Person
    organisation: Organisation | None
    other: Person | None
    grounds: Sequence[Ground]

    @property
    def thing(self) -> Thing:
        """What identifies the case."""
        return (
            self.person.pk,
            self.organisation.pk if self.organisation else None,
            self.other.pk if self.other else None,
        )

    @property
    def weight(self) -> Weight:
        """That of the heaviest ground."""
        return self.grounds[0].weight

    @property
    def text(self) -> str:
        """The grounds as one sentence, at most 300 characters."""
        return "；".join(words(ground.text) for ground in self.grounds)[:300]


def found_for(team: Team, members: Sequence[Membership], day: date) -> dict[Thing, Finding]:
    """Everything that speaks against these members in this team, by the rules in force on the day."""
    people, units = (
        [m.person for m in members],
        list(Organisation.objects.filter(inspections__team=team).order_by("pk")),
    )
    positions = {member.person_id: member.position for member in members}
    by_person, by_unit = {p.pk: p for p in people}, {u.pk: u for u in units}
    found = [
        Finding(by_person[person], by_unit[unit], None, grounds)
        for (person, unit), grounds in grounds_between(people, units, on=day, positions=positions).items()
    ]
    found += [
        Finding(by_person[person], None, by_person[other], grounds)
        for (person, other), grounds in grounds_within(people, on=day, positions=positions).items()
    ]
    return {finding.thing: finding for finding in found}


def proposed_case(
    team: Team, person: Person, organisation: Organisation | None, other: Person | None, day: date
) -> Finding | None:
    """What would speak against this person in the team, about this unit or this member; weighed as a plain member."""
    candidate = Membership(team=team, person=person, position=Role.INSPECTOR)
    crew = Membership.objects.filter(team=team, left_on__isnull=True, person=other) if other else ()
    found = found_for(team, [candidate, *crew], day)
    return found.get((person.pk, organisation.pk if organisation else None, other.pk if other else None))


def open_cases(team: Team) -> dict[Thing, Recusal]:
    """The team's cases that have not lapsed."""
    rows = Recusal.objects.filter(team=team).exclude(state=RecusalState.LAPSED)
    return {(row.person_id, row.organisation_id, row.other_id): row for row in rows}


def pending_members(batch: Round, members: Sequence[Membership], day: date) -> list[Pending]:
    """Members who were asked to declare and have not, or who block with another member of their team."""
    asked = DeclarationState.ASKED
    waiting = set(
        Declaration.objects.filter(membership__in=members, state=asked).values_list("membership_id", flat=True)
    )
    rows = Recusal.objects.filter(team__round=batch, state=RecusalState.EXEMPT, other__isnull=False)
    exempt = {frozenset((person, other)) for person, other in rows.values_list("person_id", "other_id")}
    teams: dict[int, list[Membership]] = defaultdict(list)
    for member in members:
        teams[member.team_id].append(member)
    beside: dict[int, list[Ground]] = defaultdict(list)
    for crew in teams.values():
        positions = {m.person_id: m.position for m in crew}
        for pair, grounds in grounds_within([m.person for m in crew], on=day, positions=positions).items():
            if frozenset(pair) not in exempt:
                beside[min(pair)] += blocking(grounds) if pair[0] == min(pair) else []
    return [
        Pending(m.team_id, m.person.name, m.pk in waiting, tuple(g.text for g in beside[m.person_id]))
        for m in members
        if m.pk in waiting or beside[m.person_id]
    ]


def beside_in_team(team: Team, person: Person, position: str, day: date, *, leaving: Membership | None) -> list[Ground]:
    """What blocks this person from serving beside the present members, where no exception was approved."""
    members = Membership.objects.filter(team=team, left_on__isnull=True).exclude(person=person)
    if leaving is not None:
        members = members.exclude(pk=leaving.pk)
    crew = list(members.select_related("person"))
    rows = Recusal.objects.filter(team=team, state=RecusalState.EXEMPT, other__isnull=False)
    exempt = {frozenset((one, other)) for one, other in rows.values_list("person_id", "other_id")}
    positions = {person.pk: position, **{m.person_id: m.position for m in crew}}
    pairs = grounds_within([person, *(m.person for m in crew)], on=day, positions=positions)
    return [
        ground
        for pair, grounds in pairs.items()
        if pair[0] == person.pk and frozenset(pair) not in exempt
        for ground in blocking(grounds)
    ]


def recusals_for(actor: Actor, batch: Round) -> QuerySet[Recusal]:
    """The cases of the round that this person may read, those without a decision first."""
    rows = RECUSALS.visible_to(actor).filter(team__round=batch).exclude(state=RecusalState.LAPSED)
    return rows.select_related("team", "person", "organisation", "other", "decided_by").order_by("team_id", "pk")


def declarations_of(batch: Round) -> Mapping[int, Declaration]:
    """The declarations of the round by member."""
    rows = Declaration.objects.filter(membership__team__round=batch)
    return {row.membership_id: row for row in rows}


def own_declaration(user: User, pk: int) -> Declaration | None:
    """A person's own declaration, whatever they hold."""
    rows = Declaration.objects.filter(pk=pk, membership__person__user=user)
    return with_related(rows, DECLARATIONS.around).first()


def declared_ties(declaration: Declaration) -> QuerySet[Tie]:
    """What the person declares now, or declared when it was handed in."""
    if declaration.state == DeclarationState.DECLARED:
        return declaration.ties.select_related("organisation")
    return declaration.membership.person.ties.filter(ended_on__isnull=True).select_related("organisation")
