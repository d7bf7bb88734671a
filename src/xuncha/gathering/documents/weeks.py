"""The weekly sheet on paper."""

from xuncha.foundation.documents.content import Align, Block, Closing, Column, Document, Heading, Paragraph, Table
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.gathering.models import WeekSheet
from xuncha.gathering.selectors import lines_of
from xuncha.gathering.workflow import WeekState

COLUMNS = (
    Column("事项", 4),
    Column("本周", 2, Align.RIGHT),
    Column("累计", 2, Align.RIGHT),
    Column("单位", 1.5, Align.CENTRE),
)


@in_chinese
def week_sheet(sheet: WeekSheet, issuer: Issuer) -> Document:
    """Figures of the week and altogether, and the team's words."""
    rows = tuple((line.label, str(line.week), str(line.total), line.unit) for line in lines_of(sheet))
    caption = f"{sheet.team}　{full_date(sheet.monday)}至{full_date(sheet.sunday)}"
    blocks: list[Block] = [Table(COLUMNS, rows, caption)]
    for title, text in (("本周主要情况", sheet.said), ("下周打算", sheet.ahead), ("需要协调的事", sheet.needs)):
        if text:
            blocks += [Heading(1, title), Paragraph(text)]
    subtitle = "" if sheet.state == WeekState.HANDED_IN else "（填写中，尚未报送）"
    closing = Closing(str(sheet.team), issuer.on, seal=False)
    return Document("巡察组周进展表", tuple(blocks), subtitle=subtitle, closing=closing)
