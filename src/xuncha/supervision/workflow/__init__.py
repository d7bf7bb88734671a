"""The states of letters and campaigns and the steps between them."""

from xuncha.supervision.workflow.campaigns import CAMPAIGN, SEEN, CampaignState
from xuncha.supervision.workflow.letters import CLOSED, LETTER, OUT, WAITING, LetterState

__all__ = ["CAMPAIGN", "CLOSED", "LETTER", "OUT", "SEEN", "WAITING", "CampaignState", "LetterState"]
