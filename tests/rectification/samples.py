"""One rectification record of every kind, for the sweeps over all addresses; see `tests/samples.py`."""

from datetime import date
from hashlib import sha256
from io import BytesIO

from tests.conftest import NOW, World
from tests.feedback.samples import opinion
from tests.sampling import in_state, made, sample
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.documents.workbooks import XLSX
from xuncha.foundation.files.contents import path_of
from xuncha.foundation.files.models import Attachment, StoredFile
from xuncha.rectification.models import (
    Assignment,
    BodyOpinion,
    Consequence,
    Contribution,
    Dispute,
    Draft,
    DueNotice,
    Evidence,
    Extension,
    Item,
    JointReview,
    LedgerUpload,
    MoneyOutcome,
    PeriodReport,
    Plan,
    Query,
    StepProof,
    Suspension,
    UnitReport,
)
from xuncha.rectification.sheets import write_ledger


def stored(content: bytes, media_type: str) -> StoredFile:
    """A content whose bytes are there."""
    digest = sha256(content).hexdigest()
    path = path_of(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return StoredFile.objects.create(digest=digest, size=len(content), media_type=media_type)


def attachment(world: World, pk: int) -> Attachment:
    """A file under the id that ARGUMENTS names."""
    return Attachment.objects.create(
        pk=pk, file=stored(f"样例 {pk}".encode(), "text/plain"), name="佐证.txt", **made(world)
    )


@sample("rectification.plan")
def rectification(world: World) -> Plan:
    return Plan.objects.create(opinion=opinion(world), inspection=world.inspections[0], **in_state(world, "drafting"))


@sample("rectification.item")
def item(world: World) -> Item:
    """Under way, with money under the id that ARGUMENTS names."""
    plan = rectification(world)
    day = date(2022, 7, 10)
    record = Item.objects.create(
        plan=plan,
        opinion_item=plan.opinion.items.get(),
        number="整-1",
        title="样例问题",
        text="样例",
        due_on=day,
        planned_due_on=day,
        dated_on=date(2022, 5, 10),
        **in_state(world, "in_progress"),
    )
    MoneyOutcome.objects.create(pk=1, item=record, kind="cleared", amount=1, on=date(2022, 5, 10), **made(world))
    return record


@sample("rectification.evidence")
def proof(world: World) -> Evidence:
    return Evidence.objects.create(item=item(world), attachment=attachment(world, 9004), kind="voucher", **made(world))


@sample("rectification.extension")
def extension(world: World) -> Extension:
    record = Extension.objects.create(
        item=item(world),
        from_on=date(2022, 7, 10),
        to_on=date(2022, 8, 10),
        reason="样例",
        **in_state(world, "asked"),
    )
    record.files.add(attachment(world, 9002))
    return record


@sample("rectification.suspension")
def suspension(world: World) -> Suspension:
    return Suspension.objects.create(
        item=item(world),
        ground="court",
        reason="样例",
        from_on=date(2022, 6, 1),
        to_on=date(2022, 6, 10),
        **in_state(world, "asked"),
    )


@sample("rectification.assignment")
def assignment(world: World) -> Assignment:
    """Given to the sweep's own contributor where there is one; with a file under the id that ARGUMENTS names."""
    known = User.objects.filter(username="unit_contributor-own").first()
    record = Assignment.objects.create(
        item=item(world),
        to=known or User.objects.create(username="contributor", name="经办人"),
        ask="样例",
        due_on=date(2022, 6, 10),
        **in_state(world, "handed_in"),
    )
    Contribution.objects.create(
        pk=9008, assignment=record, attachment=attachment(world, 9008), kind="photo", **made(world)
    )
    return record


@sample("rectification.draft")
def draft(world: World) -> Draft:
    return Draft.objects.create(plan=rectification(world), values={"principal": "样例"}, **made(world))


@sample("rectification.contributor")
def contributor(world: World) -> Grant:
    unit = rectification(world).inspection.organisation
    person = User.objects.create(username="contributor-2", name="经办人")
    return Grant.objects.create(user=person, role=Role.UNIT_CONTRIBUTOR, scope_id=unit.pk, valid_from=NOW)


@sample("rectification.dispute")
def dispute(world: World) -> Dispute:
    """Answered, with a file under the id that ARGUMENTS names."""
    record = Dispute.objects.create(
        item=item(world),
        number="整-1-Y1",
        grounds="样例",
        verdict="upheld",
        decided_by=User.objects.create(username="answerer", name="答复人"),
        decided_at=NOW,
        **in_state(world, "answered"),
    )
    record.files.add(attachment(world, 9007))
    return record


@sample("rectification.query")
def query(world: World) -> Query:
    record = Query.objects.create(plan=rectification(world), kind="question", text="样例", **in_state(world, "asked"))
    record.files.add(attachment(world, 9003))
    return record


@sample("rectification.unit_report")
def unit_report(world: World) -> UnitReport:
    return UnitReport.objects.create(plan=rectification(world), kind="progress", **in_state(world, "draft"))


@sample("rectification.consequence")
def consequence(world: World) -> Consequence:
    return Consequence.objects.create(
        plan=rectification(world),
        what="作出书面检查",
        as_of=date(2022, 7, 20),
        in_place=1,
        total=2,
        lowest=70,
        decided_by=User.objects.create(username="decider", name="审定人"),
        decided_at=NOW,
        **in_state(world, "sent"),
    )


@sample("rectification.period")
def period(world: World) -> PeriodReport:
    return PeriodReport.objects.create(
        plan=rectification(world), from_on=date(2022, 5, 10), to_on=date(2022, 5, 31), **in_state(world, "open")
    )


@sample("rectification.notice")
def notice(world: World) -> DueNotice:
    return DueNotice.objects.create(
        item=item(world),
        role=Role.UNIT_HEAD,
        level="near",
        days_before=10,
        due_on=date(2022, 7, 10),
        on=date(2022, 6, 30),
        **in_state(world, "given"),
    )


@sample("rectification.joint_review")
def joint_review(world: World) -> JointReview:
    plan = item(world).plan
    return JointReview.objects.create(plan=plan, times=1, begun_on=date(2022, 5, 10), **in_state(world, "open"))


@sample("rectification.body_opinion")
def body_opinion(world: World) -> BodyOpinion:
    """Asked of the discipline commission about everything."""
    review = joint_review(world)
    record = BodyOpinion.objects.create(
        review=review, body="纪检监察机关", role=Role.DISCIPLINE, **in_state(world, "asked")
    )
    record.items.set(review.plan.items.all())
    return record


@sample("rectification.step_proof")
def step_proof(world: World) -> StepProof:
    """Of a plan that was handed in: what a unit registers while it drafts is its own."""
    plan = rectification(world)
    plan.submitted_by, plan.submitted_at = plan.created_by, NOW
    plan.save()
    return StepProof.objects.create(
        plan=plan, step="life", on=date(2022, 5, 10), attachment=attachment(world, 9006), **made(world)
    )


@sample("rectification.ledger")
def ledger(world: World) -> LedgerUpload:
    """With a workbook that can be read."""
    plan = item(world).plan
    target = BytesIO()
    write_ledger(target, plan)
    file = stored(target.getvalue(), XLSX)
    return LedgerUpload.objects.create(plan=plan, file=file, name="台账.xlsx", **made(world))
