"""When somebody is let into a circle, and who may start over with another key. Facts in, reasons out."""

from xuncha.core.errors import Reason, reason


def reasons_not_to_admit(*, name: str, candidate: bool, has_key: bool) -> list[Reason]:
    """A newcomer may be asked to keep this, and has made a key of their own."""
    if not candidate:
        return [
            reason(
                "{name}不能打开这些材料：不是本组受理人员、需要回避，或者已经是保管人。", field="newcomer", name=name
            )
        ]
    if not has_key:
        return [reason("{name}还没有设置保密口令，请本人先到“个人设置”里设置。", field="newcomer", name=name)]
    return []


def reasons_not_to_start_over(*, has_key: bool, sure: bool) -> list[Reason]:
    """There is a key to give up, and the person has read what that means."""
    if not has_key:
        return [reason("您还没有设置保密口令。")]
    if not sure:
        return [reason("请先确认：只有您一人能打开的材料将打不开。", field="sure")]
    return []
