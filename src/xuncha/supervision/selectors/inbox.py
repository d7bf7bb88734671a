"""What waits for whom, and what events are called."""

from xuncha.core.text import N_
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.supervision.selectors.reaches import CAMPAIGNS, LETTERS
from xuncha.supervision.workflow import CAMPAIGN, LETTER, WAITING, CampaignState

waits(
    LETTER,
    LETTERS,
    own="submitted_by_id",
    title=lambda letter: letter.title,
    number=lambda letter: letter.number,
    unit=lambda letter: letter.addressee,
    related=("addressee",),
    due=dict.fromkeys(WAITING, "due_on"),
    ledger="supervision:letters",
)
waits(
    CAMPAIGN,
    CAMPAIGNS,
    own="submitted_by_id",
    unit=lambda campaign: campaign.lead,
    related=("lead",),
    due={CampaignState.RUNNING: "to_on"},
)
EVENT_LABELS.update(
    {
        "letter.drafted": N_("起草函件"),
        "letter.written": N_("修改函件"),
        "letter.items_added": N_("选入整改事项"),
        "letter.line_added": N_("选入整改事项"),
        "letter.line_removed": N_("去掉整改事项"),
        "letter.item_named": N_("列入督办交办函件"),
        "campaign.planned": N_("拟订专项整治"),
        "campaign.changed": N_("修改专项整治"),
        "campaign.items_gathered": N_("选入整改事项"),
        "campaign.task_added": N_("分解任务"),
        "campaign.task_done": N_("完成任务"),
        "campaign.progress_reported": N_("报送整治进展"),
        "letter.suggestion_dismissed": N_("不采纳发函建议"),
    }
)
