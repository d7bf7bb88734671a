"""Figures of accountability and use of results: cases (件) and persons (人) are counted apart. (domain §5.7, §6.1)"""

from collections.abc import Iterator

from xuncha.core.figures.kinds import Figure
from xuncha.core.text import N_

_NOTE = N_("按登记的决定统计，件和人分别计；撤回的事项不计，单位自己报的处理人员另计。")


def _figure(code: str, label: str, unit: str, definition: str, formula: str) -> Figure:
    return Figure(f"uses.{code}", label, unit, definition, formula, note=_NOTE)


def _forms() -> Iterator[Figure]:
    definition = N_("巡察整改中移送后，有权机关运用这种形态处理的人。")
    formula = N_("决定日期在统计期内、属于这种形态的结果的人数之和")
    labels = (N_("第一种形态"), N_("第二种形态"), N_("第三种形态"), N_("第四种形态"))
    for n, label in enumerate(labels, 1):
        yield _figure(f"form{n}", label, N_("人"), definition, formula)


USING: tuple[Figure, ...] = (
    _figure(
        "interviewed",
        N_("约谈"),
        N_("人"),
        N_("因整改不力被约谈的党组织主要负责人等。"),
        N_("约谈日期在统计期内的人数之和"),
    ),
    _figure(
        "circulated",
        N_("通报批评"),
        N_("件"),
        N_("巡察整改方面的通报批评，包括点名通报。"),
        N_("通报日期在统计期内的件数之和"),
    ),
    _figure(
        "self_criticism",
        N_("其他书面检查"),
        N_("件"),
        N_("到位率低于下限以外的原因，责令党组织作出的书面检查。"),
        N_("登记日期在统计期内的书面检查件数之和"),
    ),
    *_forms(),
    _figure(
        "admonished",
        N_("其中诫勉"),
        N_("人"),
        N_("有权机关给予诫勉的人，已经计入第一种形态。"),
        N_("决定日期在统计期内的诫勉人数之和"),
    ),
    _figure(
        "removed",
        N_("其中免职和调整岗位"),
        N_("人"),
        N_("被免职、重大职务调整或者调整岗位的人，已经计入第二、第三种形态。"),
        N_("决定日期在统计期内的免职和调整岗位人数之和"),
    ),
    _figure(
        "cases_filed",
        N_("立案"),
        N_("件"),
        N_("移送后有权机关立案的案件。"),
        N_("决定日期在统计期内的立案件数之和"),
    ),
    _figure(
        "persons_filed",
        N_("立案涉及人员"),
        N_("人"),
        N_("移送后立案的案件涉及的人，同四种形态的人数不相加。"),
        N_("决定日期在统计期内的立案人数之和"),
    ),
    _figure(
        "considered",
        N_("选人用人时采纳"),
        N_("件"),
        N_("组织部门在考核、选拔任用中采纳的巡察成果意见。"),
        N_("采纳日期在统计期内的件数之和"),
    ),
    _figure(
        "assessed",
        N_("年度考核扣分或者降等"),
        N_("件"),
        N_("考核部门因巡察整改情况扣分、降低等次的单位考核。"),
        N_("决定日期在统计期内的扣分、降低等次件数之和"),
    ),
)
"""In the order in which they are read."""
