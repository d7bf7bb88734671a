"""Official documents of letters and campaigns."""

from xuncha.supervision.documents.campaigns import campaign_document
from xuncha.supervision.documents.letters import letter_document, reply_document

__all__ = ["campaign_document", "letter_document", "reply_document"]
