"""What the pages of rounds show: choices for forms, people to name, milestones, the spine of every ledger's filters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from django.db.models import Count, Model, Prefetch, Q, QuerySet, Value

from xuncha.core.avoidance import Ground, blocking
from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.core.text import say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Organisation, UnitType
from xuncha.foundation.reach import with_related
from xuncha.foundation.ui.ledgers import Spine
from xuncha.foundation.ui.spine import Option, spine_options
from xuncha.planning.models import Term
from xuncha.planning.selectors import TERMS
from xuncha.rounds.models import Inspection, Membership, Position, Round, Team, TimeNode
from xuncha.rounds.selectors.facts import area_of, overlapping, units_of
from xuncha.rounds.selectors.linkage import people_of
from xuncha.rounds.selectors.reaches import ROUNDS, TEAMS
from xuncha.rounds.workflow import ROUND
from xuncha.talent.models import Person
from xuncha.talent.selectors import grounds_between, in_pool, in_pools, pool_names, pools_of

M = TypeVar("M", bound=Model)
SHOWN = 60
"""How many people the page for naming lists: the rest is found by name."""
POSITION_ORDER = [p.value for p in Position]


def terms_of(actor: Actor) -> QuerySet[Term]:
    """The terms the person may read, the newest first."""
    return TERMS.visible_to(actor).select_related("jurisdiction").order_by("-last_year", "jurisdiction__path")


def organisations_for(batch: Round) -> QuerySet[Organisation]:
    """What a round may list: organisations of the own area, of those below and, for cross inspections, beside it."""
    listed = batch.inspections.values("organisation_id")
    return (
        Organisation.objects.filter(area_of(batch), closed_on__isnull=True)
        .exclude(pk__in=listed)
        .select_related("jurisdiction")
        .order_by("jurisdiction__path", "unit_type", "code")
    )


def townships_for(batch: Round) -> QuerySet[Organisation]:
    """Townships that a round may list together with their villages."""
    return organisations_for(batch).filter(unit_type=UnitType.TOWNSHIP)


def villages_of(town: Organisation) -> QuerySet[Organisation]:
    """The villages of a township."""
    return town.children.filter(unit_type=UnitType.VILLAGE, closed_on__isnull=True).order_by("code")


def inspections_of(batch: Round) -> list[Inspection]:
    """The round's inspections by type, each extension after what it extends."""
    rows = batch.inspections.select_related("organisation__jurisdiction", "team", "extends__organisation")
    return sorted(rows, key=lambda i: (i.extends_id or i.pk, i.extends_id is not None, i.pk))


def teams_of(batch: Round) -> Sequence[Team]:
    """The round's teams with their present members (leaders first) and their units."""
    present = (
        Membership.objects.filter(left_on__isnull=True)
        .select_related("person__employer", "person__jurisdiction")
        .prefetch_related("recused_from")
    )
    teams = batch.teams.prefetch_related(
        Prefetch("memberships", queryset=present, to_attr="present"),
        Prefetch("inspections", queryset=Inspection.objects.select_related("organisation"), to_attr="units"),
    )
    found = list(teams)
    for team in found:
        team.present.sort(key=lambda m: (POSITION_ORDER.index(m.position), m.pk))
    return found


def members_of_team(team: Team) -> list[Membership]:
    """Everybody who is or was named to the team: present ones first, leaders first."""
    around = ("person__employer", "person__jurisdiction", "person__user", "declaration")
    rows = with_related(team.memberships.all(), around).prefetch_related("recused_from")
    return sorted(rows, key=lambda m: (m.left_on is not None, POSITION_ORDER.index(m.position), m.pk))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be named: what speaks against it, unit by unit, and where they are busy."""

    person: Person
    grounds: tuple[tuple[Organisation, Ground], ...]
    busy: str
    tied_units: int
    shut_out: bool
    pools: tuple[str, ...] = ()  # the main pool and further ones, by name

    @property
    def free(self) -> bool:
        """Whether nothing at all speaks against naming this person."""
        return not self.grounds and not self.busy


def candidates_for(team: Team, day: date, *, pool: str = "", name: str = "") -> list[Candidate]:
    """People in the pools who belong to no team of the round, the free ones first; a fixed number of queries."""
    batch = team.round
    people = Person.objects.filter(people_of(batch), in_pool(day))
    people = people.exclude(memberships__in=Membership.objects.filter(team__round=batch, left_on__isnull=True))
    if pool:
        people = people.filter(in_pools(pool))
    rows = people.select_related("employer", "user", "jurisdiction").order_by("pool", "code")
    found = [person for person in rows if _answers(person, name)]
    units = list(units_of(team))
    against = grounds_between(found, units, on=day)
    busy = dict(
        Membership.objects.filter(team__round__in=overlapping(batch), person__in=found, left_on__isnull=True)
        .values_list("person_id", "team__round__name")
    )  # fmt: skip
    names, more = pool_names(day, batch.term.jurisdiction), pools_of([person.pk for person in found])
    candidates = []
    for person in found:
        grounds = [(unit, ground) for unit in units for ground in against.get((person.pk, unit.pk), [])]
        tied = sum(bool(blocking(against.get((person.pk, unit.pk), []))) for unit in units)
        shut_out = bool(units) and tied == len(units)
        pools = tuple(names.get(code, code) for code in (person.pool, *more.get(person.pk, [])))
        candidates.append(Candidate(person, tuple(grounds), busy.get(person.pk, ""), tied, shut_out, pools))
    return sorted(candidates, key=lambda c: (bool(c.busy) or c.shut_out, c.tied_units))[:SHOWN]


def _answers(person: Person, wanted: str) -> bool:
    """Whether a name, an employer or a skill contains what is looked for."""
    words = [person.name, person.post, *(person.skills or ())]
    return any(wanted in word for word in [*words, person.employer.name if person.employer else ""])


@dataclass(frozen=True, slots=True)
class Milestone:
    """A time node as the strip shows it: done, now (the next one), or ahead."""

    node: TimeNode
    place: str
    days: int


def milestones(batch: Round, today: date) -> list[Milestone]:
    """The round's time nodes; the first that is not done is the one it is about now."""
    found, now_taken = [], False
    for node in batch.nodes.all():
        place = "done" if node.done_on else "" if now_taken else "now"
        now_taken = now_taken or place == "now"
        found.append(Milestone(node, place, (node.planned_on - today).days))
    return found


