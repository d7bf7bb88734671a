"""Official documents of what was gathered."""

from xuncha.gathering.documents.materials import material_list
from xuncha.gathering.documents.talks import talk_outline, talk_record
from xuncha.gathering.documents.weeks import week_sheet

__all__ = ["material_list", "talk_outline", "talk_record", "week_sheet"]
