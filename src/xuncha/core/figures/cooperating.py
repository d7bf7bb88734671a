"""Figures of working together with departments: agreements, conferences, joint checks. (domain §6.1)"""

from xuncha.core.figures.kinds import Figure
from xuncha.core.text import N_


def _held(code: str, label: str, what: str) -> Figure:
    return Figure(f"cooperation.{code}", label, N_("次"), what, N_("会议日期在统计期内、已经召开的次数"))


def _checked(code: str, label: str, definition: str, formula: str) -> Figure:
    return Figure(
        f"joint_checks.{code}",
        label,
        N_("个"),
        definition,
        formula,
        note=N_("一个单位有几种检查的只算一次；决定不查的不算。"),
    )


COOPERATING: tuple[Figure, ...] = (
    Figure(
        "cooperation.departments",
        N_("建立协作配合机制的部门"),
        N_("个"),
        N_("统计期末有协作机制在执行的部门。"),
        N_("批准、生效、没有终止也没有过期的机制所列部门数（每个部门只算一次）"),
        stock=True,
    ),
    _held("joint_meetings", N_("联席会议"), N_("统计期内召开的协作配合联席会议。")),
    _held("consultations", N_("会商"), N_("统计期内和部门就有关问题的会商。")),
    _held("briefings", N_("听取部门情况通报"), N_("统计期内听取职能部门通报情况。")),
    _checked(
        "units_with_organisation",
        N_("选人用人、机关党建专项检查单位"),
        N_("统计期内结合巡察开展选人用人、机关党建专项检查的单位。"),
        N_("开始日期在统计期内、种类为选人用人或者机关党建的检查所在单位数"),
    ),
    _checked(
        "units_with_audit",
        N_("巡审联动单位"),
        N_("统计期内巡察和审计联动的单位。"),
        N_("开始日期在统计期内、种类为巡审联动的检查所在单位数"),
    ),
)
