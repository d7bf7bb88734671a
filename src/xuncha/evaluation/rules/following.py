"""Where what follows from a grade is carried out, and under which key it is known there."""

from xuncha.core.text import N_

BY_USE = {"talk": "talk", "praise": "praise", "assessment": "assessment"}
"""What a scheme proposes, and the kind of use of results that carries it out."""
BY_LETTER = {"letter": "grade", "again": "grade_again"}
"""What a scheme proposes, and the hint under which a letter is suggested."""
LOOK_BACK = "look_back"
FOLLOW = "follow-"
DO_LABEL = {
    "letter": N_("起草督办函"),
    "again": N_("起草重改通知书"),
    "talk": N_("起草约谈"),
    "praise": N_("起草通报表扬"),
    "assessment": N_("起草抄送年度考核"),
    LOOK_BACK: N_("安排回头看"),
}
"""What is to be done once it was confirmed."""


def key_of(follow: int) -> str:
    """Under which the other stages keep where their record came from."""
    return f"{FOLLOW}{follow}"


def follow_of(key: str) -> int | None:
    """The proposal behind a key; none behind other keys."""
    number = key.removeprefix(FOLLOW)
    return int(number) if key.startswith(FOLLOW) and number.isdecimal() else None
