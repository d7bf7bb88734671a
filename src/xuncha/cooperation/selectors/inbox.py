"""What waits for whom, which agreements run out, and what events are called."""

from datetime import date

from xuncha.cooperation.selectors.reaches import AGREEMENTS, CHECKS, CONFERENCES, DECISIONS
from xuncha.cooperation.workflow import (
    AGREEMENT,
    CHECK,
    CONFERENCE,
    DECISION,
    AgreementState,
    CheckState,
    ConferenceState,
    DecisionState,
)
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.cards import SOON, Line, coming_up
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.reach import page_of

waits(AGREEMENT, AGREEMENTS, own="submitted_by_id", ledger="cooperation:agreements")
waits(CONFERENCE, CONFERENCES, due={ConferenceState.CALLED: "on"}, ledger="cooperation:conferences")
waits(
    DECISION,
    DECISIONS,
    title=lambda decision: decision.text,
    unit=lambda decision: decision.owner or "",
    related=("owner",),
    due={DecisionState.OPEN: "due_on"},
)
waits(
    CHECK,
    CHECKS,
    own="reported_by_id",
    title=lambda check: check.get_kind_display(),
    unit=lambda check: check.inspection.organisation,
    related=("inspection__organisation",),
    due={CheckState.PLANNED: "to_on"},
    ledger="cooperation:checks",
)
EVENT_LABELS.update(
    {
        "agreement.drafted": N_("拟订协作机制"),
        "agreement.changed": N_("修改协作机制"),
        "agreement.partners_added": N_("列入协作部门"),
        "agreement.partner_removed": N_("去掉协作部门"),
        "agreement.renewed": N_("续签"),
        "conference.planned": N_("筹备会议"),
        "conference.changed": N_("修改会议"),
        "conference.view_given": N_("填写部门意见"),
        "decision.made": N_("登记议定事项"),
        "check.planned": N_("安排联合检查"),
    }
)


@coming_up
def running_out(actor: Actor, today: date) -> list[Line]:
    """Agreements whose last day is near."""
    rows = AGREEMENTS.visible_to(actor).filter(state=AgreementState.IN_FORCE, until__range=(today, today + SOON))
    return [Line(page_of(one), one.title, N_("协作机制到期"), one.until) for one in rows]
