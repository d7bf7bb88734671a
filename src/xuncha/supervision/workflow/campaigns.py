"""How a joint campaign is planned, approved, carried out by departments, reported and closed. (feature C18)"""

from enum import StrEnum

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.core.workflow import Relation, State, Step, Workflow


class CampaignState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RUNNING = "running"
    REPORTED = "reported"
    CLOSED = "closed"
    DROPPED = "dropped"


C = CampaignState
CAMPAIGN = Workflow(
    "campaign",
    N_("专项整治"),
    C.DRAFT,
    {
        C.DRAFT: State(N_("拟订中"), turn=P.CAMPAIGN_WRITE, ask=N_("专项整治待拟订完")),
        C.SUBMITTED: State(N_("待批准"), "half", turn=P.CAMPAIGN_APPROVE, ask=N_("专项整治待批准")),
        C.RUNNING: State(N_("整治中"), "near", turn=P.CAMPAIGN_RUN, ask=N_("专项整治在办")),
        C.REPORTED: State(N_("已报总结，待审阅"), "half", turn=P.CAMPAIGN_WRITE, ask=N_("专项整治总结待审阅")),
        C.CLOSED: State(N_("已结束"), "done", final=True),
        C.DROPPED: State(N_("不办"), "stop", final=True),
    },
    {
        "submit": Step(
            N_("报批"), frozenset({C.DRAFT}), C.SUBMITTED, P.CAMPAIGN_WRITE, "campaign.submitted", weight="p"
        ),
        "drop": Step(
            N_("不办"),
            frozenset({C.DRAFT}),
            C.DROPPED,
            P.CAMPAIGN_WRITE,
            "campaign.dropped",
            needs_reason=True,
            weight="x",
        ),
        "approve": Step(
            N_("批准"),
            frozenset({C.SUBMITTED}),
            C.RUNNING,
            P.CAMPAIGN_APPROVE,
            "campaign.approved",
            Relation.OTHER,
            weight="p",
        ),
        "return": Step(
            N_("退回修改"),
            frozenset({C.SUBMITTED}),
            C.DRAFT,
            P.CAMPAIGN_APPROVE,
            "campaign.returned",
            needs_reason=True,
        ),
        "report": Step(
            N_("报送总结"), frozenset({C.RUNNING}), C.REPORTED, P.CAMPAIGN_RUN, "campaign.reported", weight="p"
        ),
        "send_back": Step(
            N_("退回继续整治"),
            frozenset({C.REPORTED}),
            C.RUNNING,
            P.CAMPAIGN_WRITE,
            "campaign.sent_back",
            needs_reason=True,
        ),
        "close": Step(
            N_("同意结束"), frozenset({C.REPORTED}), C.CLOSED, P.CAMPAIGN_WRITE, "campaign.closed", weight="p"
        ),
    },
)

SEEN = frozenset({C.RUNNING, C.REPORTED, C.CLOSED})
"""Approved: departments and units that take part read it."""
