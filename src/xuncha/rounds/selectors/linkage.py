"""Levels working together: who was invited to a round, whom they put forward, what each office sees. (feature A06)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach
from xuncha.planning.models import Term
from xuncha.rounds.models import Inspection, LentPerson, Membership, Participation, Round
from xuncha.rounds.rules import MODES, InvitingFacts, JoiningFacts, LendingFacts, Partner
from xuncha.rounds.workflow import PARTICIPATION, ROUND, ParticipationState, RoundState
from xuncha.talent.models import Person
from xuncha.talent.selectors import is_away

OPEN_PARTICIPATIONS = (ParticipationState.INVITED, ParticipationState.ACCEPTED)

PARTICIPATIONS = Reach(
    Participation,
    "rounds.participation",
    "联动邀请",
    P.LINKAGE_READ,
    jurisdiction="jurisdiction_id",
    around=("round__term__jurisdiction", "jurisdiction", "own_round"),
    url_name="rounds:participation",
)
"""An invitation belongs to the office that is asked; who leads the round sees it on the page of the round."""

waits(
    PARTICIPATION,
    PARTICIPATIONS,
    title=lambda participation: participation.round.name,
    number=lambda participation: participation.round.get_linkage_display(),
    related=("round",),
    due={ParticipationState.INVITED: "answer_by"},
)
EVENT_LABELS.update(
    {
        "round.linked": N_("选定联动方式"),
        "participation.invited": N_("邀请参加"),
        "participation.joined": N_("关联本级轮次"),
        "person.lent": N_("推荐人员"),
        "person.recalled": N_("撤回推荐"),
    }
)


def offices_for(batch: Round) -> QuerySet[Jurisdiction]:
    """Offices that may be asked to take part: every other one of the same tree, not invited yet."""
    home = batch.term.jurisdiction
    root = home.path.partition("/")[0]
    tree = Jurisdiction.objects.filter(Q(path=root) | Q(path__startswith=f"{root}/")).exclude(pk=home.pk)
    return tree.exclude(pk__in=batch.participations.filter(state__in=OPEN_PARTICIPATIONS).values("jurisdiction_id"))


def own_rounds_for(participation: Participation) -> QuerySet[Round]:
    """The participant's own rounds, the newest first."""
    return Round.objects.filter(term__jurisdiction=participation.jurisdiction_id).exclude(state=RoundState.CANCELLED)


def people_of(batch: Round) -> Q:
    """People whom the office may name to the round's teams: its own, and those whom participants put forward."""
    lent = LentPerson.objects.filter(
        participation__round=batch, participation__state=ParticipationState.ACCEPTED
    )  # a person of an office that left the round stays where they are named, and is named no more
    return Q(jurisdiction=batch.term.jurisdiction_id) | Q(pk__in=lent.values("person_id"))


