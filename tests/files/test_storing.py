"""Uploads: what is kept, under which name, and what is refused with which sentence."""

import errno
import os
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import NOW, World
from tests.files.conftest import SAMPLES, Keep, a_docx, a_pdf, a_picture, a_zip
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.files import contents, kinds, reader, reading
from xuncha.foundation.files.contents import keep as keep_file
from xuncha.foundation.files.contents import path_of, root
from xuncha.foundation.files.kinds import ENTRIES, KINDS
from xuncha.foundation.files.models import Attachment, StoredFile
from xuncha.foundation.files.services import clean_name
from xuncha.foundation.journal.models import JournalRecord

TEXTS = {"纪要.docx": "研究公务接待事项。", "台账.xlsx": "记账0012", "汇报.pptx": "幻灯片", "材料.pdf": "VOUCHER 0012"}
TEXTS |= {"记录.txt": "谈话提纲", "名单.csv": "姓名,单位"}


def files_on_disk() -> list[Path]:
    return [path for path in root().rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_of_the_table_is_kept(name: str, keep: Keep) -> None:
    attachment = keep(SAMPLES[name], name)
    assert attachment.name == name
    assert path_of(attachment.file).read_bytes() == SAMPLES[name]
    assert TEXTS.get(name, "") in attachment.file.text
    assert bool(attachment.file.text) == (name in TEXTS)
    assert attachment.file.pages == {"材料.pdf": 2, "照片.jpg": 1, "照片.JPEG": 1, "截图.png": 1}.get(name, 0)


def test_the_samples_cover_the_table() -> None:
    endings = {name.rpartition(".")[2].lower() for name in SAMPLES}
    assert all(endings & set(kind.endings) for kind in KINDS)


def test_the_same_content_is_stored_once_under_two_names(keep: Keep) -> None:
    first, second = keep(a_docx(), "一.docx"), keep(a_docx(), "二.docx")
    assert first.file == second.file
    assert (StoredFile.objects.count(), Attachment.objects.count(), len(files_on_disk())) == (1, 2, 1)


def test_a_torn_original_is_mended_by_uploading_it_again(keep: Keep) -> None:
    attachment = keep(a_docx(), "一.docx")
    path_of(attachment.file).write_bytes(b"torn")
    keep(a_docx(), "一.docx")
    assert path_of(attachment.file).read_bytes() == a_docx()


def test_storing_is_journaled_with_the_digest(keep: Keep) -> None:
    attachment = keep(a_docx(), "纪要.docx")
    record = JournalRecord.objects.get(event="file.stored")
    assert attachment.file.digest in record.body
    assert attachment.created_at == NOW


def test_somebody_without_the_permission_leaves_nothing_behind(world: World, acting) -> None:
    from tests.files.conftest import attach
    from xuncha.core.errors import Denied

    with pytest.raises(Denied):
        attach(acting(Role.UNIT_LIAISON), world.inspections[0], a_docx(), "一.docx")
    assert not files_on_disk()


REFUSALS: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "空.txt", "空文件"),
    "program": (b"MZ\x90\x00" + b"\0" * 100, "工具.exe", "Windows 程序"),
    "program under another name": (b"MZ\x90\x00" + b"\0" * 100, "报告.pdf", "Windows 程序"),
    "elf": (b"\x7fELF" + b"\0" * 100, "x.pdf", "可执行程序"),
    "html": (b"\n <!DOCTYPE html><p>", "说明.txt", "网页或者 SVG"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "图.png", "网页或者 SVG"),
    "script": (b"#!/bin/sh\nrm", "说明.txt", "脚本程序"),
    "gif": (b"GIF89a" + b"\0" * 50, "图.jpg", "GIF 图片"),
    "webp": (b"RIFF\x24\x00\x00\x00WEBP" + b"\0" * 50, "图.jpg", "WebP 图片"),
    "noise": (bytes(range(256)), "数据.txt", "无法识别的文件"),
    "zip": (a_zip({"a.txt": b"a"}), "材料.docx", "ZIP 压缩包"),
    "macros": (a_zip({"word/document.xml": b"<d/>", "word/vbaProject.bin": b"x"}), "材料.docx", "宏程序"),
    "a pdf called docx": (a_pdf(), "材料.docx", "内容却是PDF 文档"),
    "no ending": (a_pdf(), "材料", "请把扩展名改为 .pdf"),
    "a torn docx": (a_docx()[:-200], "材料.docx", "已损坏"),
    "a torn pdf": (b"%PDF-1.4\n" + b"junk" * 100, "材料.pdf", "已损坏"),
    "a torn jpeg": (a_picture("JPEG")[:400], "照片.jpg", "已损坏"),
    "a torn png": (a_picture("PNG")[:-200], "照片.png", "已损坏"),
    "a bomb": (a_zip({"word/document.xml": b"0" * 20_000_000}), "材料.docx", "大得不正常"),
    "too many parts": (a_zip({f"{n}": b"" for n in range(ENTRIES + 1)}, zipfile.ZIP_STORED), "材料.docx", "大得不正常"),
    "entities": (a_zip({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "材料.docx", "已损坏"),
    "bad xml": (a_zip({"word/document.xml": b"<a><b></a>"}), "材料.docx", "已损坏"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_not_kept_is_refused_with_its_reason(case: str, keep: Keep) -> None:
    content, name, words = REFUSALS[case]
    with pytest.raises(RuleViolated, match=words):
        keep(content, name)
    assert not files_on_disk()
    assert not StoredFile.objects.exists()


def test_a_flipped_bit_in_an_office_file_is_found(keep: Keep) -> None:
    content = bytearray(a_zip({"word/document.xml": "<a><t>研究公务接待事项</t></a>".encode()}, zipfile.ZIP_STORED))
    content[content.index("公务".encode())] ^= 0x01
    with pytest.raises(RuleViolated, match="已损坏"):
        keep(bytes(content), "材料.docx")


def test_a_picture_of_too_many_pixels_is_refused(keep: Keep, monkeypatch) -> None:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    assert reader.PIXELS < 9000 * 9000
    with pytest.raises(RuleViolated, match="已损坏"):
        keep(out.getvalue(), "大图.png")


def test_too_large_is_refused_before_and_while_it_arrives(keep: Keep, settings) -> None:
    settings.XUNCHA_UPLOAD_MB = 1
    with pytest.raises(RuleViolated, match="超过 1 MB 的上限"):
        keep(b"a" * (1024 * 1024 + 1), "长.txt")
    with pytest.raises(RuleViolated, match="超过 1 MB 的上限"):
        contents.take(iter([b"a" * 1024 * 1024, b"b"]))
    assert not files_on_disk()
    keep(b"a" * 1024 * 1024, "正好.txt")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "存储空间已满"), (errno.EROFS, "只读"), (errno.EIO, "没有写入成功")],
)
def test_a_disk_that_refuses_leaves_nothing_behind(number: int, words: str, keep: Keep, monkeypatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(contents.os, "fsync", refuse)
    with pytest.raises(RuleViolated, match=words):
        keep(a_docx(), "纪要.docx")
    assert not files_on_disk()
    assert not StoredFile.objects.exists()
    monkeypatch.undo()
    assert keep(a_docx(), "纪要.docx").file.size == len(a_docx())


def test_a_disk_that_refuses_the_last_step_leaves_nothing_behind(keep: Keep, monkeypatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(contents.Path, "replace", refuse)
    with pytest.raises(RuleViolated, match="存储空间已满"):
        keep(a_docx(), "纪要.docx")
    assert not files_on_disk()
    assert not StoredFile.objects.exists()


def test_a_file_that_exhausts_its_reader_is_refused(keep: Keep, monkeypatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.001)
    with pytest.raises(RuleViolated, match="没能在限定的时间"):
        keep(a_pdf(), "材料.pdf")
    monkeypatch.undo()
    monkeypatch.setattr(reading.sys, "executable", "/bin/false")
    with pytest.raises(RuleViolated, match="没能在限定的时间"):
        keep(a_pdf(), "材料.pdf")


def test_only_two_marks_exist(keep: Keep) -> None:
    assert keep(b"a", "一.txt", secrecy="work").get_secrecy_display() == "工作秘密"
    with pytest.raises(RuleViolated, match="国家秘密不得存入"):
        keep(b"a", "一.txt", secrecy="secret")


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\fakepath\\凭证.pdf", "凭证.pdf"),
        ("凭\u202e证fdp.exe", "凭证fdp.exe"),
        ("a\x00b\n.txt", "ab.txt"),
        ("凭\u2060证\ud800\uffff.pdf", "凭证.pdf"),
        ("  .. ", "未命名"),
        ("", "未命名"),
        ("长" * 300 + ".docx", "长" * 195 + ".docx"),
        ("长" * 300, "长" * 200),
    ],
)
def test_names_are_cleaned(given: str, clean: str) -> None:
    assert clean_name(given) == clean


def test_what_the_product_made_itself_is_kept_too(db, tmp_path: Path) -> None:
    made = tmp_path / "made.xlsx"
    made.write_bytes(b"made")
    file = keep_file(made, "application/x")
    assert path_of(file).read_bytes() == b"made"
    assert keep_file(made, "application/x") == file


def test_text_cut_inside_a_character_is_still_text(keep: Keep) -> None:
    content = ("a" + "字" * 5000).encode()
    assert len(content) > kinds.HEAD
    assert keep(content, "长文.txt").file.text.endswith("字")


def test_an_upload_of_unknown_size_is_counted_as_it_arrives(world: World, acting, settings) -> None:
    from xuncha.foundation.files.services import store

    settings.XUNCHA_UPLOAD_MB = 1
    upload = SimpleUploadedFile("x", b"a" * (1024 * 1024 + 1))
    upload.size = None
    with pytest.raises(RuleViolated, match="超过 1 MB"):
        store(acting(Role.INSPECTOR), upload, "长.txt")
