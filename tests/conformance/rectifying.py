"""Many rows of rectification for the sweep over all ledgers, each with what its columns show."""

from datetime import date, timedelta
from typing import Any

from tests.conformance.growth import WHOLE, Growth, at
from tests.conftest import NOW, World
from tests.feedback import samples as feedback_samples
from tests.rectification import samples as rectification_samples
from xuncha.core.permissions import Role
from xuncha.feedback.models import Opinion, OpinionItem
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.orgs.models import Organisation
from xuncha.rectification.models import (
    Assignment,
    BodyOpinion,
    Consequence,
    Dispute,
    DueNotice,
    Evidence,
    Extension,
    Item,
    JointReview,
    Measure,
    PeriodReport,
    Plan,
    Query,
    Suspension,
    UnitReport,
)
from xuncha.rounds.models import Inspection

DAY = date(2022, 7, 1)


def made(world: World) -> dict[str, Any]:
    return {"created_by": world.founder, "created_at": NOW, "state_since": NOW}


def plans(world: World, numbers: range) -> list[Plan]:
    """Each of another organisation."""
    session = (Opinion.objects.first() or feedback_samples.opinion(world)).session
    keep = {"created_by": world.founder, "created_at": NOW}
    units = Organisation.objects.bulk_create(
        Organisation(jurisdiction=world.city, code=f"R{n}", name=f"整改单位{n}", unit_type="office") for n in numbers
    )
    inspections = Inspection.objects.bulk_create(
        Inspection(round=world.round, team=world.teams[0], organisation=unit, type="routine", **keep) for unit in units
    )
    opinions = Opinion.objects.bulk_create(
        Opinion(
            inspection=inspection,
            session=session,
            number=f"馈{n}",
            approved_by=world.founder,
            approved_at=NOW,
            delivered_on=DAY,
            state="delivered",
            **made(world),
        )
        for n, inspection in zip(numbers, inspections, strict=True)
    )
    return Plan.objects.bulk_create(
        Plan(opinion=opinion, inspection=opinion.inspection, due_on=DAY, ends_on=DAY, **made(world))
        for opinion in opinions
    )


def led_plans(world: World, numbers: range) -> None:
    """Each led by somebody else."""
    leaders = User.objects.bulk_create(User(username=f"led{n}", name=f"领导{n}") for n in numbers)
    Grant.objects.bulk_create(
        Grant(user=user, role=Role.SUPERVISING_LEADER, scope_id=plan.inspection.organisation_id, valid_from=NOW)
        for user, plan in zip(leaders, plans(world, numbers), strict=True)
    )


def items(world: World, numbers: range) -> list[Item]:
    attachment = (Evidence.objects.first() or rectification_samples.proof(world)).attachment
    owners = plans(world, numbers)
    lines = OpinionItem.objects.bulk_create(
        OpinionItem(opinion=plan.opinion, position=1, title="问题", text="事实") for plan in owners
    )
    found = Item.objects.bulk_create(
        Item(
            plan=plan,
            opinion_item=line,
            number=f"整{n}",
            title=f"问题{n}",
            text="事实",
            due_on=DAY,
            planned_due_on=DAY,
            dated_on=DAY,
            requested_by=world.founder,
            requested_at=NOW,
            state="requested",
            **made(world),
        )
        for n, plan, line in zip(numbers, owners, lines, strict=True)
    )
    Measure.objects.bulk_create(Measure(item=item, position=1, text="做") for item in found)
    keep = {"created_by": world.founder, "created_at": NOW}
    Evidence.objects.bulk_create(Evidence(item=item, attachment=attachment, kind="other", **keep) for item in found)
    return found


def extensions(world: World, numbers: range) -> None:
    Extension.objects.bulk_create(
        Extension(item=item, from_on=DAY, to_on=date(2022, 9, 1), reason="难", **made(world))
        for item in items(world, numbers)
    )


def suspensions(world: World, numbers: range) -> None:
    Suspension.objects.bulk_create(
        Suspension(item=item, ground="court", from_on=DAY, to_on=date(2022, 7, 9), reason="等", **made(world))
        for item in items(world, numbers)
    )


def disputes(world: World, numbers: range) -> None:
    Dispute.objects.bulk_create(
        Dispute(item=item, number=f"{item.number}-Y1", grounds="不属实", **made(world))
        for item in items(world, numbers)
    )


def own_parts(world: World, numbers: range) -> None:
    """Given away by the unit whose liaison looks."""
    item = Item.objects.filter(number="整-1").first() or rectification_samples.item(world)
    to, _new = User.objects.get_or_create(username="contributor", defaults={"name": "经办人"})
    Assignment.objects.bulk_create(
        Assignment(item=item, to=to, ask=f"办 {n}", due_on=DAY, **made(world)) for n in numbers
    )


def queries(world: World, numbers: range) -> None:
    Query.objects.bulk_create(
        Query(plan=item.plan, item=item, kind="question", text="问", **made(world)) for item in items(world, numbers)
    )


