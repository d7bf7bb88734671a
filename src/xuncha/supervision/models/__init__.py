"""Letters with their items, suggestions that a person did not follow, and joint campaigns."""

from xuncha.supervision.models.campaigns import Campaign, CampaignReport, CampaignTask
from xuncha.supervision.models.letters import Dismissal, Letter, LetterLine

__all__ = ["Campaign", "CampaignReport", "CampaignTask", "Dismissal", "Letter", "LetterLine"]
