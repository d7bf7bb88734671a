"""When somebody is named as the leader to whom units answer (分管领导). (domain §2.1; C08)"""

from datetime import date

from xuncha.core.errors import Reason, reason

LONGEST = 5 * 366  # days: a term, after which leaders are named anew


def reasons_not_to_name(valid_to: date, today: date, *, known: bool, anew: bool) -> list[Reason]:
    """A leader who may be named, until a day to come, for at least one unit that is not theirs already."""
    reasons = []
    if not known:
        reasons.append(
            reason(
                "请选领导小组成员、已经是分管领导的人，或者刚开户、还没有角色的人。没有账号的，请安全保密管理员先开户。",
                field="leader",
            )
        )
    if not 0 <= (valid_to - today).days <= LONGEST:
        reasons.append(reason("到期日写今天以后、五年以内的一天。", field="valid_to"))
    if not anew:
        reasons.append(reason("选中的单位都已经由这位领导分管。", field="leader"))
    return reasons
