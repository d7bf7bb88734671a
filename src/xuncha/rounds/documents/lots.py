"""The certificate of a draw: everything with which anybody can repeat it (A14)."""

from datetime import datetime

from django.utils.timezone import localtime

from xuncha.foundation.accounts.models import User
from xuncha.foundation.documents.content import Align, Block, Closing, Column, Document, Heading, Paragraph, Table
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.rounds.models import Draw
from xuncha.rounds.selectors.lots import drawn_with_teams, file_of

ALGORITHM = (
    "名单的标题和各项按 Unicode NFC 规范化，去掉首尾空格，各项按码位排序。",
    "写成 UTF-8 的 JSON，键依次为 entries、take、title，无空格；其 SHA-256 为名单散列值。",
    "密钥为名单散列值（32 字节）接上种子（UTF-8）的 SHA-256。",
    "第 i 个随机数（i 从 0 起）为密钥接上 i（8 字节，高位在前）的 SHA-256，看作 256 位整数。",
    "在 m 项中选一项：取下一个随机数 x；x 不小于 2²⁵⁶－（2²⁵⁶ 除以 m 的余数）时弃用，另取；选中 x 除以 m 的余数。",
    "对排好序的 n 项洗牌：p 从 n－1 递减到 1，在前 p＋1 项中选一项与第 p 项（从 0 数）交换；前 K 项依次抽出。",
)
"""`xuncha.draw/1` in the words of docs/drawing-lots.md."""


@in_chinese
def draw_certificate(draw: Draw, issuer: Issuer) -> Document:
    """What was drawn from which list by which seed, who typed it in, and the command that repeats it."""
    closed, first, second = (full_date(moment.date()) for moment in _moments(draw))
    blocks: list[Block] = [
        Heading(1, "抽签事项"),
        Paragraph(f"{draw.title}。名单共{len(draw.entries)}项，抽取{draw.take}项。"),
        Paragraph(f"名单于{closed}由{draw.created_by.name}封存，此时种子尚未公布。名单散列值（SHA-256）："),
        Paragraph(draw.list_hash),
        Heading(1, "种子"),
        Paragraph(f"事先指定的公开来源：{draw.source}，{full_date(draw.source_on)}公布。"),
        Paragraph(f"种子：{draw.seed}"),
        Paragraph(
            f"由{_name(draw.first_by)}（{first}）、{_name(draw.second_by)}（{second}）各自独立录入，"
            "后录入者看不到先录入的内容，两次录入一致。"
        ),
        Heading(1, "结果"),
        _result(draw),
        Heading(1, "算法（xuncha.draw/1）"),
        *(Paragraph(f"{number}．{text}") for number, text in enumerate(ALGORITHM, 1)),
        Heading(1, "怎样重做"),
        Paragraph(
            f"任何人可用随附的证书文件重做一遍并核对：xuncha teams draw --verify {file_of(draw)}"
            "。不需要安装本系统的数据库，也可按上述算法用任何程序语言重做。"
        ),
        Heading(1, "封存的名单"),
        Paragraph("；".join(sorted(name for name, _pk in draw.entries)) + "。"),
    ]
    return Document(f"{draw.round.name}\n随机抽取证书", tuple(blocks), closing=Closing(issuer.office, issuer.on))


def _moments(draw: Draw) -> tuple[datetime, datetime, datetime]:
    assert draw.first_at is not None  # noqa: S101 - a certificate is issued of what was drawn
    assert draw.second_at is not None  # noqa: S101 - as above
    return localtime(draw.created_at), localtime(draw.first_at), localtime(draw.second_at)


def _name(user: User | None) -> str:
    return user.name if user else ""


def _result(draw: Draw) -> Table:
    columns = (Column("次序", 1, Align.CENTRE), Column("抽出", 7), Column("归属", 2.4, Align.CENTRE))
    rows = tuple((str(n), name, team) for n, (name, team) in enumerate(drawn_with_teams(draw), 1))
    if any(team for _n, _name, team in rows):
        return Table(columns, rows)
    return Table(columns[:2], tuple(row[:2] for row in rows))
