"""Official documents of letters."""

from xuncha.supervision.documents.letters import letter_document, reply_document

__all__ = ["letter_document", "reply_document"]
