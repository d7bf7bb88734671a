"""An agreement from the draft to its end: written by the office, approved by another, renewed while it lasts."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate

from xuncha.cooperation.models import Agreement, Partner
from xuncha.cooperation.rules import (
    Frame,
    Part,
    reasons_not_to_add_partners,
    reasons_not_to_approve,
    reasons_not_to_draft,
    reasons_not_to_renew,
    reasons_not_to_submit,
)
from xuncha.cooperation.selectors import AGREEMENTS, partners_among, parts_in
from xuncha.cooperation.workflow import AGREEMENT, AgreementState
from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case


@use_case(P.AGREEMENT_WRITE, within=JURISDICTIONS)
def draft_agreement(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    frame: Frame,
    title: str,
    matters: str,
    from_on: date,
    until: date | None = None,
) -> Agreement:
    """Begin an agreement."""
    RuleViolated.unless_empty(reasons_not_to_draft(title, matters, from_on, until))
    agreement = Agreement(
        jurisdiction=jurisdiction,
        frame=frame,
        title=title.strip(),
        matters=matters.strip(),
        from_on=from_on,
        until=until,
    )
    return act.create(agreement, "agreement.drafted")


@use_case(P.AGREEMENT_WRITE, within=AGREEMENTS)
def change_agreement(
    act: Act,
    agreement: Agreement,
    *,
    base_version: int | None,
    frame: Frame,
    title: str,
    matters: str,
    from_on: date,
    until: date | None = None,
) -> Agreement:
    """Change one that is not approved."""
    AGREEMENT.step("submit", AgreementState(agreement.state))
    RuleViolated.unless_empty(reasons_not_to_draft(title, matters, from_on, until))
    return act.change(
        agreement,
        "agreement.changed",
        base_version=base_version,
        frame=frame,
        title=title.strip(),
        matters=matters.strip(),
        from_on=from_on,
        until=until,
    )


@use_case(P.AGREEMENT_WRITE, within=AGREEMENTS)
def add_partners(act: Act, agreement: Agreement, *, part: Part, organisations: Sequence[Organisation]) -> Agreement:
    """Name bodies that take part in a draft, and as what."""
    AGREEMENT.step("submit", AgreementState(agreement.state))
    RuleViolated.unless_empty(reasons_not_to_add_partners(partners_among(agreement, organisations)))
    Partner.objects.bulk_create(Partner(agreement=agreement, organisation=one, part=part) for one in organisations)
    act.record("agreement.partners_added", agreement, partners=[one.name for one in organisations], part=part)
    return agreement


@use_case(P.AGREEMENT_WRITE, within=AGREEMENTS)
def remove_partner(act: Act, agreement: Agreement, *, organisation: int) -> Agreement:
    """Leave a body out of a draft."""
    AGREEMENT.step("submit", AgreementState(agreement.state))
    found = agreement.partners.filter(organisation=organisation).select_related("organisation").first()
    if found is None:
        raise OutOfReach(say("没有这个协作部门。"))
    found.delete()
    act.record("agreement.partner_removed", agreement, partners=[found.organisation.name])
    return agreement


@use_case(AGREEMENT.steps["submit"].permission, within=AGREEMENTS)
def submit_agreement(act: Act, agreement: Agreement) -> Agreement:
    """Hand a complete agreement in for approval."""
    AGREEMENT.step("submit", AgreementState(agreement.state))
    RuleViolated.unless_empty(reasons_not_to_submit(Frame(agreement.frame), parts_in(agreement)))
    return act.step(agreement, AGREEMENT, "submit", submitted_by=act.actor.user, submitted_at=act.now, why="")


@use_case(AGREEMENT.steps["approve"].permission, within=AGREEMENTS)
def approve_agreement(act: Act, agreement: Agreement) -> Agreement:
    """Approve what somebody else wrote; from here its partners see it."""
    RuleViolated.unless_empty(reasons_not_to_approve(own=agreement.submitted_by_id == act.actor.pk))
    return act.step(agreement, AGREEMENT, "approve", approved_by=act.actor.user, approved_at=act.now)


@use_case(AGREEMENT.steps["return"].permission, within=AGREEMENTS)
def return_agreement(act: Act, agreement: Agreement, *, reason: str) -> Agreement:
    """Give a draft back, saying what is wanting."""
    return act.step(agreement, AGREEMENT, "return", reason=reason, why=reason.strip()[:500])


@use_case(AGREEMENT.steps["drop"].permission, within=AGREEMENTS)
def drop_agreement(act: Act, agreement: Agreement, *, reason: str) -> Agreement:
    """Make no agreement after all."""
    return act.step(agreement, AGREEMENT, "drop", reason=reason, why=reason.strip()[:500])


@use_case(P.AGREEMENT_WRITE, within=AGREEMENTS)
def renew_agreement(act: Act, agreement: Agreement, *, base_version: int | None, until: date | None) -> Agreement:
    """Let it last longer; without a day until it is ended."""
    AGREEMENT.step("end", AgreementState(agreement.state))
    RuleViolated.unless_empty(reasons_not_to_renew(until, agreement.until, localdate(act.now)))
    return act.change(agreement, "agreement.renewed", base_version=base_version, until=until)


@use_case(AGREEMENT.steps["end"].permission, within=AGREEMENTS)
def end_agreement(act: Act, agreement: Agreement, *, reason: str) -> Agreement:
    """End it today."""
    return act.step(agreement, AGREEMENT, "end", reason=reason, why=reason.strip()[:500], ended_on=localdate(act.now))
