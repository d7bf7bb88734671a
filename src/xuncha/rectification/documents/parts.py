"""What several papers of rectification share."""

from datetime import date, datetime

from xuncha.foundation.documents.content import Align, Column
from xuncha.foundation.documents.numerals import day_of

NUMBER = Column("序号", 1, Align.CENTRE)


def day(moment: datetime | None) -> date | None:
    """The day of a moment, where there is one."""
    return day_of(moment) if moment else None
