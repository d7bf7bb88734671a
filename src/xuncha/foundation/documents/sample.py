"""A short document that shows every element of the layout, for the page on which the style is edited."""

import tempfile
from datetime import date
from pathlib import Path

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
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.marking import unmarked
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.pdf import to_pdf
from xuncha.foundation.documents.profile import Issuer, Profile
from xuncha.foundation.files.kinds import BY_CODE
from xuncha.foundation.files.reading import picture


@in_chinese
def sample(issuer: Issuer) -> Document:
    """One page with head, title, all heading levels, a table, closing and imprint."""
    columns = (Column("序号", 1, Align.CENTRE), Column("巡察组", 3), Column("人数", 1, Align.RIGHT))
    return Document(
        "关于公文样式的样张",
        (
            Heading(1, "一级标题"),
            Heading(2, "二级标题"),
            Heading(3, "三级标题"),
            Paragraph("这是正文。每页二十二行，每行二十八字，首行空两字。"),
            Table(columns, (("1", "第一巡察组", "7"),)),
        ),
        organ=issuer.office,
        number=issuer.number,
        to="各巡察组",
        closing=Closing(issuer.office, issuer.on),
        imprint=Imprint((), issuer.office, issuer.on),
    )


def sample_picture(profile: Profile, on: date) -> bytes:
    """
    The first page of the sample as PNG.

    Raises:
        RuleViolated: LibreOffice is not installed here, or fails.

    """
    with unmarked(), tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(to_pdf(render_docx(sample(profile.issuer(on)), profile, on=on)))
        file.flush()
        return picture(BY_CODE["pdf"], Path(file.name), 1)
