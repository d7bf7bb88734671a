"""Texts that are disclosed, with what was handed in, left out, published and said to it."""

from xuncha.disclosure.models.texts import Channel, Comment, Disclosure, Edition, Publication, Section

__all__ = ["Channel", "Comment", "Disclosure", "Edition", "Publication", "Section"]
