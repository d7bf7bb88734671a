"""What fields are called when they are shown outside their form: in histories, conflicts and refused pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

FIELDS = {
    "state": lazy("状态"),
    "title": lazy("标题"),
    "name": lazy("名称"),
    "text": lazy("内容"),
    "note": lazy("备注"),
    "reason": lazy("理由"),
    "year": lazy("年度"),
    "round_number": lazy("轮次"),
    "number": lazy("编号"),
    "type": lazy("巡察类型"),
    "facts": lazy("具体事实"),
    "characterisation": lazy("定性"),
    "basis": lazy("定性依据"),
    "cause": lazy("原因分析"),
    "why_political": lazy("为什么是政治问题"),
    "responsibility": lazy("责任主体"),
    "sources": lazy("问题来源"),
    "amount": lazy("涉及金额（元）"),
    "persons": lazy("涉及人数"),
    "period_from": lazy("发生时间起"),
    "period_to": lazy("发生时间止"),
    "category": lazy("分类"),
    "checklist_item": lazy("检查清单条目"),
    "handler": lazy("经办人"),
    "second_handler": lazy("第二经办人"),
    "severity": lazy("程度"),
    "main": lazy("主要问题"),
    "field_from": lazy("进驻日期"),
    "field_to": lazy("撤点日期"),
    "authority_to": lazy("授权截止"),
    "scheme": lazy("工作方案"),
    "theme": lazy("主题"),
    "linkage": lazy("联动方式"),
    "team": lazy("巡察组"),
    "position": lazy("职务"),
    "duty": lazy("分工"),
    "left_on": lazy("离开日期"),
    "due_on": lazy("期限"),
    "demand": lazy("整改要求"),
    "answer": lazy("答复"),
    "comment": lazy("意见"),
    "quantities": lazy("数量"),
    "focus": lazy("关注重点"),
    "entry_on": lazy("进驻日期"),
    "withdraw_on": lazy("撤点日期"),
    "is_active": lazy("账号可用"),
    "post": lazy("职务"),
    "organisation": lazy("单位"),
    "valid_from": lazy("生效日期"),
    "valid_to": lazy("失效日期"),
    "value": lazy("取值"),
    "skills": lazy("专业特长"),
    "pool": lazy("人才库"),
    "employer": lazy("所在单位"),
    "conclusion": lazy("处理结论"),
    "original_checked": lazy("已核原件"),
    "quote": lazy("对应原文"),
    "manifestation": lazy("具体表现"),
    "check_points": lazy("检查要点"),
    "evidence": lazy("佐证要求"),
    "repeat_of": lazy("与以往问题重复"),
}

UNTOLD = frozenset(
    {"state_since", "version", "otp_secret", "recovery_codes", "password", "session_key", "otp_last_step"}
)
"""Fields that a history does not show: bookkeeping and secrets."""


def field_label(name: str) -> str:
    """The field in the words of the page; a field nobody named is called 其他内容, never by its identifier."""
    return str(FIELDS.get(name, _("其他内容")))
