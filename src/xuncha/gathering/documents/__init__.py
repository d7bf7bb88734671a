"""Official documents of what was gathered."""

from xuncha.gathering.documents.talks import talk_outline, talk_record

__all__ = ["talk_outline", "talk_record"]
