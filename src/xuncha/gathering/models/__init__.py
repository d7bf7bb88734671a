"""What a team gathers: each kind of record in a module of its own."""

from xuncha.gathering.models.materials import Disposal, MaterialItem, MaterialRequest, MaterialReview, Way
from xuncha.gathering.models.talks import (
    PersonKind,
    Place,
    Reading,
    ReadOver,
    Supplement,
    Talk,
    TalkRecord,
    TalkSignature,
)
from xuncha.gathering.models.visits import Visit
from xuncha.gathering.models.weeks import WeekSheet

__all__ = [
    "Disposal",
    "MaterialItem",
    "MaterialRequest",
    "MaterialReview",
    "PersonKind",
    "Place",
    "ReadOver",
    "Reading",
    "Supplement",
    "Talk",
    "TalkRecord",
    "TalkSignature",
    "Visit",
    "Way",
    "WeekSheet",
]
