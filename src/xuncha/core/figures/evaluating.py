"""Figures of evaluations: bodies evaluated, people asked, grades. Never of a person. (domain §5.4, §6.1)"""

from xuncha.core.figures.kinds import Figure
from xuncha.core.text import N_

RATERS = {
    "city_leaders": N_("参加评估的市级领导"),
    "staff_and_masses": N_("参加评估的班子成员以外党员干部群众"),
    "delegates_and_observers": N_("参加评估的两代表一委员和特约监察员"),
    "served": N_("参加评估的管理服务对象"),
}
GRADES = {"excellent": N_("评估为优秀的单位"), "good": N_("评估为良好的单位")}

EVALUATING: tuple[Figure, ...] = (
    Figure(
        "evaluation.units",
        N_("量化评估单位"),
        N_("个"),
        N_("统计期内审定整改评估结果的被巡察单位。"),
        N_("审定日期在统计期内的被巡察单位评估结果数"),
    ),
    *(
        Figure(
            f"evaluation.raters.{code}",
            label,
            N_("名"),
            N_("统计期内截止的整改评估中，请来评议的这一类人。"),
            N_("评议截止日期在统计期内的评估中该主体的应评人数之和"),
            note=N_("同一批人评议几个单位的，只算一次。"),
        )
        for code, label in RATERS.items()
    ),
    *(
        Figure(
            f"evaluation.grade.{code}",
            label,
            N_("个"),
            N_("统计期内审定为这一等次的被巡察单位。"),
            N_("审定日期在统计期内、等次为此的被巡察单位评估结果数"),
        )
        for code, label in GRADES.items()
    ),
)
