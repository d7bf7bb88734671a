"""
Figures of petitions, for who may know how many there are. (domain §6.1)

Whoever is told these figures also reads the register line by line: number, channel, day, state. What it does not say of
one petition is what it is about, what came of it, and whether its author was answered. Small counts of these are told
to nobody, nor can they be worked out from what is told.
"""

from dataclasses import replace

from xuncha.core.figures.kinds import Figure
from xuncha.core.figures.withholding import Division
from xuncha.core.permissions import Permission
from xuncha.core.text import N_

FEWEST = 5
_RECEIVED = N_("收到日期在统计期内的信访件数")
_EACH = N_("并入别件的重复件各算一件；没有单位和人。")
_APART = N_(
    "并入别件的重复件各算一件；没有单位和人。"
    "只按整年显示，当年的算到今天；少于五件的不显示，其余的数中能减出它来的也不显示。"
)


def _figure(code: str, label: str, definition: str, formula: str) -> Figure:
    permission = Permission.PETITION_COUNT
    return Figure(f"petitions.{code}", label, N_("件"), definition, formula, note=_EACH, permission=permission)


def _apart(code: str, label: str, definition: str, formula: str) -> Figure:
    return replace(_figure(code, label, definition, formula), note=_APART, fewest=FEWEST)


_WAYS = {
    "letter": N_("信访件：来信"),
    "visit": N_("信访件：来访"),
    "call": N_("信访件：来电"),
    "mailbox": N_("信访件：意见箱"),
    "message": N_("信访件：短信、邮件"),
    "code": N_("信访件：扫码"),
    "video": N_("信访件：短视频"),
}
_MATTERS = {
    "political": N_("信访件：反映政治纪律"),
    "organisational": N_("信访件：反映组织纪律"),
    "integrity": N_("信访件：反映廉洁纪律"),
    "mass": N_("信访件：反映群众纪律"),
    "work": N_("信访件：反映工作纪律"),
    "life": N_("信访件：反映生活纪律"),
    "livelihood": N_("信访件：民生诉求"),
    "other": N_("信访件：反映其他事项"),
}
_CONCLUSIONS = {
    "true": N_("信访件：属实"),
    "partly": N_("信访件：部分属实"),
    "unfounded": N_("信访件：未发现所反映问题"),
    "mistaken": N_("信访件：失实"),
    "malicious": N_("信访件：诬告"),
}

PETITIONS: tuple[Figure, ...] = (
    _figure("received", N_("信访件"), N_("统计期内巡察组收到的信访件。"), _RECEIVED),
    *(_figure(f"way.{way}", label, N_("统计期内从这一渠道收到的信访件。"), _RECEIVED) for way, label in _WAYS.items()),
    *(
        _apart(f"matter.{matter}", label, N_("统计期内收到、类别是这一类的信访件；还没有定类别的不在内。"), _RECEIVED)
        for matter, label in _MATTERS.items()
    ),
    _figure(
        "routed",
        N_("已转有关部门的信访件"),
        N_("统计期内收到、现在已经转给有关部门的信访件。"),
        N_("收到日期在统计期内、转办过的信访件数"),
    ),
    *(
        _apart(
            f"conclusion.{conclusion}",
            label,
            N_("统计期内收到、现在结论是这一种的信访件；结论待审定的也算。"),
            N_("收到日期在统计期内、结论是这一种的信访件数"),
        )
        for conclusion, label in _CONCLUSIONS.items()
    ),
    _apart(
        "answered",
        N_("已答复反映人的信访件"),
        N_("统计期内收到、现在已经告知受理情况或者反馈结果的信访件。"),
        N_("收到日期在统计期内、告知或者反馈过反映人的信访件数"),
    ),
    _figure(
        "overdue",
        N_("超期的信访件"),
        N_("统计期内收到、到截至日过了应办日期还没有办的信访件。"),
        N_("收到日期在统计期内、应办日期在截至日之前、没有办结的信访件数"),
    ),
)
"""All of them, by channel and by matter, then how far they have come."""

DIVISIONS: tuple[Division, ...] = (
    Division(tuple(f"petitions.matter.{matter}" for matter in _MATTERS)),
    Division(tuple(f"petitions.conclusion.{conclusion}" for conclusion in _CONCLUSIONS)),
    Division(("petitions.answered",), of="petitions.received"),
)
"""Which of these figures divide one number between them."""
