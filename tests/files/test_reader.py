"""The reader itself, without its process: limits, text, pictures."""

import json
from pathlib import Path

import pytest

from tests.files.conftest import SAMPLES, a_pdf, a_picture, a_zip
from xuncha.foundation.files import reader


@pytest.fixture
def lying(tmp_path: Path):
    """Put bytes into a file."""

    def put(content: bytes) -> Path:
        path = tmp_path / "content"
        path.write_bytes(content)
        return path

    return put


@pytest.mark.parametrize(
    ("kind", "name", "text", "pages"),
    [
        ("docx", "纪要.docx", "研究公务接待事项。", 0),
        ("xlsx", "台账.xlsx", "凭证号\n记账0012", 0),
        ("pptx", "汇报.pptx", "幻灯片", 0),
        ("pdf", "材料.pdf", "VOUCHER 0012", 2),
        ("txt", "名单.csv", "姓名,单位", 0),
        ("jpg", "照片.jpg", "", 1),
        ("ofd", "公文.ofd", "", 0),
        ("mp3", "录音.mp3", "", 0),
    ],
)
def test_reads(kind: str, name: str, text: str, pages: int, lying) -> None:
    found, count = reader.inspect(kind, lying(SAMPLES[name]))
    assert text in found
    assert count == pages


BROKEN = {
    "pdf": b"%PDF-1.4 junk",
    "jpg": a_picture("JPEG")[:300],
    "docx": a_zip({"word/document.xml": b"<!DOCTYPE a><a/>"}),
    "xlsx": b"PK\x03\x04 torn",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_finds_what_is_broken(kind: str, lying) -> None:
    with pytest.raises(reader.Broken):
        reader.inspect(kind, lying(BROKEN[kind]))


def test_keeps_no_more_text_than_its_limit(lying, monkeypatch) -> None:
    monkeypatch.setattr(reader, "TEXT_LIMIT", 12)
    part = ("<a>" + "<t>一二三四五六</t>" * 9 + "</a>").encode()
    assert reader.inspect("docx", lying(a_zip({"word/document.xml": part})))[0] == "一二三四五六" * 2
    assert len(reader.inspect("pdf", lying(a_pdf(pages=5)))[0]) == 12
    assert len(reader.inspect("txt", lying("字".encode() * 99))[0]) == 12


def test_takes_no_more_time_than_its_limit(lying, monkeypatch) -> None:
    monkeypatch.setattr(reader, "TEXT_SECONDS", -1)
    assert reader.inspect("docx", lying(SAMPLES["纪要.docx"]))[0].strip() == ""
    assert reader.inspect("pdf", lying(a_pdf()))[0] == ""


def test_a_pdf_without_a_page_is_broken(lying) -> None:
    with pytest.raises(reader.Broken):
        reader.inspect("pdf", lying(a_pdf(pages=0)))


@pytest.mark.parametrize(("kind", "content"), [("pdf", a_pdf()), ("jpg", a_picture("JPEG"))])
def test_draws(kind: str, content: bytes, lying) -> None:
    assert reader.picture(kind, lying(content), 1).startswith(b"\x89PNG")


def test_draws_no_page_that_is_not_there(lying) -> None:
    with pytest.raises(reader.Broken):
        reader.picture("pdf", lying(a_pdf()), 9)


def test_answers_on_standard_output(lying, monkeypatch, capsysbinary) -> None:
    limits = []
    monkeypatch.setattr(reader.resource, "setrlimit", lambda what, _: limits.append(what))
    assert reader.main(["inspect", "txt", str(lying("谈话".encode()))]) == 0
    assert json.loads(capsysbinary.readouterr().out) == {"text": "谈话", "pages": 0}
    assert reader.main(["picture", "png", str(lying(a_picture("PNG"))), "1"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"\x89PNG")
    assert reader.main(["inspect", "pdf", str(lying(b"%PDF-"))]) == 3
    assert limits == [reader.resource.RLIMIT_CPU, reader.resource.RLIMIT_AS] * 3
