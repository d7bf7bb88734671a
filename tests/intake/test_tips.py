"""Tips: receipt, dialogue, pictures without a trace, a flood that is slowed, nothing that says who or when."""

from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.conftest import NOW
from tests.intake.people import SECRET
from tests.intake.sending import photo, sent, work_for
from tests.intake.test_pages import unlocked
from xuncha.core.errors import RuleViolated
from xuncha.foundation import tickets
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.foundation.sealing.circles import opened_box
from xuncha.intake import services
from xuncha.intake.models import Enclosure, Petition, Tip
from xuncha.intake.selectors import Content, content_of, petitioner_of, words_of
from xuncha.intake.services import letterbox, receipts


@pytest.mark.parametrize("at", range(28))
def test_a_wrong_digit_or_two_swapped_ones_are_told(at: int) -> None:
    receipt = receipts.with_check("31415926535897932384626433")
    assert receipts.read(receipts.grouped(receipt)) == receipt
    wrong = receipt[:at] + str((int(receipt[at]) + 1) % 10) + receipt[at + 1 :]
    assert receipts.read(wrong) is None
    if at and receipt[at] != receipt[at - 1]:
        assert receipts.read(receipt[: at - 1] + receipt[at] + receipt[at - 1] + receipt[at + 1 :]) is None


@pytest.mark.parametrize("typed", ["", "1", "a" * 28, "１" * 28, "٣" * 28, "1" * 29])
def test_what_is_no_receipt_is_none(typed: str) -> None:
    assert receipts.read(typed) is None


def test_a_tip_from_form_to_register_and_back(client, acting, team, mailbox) -> None:
    receipt, page = sent(client, mailbox.code, about="石桥泵站")
    assert "请记下回执号" in page
    assert "点“已有回执号，查进展”" in page
    assert not client.cookies
    tip = Tip.objects.get()
    assert tip.day == date(2022, 5, 10)
    assert JournalRecord.objects.filter(subject_kind__startswith="intake.tip").count() == 0
    taken = services.take_in(acting(team.users[2]), mailbox)
    assert content_of(taken[0], team.leader) == Content("石桥泵站", SECRET)
    with pytest.raises(RuleViolated, match="没有待收取"):
        services.take_in(acting(team.users[2]), mailbox)
    services.answer_petitioner(acting(team.users[2]), taken[0], text="请说明是哪一台水泵")
    asked = client.post("/tip/back/", {"receipt": receipt}).content.decode()
    assert "请说明是哪一台水泵" in asked
    assert "已登记，正在看归谁办" in asked
    told = client.post("/tip/back/", {"receipt": receipt, "text": "靠河的那一台"}).content.decode()
    assert "您的补充，已收到" in told
    assert "靠河的那一台" not in told
    words = words_of(tip, team.leader)
    assert [(word["own"], word["text"]) for word in words] == [(True, ""), (False, "靠河的那一台")]


def test_a_name_given_is_kept_apart(client, acting, team, mailbox) -> None:
    sent(client, mailbox.code, name="王小满", telephone="13900000000")
    petition = services.take_in(acting(team.users[2]), mailbox)[0]
    assert petition.named
    assert petitioner_of(petition, team.leader).telephone == "13900000000"


def test_sending_twice_gives_one_tip_and_the_same_receipt(client, mailbox) -> None:
    ticket = tickets.issued(mailbox.code, NOW)
    first, _ = sent(client, mailbox.code, ticket=ticket)
    second, _ = sent(client, mailbox.code, ticket=ticket)
    assert first == second != ""
    assert Tip.objects.count() == 1


def test_pictures_lose_everything_but_the_picture(client, team, mailbox) -> None:
    raw = photo()
    assert b"X1" in raw
    _, page = sent(client, mailbox.code, enclosures=[SimpleUploadedFile("IMG_2022.jpg", raw, "image/jpeg")])
    assert "请记下回执号" in page
    kept = Enclosure.objects.get()
    clean = opened_box(kept.cleaned, team.leader)
    assert not Image.open(BytesIO(clean)).getexif()
    assert b"X1" not in clean
    assert opened_box(kept.original, team.leader) == raw


def test_a_keeper_opens_what_was_made_and_for_a_purpose_what_came(client, acting, at_desk, team, mailbox) -> None:
    raw = photo()
    files = [SimpleUploadedFile("a.jpg", raw), SimpleUploadedFile("王小满.jpg", raw)]
    sent(client, mailbox.code, enclosures=files[:1])
    sent(client, mailbox.code, enclosures=files[1:], drop_originals="on")
    petitions = services.take_in(acting(team.users[2]), mailbox)
    kept, dropped = sorted((one.tip.enclosures.get() for one in petitions), key=lambda one: one.original is None)
    assert (kept.original is None, dropped.original) == (False, None)
    by = {one.tip_id: one for one in petitions}

    def at(enclosure: Enclosure, name: str) -> str:
        return reverse(f"intake:petition-{name}", args=[by[enclosure.tip_id].pk, enclosure.pk])

    desk = at_desk(team.users[2])
    assert desk.get(at(kept, "enclosure")).status_code == desk.get(at(kept, "original")).status_code == 302
    unlocked(desk)
    made = desk.get(at(kept, "enclosure"))
    assert b"X1" not in made.content
    assert Image.open(BytesIO(made.content)).format == "JPEG"
    assert "取用原件" in desk.get(at(kept, "original")).content.decode()
    assert desk.post(at(kept, "original"), {"purpose": "鉴定"}).content == raw
    assert "鉴定" in str(SealedRecord.objects.get(event="petition.original_taken").body)
    assert "不保留原件" in desk.post(at(dropped, "original"), {"purpose": "鉴定"}).content.decode()
    elsewhere = reverse("intake:petition-enclosure", args=[by[kept.tip_id].pk, dropped.pk])
    assert desk.get(elsewhere).status_code == 404


