"""Figures from the feedback on: what was reported and fed back, what became of it, and the rates. (domain §5.3)"""

from xuncha.core.figures.kinds import Figure
from xuncha.core.text import N_

_OF_ITEMS = N_("分母是统计期内反馈的全部问题（主要和一般都在内）；按截至日的状况统计。")
_SUM = N_("整改完成、基本完成、长期坚持、已批准延期、尚未完成五类之和等于反馈问题。")


def _items(code: str, label: str, definition: str, formula: str, note: str = _SUM) -> Figure:
    return Figure(f"rectification.{code}", label, N_("项"), definition, formula, note=note)


def _rate(code: str, label: str, definition: str, formula: str, note: str = _OF_ITEMS) -> Figure:
    return Figure(f"rectification.{code}", label, "ratio", definition, formula, note=note, is_ratio=True)


def _outcome(code: str, label: str, unit: str, definition: str, formula: str) -> Figure:
    return Figure(f"outcomes.{code}", label, unit, definition, formula)


def _dispute(code: str, label: str, definition: str) -> Figure:
    return Figure(f"disputes.{code}", label, N_("件"), definition, N_("提出日期在统计期内、没有撤回的异议数"))


def _campaign(code: str, label: str, unit: str, formula: str) -> Figure:
    said = N_("各部门、各单位在联合专项整治中报送的数；按件、按人分别计。")
    return Figure(f"campaigns.{code}", label, unit, said, formula)


