"""The facts that the rules of rounds are asked with; a fixed number of queries whatever the size of the round."""

from collections import defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from xuncha.core.errors import Reason, reason
from xuncha.core.permissions import Role
from xuncha.foundation.orgs.models import Organisation
from xuncha.planning.models import PlanEntry, Target
from xuncha.planning.workflow import PlanState
from xuncha.rounds.models import Inspection, Membership, Round, Team
from xuncha.rounds.rules import (
    ENTERED,
    STAFFED,
    AddingFacts,
    DatesFacts,
    MemberFacts,
    NamingFacts,
    RoundFacts,
    TeamFacts,
    Tied,
    UnitFacts,
    is_auditor,
)
from xuncha.rounds.selectors.linkage import entrusts, partners_of, people_of
from xuncha.rounds.selectors.recusal import beside_in_team, pending_members
from xuncha.rounds.selectors.templates import auditor_demand
from xuncha.rounds.selectors.ties import ties_to
from xuncha.rounds.workflow import RoundState
from xuncha.talent.models import Person
from xuncha.talent.selectors import is_away, places

IDLE = (RoundState.CANCELLED, RoundState.CLOSED)


def dates_of(batch: Round) -> DatesFacts:
    """The round's dates beside its term's years."""
    term = batch.term
    return DatesFacts(batch.year, term.first_year, term.last_year, batch.field_from, batch.field_to, batch.authority_to)


def overlapping(batch: Round) -> QuerySet[Round]:
    """Other rounds, neither over nor cancelled, whose field period has a day in common with this one's."""
    if batch.field_from is None or batch.field_to is None:
        return Round.objects.none()
    meeting = Round.objects.filter(field_from__lte=batch.field_to, field_to__gte=batch.field_from)
    return meeting.exclude(pk=batch.pk).exclude(state__in=IDLE)


def area_of(batch: Round) -> Q:
    """Organisations of the round's own area, of those below it and, for cross inspections, of those beside it."""
    home = batch.term.jurisdiction
    area = Q(jurisdiction=home) | Q(jurisdiction__path__startswith=f"{home.path}/")
    return area | Q(jurisdiction__parent=home.parent_id) if home.parent_id else area


def round_facts(batch: Round, day: date) -> RoundFacts:
    """Everything that decides whether the round is complete; ties count as declared on that day."""
    inspections = list(batch.inspections.select_related("organisation"))
    members = list(
        Membership.objects.filter(team__round=batch, left_on__isnull=True).select_related("person").order_by("pk")
    )
    busy_people, busy_units = _busy(batch, [m.person_id for m in members], [i.organisation_id for i in inspections])
    planned = targets_in_plan(batch)
    ties = ties_to(batch, [i.organisation for i in inspections], {m.person: m.position for m in members}, day)
    loads: dict[int | None, set[int]] = defaultdict(set)
    for inspection in inspections:
        loads[inspection.team_id].add(inspection.organisation_id)
    crews: dict[int, list[MemberFacts]] = defaultdict(list)
    for member in members:
        load = loads[member.team_id]
        tied_to_all = bool(load) and load <= ties[member.person_id].keys()
        crews[member.team_id].append(
            MemberFacts(
                member.person.name,
                member.position,
                member.person.user_id is not None,
                tuple(busy_people[member.person_id]),
                tied_to_all,
                is_auditor(member.person.skills),
            )
        )
    teams = [TeamFacts(t.pk, t.name, len(loads[t.pk]), tuple(crews[t.pk])) for t in batch.teams.all()]
    units = [
        UnitFacts(
            str(i.organisation),
            i.type != "routine" or i.organisation_id in planned,
            tuple(busy_units[i.organisation_id]),
            i.team_id is not None,
        )
        for i in inspections
    ]
    pending = pending_members(batch, members, day)
    partners = tuple(partners_of(batch))
    return RoundFacts(
        dates_of(batch),
        batch.scheme,
        tuple(teams),
        tuple(units),
        tuple(pending),
        batch.linkage,
        partners,
        auditor_demand(batch.term.jurisdiction, day),
    )