def test_a_picture_that_is_none_is_named_and_nothing_is_lost(client, mailbox) -> None:
    _, page = sent(client, mailbox.code, enclosures=[SimpleUploadedFile("a.jpg", b"PK\x03\x04 not a picture")])
    assert "第 1 个文件去不掉里面的痕迹" in page
    assert SECRET in page
    assert Tip.objects.count() == 0


def test_without_work_tips_wait_their_turn_and_keep_their_text(client, mailbox, monkeypatch) -> None:
    monkeypatch.setattr(tickets, "WITHOUT_WORK", 1)
    assert sent(client, mailbox.code, work=False)[0]
    receipt, page = sent(client, mailbox.code, work=False)
    assert (receipt, SECRET in page) == ("", True)
    assert "请过一分钟再点提交" in page
    assert sent(client, mailbox.code)[0]
    assert tickets.may_pass(NOW + timedelta(minutes=2), "tip")


@pytest.mark.parametrize(("shift", "code"), [(timedelta(hours=13), ""), (timedelta(hours=-1), ""), (timedelta(0), "x")])
def test_an_old_ticket_or_one_of_another_box_is_renewed(mailbox, shift, code) -> None:
    ticket = tickets.issued(code or mailbox.code, NOW - shift)
    assert tickets.read(ticket, mailbox.code, NOW) is None
    assert tickets.read("nonsense", mailbox.code, NOW) is None


def test_a_form_open_too_long_is_sent_again_with_its_text(client, mailbox) -> None:
    receipt, page = sent(client, mailbox.code, ticket=tickets.issued(mailbox.code, NOW - timedelta(hours=13)))
    assert receipt == ""
    assert "页面打开得太久了" in page
    assert SECRET in page


@pytest.mark.parametrize(("day", "told"), [(timedelta(days=-31), "还没有开通"), (timedelta(days=32), "已经截止")])
def test_a_closed_box_says_so(client, mailbox, monkeypatch, day, told) -> None:
    """From the first day to the last: NOW is 10 May, the box is open from 10 April to 10 June."""
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW + day)
    ticket = tickets.issued(mailbox.code, NOW + day)
    page = client.post(f"/tip/{mailbox.code}/", {"ticket": ticket, "work": work_for(ticket), "text": SECRET})
    assert told in page.content.decode()
    assert Tip.objects.count() == 0
    assert client.get("/tip/nosuchbox/").status_code == 404


def test_the_poster_leads_to_the_form(at_desk, team, mailbox) -> None:
    page = at_desk(team.users[0]).get(f"/desk/preparation/entries/{mailbox.entry.pk}/poster/").content.decode()
    assert f"/tip/{mailbox.code}/" in page


def test_too_little_is_asked_for_more(client, mailbox) -> None:
    _, page = sent(client, mailbox.code, text="不好")
    assert "请写下发生了什么" in page


def test_a_receipt_nobody_has_tells_nothing(client, mailbox) -> None:
    page = client.post("/tip/back/", {"receipt": receipts.with_check("0" * 26)})
    assert page.status_code == 422
    assert "没有这个回执号" in page.content.decode()
    assert letterbox.come_back("1234") is None
    assert letterbox.add_word("1234", "x", date(2022, 5, 10)) is None


def test_words_are_limited_and_never_empty(client, mailbox, monkeypatch) -> None:
    receipt, _ = sent(client, mailbox.code)
    monkeypatch.setattr(letterbox, "WORDS", 1)
    with pytest.raises(RuleViolated, match="请写下要补充的内容"):
        letterbox.add_word(receipt, " ", date(2022, 5, 10))
    letterbox.add_word(receipt, "还有一件", date(2022, 5, 10))
    page = client.post("/tip/back/", {"receipt": receipt, "text": "再一件"}).content.decode()
    assert "补充已满 1 条" in page


def test_nothing_kept_of_a_tip_tells_who_where_or_when(client, mailbox) -> None:
    client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    client.defaults["HTTP_USER_AGENT"] = "Telltale/9.9"
    receipt, _ = sent(client, mailbox.code)
    tip = Tip.objects.values().get()
    assert set(tip) == {"id", "mailbox_id", "box_id", "identity_id", "receipt_print", "answer_to", "day"}
    assert not any(receipt.replace(" ", "") in str(value) for value in tip.values())
    assert tip["receipt_print"] != sha256(receipt.replace(" ", "").encode()).hexdigest()
    assert not client.cookies
    assert "Telltale" not in str(list(JournalRecord.objects.values()) + list(Petition.objects.values()))


def test_the_public_pages_say_what_protects_and_what_does_not(client, mailbox) -> None:
    told = client.get("/tip/privacy/")
    assert "做不到的" in told.content.decode()
    assert told["Cache-Control"] == "no-store"
    assert told["Referrer-Policy"] == "no-referrer"
    assert "查进展" in client.get("/tip/back/").content.decode()
    assert "data-ticket" in client.get(f"/tip/{mailbox.code}/").content.decode()
