"""What people may read of matters for other departments, and on what these may rest."""

from django.db.models import QuerySet

from xuncha.clues.models import Referral, ReferralLetter
from xuncha.clues.workflow import REFERRAL, ReferralState
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.workflow import PaperState
from xuncha.findings.models import Finding
from xuncha.findings.selectors import accusations
from xuncha.findings.workflow import FindingState
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.leaks.rules import Text
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.foundation.reach import Reach
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors.checking import checked_in

INSTEAD: list[tuple[str, str, P]] = []
"""What looks like a matter for a department and goes another way, told by later stages: sentence, address, right."""
REFERRALS = Reach(
    Referral,
    "clues.referral",
    "移交事项",
    P.REFERRAL_READ,
    jurisdiction="inspection__round__term__jurisdiction_id",
    team="inspection__team_id",
    inspected="inspection__organisation_id",
    around=("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction"),
    url_name="clues:referral",
    find=("number", "title"),
)
REFERRAL_LETTERS = Reach(
    ReferralLetter,
    "clues.referral_letter",
    "事项移交函",
    P.REFERRAL_RUN,
    jurisdiction="round__term__jurisdiction_id",
    inspected="lines__inspection__organisation_id",
    many=True,
    around=("round__term__jurisdiction",),
    url_name="clues:referral-letter",
)
waits(
    REFERRAL,
    REFERRALS,
    title=lambda referral: referral.title,
    number=lambda referral: referral.number,
    unit=lambda referral: referral.inspection.organisation,
    related=("inspection__organisation",),
    due={ReferralState.RECEIVED: "due_on", ReferralState.ACCEPTED: "due_on"},
    ledger="clues:referrals",
)
EVENT_LABELS.update(
    {
        "referral.proposed": N_("提出移交事项"),
        "referral.changed": N_("修改移交事项"),
        "referral.letter_made": N_("制发移交函"),
        "referral.letter_received": N_("登记签收"),
    }
)


def papers_for(inspection: Inspection) -> QuerySet[WorkingPaper]:
    """Papers that the leader has signed."""
    return inspection.papers.filter(state__in=(PaperState.SIGNED, PaperState.FILED))


def findings_for(inspection: Inspection) -> QuerySet[Finding]:
    """Findings that were confirmed."""
    return inspection.findings.filter(state=FindingState.CONFIRMED)


def accused_in(text: str) -> list[str]:
    """Words that say of somebody that they committed an offence."""
    return [f"{one.person}…{one.offence}" for one in accusations(text)]


def sent_along(referral: Referral) -> QuerySet[Referral]:
    """What goes to the same department with the same letter: everything approved for it in this round."""
    return Referral.objects.filter(
        inspection__round=referral.inspection.round_id,
        department=referral.department,
        state=ReferralState.APPROVED,
    ).order_by("pk")


WANTING = N_("还缺什么")


def _checked(referral: Referral) -> Checked:
    """What the department reads; the other records behind it do not go out with it."""
    return checked_in(
        referral.inspection, [Text(N_("事项"), referral.title), Text(N_("情况"), referral.text)], (referral.result,)
    )


CHECKED[REFERRALS.kind] = _checked