AFTER: tuple[Figure, ...] = (
    Figure(
        "findings.reported",
        N_("写入报告的问题"),
        N_("个"),
        N_("统计期内签发的巡察报告所写的问题。"),
        N_("签发日期在统计期内的报告所列问题数"),
        note=N_("发现、写入报告、反馈是三个不同的数；几个问题合并反馈时，反馈的条数少于写入报告的条数。"),
    ),
    _items(
        "items",
        N_("反馈问题"),
        N_("统计期内向被巡察党组织反馈的问题，即整改事项。"),
        N_("反馈会在统计期内召开的反馈意见所列条数"),
    ),
    _items(
        "completed",
        N_("整改完成"),
        N_("单位自报完成、申请销号或者已经销号的反馈问题。"),
        N_("状态为单位自报完成、待审核销号、已销号的项数"),
    ),
    _items(
        "basically", N_("基本完成、持续推进"), N_("审核认定基本完成、还要继续的反馈问题。"), N_("状态为基本完成的项数")
    ),
    _items("long_term", N_("长期坚持"), N_("审核认定已经做到、需要长期坚持的反馈问题。"), N_("状态为长期坚持的项数")),
    _items(
        "extended",
        N_("已批准延期"),
        N_("尚未完成、已批准延期且延期未到的反馈问题。"),
        N_("不在前三类、批准的延期在截至日之后到期的项数"),
    ),
    _items("unfinished", N_("尚未完成"), N_("其余的反馈问题。"), N_("不在完成、基本完成、长期坚持、延期之内的项数")),
    _items(
        "closed",
        N_("已销号"),
        N_("经审核同意销号、现在仍是销号状态的反馈问题。"),
        N_("状态为已销号的项数"),
        note=N_("整改完成不等于销号；销号后又重新打开的不计。"),
    ),
    _items(
        "overdue",
        N_("超期未完成"),
        N_("过了到期日还没有申请销号的反馈问题；到期以后才申请、还没有审核的也算。"),
        N_("到期日早于截至日、没有按期申请销号的项数"),
        note=N_("批准过延期的按延期后的到期日。"),
    ),
    _rate(
        "completion_rate",
        N_("整改完成率"),
        N_("反馈问题中整改完成的比例，基本完成不计入。"),
        N_("整改完成 ÷ 反馈问题"),
    ),
    _rate(
        "completion_rate_with_basic",
        N_("整改完成率（含基本完成）"),
        N_("反馈问题中整改完成和基本完成的比例。"),
        N_("（整改完成＋基本完成）÷ 反馈问题"),
    ),
    _rate(
        "in_place_rate",
        N_("整改到位率"),
        N_("反馈问题中经审核认定到位的比例。"),
        N_("（已销号＋长期坚持）÷ 反馈问题"),
    ),
    _rate("closed_rate", N_("销号率"), N_("反馈问题中经审核销号的比例。"), N_("已销号 ÷ 反馈问题")),
    _rate("extension_rate", N_("延期率"), N_("反馈问题中批准过延期的比例。"), N_("批准过延期的项数 ÷ 反馈问题")),
    _rate(
        "on_time_rate",
        N_("按期销号率"),
        N_("已经到期的反馈问题中，在到期日以前申请销号并已销号的比例。"),
        N_("到期日以前申请并已销号的项数 ÷ 到期日在截至日以前的项数"),
        N_("分母是到期日早于截至日的反馈问题。"),
    ),
    _rate(
        "reopening_rate",
        N_("重新打开率"),
        N_("曾经销号的反馈问题中又重新打开的比例。"),
        N_("重新打开过的项数 ÷（已销号＋重新打开过的）项数"),
        N_("分母是曾经销号的反馈问题。"),
    ),
    _dispute("raised", N_("单位异议"), N_("被巡察单位对反馈问题提出的异议。")),
    _dispute("upheld", N_("异议答复：维持原反馈"), N_("到截至日已经答复，维持原反馈的异议。")),
    _dispute("corrected", N_("异议答复：更正表述"), N_("到截至日已经答复，更正了表述的异议。")),
    _dispute("annulled", N_("异议答复：撤销问题"), N_("到截至日已经答复，撤销了问题的异议；撤销的不再算作反馈问题。")),
    _outcome(
        "money_cleared",
        N_("清退资金"),
        N_("元"),
        N_("统计期内登记的清退金额。"),
        N_("登记日期在统计期内的清退金额之和"),
    ),
    _outcome(
        "money_recovered",
        N_("追缴资金"),
        N_("元"),
        N_("统计期内登记的追缴金额。"),
        N_("登记日期在统计期内的追缴金额之和"),
    ),
    _outcome(
        "money_avoided",
        N_("挽回损失"),
        N_("元"),
        N_("统计期内登记的挽回损失。"),
        N_("登记日期在统计期内的挽回金额之和"),
    ),
    _outcome(
        "rules_new",
        N_("新建制度"),
        N_("项"),
        N_("被巡察单位在整改中新建的制度。"),
        N_("印发日期在统计期内的新建制度数"),
    ),
    _outcome(
        "rules_amended",
        N_("修订制度"),
        N_("项"),
        N_("被巡察单位在整改中修订的制度。"),
        N_("印发日期在统计期内的修订制度数"),
    ),
    _outcome(
        "consequences",
        N_("责令作出检查"),
        N_("家"),
        N_("集中整改期满、整改到位率低于下限，经审定责令作出检查的单位。"),
        N_("审定下达日期在统计期内的件数"),
    ),
    Figure(
        "return_visits.units",
        N_("回访单位"),
        N_("家"),
        N_("统计期内回访督查、回头看、暗访核查过的单位，同一单位只算一次。"),
        N_("核查日期在统计期内、已交核查结果的不同单位数"),
        note=N_("暗访结束以后才计入。"),
    ),
    Figure(
        "return_visits.sectors",
        N_("回访涉及的领域"),
        N_("个"),
        N_("统计期内回访过的单位所在的领域。"),
        N_("回访过的单位所属的不同领域数"),
        note=N_("没有登记领域的单位不计。"),
    ),
    Figure(
        "return_visits.items",
        N_("回访核查事项"),
        N_("项"),
        N_("统计期内回访核查的整改事项，包括上届台账的事项。"),
        N_("已交结果的单位核查的项数"),
    ),
    Figure(
        "return_visits.not_in_place",
        N_("回访发现不到位"),
        N_("项"),
        N_("回访核查中认定不到位、部分到位的事项，即列入二次问题清单的事项。"),
        N_("结论为不到位、部分到位的项数"),
    ),
    _outcome(
        "persons_dealt_with",
        N_("处理人员"),
        N_("人次"),
        N_("被巡察单位在整改中处理的人员，四种形态合计。"),
        N_("处理日期在统计期内登记的人次之和"),
    ),
    Figure(
        "letters.supervision",
        N_("督办函"),
        N_("件"),
        N_("因整改推进不力，签发给被巡察单位的督办函。"),
        N_("签发日期在统计期内、种类为督办函的件数"),
        note=N_("续发的另计一件；改发重改通知书、告诫书等其他种类的不计入。"),
    ),
    Figure(
        "letters.assignment",
        N_("交办函"),
        N_("件"),
        N_("签发给职能部门，交其办理巡察发现问题的交办函。"),
        N_("签发日期在统计期内、种类为交办函的件数"),
        note=N_("续发的另计一件。"),
    ),
    _campaign("held", N_("专项整治"), N_("个"), N_("统计期内批准的专项整治个数")),
    _campaign("problems", N_("专项整治发现问题"), N_("个"), N_("统计期内报送的发现问题数之和")),
    _campaign("money", N_("专项整治追缴资金"), N_("元"), N_("统计期内报送的追缴资金之和")),
    _campaign("rules", N_("专项整治制定制度"), N_("项"), N_("统计期内报送的制定制度数之和")),
    _campaign("cases", N_("专项整治处理"), N_("件"), N_("统计期内报送的处理件数之和")),
    _campaign("persons", N_("专项整治处理人员"), N_("人"), N_("统计期内报送的处理人数之和")),
)
"""In the order in which they are read: the funnel, the results that add up, the rates, the outcomes."""
