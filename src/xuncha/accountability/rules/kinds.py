"""
The kinds of uses of results and the measures that may come of them, as data. (domain §5.7; feature C15)

The office proposes; where a kind goes to a competent body (纪检监察机关, 组织部门, 考核部门), that body decides, and
what it decided is noted as measures. What a document says is an official text and therefore always Chinese.
"""

from dataclasses import dataclass
from enum import StrEnum

from xuncha.core.text import N_


class Level(StrEnum):
    """Who approves a kind: the director of the office, or the leading group after the director has looked at it."""

    OFFICE = "office"
    GROUP = "group"


class Shape(StrEnum):
    """What is sent: a notice to one unit, a circular that names units, or a letter to the body that decides."""

    NOTICE = "notice"
    CIRCULAR = "circular"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class Measure:
    """
    What was decided. `form` is which of the four forms (四种形态) it belongs to; empty: it is none of them.

    `nobody` says that it may be decided without a case or a person: nothing follows.
    """

    code: str
    label: str
    form: str = ""
    nobody: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """
    One kind. `mark` stands in its number; `title` and `opening` are completed with `{units}` and `{rounds}`. `demand`
    is what the drafter begins with. `body` is the usual name of the body that decides. `meets`: it has a day and a
    place; `owes`: the unit has to hand something in; `names`: persons may be named, because the circular is public.
    """

    code: str
    label: str
    mark: str
    level: Level
    shape: Shape
    title: str
    opening: str
    demand: str
    measures: tuple[str, ...]
    body: str = ""
    meets: bool = False
    owes: bool = False
    names: bool = False

    @property
    def several(self) -> bool:
        """Whether one of this kind may be about several units."""
        return self.shape is Shape.CIRCULAR


MEASURES: dict[str, Measure] = {
    one.code: one
    for one in (
        Measure("interviewed", N_("约谈")),
        Measure("circulated", N_("通报批评")),
        Measure("praised", N_("通报表扬")),
        Measure("self_criticism", N_("书面检查")),
        Measure("reminded", N_("谈话提醒、批评教育"), "1"),
        Measure("ordered", N_("责令检查"), "1"),
        Measure("admonished", N_("诫勉"), "1"),
        Measure("light", N_("党纪政务轻处分"), "2"),
        Measure("adjusted", N_("调整岗位"), "2"),
        Measure("heavy", N_("党纪政务重处分"), "3"),
        Measure("removed", N_("免职、重大职务调整"), "3"),
        Measure("justice", N_("涉嫌犯罪移送司法机关"), "4"),
        Measure("filed", N_("立案")),
        Measure("deducted", N_("年度考核扣分")),
        Measure("downgraded", N_("年度考核降低等次")),
        Measure("considered", N_("选人用人时采纳")),
        Measure("nothing", N_("决定不作处理"), nobody=True),
    )
}
"""By code. Codes are stored and must never change. 立案 is a step of a procedure: its outcome is a form of its own."""

FORMS: dict[str, str] = {
    "1": N_("第一种形态"),
    "2": N_("第二种形态"),
    "3": N_("第三种形态"),
    "4": N_("第四种形态"),
}

_ABOUT = "{rounds}巡察整改中，你单位存在附件所列情况"
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "talk",
            N_("约谈"),
            "约",
            Level.OFFICE,
            Shape.NOTICE,
            "关于约谈{units}党组织主要负责人的通知",
            f"{_ABOUT}，经研究，对你单位党组织主要负责人进行约谈。",
            "请准备书面汇报材料，说明整改进展、存在问题的原因和下一步措施。",
            ("interviewed",),
            meets=True,
        ),
        Kind(
            "self_criticism",
            N_("书面检查"),
            "检",
            Level.OFFICE,
            Shape.NOTICE,
            "关于责令{units}作出书面检查的通知",
            f"{_ABOUT}，经研究，责令你单位党组织作出书面检查。",
            "书面检查要写明问题产生的原因、应负的责任和改正措施，经党组织会议审议后报送。",
            ("self_criticism", "ordered"),
            owes=True,
        ),
        Kind(
            "circular",
            N_("通报批评"),
            "通",
            Level.GROUP,
            Shape.CIRCULAR,
            "关于巡察整改有关情况的通报",
            "{rounds}巡察整改中，附件所列单位存在整改不到位的情况，经研究，现予通报批评。",
            "请有关单位认真整改，各单位引以为戒。",
            ("circulated",),
        ),
        Kind(
            "naming",
            N_("点名通报"),
            "通",
            Level.GROUP,
            Shape.CIRCULAR,
            "关于巡察整改不力情况的点名通报",
            "{rounds}巡察整改中，附件所列单位整改不力，经研究，现予点名通报。",
            "请被通报单位立即整改，各单位引以为戒。",
            ("circulated",),
            names=True,
        ),
        Kind(
            "praise",
            N_("通报表扬"),
            "扬",
            Level.GROUP,
            Shape.CIRCULAR,
            "关于巡察整改成效明显单位的通报",
            "{rounds}巡察整改中，附件所列单位成效明显，经研究，现予通报表扬。",
            "希望受表扬的单位再接再厉，各单位学习借鉴。",
            ("praised",),
        ),
        Kind(
            "discipline",
            N_("移送纪检监察机关"),
            "移",
            Level.GROUP,
            Shape.TRANSFER,
            "关于移送{units}整改责任问题的函",
            "{rounds}巡察整改中，{units}存在附件所列情况，涉及有关人员责任，现移送你单位依规依纪依法处理。",
            "是否问责、给予何种处理，请你单位按照权限决定，并将处理结果函告我办。",
            ("reminded", "ordered", "admonished", "light", "heavy", "removed", "justice", "filed", "nothing"),
            body="纪检监察机关",
        ),
        Kind(
            "cadre",
            N_("选人用人意见"),
            "用",
            Level.GROUP,
            Shape.TRANSFER,
            "关于{units}领导班子运用巡察成果的意见函",
            "{rounds}巡察整改中，{units}有附件所列情况，现函告你单位，供干部考核、选拔任用时参考。",
            "请将运用情况函告我办。",
            ("considered", "admonished", "adjusted", "removed", "nothing"),
            body="组织部门",
        ),
        Kind(
            "assessment",
            N_("报送年度考核"),
            "考",
            Level.GROUP,
            Shape.TRANSFER,
            "关于报送{units}巡察整改情况供年度考核使用的函",
            "{rounds}巡察整改中，{units}有附件所列情况，现报送你单位，供年度考核使用。",
            "是否扣分、扣多少分，请按考核办法决定，并将结果函告我办。",
            ("deducted", "downgraded", "nothing"),
            body="考核部门",
        ),
    )
}
"""By code. Codes are stored and must never change."""

ADDRESSED: frozenset[str] = frozenset(code for code, kind in KINDS.items() if kind.shape is not Shape.TRANSFER)
"""What goes to units themselves: of the others they read nothing."""

SUGGESTED: dict[str, str] = {"below-": N_("整改到位率低于下限"), "follow-": N_("整改评估结果")}
"""What suggestions are made of, by how their stable keys begin."""
