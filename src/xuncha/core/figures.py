"""
The figure dictionary: what every published number is called, means and counts. (domain §0 items 2 and 3)

The codes are those of the published yearly reports and never change. `insight.selectors` computes each of them; the
page, the command and the reference docs read their words from here.
"""

from dataclasses import dataclass
from enum import StrEnum

from xuncha.core.text import N_


class Whose(StrEnum):
    """Whose work a figure counts."""

    SELF = "self"  # the jurisdiction's own
    CHILDREN = "children"  # that of the jurisdictions directly below it, added up


LEVEL_SCOPE = {"province": "province", "city": "city", "county": "county", "town": "town"}
BELOW_SCOPE = {"province": "cities", "city": "counties", "county": "towns"}


def scope_code(level: str, whose: Whose) -> str:
    """How published figures name the scope: city, counties, county …; empty where nothing lies below."""
    return (LEVEL_SCOPE if whose is Whose.SELF else BELOW_SCOPE).get(level, "")


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One figure.

    `definition` says in one sentence what is counted, `formula` how, `note` what is left out. `stock` figures stand on
    the last day of the period; the others happened within it.
    """

    code: str
    label: str
    unit: str
    definition: str
    formula: str
    scopes: tuple[Whose, ...] = (Whose.SELF,)
    note: str = ""
    stock: bool = False
    is_ratio: bool = False


_BOTH = (Whose.SELF, Whose.CHILDREN)

FIGURES: dict[str, Figure] = {
    figure.code: figure
    for figure in (
        Figure(
            "targets.routine_in_term",
            N_("任期内常规巡察对象"),
            N_("个"),
            N_("统计期末所在届次中，列入全覆盖的巡察对象。"),
            N_("计入全覆盖、未撤销的对象数"),
            note=N_("不计入全覆盖的对象（如村、社区）另列。"),
            stock=True,
        ),
        Figure(
            "coverage.term_rate",
            N_("任期内常规巡察覆盖率"),
            "ratio",
            N_("统计期末所在届次中，已进驻过常规巡察的对象占全部对象的比例。"),
            N_("已进驻常规巡察的对象数（每个对象只算一次）÷ 任期内常规巡察对象数"),
            note=N_("从届次开始累计到统计期末。"),
            stock=True,
            is_ratio=True,
        ),
        Figure(
            "inspections.routine",
            N_("常规巡察单位"),
            N_("个"),
            N_("统计期内进驻的常规巡察。"),
            N_("进驻日期在统计期内、类型为常规巡察的任务数"),
        ),
        Figure(
            "inspections.special",
            N_("专项巡察单位"),
            N_("个"),
            N_("统计期内进驻的专项巡察。"),
            N_("进驻日期在统计期内、类型为专项巡察的任务数"),
        ),
        Figure(
            "inspections.upgraded",
            N_("提级巡察单位"),
            N_("个"),
            N_("统计期内由上级直接进驻的下级对象。"),
            N_("进驻日期在统计期内、类型为提级巡察的任务数"),
        ),
        Figure(
            "inspections.extended_units",
            N_("延伸巡察单位"),
            N_("个"),
            N_("统计期内从被巡察单位延伸到的单位，不含村（社区）。"),
            N_("进驻日期在统计期内、类型为延伸巡察、对象不是村（社区）的任务数"),
        ),
        Figure(
            "inspections.extended_villages",
            N_("延伸巡察村（社区）"),
            N_("个"),
            N_("统计期内从被巡察单位延伸到的村（社区）。"),
            N_("进驻日期在统计期内、类型为延伸巡察、对象是村（社区）的任务数"),
        ),
        Figure(
            "inspected.units",
            N_("已巡察部门单位"),
            N_("个"),
            N_("统计期内进驻过的单位，不论类型，不含村（社区）。"),
            N_("进驻日期在统计期内的对象数（每个对象只算一次），不含村（社区）"),
            _BOTH,
        ),
        Figure(
            "inspected.villages",
            N_("已巡察村（社区）"),
            N_("个"),
            N_("统计期内进驻过的村（社区），不论类型。"),
            N_("进驻日期在统计期内的村（社区）数（每个只算一次）"),
            _BOTH,
        ),
        Figure(
            "findings.found",
            N_("发现问题"),
            N_("个"),
            N_("统计期内确认的问题。"),
            N_("确认日期在统计期内、现为“已确认”的问题数"),
            _BOTH,
            note=N_("已合并、已拆分、不采用的不计。"),
        ),
        Figure(
            "findings.main",
            N_("主要问题"),
            N_("个"),
            N_("统计期内确认的主要问题。"),
            N_("确认日期在统计期内、现为“已确认”、标为主要问题的问题数"),
            _BOTH,
            note=N_("已合并、已拆分、不采用的不计。"),
        ),
        Figure(
            "immediate.rectified",
            N_("立行立改（边巡边改）问题"),
            N_("个"),
            N_("统计期内核验通过的立行立改。"),
            N_("核验日期在统计期内、现为“已改到位”的立行立改件数"),
        ),
        Figure(
            "immediate.items_squat_pans",
            N_("立行立改新安装蹲便器"),
            N_("个"),
            N_("统计期内核验通过的立行立改中登记的蹲便器。"),
            N_("核验日期在统计期内的立行立改所登记的“蹲便器”数量之和"),
        ),
        Figure(
            "immediate.items_covers",
            N_("立行立改新安装盖板"),
            N_("个"),
            N_("统计期内核验通过的立行立改中登记的盖板。"),
            N_("核验日期在统计期内的立行立改所登记的“盖板”数量之和"),
        ),
        Figure(
            "pinpoint.squads",
            N_("点穴式巡察小分队"),
            N_("个"),
            N_("统计期内进驻过点穴式巡察的巡察组。"),
            N_("进驻日期在统计期内、类型为点穴式巡察的任务所属的组数（每组只算一次）"),
        ),
        Figure(
            "pinpoint.households",
            N_("点穴式巡察问题涉及户"),
            N_("户"),
            N_("统计期内进驻的点穴式巡察，其立行立改所登记的户数。"),
            N_("点穴式巡察的立行立改（已签发、未撤回）所登记、单位为“户”的数量之和"),
        ),
        Figure(
            "teams.standing",
            N_("巡察组"),
            N_("个"),
            N_("统计期内进驻过的巡察组，同一组号只算一次。"),
            N_("进驻日期在统计期内的任务所属巡察组的不同组号数"),
        ),
        Figure(
            "pool.members",
            N_("人才库人员"),
            N_("人"),
            N_("统计期末在库的全部人员（四库）。"),
            N_("已入库、未出库的人数"),
            stock=True,
        ),
        Figure(
            "pool.leaders",
            N_("组长、副组长人选"),
            N_("名"),
            N_("统计期末在组长库、副组长库的人员。"),
            N_("已入库、未出库，且在组长库或副组长库的人数"),
            stock=True,
        ),
        Figure(
            "pool.staff",
            N_("巡察工作人员"),
            N_("名"),
            N_("统计期末在专业人才库、工作人员库的人员。"),
            N_("已入库、未出库，且在专业人才库或工作人员库的人数"),
            note=N_("与组长、副组长人选之和等于人才库人员。"),
            stock=True,
        ),
        Figure(
            "checklist.areas",
            N_("工作清单大方面"),
            N_("个"),
            N_("统计期末现行工作清单的大方面。"),
            N_("清单条目所属分类的最上级分类数"),
            stock=True,
        ),
        Figure(
            "checklist.aspects",
            N_("工作清单具体方面"),
            N_("个"),
            N_("统计期末现行工作清单的具体方面。"),
            N_("清单条目所属、不是最上级的分类数"),
            stock=True,
        ),
        Figure(
            "checklist.manifestations",
            N_("工作清单具体表现"),
            N_("种"),
            N_("统计期末现行工作清单的具体表现。"),
            N_("清单条目数"),
            stock=True,
        ),
    )
}
