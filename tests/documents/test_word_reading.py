"""Word documents in: what is read, in which order, and what is refused with which sentence."""

import zipfile
from pathlib import Path

import pytest
from docx import Document

from xuncha.foundation.documents import word_reading
from xuncha.foundation.documents.word_reading import WordRefused, read_word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(path: Path, body: str, part: str = "word/document.xml") -> Path:
    """A package with this XML as its body."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, body)
    return path


def document(inner: str) -> str:
    return f"<w:document {W}><w:body>{inner}</w:body></w:document>"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_and_rows_come_in_their_order(tmp_path):
    made = Document()
    made.add_paragraph("巡察问题底稿")
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "问题事实", "第一段\n第二段"
    table.cell(1, 0).text = "定性"
    made.add_paragraph("  ")
    made.add_paragraph("附注")
    made.save(str(tmp_path / "a.docx"))
    assert read_word(tmp_path / "a.docx") == (
        ("巡察问题底稿",),
        ("问题事实", "第一段\n第二段"),
        ("定性", ""),
        ("附注",),
    )


def test_a_cell_merged_with_the_one_above_is_empty_and_an_inner_table_is_text_of_its_cell(tmp_path):
    made = Document()
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "事实"
    table.cell(0, 1).text = "上半"
    inner = table.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内甲", "内乙"
    made.save(str(tmp_path / "a.docx"))
    assert read_word(tmp_path / "a.docx") == (("事实", "上半"), ("", "内甲\n内乙"))


def test_only_the_text_that_stands_is_read(tmp_path):
    body = document(
        '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"
        "<w:del><w:r><w:delText>删去的</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:p><w:r><w:t>文本框</w:t></w:r></w:p></mc:Choice>'
        "<mc:Fallback><w:p><w:r><w:t>文本框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read_word(packed(tmp_path / "a.docx", body)) == (("文本框",), ("甲\t乙\n丙",))


BAD = {
    "empty": (b"", "是空的"),
    "a text": (b"just text", "不是 Word 文档"),
    "a pdf": (b"%PDF-1.7 ...", "这是 PDF"),
    "an old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "旧格式"),
    "behind a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "打开密码",
    ),
    "torn": (b"PK\x03\x04 and then nothing", "不完整或已损坏"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_word_document_is_refused_with_what_it_is(tmp_path, case):
    content, says = BAD[case]
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(WordRefused, match=says):
        read_word(path)


BODIES = {
    "another package": (document(paragraph("甲")), "xl/workbook.xml", "不是 Word 文档"),
    "no text": (document("<w:p/>"), "word/document.xml", "没有文字"),
    "torn xml": (f"<w:document {W}><w:body>", "word/document.xml", "损坏"),
    "an entity": (
        '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + document(paragraph("&e;")),
        "word/document.xml",
        "损坏",
    ),
    "too much text": (document(paragraph("长" * 200_001)), "word/document.xml", "超过 200000 字"),
}


@pytest.mark.parametrize("case", BODIES)
def test_a_package_that_is_none_of_ours_is_refused(tmp_path, case):
    body, part, says = BODIES[case]
    with pytest.raises(WordRefused, match=says):
        read_word(packed(tmp_path / "a.docx", body, part))


def test_sizes_are_looked_at_before_anything_is_unpacked(tmp_path, monkeypatch):
    path = packed(tmp_path / "a.docx", document(paragraph("甲" * 1000)))
    monkeypatch.setattr(word_reading, "MAX_BODY", 500)
    with pytest.raises(WordRefused, match="不像一份底稿"):
        read_word(path)
    monkeypatch.setattr(word_reading, "MAX_BYTES", 10)
    with pytest.raises(WordRefused, match="最多 0 MB"):
        read_word(path)
