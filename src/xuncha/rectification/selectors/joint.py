"""Who reviews a plan or report together, which problems are whose part, and who may read whose opinion."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from xuncha.core.permissions import Permission, Role
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions.names import Scope
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import NOTHING, Reach
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.rectification.models import BodyOpinion, Grade, Item, JointReview, OpinionPoint, Plan, UnitReport
from xuncha.rectification.rules.joint import SumFacts, harsher_than
from xuncha.rectification.selectors.reaches import of_role
from xuncha.rectification.workflow import JointState, OpinionState

BODIES = "rectification.joint_review"
BEGUN = "joint_review.begun"
DEPARTMENTS = frozenset({Role.DISCIPLINE, Role.ORGANISATION})
PLAN_PATH = "plan__inspection"
OPINION_PATH = f"review__{PLAN_PATH}"

JOINT_REVIEWS = Reach(
    JointReview,
    "rectification.joint_review",
    "联审",
    P.RECT_CONSULT,
    jurisdiction=f"{PLAN_PATH}__round__term__jurisdiction_id",
    inspected=f"{PLAN_PATH}__organisation_id",
    around=(f"{PLAN_PATH}__organisation", f"{PLAN_PATH}__round__term__jurisdiction", "plan__opinion"),
    url_name="rectification:joint-review",
    find=(f"{PLAN_PATH}__organisation__name",),
)


class BodyReach(Reach[BodyOpinion]):
    """
    Opinions of bodies. Who writes for a body writes in its name alone, and reads what the others found once the
    office has summed up: each looks for itself.
    """

    def permitted(self, actor: Actor, permission: Permission) -> QuerySet[BodyOpinion]:
        """Opinions within reach by each of the person's roles."""
        found = NOTHING
        for role in sorted(actor.roles):
            rows = super().permitted(of_role(actor, role), permission)
            found |= _addressed(role, permission) & Q(pk__in=rows.values("pk"))
        return BodyOpinion.objects.filter(found)


def _addressed(role: Role, permission: Permission) -> Q:
    own = Q(role=Role.OFFICE_CLERK if role is Role.OFFICE_DIRECTOR else role)
    if permission == P.RECT_OPINE:
        return own
    return own | Q(review__state=JointState.CONCLUDED) if role in DEPARTMENTS else ~NOTHING


BODY_OPINIONS = BodyReach(
    BodyOpinion,
    "rectification.body_opinion",
    "联审意见",
    P.RECT_CONSULT,
    jurisdiction=f"{OPINION_PATH}__round__term__jurisdiction_id",
    inspected=f"{OPINION_PATH}__organisation_id",
    around=(f"{OPINION_PATH}__organisation", f"{OPINION_PATH}__round__term__jurisdiction"),
    url_name="rectification:body-opinion",
)


def bodies_on(day: date, jurisdiction: Jurisdiction) -> list[dict[str, Any]]:
    """The bodies that review together what is handed in on a day; none where one reviewer suffices."""
    row = parameter_on(BODIES, day, jurisdiction)
    return list(row.value) if row else []


def part_of(plan: Plan, classes: list[str]) -> list[Item]:
    """The problems of these classes, by the heading they stand under or by what their findings are; one query."""
    rows = plan.standing
    if not classes:
        return list(rows)
    category = "opinion_item__findings__classifications__category"
    names = ("opinion_item__aspect__in", f"{category}__name__in", f"{category}__parent__name__in")
    return list(rows.filter(reduce(or_, (Q(**{name: classes}) for name in names))).distinct())


def open_review(plan: Plan, report: UnitReport | None = None) -> JointReview | None:
    """The joint review that is going on about a plan, or about a report on it."""
    return plan.joint_reviews.filter(report=report, state=JointState.OPEN).first()


def was_to_be_amended(plan: Plan, report: UnitReport | None) -> bool:
    """Whether the last joint review passed it on condition of amendments: those the office checks alone."""
    last = plan.joint_reviews.filter(report=report).order_by("-pk").first()
    return last is not None and last.grade == Grade.AMEND


def opinions_of(review: JointReview) -> QuerySet[BodyOpinion]:
    """Every opinion with its points in order; three queries."""
    points = Prefetch("points", OpinionPoint.objects.select_related("item").order_by("position"))
    return review.opinions.select_related("given_by").prefetch_related(points, "items").order_by("pk")


def opinions_for(actor: Actor, review: JointReview) -> QuerySet[BodyOpinion]:
    """The opinions that this person may read by now."""
    return opinions_of(review).filter(pk__in=BODY_OPINIONS.visible_to(actor).filter(review=review).values("pk"))


def side_by_side(opinions: list[BodyOpinion]) -> list[tuple[Item | None, list[list[OpinionPoint]]]]:
    """What each body says of the whole (None) and of each problem about which any of them says something."""
    points = [list(opinion.points.all()) for opinion in opinions]
    about = {point.item for said in points for point in said if point.item is not None}
    subjects: list[Item | None] = [None, *sorted(about, key=lambda item: item.number)]
    rows = [(item, [[point for point in said if point.item == item] for said in points]) for item in subjects]
    return [(item, cells) for item, cells in rows if any(cells)]


def waiting_bodies(review: JointReview) -> list[str]:
    """The bodies that owe their opinion."""
    return list(review.opinions.filter(state=OpinionState.ASKED).order_by("pk").values_list("body", flat=True))


def sum_facts(review: JointReview, grade: str, summary: str, remarks: int) -> SumFacts:
    """What summing up looks at; two queries."""
    found = dict(review.opinions.filter(state=OpinionState.GIVEN).order_by("pk").values_list("body", "grade"))
    return SumFacts(waiting_bodies(review), grade, harsher_than(grade, found), summary, remarks)


def acts_for_unit(actor: Actor, plan: Plan) -> bool:
    """Whether the person also acts for the unit that is reviewed."""
    return plan.inspection.organisation_id in actor.scope_ids(P.RECT_FOLLOW, Scope.UNIT)
