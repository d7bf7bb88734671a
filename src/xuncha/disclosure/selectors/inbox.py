"""What waits for whom, and what events are called."""

from xuncha.core.text import N_
from xuncha.disclosure.selectors.reaches import DISCLOSURES, HEARINGS
from xuncha.disclosure.workflow import DISCLOSURE, HEARING, UNPUBLISHED, HearingState
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits

waits(
    DISCLOSURE,
    DISCLOSURES,
    own="submitted_by_id",
    unit=lambda text: text.plan.inspection.organisation,
    related=("plan__inspection__organisation",),
    due=dict.fromkeys(UNPUBLISHED, "due_on"),
    ledger="disclosure:disclosures",
)
waits(
    HEARING,
    HEARINGS,
    title=lambda hearing: hearing.title,
    unit=lambda hearing: hearing.inspection.organisation,
    related=("inspection__organisation",),
    due={HearingState.OPEN: "closes_on"},
)
EVENT_LABELS.update(
    {
        "disclosure.opened": N_("开始整改情况公开"),
        "disclosure.section_drafted": N_("按台账起草"),
        "disclosure.written": N_("修改公开稿"),
        "disclosure.section_written": N_("修改公开事项"),
        "disclosure.edition_kept": N_("留存报送稿"),
        "disclosure.omission_judged": N_("审定不公开"),
        "disclosure.publication_noted": N_("登记公开凭证"),
        "disclosure.commented": N_("登记公开后的意见"),
        "disclosure.comment_answered": N_("答复公开后的意见"),
        "hearing.drafted": N_("起草群众评价"),
        "hearing.written": N_("修改群众评价"),
        "hearing.told": N_("告知反映人"),
    }
)
