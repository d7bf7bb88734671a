"""Small files of every kind, made here so that no binary lies in the repository."""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.conftest import World
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.documents.content import Document, Paragraph
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.profile import Profile
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


def a_docx() -> bytes:
    return render_docx(Document("会议纪要", (Paragraph("研究公务接待事项。"),)), Profile(), on=date(2022, 5, 10))


def an_xlsx() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "凭证号")
        sheet.write(1, 0, "记账0012")
    return out.getvalue()


def a_picture(kind: str, **options) -> bytes:
    out = BytesIO()
    Image.new("RGB", (3000, 1500), "red").save(out, kind, **options)
    return out.getvalue()


def a_pdf(text: str = "VOUCHER 0012", pages: int = 2) -> bytes:
    """A pdf written by hand: pages that each show one line of Latin text."""
    stream = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode()
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + pages} 0 R "
        "/Resources << /Font << /F1 3 0 R >> >> >>"
    )
    objects += [page.encode()] * pages
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def a_zip(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


SAMPLES: dict[str, bytes] = {
    "材料.pdf": a_pdf(),
    "纪要.docx": a_docx(),
    "台账.xlsx": an_xlsx(),
    "汇报.pptx": a_zip({"ppt/presentation.xml": b"<p/>", "ppt/slides/slide1.xml": "<s><t>幻灯片</t></s>".encode()}),
    "旧文.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "旧文.wps": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600,
    "公文.ofd": a_zip({"OFD.xml": b"<OFD/>"}),
    "照片.jpg": a_picture("JPEG"),
    "照片.JPEG": a_picture("JPEG", quality=60),
    "截图.png": a_picture("PNG"),
    "记录.txt": "谈话提纲".encode(),
    "名单.csv": "姓名,单位\n".encode("gb18030"),
    "录音.mp3": b"ID3\x03" + b"\0" * 100,
    "录音.amr": b"#!AMR\n" + b"\0" * 100,
    "录音.wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 100,
    "录像.mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 100,
}

Keep = Callable[..., Attachment]


@use_case(P.PAPER_WRITE, within=INSPECTIONS, lock=False)
def attach(act, inspection: Inspection, content: bytes, name: str, **options) -> Attachment:
    """Attach something to an inspection, as a stage would to its records."""
    return store(act, SimpleUploadedFile("x", content), name, **options)


@pytest.fixture
def keep(world: World, acting) -> Keep:
    """Store bytes under a name, by an inspector of team one."""
    user_act = acting(Role.INSPECTOR)

    def run(content: bytes, name: str, **options) -> Attachment:
        user_act.key = None
        return attach(user_act, world.inspections[0], content, name, **options)

    return run


__all__ = ["SAMPLES", "Keep", "a_docx", "a_pdf", "a_picture", "a_zip"]
