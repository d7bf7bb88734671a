"""Words of the product itself."""

from xuncha.core.terms.entry import SYSTEM, Term
from xuncha.core.text import N_

TERMS: tuple[Term, ...] = (
    Term(
        SYSTEM,
        "deadline_rule",
        "时限规则",
        "deadline rule",
        N_("从哪个事件起算、多少天、由谁交什么；有起止日期，改规则不改历史。"),
    ),
    Term(SYSTEM, "due_date", "到期日", "due date", N_("由规则、起算事件和工作日历算出的日子，点开能看到怎么来的。")),
    Term(SYSTEM, "trigger", "起算事件", "trigger", N_("时限开始计算的那件事，如进驻、反馈会召开。")),
    Term(SYSTEM, "working_day", "工作日", "working day", N_("周一至周五除去节假日，加上调休上班的周末。")),
    Term(SYSTEM, "calendar_day", "自然日", "calendar day", N_("每天都算，不论是否休息。")),
    Term(SYSTEM, "worked_weekend", "调休上班", "worked weekend", N_("为放假而补班的周六或周日，算工作日。")),
    Term(SYSTEM, "parameter", "制度参数", "parameter", N_("因地、因年而异的数值和规则，带生效日期。")),
    Term(SYSTEM, "series", "编号序列", "number series", N_("同一字头下连续不断的流水号。")),
    Term(SYSTEM, "figure", "数据指标", "figure", N_("有口径、有分子分母、能点开看名单的数。")),
    Term(SYSTEM, "definition", "口径", "definition", N_("一个数怎么算：分子、分母、单位、范围、截至时间。")),
    Term(SYSTEM, "journal", "操作记录", "journal", N_("谁在何时办了什么、改前改后各是什么；只能追加，不能改删。")),
    Term(SYSTEM, "inbox", "待办", "inbox", N_("轮到我办的事，写明从什么时候起、为什么。")),
    Term(SYSTEM, "reach", "工作范围", "reach", N_("一个人能看到、能办理的记录的边界；范围之外等于不存在。")),
    Term(SYSTEM, "completeness", "完整度", "completeness", N_("一份底稿还差哪些必备内容。")),
    Term(SYSTEM, "saved_view", "常用视图", "saved view", N_("存下来的一组筛选条件。")),
    Term(SYSTEM, "package", "数据包", "data package", N_("单机与平台之间交换的带校验的文件。")),
)
