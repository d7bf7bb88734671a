"""What a team gathers: each kind of record in a module of its own."""

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

__all__ = [
    "PersonKind",
    "Place",
    "ReadOver",
    "Reading",
    "Supplement",
    "Talk",
    "TalkRecord",
    "TalkSignature",
]
