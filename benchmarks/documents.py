"""
P10: a report with 300 findings, and 100 notices, beside the document library writing the same paragraphs bare.

    python -m benchmarks P10

Both sides write the same text in the same run, alternately; the median of five rounds and their ratio are printed.
The bare side has no styles, page, fonts or fixed bytes: it is the floor, not an equal.
"""

from datetime import date
from io import BytesIO

import docx

from benchmarks.figures import Line, show, taken_in_turns
from xuncha.foundation.documents.content import (
    Align,
    Closing,
    Column,
    Document,
    Heading,
    Imprint,
    Paragraph,
    Table,
)
from xuncha.foundation.documents.delivery import bundle
from xuncha.foundation.documents.layout import Grid, Text, pieces
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.profile import Profile

ON = date(2022, 6, 10)
ROUNDS = 5
OFFICE = "中共某市委巡察工作领导小组办公室"
PROFILE = Profile("中共某市委", "中共某市委巡察工作领导小组", OFFICE)
FACTS = "2021年3月至11月，该单位报销公务接待费12笔，均无公函和接待清单，其中3笔超过规定标准，涉及金额4.58万元。" * 3


def report(findings: int) -> Document:
    """A report: per finding a heading, facts, characterisation and basis; after every tenth a table."""
    blocks: list[Heading | Paragraph | Table] = []
    columns = (Column("序号", 1, Align.CENTRE), Column("事项", 4), Column("金额（元）", 2, Align.RIGHT))
    for n in range(1, findings + 1):
        blocks += [
            Heading(2 if n % 20 else 1, f"公务接待管理不规范（{n}）"),
            Paragraph(FACTS),
            Paragraph("上述问题违反公务接待管理有关规定，反映出落实中央八项规定精神不到位。"),
            Paragraph("依据：《党政机关国内公务接待管理规定》。"),
        ]
        if n % 10 == 0:
            blocks.append(Table(columns, tuple((str(row), "接待费", "1,234.50") for row in range(1, 9))))
    closing, imprint = Closing("中共某市委第一巡察组", ON), Imprint(("纪委监委机关",), OFFICE, ON)
    return Document(
        "巡察报告", tuple(blocks), organ=OFFICE, number="某巡办〔2022〕1号", closing=closing, imprint=imprint
    )


def notice(n: int) -> Document:
    """A one-page letter."""
    closing = Closing(OFFICE, ON)
    body = (
        Heading(1, "巡察时间"),
        Paragraph("2022年6月10日至7月20日。"),
        Heading(1, "需要配合的事项"),
        Paragraph(FACTS),
    )
    return Document(
        f"关于对第{n}单位开展巡察的通知", body, organ=OFFICE, number=f"某巡办〔2022〕{n}号", closing=closing
    )


def bare(document: Document) -> bytes:
    """The same paragraphs and tables by the document library alone."""
    paper = docx.Document()
    for piece in pieces(document):
        if isinstance(piece, Text):
            paper.add_paragraph(piece.text)
        elif isinstance(piece, Grid):
            table = paper.add_table(len(piece.rows), len(piece.widths))
            for cells, row in zip(table.rows, piece.rows, strict=True):
                for cell, box in zip(cells.cells, row, strict=True):
                    cell.text = box.text
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def main() -> None:
    """Print P10."""
    whole = report(300)
    letters = [(f"通知{n}", notice(n)) for n in range(1, 101)]
    one = taken_in_turns(lambda: render_docx(whole, PROFILE, on=ON), lambda: bare(whole), ROUNDS)
    many = taken_in_turns(
        lambda: bundle(letters, PROFILE, on=ON), lambda: [bare(document) for _, document in letters], ROUNDS
    )
    show(
        "P10  documents; floor: the document library writing the same paragraphs",
        (Line("report, 300 findings", *one, "2 s"), Line("100 notices as zip", *many, "30 s")),
    )
