"""Figures of clues, counted in 件 and in 人, and of principals, told to who decides alone. (domain §5.3, §6.1, §6.2)"""

from xuncha.core.figures.kinds import Figure
from xuncha.core.permissions import Permission
from xuncha.core.text import N_

_TWICE = N_("双移交的线索在两个部门各算一件；部门退回的不算。")


def _figure(code: str, label: str, unit: str, definition: str, formula: str, *, note: str = "") -> Figure:
    return Figure(f"clues.{code}", label, unit, definition, formula, note=note, permission=Permission.CLUE_EXACT)


CLUEING: tuple[Figure, ...] = (
    _figure(
        "handed_over",
        N_("移交问题线索"),
        N_("件"),
        N_("统计期内移交的问题线索。"),
        N_("移交函日期在统计期内的线索数"),
        note=N_("双移交的线索只算一件；部门退回、没有再移交的不算。"),
    ),
    _figure(
        "persons",
        N_("移交线索涉及人员"),
        N_("人"),
        N_("统计期内移交的问题线索所涉及的人。"),
        N_("移交函日期在统计期内的线索所列人数之和"),
        note=N_("双移交的线索只算一次；同一人涉及几件线索的，各算一次。"),
    ),
    _figure(
        "to_discipline",
        N_("移交纪检监察机关的线索"),
        N_("件"),
        N_("统计期内移交纪检监察机关的问题线索。"),
        N_("给纪检监察机关的移交函日期在统计期内的线索数"),
        note=_TWICE,
    ),
    _figure(
        "to_organisation",
        N_("移交组织部门的线索"),
        N_("件"),
        N_("统计期内移交组织部门的问题线索。"),
        N_("给组织部门的移交函日期在统计期内的线索数"),
        note=_TWICE,
    ),
    _figure(
        "accepted",
        N_("已受理的移交线索"),
        N_("件"),
        N_("统计期内移交、现在已经受理的问题线索。"),
        N_("移交函日期在统计期内、已经受理的件数"),
        note=_TWICE,
    ),
    _figure(
        "settled",
        N_("已反馈结果的移交线索"),
        N_("件"),
        N_("统计期内移交、现在已经反馈办理结果的问题线索。"),
        N_("移交函日期在统计期内、已经反馈的件数"),
        note=_TWICE,
    ),
    _figure(
        "cases",
        N_("移交线索立案"),
        N_("件"),
        N_("统计期内移交的问题线索中已反馈的立案。"),
        N_("移交函日期在统计期内、已经反馈的立案件数之和"),
    ),
    _figure(
        "persons_filed",
        N_("移交线索立案人数"),
        N_("人"),
        N_("统计期内移交的问题线索中已反馈的立案人数。"),
        N_("移交函日期在统计期内、已经反馈的立案人数之和"),
    ),
    Figure(
        "clues.settled_rate",
        N_("线索处置反馈率"),
        "ratio",
        N_("统计期内移交的问题线索中已经反馈办理结果的比例。"),
        N_("已反馈结果的移交线索 ÷（移交纪检监察机关＋移交组织部门）的线索"),
        note=_TWICE,
        is_ratio=True,
        permission=Permission.CLUE_EXACT,
    ),
    Figure(
        "referrals.handed_over",
        N_("移交有关部门的事项"),
        N_("件"),
        N_("统计期内移交有关部门办理的事项。"),
        N_("最近一次移交函日期在统计期内的移交事项数"),
        note=N_("不含问题线索。"),
    ),
    Figure(
        "referrals.settled",
        N_("已反馈结果的移交事项"),
        N_("件"),
        N_("统计期内移交、现在已经反馈办理结果的事项。"),
        N_("最近一次移交函日期在统计期内、已经反馈结果的移交事项数"),
        note=N_("不含问题线索。"),
    ),
    Figure(
        "reports.principal_material",
        N_("一把手专题材料"),
        N_("份"),
        N_("统计期内组长签发的一把手专题材料。"),
        N_("签发日期在统计期内的一把手专题材料份数"),
        permission=Permission.CLUE_EXACT,
    ),
)
"""In the order in which they are read: what went out, where to, what came of it."""
