"""The text as it is told inside the party and to the public."""

from xuncha.disclosure.documents.texts import inside_document, public_document

__all__ = ["inside_document", "public_document"]