def _busy(batch: Round, people: list[int], units: list[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The names of other rounds in the same field period, by person and by organisation."""
    others = overlapping(batch)
    by_person: dict[int, list[str]] = defaultdict(list)
    by_unit: dict[int, list[str]] = defaultdict(list)
    named = Membership.objects.filter(team__round__in=others, person_id__in=people, left_on__isnull=True)
    for person, name in named.values_list("person_id", "team__round__name"):
        by_person[person].append(name)
    listed = Inspection.objects.filter(round__in=others, organisation__in=units)
    for unit, name in listed.values_list("organisation_id", "round__name"):
        by_unit[unit].append(name)
    return by_person, by_unit


def targets_in_plan(batch: Round) -> set[int]:
    """Organisations that the plan in force names; without any plan in force, the targets of the term."""
    entries = PlanEntry.objects.filter(plan__term=batch.term_id, plan__state=PlanState.PUBLISHED)
    planned = set(entries.values_list("target__organisation_id", flat=True))
    return planned or set(Target.objects.filter(term=batch.term_id).values_list("organisation_id", flat=True))


def inspected_before(organisation: Organisation, batch: Round) -> bool:
    """Whether this office inspected the organisation in an earlier round that entered."""
    rounds = Round.objects.filter(term__jurisdiction=batch.term.jurisdiction_id, state__in=ENTERED).exclude(pk=batch.pk)
    return Inspection.objects.filter(organisation=organisation, round__in=rounds).exists()


def adding_facts(
    batch: Round, organisation: Organisation, kind: str, *, extends: Inspection | None = None, focus: str = ""
) -> AddingFacts:
    """The facts about one organisation that somebody wants to add in this way."""
    home, lies_in = batch.term.jurisdiction, organisation.jurisdiction
    parent = extends.organisation if extends else None
    related = parent is not None and (
        parent.pk in places([organisation])[organisation.pk].above
        or (organisation.sector_id is not None and organisation.sector_id == parent.sector_id)
    )
    return AddingFacts(
        unit=str(organisation),
        unit_type=organisation.unit_type,
        type=kind,
        round_state=RoundState(batch.state),
        own=lies_in.pk == home.pk,
        below=lies_in.path.startswith(f"{home.path}/"),
        entrusted=entrusts(lies_in, batch),
        closed=organisation.closed_on is not None,
        already=batch.inspections.filter(organisation=organisation).exists(),
        inspected_before=kind == "follow_up" and inspected_before(organisation, batch),
        has_sector=organisation.sector_id is not None,
        parent=str(parent) if parent else "",
        parent_in_round=extends is not None and extends.round_id == batch.pk,
        related=related,
        focus=focus,
    )


def naming_facts(
    team: Team, person: Person, position: str, day: date, *, leaving: Membership | None = None
) -> NamingFacts:
    """The facts about one person whom somebody wants to name to this team, in place of `leaving` where given."""
    batch = team.round
    units = list(units_of(team))
    ties = ties_to(batch, units, {person: position}, day)[person.pk]
    others = Membership.objects.filter(left_on__isnull=True)
    if leaving is not None:
        others = others.exclude(pk=leaving.pk)
    foreign = person.jurisdiction_id != batch.term.jurisdiction_id
    current = others.filter(team__round=batch, person=person).select_related("team").first()
    busy = others.filter(team__round__in=overlapping(batch), person=person)
    return NamingFacts(
        name=person.name,
        position=position,
        round_open=RoundState(batch.state) in STAFFED | {RoundState.DRAFT},
        units=len(units),
        beside=tuple(g.text for g in beside_in_team(team, person, position, day, leaving=leaving)),
        ties=tuple(Tied(str(unit), ties[unit.pk][0].text) for unit in units if unit.pk in ties),
        in_team=current.team.name if current else "",
        has_leader=others.filter(team=team, position=Role.TEAM_LEADER).exists(),
        left_pool=person.left_on is not None and person.left_on <= day,
        not_entered=person.entered_on is None,
        away=is_away(person, day),
        has_account=person.user_id is not None,
        needs_account=RoundState(batch.state) in STAFFED,
        busy=tuple(busy.values_list("team__round__name", flat=True)),
        guest_of=person.jurisdiction.office_name if foreign else "",
        lent=foreign and Person.objects.filter(people_of(batch), pk=person.pk).exists(),
        linkage=batch.linkage,
    )


def units_of(team: Team) -> QuerySet[Organisation]:
    """The organisations this team inspects."""
    return Organisation.objects.filter(inspections__team=team).order_by("pk")


def hints_about(batch: Round) -> list[Reason]:
    """三个不固定 (domain §1.1): a leader who meets the same unit again is told, not forbidden."""
    leaders = dict(
        Membership.objects.filter(team__round=batch, position=Role.TEAM_LEADER, left_on__isnull=True).values_list(
            "team_id", "person_id"
        )
    )
    now = {
        (leaders[team], unit)
        for team, unit in batch.inspections.filter(team_id__in=leaders).values_list("team_id", "organisation_id")
    }
    earlier = Membership.objects.filter(
        Q(team__round__state__in=ENTERED),
        person_id__in=leaders.values(),
        position=Role.TEAM_LEADER,
        team__inspections__organisation__in=[unit for _person, unit in now],
    ).exclude(team__round=batch)
    rows = earlier.values_list(
        "person_id",
        "person__name",
        "team__inspections__organisation_id",
        "team__inspections__organisation__name",
        "team__round__name",
    )
    return [
        reason(
            "三个不固定：{name}在「{round}」已任「{unit}」的组长，请考虑调换。",
            mend="#teams",
            name=name,
            round=round_name,
            unit=unit_name,
        )
        for person, name, unit, unit_name, round_name in rows
        if (person, unit) in now
    ]