def named_in(batch: Round, person: Person) -> str:
    """The name of somebody who may serve in the round; with the office, where another office put them forward."""
    if person.jurisdiction_id == batch.term.jurisdiction_id:
        return person.name
    return f"{person.name}（{person.jurisdiction.office_name}）"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody put forward, and where they sit; `member` is None until they are named to a team."""

    lent: LentPerson
    member: Membership | None


def guests_of(participation: Participation) -> list[Guest]:
    """The people whom this office put forward, each with the place they got; two queries."""
    lent = participation.lent.select_related("person__employer")
    return _seated(participation.round, lent)


def _seated(batch: Round, lent: QuerySet[LentPerson]) -> list[Guest]:
    rows = list(lent)
    members = Membership.objects.filter(
        team__round=batch, left_on__isnull=True, person__in=[one.person_id for one in rows]
    ).select_related("team")
    places = {member.person_id: member for member in members}
    return [Guest(one, places.get(one.person_id)) for one in rows]


@dataclass(frozen=True, slots=True)
class Party:
    """An invited office on the page of the round that it was invited to."""

    participation: Participation
    guests: Sequence[Guest]
    units: int  # what the round inspects in the office's area

    @property
    def seated(self) -> int:
        """How many of its people sit in a team."""
        return sum(guest.member is not None for guest in self.guests)


def parties_of(batch: Round) -> list[Party]:
    """Every office that was invited to the round; four queries."""
    people = LentPerson.objects.select_related("person__employer")
    rows = batch.participations.select_related("jurisdiction", "own_round", "answered_by").prefetch_related(
        Prefetch("lent", queryset=people)
    )
    found = list(rows)
    guests = _seated(batch, people.filter(participation__in=[one.pk for one in found]))
    areas = list(batch.inspections.values_list("organisation__jurisdiction_id", flat=True))
    return [
        Party(one, [g for g in guests if g.lent.participation_id == one.pk], areas.count(one.jurisdiction_id))
        for one in found
    ]


def partners_of(batch: Round) -> list[Partner]:
    """The invited offices as the rules see them."""
    return [
        Partner(
            party.participation.jurisdiction.office_name,
            ParticipationState(party.participation.state),
            party.seated,
            party.participation.own_round_id is not None,
        )
        for party in parties_of(batch)
    ]


def inviting_facts(batch: Round, jurisdiction: Jurisdiction, seats: int, answer_by: Any, today: Any) -> InvitingFacts:
    """The facts about one office that somebody wants to invite."""
    return InvitingFacts(
        office=jurisdiction.office_name,
        state=RoundState(batch.state),
        linkage=batch.linkage,
        own=jurisdiction.pk == batch.term.jurisdiction_id,
        invited=batch.participations.filter(jurisdiction=jurisdiction, state__in=OPEN_PARTICIPATIONS).exists(),
        seats=seats,
        answer_by=answer_by,
        today=today,
    )


def lending_facts(participation: Participation, person: Person, today: Any) -> LendingFacts:
    """The facts about one person whom the participant wants to put forward."""
    return LendingFacts(
        name=person.name,
        linkage=participation.round.linkage,
        answered=ParticipationState(participation.state),
        state=RoundState(participation.round.state),
        seats=participation.seats,
        lent=participation.lent.count(),
        already=participation.lent.filter(person=person).exists(),
        in_pool=person.entered_on is not None and (person.left_on is None or person.left_on > today),
        away=is_away(person, today),
    )


def joining_facts(participation: Participation, own: Round) -> JoiningFacts:
    """The facts about the participant's own round beside the one it was invited to."""
    led = participation.round
    return JoiningFacts(
        linkage=led.linkage,
        answered=ParticipationState(participation.state),
        led=(led.field_from, led.field_to),
        own=(own.field_from, own.field_to),
    )


def entrusts(area: Jurisdiction, batch: Round) -> bool:
    """Whether the office of this area takes part in the round in a mode in which its units are inspected there."""
    mode = MODES.get(batch.linkage)
    if mode is None or not mode.counts_below:
        return False
    return batch.participations.filter(jurisdiction=area, state=ParticipationState.ACCEPTED).exists()


def units_in_area(participation: Participation) -> QuerySet[Inspection]:
    """What the round inspects in the participant's own area."""
    rows = participation.round.inspections.filter(organisation__jurisdiction=participation.jurisdiction_id)
    return rows.select_related("organisation", "team").order_by("pk")


def counted_in(term: Term) -> Q:
    """
    Inspections that count for the coverage of a term: those of its own rounds, and those of a round led by another
    office whose mode says so, while that office takes part in it and in the years of the term.
    """
    led_elsewhere = Q(
        round__linkage__in=[code for code, mode in MODES.items() if mode.counts_below],
        round__participations__jurisdiction=term.jurisdiction_id,
        round__participations__state=ParticipationState.ACCEPTED,
        round__year__range=(term.first_year, term.last_year),
    )
    return Q(round__term=term) | led_elsewhere


def finished_participations() -> Q:
    """Invitations that ended without taking part, or whose round is over."""
    over = Q(round__state__in=ROUND.finished())
    return over | Q(state__in=[ParticipationState.DECLINED, ParticipationState.REVOKED])


def linkage_part(batch: Round) -> Mapping[str, Any]:
    """What the page of a round says of its linkage."""
    return {"mode": MODES.get(batch.linkage), "parties": parties_of(batch), "PARTICIPATION": PARTICIPATION}
