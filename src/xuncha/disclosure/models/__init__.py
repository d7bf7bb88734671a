"""Texts that are disclosed, with what became of them; what residents are asked about them."""

from xuncha.disclosure.models.hearings import Hearing, Verdict
from xuncha.disclosure.models.texts import Channel, Comment, Disclosure, Edition, Publication, Section

__all__ = ["Channel", "Comment", "Disclosure", "Edition", "Hearing", "Publication", "Section", "Verdict"]
