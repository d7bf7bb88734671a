"""The decision about a nomination for a talent pool, as a form to be kept (A11)."""

from datetime import date

from django.utils.timezone import localdate

from xuncha.foundation.documents.content import Align, Closing, Column, Document, Table
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.talent.models import Entry
from xuncha.talent.selectors import pool_names
from xuncha.talent.workflow import EntryState

OPINIONS = {EntryState.IN: "同意入库", EntryState.LEFT: "同意入库（已出库）", EntryState.DECLINED: "不同意入库"}
"""What was decided, by the state of a nomination; in all other states the form is left blank for signing."""


@in_chinese
def entry_decision(entry: Entry, issuer: Issuer) -> Document:
    """Who was nominated for which pool and why, who decided, how and when."""
    person = entry.person
    work = f"{person.employer.name if person.employer else ''}{person.post}"
    nominated = f"{entry.created_by.name}　{full_date(localdate(entry.created_at))}"
    rows = (
        ("姓名", person.name),
        ("人员编号", person.code),
        ("单位及职务", work),
        ("专业特长", "、".join(person.skills)),
        ("提名入库", pool_names(date.max, person.jurisdiction).get(entry.pool, entry.pool)),
        ("提名理由", entry.reason),
        ("提名人", nominated),
        ("审批意见", OPINIONS.get(EntryState(entry.state), "")),
        ("审批人", entry.decided_by.name if entry.decided_by else ""),
        ("入库日期", full_date(entry.entered_on) if entry.entered_on else ""),
    )
    table = Table((Column("项目", 2, Align.CENTRE), Column("内容", 7)), rows)
    return Document("巡察人才库\n入库提名审批表", (table,), closing=Closing(issuer.office, issuer.on))