def rounds_with_counts(rows: QuerySet[Round]) -> QuerySet[Round]:
    """Rounds with the numbers of their units and teams, for the list."""
    return rows.annotate(units=Count("inspections", distinct=True), crews=Count("teams", distinct=True))


def others_of(inspection: Inspection) -> Collection[Inspection]:
    """The other inspections of the same team in the round (一托N)."""
    if inspection.team_id is None:
        return []
    same = Inspection.objects.filter(team=inspection.team_id, round=inspection.round_id).exclude(pk=inspection.pk)
    return list(same.select_related("organisation"))


@spine_options("term", "year", "round", "team")
def spine_choices(actor: Actor, now: datetime) -> dict[str, list[Option]]:
    """届次 年度 轮次 巡察组: one query, whatever the ledger."""
    order = ("year", "number", "batch")
    terms = TERMS.visible_to(actor).values_list(
        Value("term"), "pk", "name", "first_year", Value(""), "last_year", "number", Value(0)
    )
    rounds = ROUNDS.visible_to(actor).values_list(Value("round"), "pk", "name", "term_id", "term__name", *order)
    teams = TEAMS.visible_to(actor).values_list(
        Value("team"), "pk", "name", "round_id", "round__name", Value(0), "number", Value(0)
    )
    found: dict[str, list[_Line]] = {"term": [], "round": [], "team": []}
    for kind, *line in terms.order_by().union(rounds.order_by(), teams.order_by(), all=True):
        found[kind].append(_Line(*line))
    found["round"].sort(key=lambda r: (r.year, r.number, r.batch), reverse=True)
    found["term"].sort(key=lambda t: t.number, reverse=True)
    found["team"].sort(key=lambda t: (-t.outer, t.number))
    names = {batch.outer: batch.outer_name for batch in found["round"]}
    names.update({term.pk: term.name for term in found["term"]})
    planned = {year for term in found["term"] for year in range(term.outer, term.year + 1)}
    years = sorted({batch.year for batch in found["round"]} | planned, reverse=True)
    return {
        "term": [(str(pk), name) for pk, name in names.items()],
        "year": [(str(year), str(year)) for year in years],
        "round": [(str(batch.pk), batch.name) for batch in found["round"]],
        "team": [(str(team.pk), f"{team.outer_name} {team.name}") for team in found["team"]],
    }


class _Line(NamedTuple):
    """A term, round or team, with the term of the round and the round of the team; a term has its first year there."""

    pk: int
    name: str
    outer: int
    outer_name: str
    year: int
    number: int
    batch: int


def inspection_spine(*, path: str = "inspection", category: str = "", done: Q | None = None) -> Spine:
    """The filters of a list whose rows hang on an inspection, which lies at the end of `path`."""
    return Spine(
        term=f"{path}__round__term_id",
        year=f"{path}__round__year",
        round=f"{path}__round_id",
        team=f"{path}__team_id",
        unit=f"{path}__organisation",
        category=category,
        done=done,
    )


def own_inspections(actor: Actor) -> Q:
    """Inspections of the teams to which the person belongs now."""
    return Q(team_id__in=actor.scope_ids(P.INSPECTION_READ, Scope.TEAM))


def finished_inspections() -> Q:
    """Inspections whose round ended or was cancelled."""
    return Q(round__state__in=ROUND.finished())


def finished_rounds() -> Q:
    """Rounds that ended or were cancelled (是否办结)."""
    return Q(state__in=ROUND.finished())


def one_of(rows: QuerySet[M], pk: int) -> M:
    """
    The row of this id among those of a record that the person reached.

    Raises:
        OutOfReach: it is none of them.

    """
    found = rows.filter(pk=pk).first()
    if found is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return found
