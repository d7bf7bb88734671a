"""What people and attackers send: a clear sentence, nothing lost, nothing run."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape
from python_calamine import CalamineWorkbook

from tests.conftest import NOW
from tests.exporting import taken
from tests.intake.people import SECRET, registered
from tests.intake.sending import photo, sent
from tests.intake.test_pages import page, unlocked
from xuncha.core.legible import visible
from xuncha.foundation import tickets
from xuncha.foundation.files import reader
from xuncha.foundation.files.cleaning import Unclean, office
from xuncha.foundation.sealing.circles import opened_box
from xuncha.intake import services
from xuncha.intake.models import Enclosure, Mailbox, Petition, Tip
from xuncha.intake.selectors import content_of
from xuncha.intake.services import letterbox, receipts
from xuncha.intake.views import public
from xuncha.intake.views.public import READ_BYTES, form
from xuncha.site.command_serve import BODY

RIGHT_TO_LEFT = "\u202e请看\u2066照片\u2069"
FORMULA = '=HYPERLINK("http://example.invalid","x")'


def packed(names: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_an_archive_that_unpacks_without_end_is_not_unpacked(monkeypatch) -> None:
    bomb = packed({"word/document.xml": bytes(3_000_000)})
    monkeypatch.setattr("xuncha.foundation.files.cleaning.UNPACKED", 1_000_000)
    with pytest.raises(Unclean):
        office(bomb, lambda *_: pytest.fail("it was unpacked"))


def test_a_picture_larger_than_any_is_not_painted() -> None:
    """A few hundred bytes that claim 65,000 × 65,000 pixels."""
    claimed = photo().replace(b"\x00\x1e\x00\x28", b"\xfd\xe8\xfd\xe8")
    assert claimed != photo()
    with pytest.raises(reader.Broken):
        reader.clean(claimed)


def test_a_picture_that_is_also_an_archive_or_a_page_is_a_picture_alone(client, team, mailbox) -> None:
    both = photo() + packed({"run.sh": b"#!/bin/sh"}) + b"<script>alert(1)</script>"
    sent(client, mailbox.code, enclosures=[SimpleUploadedFile("a.jpg", both)])
    made = opened_box(Enclosure.objects.get().cleaned, team.leader)
    assert not any(part in made for part in (b"PK\x03\x04", b"<script", b"run.sh"))


@pytest.mark.parametrize("claimed", [str(READ_BYTES + 1), str(4 * 1024**3), "-1", "many"])
def test_an_upload_beyond_all_bounds_is_not_read(rf, mailbox, monkeypatch, claimed) -> None:
    """Four gigabytes are refused by what they claim, before a byte of them is read."""
    request = rf.post(f"/tip/{mailbox.code}/", b"", content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"], request.now = claimed, NOW
    monkeypatch.setattr(type(request), "_load_post_and_files", lambda _self: pytest.fail("it was read"))
    answer = form(request, code=mailbox.code)
    assert answer.status_code == 413
    assert "文件太大，没有收下" in answer.content.decode()
    assert BODY == READ_BYTES, "what the server takes in is read, what is more it refuses itself"
    assert Tip.objects.count() == 0


def test_of_files_too_large_together_the_text_is_given_back(client, mailbox, monkeypatch) -> None:
    monkeypatch.setattr(public, "MOST_BYTES", 2000)
    big = SimpleUploadedFile("a.jpg", photo() + bytes(2000), "image/jpeg")
    receipt, page = sent(client, mailbox.code, about="石桥泵站", enclosures=[big])
    assert receipt == ""
    assert "请少选几个" in page
    assert "刚才选的文件没有留下，请再选一次" in page
    assert SECRET in page
    assert 'value="石桥泵站"' in page
    assert Tip.objects.count() == 0


def test_files_of_a_refused_form_are_said_to_be_chosen_again(client, mailbox) -> None:
    chosen = SimpleUploadedFile("a.jpg", photo(), "image/jpeg")
    _, page = sent(client, mailbox.code, text="不好", enclosures=[chosen])
    assert "刚才选的文件没有留下，请再选一次" in page
    _, page = sent(client, mailbox.code, text="不好")
    assert "刚才选的文件" not in page


def test_what_was_written_before_the_last_day_ended_can_be_copied(client, mailbox, monkeypatch) -> None:
    """The form was opened while the box took in, and is sent afterwards."""
    late = NOW + timedelta(days=32)
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: late)
    _, page = sent(client, mailbox.code, ticket=tickets.issued(mailbox.code, late), about="石桥泵站")
    assert "已经截止" in page
    kept = page.partition('id="unsent"')[2].partition("</textarea>")[0]
    assert "石桥泵站" in kept
    assert SECRET in kept
    assert Tip.objects.count() == 0


@pytest.mark.parametrize(("typed", "told"), [("1234 5678", "您输入了 8 位"), ("1" * 29, "您输入了 29 位")])
def test_a_receipt_too_short_or_too_long_is_counted(client, typed, told) -> None:
    page = client.post("/tip/back/", {"receipt": typed})
    assert told in page.content.decode()
    assert f'value="{typed}"' in page.content.decode()


def test_a_receipt_typed_wide_on_a_chinese_keyboard_is_one() -> None:
    receipt = receipts.with_check("31415926535897932384626433")
    assert receipts.read(receipt.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})) == receipt


def test_an_empty_word_is_told_beside_the_dialogue(client, acting, team, mailbox) -> None:
    receipt, _ = sent(client, mailbox.code)
    page = client.post("/tip/back/", {"receipt": receipt, "text": " "})
    assert page.status_code == 422
    assert "往来" in page.content.decode()
    assert "请填写「补充或答复」" in page.content.decode()


def test_every_public_form_says_on_top_what_is_missing(client, mailbox) -> None:
    _, page = sent(client, mailbox.code, text="不好")
    top = page.partition('role="alert"')[2].partition("</div>")[0]
    assert '<a href="#f-text">请写下发生了什么' in top


def test_an_upload_broken_off_is_told_and_sent_again(client, mailbox) -> None:
    broken = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + SECRET.encode()[:20]
    answer = client.generic("POST", f"/tip/{mailbox.code}/", broken, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert "上传中断了" in answer.content.decode()
    assert Tip.objects.count() == 0
    assert sent(client, mailbox.code)[0]


def test_a_thousand_wrong_receipts_find_nothing_and_shut_nobody_out(client, mailbox) -> None:
    receipt, _page = sent(client, mailbox.code)
    for number in range(1000):
        assert letterbox.come_back(receipts.with_check(str(number).zfill(26))) is None
    page = client.post("/tip/back/", {"receipt": receipts.with_check("7" * 26)})
    assert page.status_code == 422
    assert "没有这个回执号" in page.content.decode()
    assert "已收到，待登记" in client.post("/tip/back/", {"receipt": receipt}).content.decode()


@pytest.mark.parametrize("typed", ["", "0" * 5000, "\u0000", "1\u202e2", "'; DROP TABLE intake_tip; --", "<script>"])
def test_nonsense_for_a_receipt_is_answered_with_a_sentence(client, mailbox, typed) -> None:
    page = client.post("/tip/back/", {"receipt": typed})
    assert page.status_code == 422
    assert "<script>" not in page.content.decode()


@pytest.mark.parametrize("text", [RIGHT_TO_LEFT + SECRET, FORMULA + SECRET, "<img src=x onerror=alert(1)>" + SECRET])
def test_hostile_text_is_kept_as_written_and_does_nothing(at_desk, acting, team, mailbox, text) -> None:
    """What nobody sees turns no petitioner away; who reads it sees where it stands."""
    sent(Client(), mailbox.code, text=text)
    (petition,) = services.take_in(acting(team.users[2]), mailbox)
    assert content_of(petition, team.leader).text == text
    shown = page(unlocked(at_desk(team.users[2])), "intake:petition", petition.pk)
    assert escape(visible(text)) in shown
    assert not set("\u202e\u2066\u2069") & set(shown)


def test_lone_surrogates_and_bytes_that_are_no_text_are_told_or_mended(client: Client, mailbox: Mailbox) -> None:
    body = b"text=" + b"%ED%A0%80" + SECRET.encode() + b"%FF&ticket=x"
    answer = client.generic("POST", f"/tip/{mailbox.code}/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    answer.content.decode("utf-8")


def test_a_formula_in_an_exported_cell_stays_text(at_desk, acting, team, mailbox) -> None:
    petition = registered(acting, team, mailbox)
    Petition.objects.filter(pk=petition.pk).update(number="=1+1")
    book = taken(at_desk(team.users[2]), "/desk/intake/petitions/?export=xlsx")
    content = b"".join(book.streaming_content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "sheet" in name)
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert any("=1+1" in str(cell) for row in rows for cell in row)
