"""What waits for whom, and what events are called."""

from xuncha.accountability.selectors.reaches import USES
from xuncha.accountability.workflow import USE, UseState
from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits

waits(
    USE,
    USES,
    own="submitted_by_id",
    title=lambda use: use.title,
    number=lambda use: use.number,
    due=dict.fromkeys((UseState.APPROVED, UseState.OWED, UseState.SENT), "due_on"),
    ledger="accountability:uses",
)
EVENT_LABELS.update(
    {
        "use.drafted": N_("起草成果运用事项"),
        "use.written": N_("修改成果运用事项"),
        "use.ground_added": N_("选入依据"),
        "use.grounds_added": N_("选入依据"),
        "use.ground_removed": N_("去掉依据"),
        "use.item_named": N_("列为成果运用的依据"),
        "use.result_noted": N_("登记成果运用结果"),
        "use.signed_for": N_("单位签收"),
        "use.receipt_entered": N_("代录签收"),
        "use.receipt_given": N_("单位签收"),
        "use.suggestion_dismissed": N_("不采纳成果运用建议"),
        "use.result_struck": N_("去掉登记的结果"),
    }
)
