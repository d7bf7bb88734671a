"""
What waits for whom, and what events are called.

A hint waits for nobody: it stands beside its item and in the ledger of hints until somebody looks there. Hundreds of
them among what has to be done would bury it.
"""

from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.hints.selectors.reaches import INQUIRIES
from xuncha.hints.workflow import INQUIRY, InquiryState

waits(
    INQUIRY,
    INQUIRIES,
    number=lambda inquiry: inquiry.item.number if inquiry.item else "",
    unit=lambda inquiry: inquiry.plan.inspection.organisation,
    related=("plan__inspection__organisation", "item"),
    due={InquiryState.ASKED: "due_on"},
)
EVENT_LABELS.update(
    {
        "hint.found": N_("提示"),
        "hint.renewed": N_("提示的情况有变化"),
        "hint.scan_asked": N_("发起整改核查"),
        "hint.photos_seen": N_("读取佐证照片的特征"),
        "hint.scanned": N_("整改核查完成"),
        "inquiry.asked": N_("向单位询问"),
    }
)