def reports(world: World, numbers: range) -> None:
    UnitReport.objects.bulk_create(
        UnitReport(plan=plan, kind="progress", due_on=DAY, **made(world)) for plan in plans(world, numbers)
    )


def notices(world: World, numbers: range) -> None:
    DueNotice.objects.bulk_create(
        DueNotice(item=item, role=Role.OFFICE_CLERK, level="late", days_before=-1, due_on=DAY, on=DAY, **made(world))
        for item in items(world, numbers)
    )


def periods(world: World, numbers: range) -> None:
    PeriodReport.objects.bulk_create(
        PeriodReport(plan=plan, from_on=DAY, to_on=DAY, due_on=DAY, **made(world)) for plan in plans(world, numbers)
    )


def consequences(world: World, numbers: range) -> None:
    Consequence.objects.bulk_create(
        Consequence(plan=plan, what="检查", as_of=DAY, in_place=0, total=1, lowest=70, **made(world))
        for plan in plans(world, numbers)
    )


def joint_reviews(world: World, numbers: range) -> None:
    found = JointReview.objects.bulk_create(
        JointReview(plan=plan, times=1, begun_on=DAY, due_on=DAY, **made(world)) for plan in plans(world, numbers)
    )
    BodyOpinion.objects.bulk_create(
        BodyOpinion(review=review, body="纪检监察机关", role=Role.DISCIPLINE, **made(world)) for review in found
    )


def own_periods(world: World, numbers: range) -> None:
    """More ledgers of unit one."""
    plan = Plan.objects.filter(inspection=world.inspections[0]).first() or rectification_samples.rectification(world)
    ends = (DAY + timedelta(days=n) for n in numbers)
    PeriodReport.objects.bulk_create(PeriodReport(plan=plan, from_on=on, to_on=on, **made(world)) for on in ends)


def own_items(world: World, numbers: range) -> None:
    """More items of unit one's own plan."""
    plan = Plan.objects.filter(inspection=world.inspections[0]).first() or rectification_samples.item(world).plan
    lines = OpinionItem.objects.bulk_create(
        OpinionItem(opinion=plan.opinion, position=n + 100, title="问题", text="事实") for n in numbers
    )
    Item.objects.bulk_create(
        Item(plan=plan, opinion_item=line, number=f"自{n}", title=f"问题{n}", text="事实", **made(world))
        for n, line in zip(numbers, lines, strict=True)
    )


CLERK = Role.OFFICE_CLERK
RECTIFYING: dict[str, Growth] = {
    "rectification.closeouts": Growth(at("rectification:closeouts"), CLERK, items),
    "rectification.consequences": Growth(at("rectification:consequences"), CLERK, consequences),
    "rectification.disputes": Growth(at("rectification:disputes"), CLERK, disputes),
    "rectification.extensions": Growth(at("rectification:extensions"), CLERK, extensions),
    "rectification.items": Growth(at("rectification:items"), CLERK, items),
    "rectification.joint-reviews": Growth(at("rectification:joint-reviews"), CLERK, joint_reviews),
    "rectification.leaders": Growth(at("rectification:leaders"), CLERK, led_plans),
    "rectification.notices": Growth(at("rectification:notices"), CLERK, notices),
    "rectification.periods": Growth(at("rectification:periods"), CLERK, periods),
    "rectification.plans": Growth(at("rectification:plans"), CLERK, plans),
    "rectification.queries": Growth(at("rectification:queries"), CLERK, queries),
    "rectification.reports": Growth(at("rectification:unit-reports"), CLERK, reports),
    "rectification.suspensions": Growth(at("rectification:suspensions"), CLERK, suspensions),
    "rectification.unit-assignments": Growth(at("rectification_unit:assignments"), Role.UNIT_LIAISON, own_parts),
    "rectification.unit-items": Growth(at("rectification_unit:items"), Role.UNIT_LIAISON, own_items),
    "rectification.unit-periods": Growth(at("rectification_unit:periods"), Role.UNIT_LIAISON, own_periods),
}
RECTIFYING_SPINE: dict[str, set[str]] = {
    "rectification.closeouts": WHOLE - {"done"},  # all of them wait
    "rectification.consequences": WHOLE,
    "rectification.disputes": WHOLE,
    "rectification.extensions": WHOLE,
    "rectification.items": WHOLE | {"category"},
    "rectification.joint-reviews": WHOLE,
    "rectification.leaders": WHOLE - {"done"},  # leaders outlast what is done
    "rectification.notices": WHOLE,
    "rectification.periods": WHOLE,
    "rectification.plans": WHOLE,
    "rectification.queries": WHOLE,
    "rectification.reports": WHOLE,
    "rectification.suspensions": WHOLE,
    "rectification.unit-periods": set(),
    "rectification.unit-items": {"done"},  # the unit sees its own alone
}
