"""Downloads, previews, and the check of what lies on the disk."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.files.conftest import Keep, a_docx, a_pdf, a_picture
from xuncha.core.errors import RuleViolated
from xuncha.foundation.files import serving
from xuncha.foundation.files.checking import Fault, check_files
from xuncha.foundation.files.contents import path_of, root
from xuncha.foundation.files.serving import serve, serve_preview


def body(response) -> bytes:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return content


def test_a_download_is_the_original_and_nothing_else(keep: Keep) -> None:
    response = serve(keep(a_docx(), "会议 纪要.docx"))
    assert body(response) == a_docx()
    assert (
        response["Content-Disposition"] == "attachment; filename*=UTF-8''%E4%BC%9A%E8%AE%AE%20%E7%BA%AA%E8%A6%81.docx"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Length"] == str(len(a_docx()))


def test_text_is_never_shown_as_a_page(keep: Keep) -> None:
    response = serve(keep("前言<script>".encode(), "说明.txt"))
    response.close()
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment")


def test_a_missing_original_is_told(keep: Keep) -> None:
    attachment = keep(a_docx(), "一.docx")
    path_of(attachment.file).unlink()
    with pytest.raises(RuleViolated, match="不在存储目录里"):
        serve(attachment)


def test_an_altered_original_is_not_handed_out(keep: Keep) -> None:
    attachment = keep(a_pdf(), "一.pdf")
    content = bytearray(a_pdf())
    content[100] ^= 0x01
    path_of(attachment.file).write_bytes(content)
    for refused in (serve, serve_preview):
        with pytest.raises(RuleViolated, match="与上传时不一致"):
            refused(attachment)


def test_pages_of_a_pdf_are_drawn_once(keep: Keep, monkeypatch) -> None:
    attachment = keep(a_pdf(), "一.pdf")
    first = body(serve_preview(attachment, 2))
    picture = Image.open(BytesIO(first))
    assert (picture.format, picture.width) == ("PNG", 1240)
    monkeypatch.setattr(serving, "picture", lambda *_: pytest.fail("drawn twice"))
    assert body(serve_preview(attachment, 2)) == first


@pytest.mark.parametrize("page", [0, 3])
def test_a_page_that_is_not_there_is_told(page: int, keep: Keep) -> None:
    with pytest.raises(RuleViolated, match=f"没有第 {page} 页的预览"):
        serve_preview(keep(a_pdf(), "一.pdf"), page)


def test_a_kind_without_pages_is_told(keep: Keep) -> None:
    with pytest.raises(RuleViolated, match="请下载后查看"):
        serve_preview(keep(a_docx(), "一.docx"))


def test_a_preview_carries_no_place_or_camera(keep: Keep) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6  # lies on its side
    attachment = keep(a_picture("JPEG", exif=exif.tobytes(), comment=b"SecretPlace"), "照片.jpg")
    assert b"SecretCamera" in body(serve(attachment))  # the evidence itself is not touched
    preview = body(serve_preview(attachment))
    assert b"Secret" not in preview
    picture = Image.open(BytesIO(preview))
    assert picture.height > picture.width
    assert picture.width <= 1240
    assert not picture.getexif()


def test_a_disk_that_is_full_costs_speed_not_the_preview(keep: Keep, monkeypatch) -> None:
    attachment = keep(a_picture("PNG"), "图.png")

    def refuse(*arguments: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert body(serve_preview(attachment)).startswith(b"\x89PNG")


def test_a_pdf_behind_a_password_is_kept_without_text_and_pages(keep: Keep) -> None:
    import pypdf

    out = BytesIO()
    writer = pypdf.PdfWriter(clone_from=BytesIO(a_pdf()))
    writer.encrypt("秘密", algorithm="AES-256")
    writer.write(out)
    file = keep(out.getvalue(), "加密.pdf").file
    assert (file.text, file.pages) == ("", 0)


def test_a_sound_store_has_no_faults(keep: Keep) -> None:
    keep(a_docx(), "一.docx")
    assert not list(check_files())


def test_faults_are_found_and_told(keep: Keep) -> None:
    missing, altered = keep(a_docx(), "缺.docx"), keep(a_pdf(), "改.pdf")
    torn = keep(a_picture("PNG"), "断.png")
    keep(b"sound", "好.txt")
    path_of(missing.file).unlink()
    content = bytearray(a_pdf())
    content[-1] ^= 0x01
    path_of(altered.file).write_bytes(content)
    path_of(torn.file).write_bytes(a_picture("PNG")[:100])
    (root() / "incoming" / "left").write_bytes(b"left")
    faults = {fault.place: fault for fault in check_files()}
    assert {place: fault.fault for place, fault in faults.items()} == {
        missing.file.digest: Fault.MISSING,
        altered.file.digest: Fault.ALTERED,
        torn.file.digest: Fault.ALTERED,
        "incoming/left": Fault.ORPHANED,
    }
    assert "缺.docx" in str(faults[missing.file.digest].text)
    assert [fault.grave for fault in faults.values()].count(False) == 1


def test_an_installation_without_files_is_sound(db) -> None:
    assert not list(check_files())
