"""Attachments by digest: secrecy mark, limits, type by content, previews, text."""
