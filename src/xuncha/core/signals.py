"""
The signals of paper rectification that can be computed (domain §5.6), and what each one's threshold means.

A signal asks a person to look. It says nothing about the unit before somebody has confirmed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from xuncha.core.text import N_


class Signal(StrEnum):
    """What can be noticed. The value is stored and must never change."""

    ALIKE = "alike"
    PAPERS = "papers"
    RULES = "rules"
    LAST_DAY = "last_day"
    EARLY = "early"
    LATE = "late"
    MONEY = "money"
    NOBODY = "nobody"
    AGAIN = "again"
    NARROW = "narrow"
    REUSED = "reused"
    RESEMBLING = "resembling"
    TAKEN = "taken"
    EDITED = "edited"
    SATISFACTION = "satisfaction"
    MEETINGS = "meetings"
    SAMPLE = "sample"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class SignalKind:
    """
    A signal's name, what its threshold counts, and between which values that lies.

    `usual` is what holds where an office has set nothing.
    """

    label: str
    counts: str
    usual: int
    lowest: int = 1
    highest: int = 1000


SIGNALS: Mapping[Signal, SignalKind] = {
    Signal.ALIKE: SignalKind(N_("整改情况文字雷同"), N_("相同的百分数"), 60, 40, 100),
    Signal.PAPERS: SignalKind(N_("佐证只有文件和会议记录"), N_("至少几件佐证"), 1, 1, 50),
    Signal.RULES: SignalKind(N_("建章立制是唯一措施"), N_("至少几条措施"), 1, 1, 50),
    Signal.LAST_DAY: SignalKind(N_("最后一天集中申请销号"), N_("同一天至少几项"), 5, 2, 100),
    Signal.EARLY: SignalKind(N_("佐证形成早于巡察进驻"), N_("早几天"), 1, 1, 1000),
    Signal.LATE: SignalKind(N_("佐证形成晚于申请销号"), N_("晚几天"), 1, 1, 1000),
    Signal.MONEY: SignalKind(N_("应追缴资金没有到位就报完成"), N_("差额至少几元"), 1, 1, 1_000_000),
    Signal.NOBODY: SignalKind(N_("严重问题没有处理任何人"), N_("1 只看突出问题，2 连重点问题"), 1, 1, 2),
    Signal.AGAIN: SignalKind(N_("报完成后同类问题再次出现"), N_("几个月以内"), 12, 1, 120),
    Signal.NARROW: SignalKind(N_("方案窄于反馈"), N_("少几条"), 1, 1, 50),
    Signal.REUSED: SignalKind(N_("同一张照片用在几个问题上"), N_("另外至少几个问题"), 1, 1, 50),
    Signal.RESEMBLING: SignalKind(N_("照片与别处的几乎一样"), N_("128 格里最多差几格"), 12, 1, 14),
    Signal.TAKEN: SignalKind(N_("照片拍摄日期与所填日期不符"), N_("相差几天"), 3, 1, 1000),
    Signal.EDITED: SignalKind(N_("照片由修图软件保存"), N_("1 为提示"), 1, 1, 1),
    Signal.SATISFACTION: SignalKind(N_("群众满意率远低于单位自报"), N_("低几个百分点"), 20, 1, 100),
    Signal.MEETINGS: SignalKind(N_("民主生活会、主要负责人报告没有按期"), N_("过期几天"), 1, 1, 365),
    Signal.SAMPLE: SignalKind(N_("受影响的群众说没有改好"), N_("占抽问人数的百分数"), 20, 1, 100),
    Signal.CHECKED: SignalKind(N_("报完成的问题核查不到位"), N_("一个单位至少几项"), 5, 1, 100),
}
USUAL: Mapping[str, int] = {signal.value: kind.usual for signal, kind in SIGNALS.items()}
"""What holds where an office has set nothing: every signal at its usual threshold."""
