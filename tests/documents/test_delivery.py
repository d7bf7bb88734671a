"""Downloads, bundles and pdf."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from time import sleep

import pytest
from django.http import QueryDict

from xuncha.core.errors import RuleViolated
from xuncha.foundation.documents import delivery, pdf
from xuncha.foundation.documents.content import Document, Paragraph
from xuncha.foundation.documents.delivery import bundle, bundle_response, document_response, file_name, issued
from xuncha.foundation.documents.profile import Profile

ON = date(2022, 5, 10)
LETTER = Document("关于巡察的\n通知", (Paragraph("正文。"),))


def test_a_document_is_downloaded_under_its_title() -> None:
    response = document_response(LETTER, Profile(), on=ON)
    assert response["Content-Disposition"].endswith("%E9%80%9A%E7%9F%A5.docx")
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert zipfile.is_zipfile(BytesIO(response.content))


@pytest.mark.parametrize(
    ("title", "name"), [('a/b\\c:d*?"<>|\n', "abcd.docx"), ("...", "文件.docx"), ("长" * 99, "长" * 80 + ".docx")]
)
def test_file_names_fit_every_system(title: str, name: str) -> None:
    assert file_name(title, "docx") == name


def test_a_bundle_keeps_equal_names_apart_and_is_the_same_twice() -> None:
    letters = [("通知", LETTER), ("通知", LETTER), ("附/件", LETTER)]
    content = bundle(letters, Profile(), on=ON)
    assert zipfile.ZipFile(BytesIO(content)).namelist() == ["通知.docx", "通知（2）.docx", "附件.docx"]
    assert bundle(letters, Profile(), on=ON) == content
    response = bundle_response(letters, Profile(), on=ON, filename="全部")
    assert response.content == content
    assert response["Content-Type"] == "application/zip"


def test_without_libreoffice_a_sentence_says_what_to_do(monkeypatch) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda _: None)
    with pytest.raises(RuleViolated, match="没有安装 LibreOffice"):
        document_response(LETTER, Profile(), on=ON, as_pdf=True)


def _gone(process: int) -> bool:
    """Whether it has ended; a killed process may wait a moment for somebody to take note of it."""
    state = Path(f"/proc/{process}/stat")
    try:
        return state.read_text(encoding="ascii").split()[2] == "Z"
    except FileNotFoundError:
        return True


def test_a_libreoffice_that_hangs_is_stopped_with_all_it_started(monkeypatch, tmp_path) -> None:
    started = tmp_path / "started"
    office = tmp_path / "soffice"
    office.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {started}\nwait\n", encoding="ascii")
    office.chmod(0o755)
    monkeypatch.setattr(pdf, "converter", lambda: str(office))
    with pytest.raises(RuleViolated, match="超过 1 秒"):
        pdf.to_pdf(b"", seconds=1)
    child = int(started.read_text())
    assert any(_gone(child) or sleep(0.05) for _ in range(100))


@pytest.mark.parametrize("program", ["/bin/false", "/bin/true"])
def test_a_libreoffice_that_fails_is_told(program: str, monkeypatch) -> None:
    monkeypatch.setattr(pdf, "converter", lambda: program)
    with pytest.raises(RuleViolated, match="没能生成 PDF"):
        pdf.to_pdf(b"")


@pytest.mark.skipif(pdf.converter() is None, reason="LibreOffice is not installed: no pdf can be made")
def test_a_pdf_is_downloaded_as_pdf() -> None:
    response = document_response(LETTER, Profile(), on=ON, filename="通知", as_pdf=True)
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].endswith(".pdf")


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "ending"), [("as=pdf", "pdf"), ("as=docx", "docx"), ("", "docx")])
def test_the_address_says_in_which_format_a_document_goes_out(address: str, ending: str, world, monkeypatch) -> None:
    monkeypatch.setattr(delivery, "to_pdf", lambda _docx: b"%PDF-")
    response = issued(lambda letter, _issuer: letter, LETTER, world.city, on=ON, asked=QueryDict(address))
    assert response["Content-Disposition"].endswith(f".{ending}")
