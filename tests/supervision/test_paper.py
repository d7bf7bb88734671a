"""An addressee without an account: the office enters what it signed and answered on paper, and says that it did."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.supervision.conftest import LATE, days
from tests.supervision.test_pages import at, browse, said
from xuncha.core.errors import Denied, InvalidTransition, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.notices import shown_notices
from xuncha.supervision import services
from xuncha.supervision.rules.letters import REPLY_FILES
from xuncha.supervision.selectors import LETTERS, statistics, to_enter

__all__ = ["browse"]
NEXT = days(71)


def scan(name: str = "回执.txt") -> ContentFile:
    return ContentFile(b"signed", name)


def received(letters, letter=None):
    told = {"signatory": "孙科长", "on": LATE.date(), "scans": [scan()]}
    return services.enter_receipt(letters.act(letters.rect.clerk, NEXT), letter or letters.alone(), **told)


def replied(letters, letter=None):
    told = {"reply": "已在本系统清查。", "on": NEXT.date(), "scans": [scan("回复.txt")]}
    return services.enter_reply(letters.act(letters.rect.clerk, NEXT), letter or received(letters), **told)


def test_receipt_and_reply_are_entered_and_another_person_accepts(letters):
    letter = received(letters)
    assert (letter.state, letter.signatory, letter.signed_on) == ("received", "孙科长", LATE.date())
    assert (letter.received_by, [one.name for one in letter.scans.all()]) == (letters.rect.clerk, ["回执.txt"])
    letter = replied(letters, letter)
    assert (letter.state, letter.reply, letter.replied_on) == ("answered", "已在本系统清查。", NEXT.date())
    assert (letter.answered_by, [one.name for one in letter.files.all()]) == (letters.rect.clerk, ["回复.txt"])
    with pytest.raises(RuleViolated, match="另一个人对照扫描件"):
        services.accept_letter(letters.act(letters.rect.clerk, NEXT), letter)
    accepted = services.accept_letter(letters.act(letters.rect.director, NEXT), letter)
    assert (accepted.state, accepted.settled_by) == ("accepted", letters.rect.director)


def test_what_the_addressee_answered_itself_may_be_accepted_by_anybody(letters):
    answered = letters.answered()
    assert not answered.entered_by(letters.rect.liaison.pk)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"signatory": " "}, "签收人"),
        ({"on": days(90).date()}, "还没有到"),
        ({"on": days(1).date()}, "早于签发日期"),
        ({"scans": []}, "扫描件"),
        ({"scans": [scan(f"{n}.txt") for n in range(REPLY_FILES + 1)]}, "不超过 10 个"),
    ],
)
def test_a_receipt_has_its_signature_day_and_scan(letters, wrong, why):
    letter = letters.alone()
    told = {"signatory": "孙科长", "on": LATE.date(), "scans": [scan()], **wrong}
    with pytest.raises(RuleViolated, match=why):
        services.enter_receipt(letters.act(letters.rect.clerk, NEXT), letter, **told)
    letter.refresh_from_db()
    assert letter.state == "issued"


def test_a_reply_has_its_words_and_is_not_older_than_the_receipt(letters):
    letter = letters.alone()
    with pytest.raises(InvalidTransition):
        replied(letters, letter)
    letter = received(letters, letter)
    told = {"reply": " ", "on": days(69).date(), "scans": []}
    with pytest.raises(RuleViolated) as refused:
        services.enter_reply(letters.act(letters.rect.clerk, NEXT), letter, **told)
    assert {one.field for one in refused.value.reasons} == {"reply", "on", "scans"}


def test_who_has_an_account_signs_and_answers_there(letters, settings):
    letter = letters.assigned()
    with pytest.raises(RuleViolated, match="不用代录"):
        received(letters, letter)
    signed = letters.received(letter)
    with pytest.raises(RuleViolated, match="不用代录"):
        replied(letters, signed)
    settings.XUNCHA_PORTAL = False
    assert replied(letters, signed).state == "answered"


def test_only_the_office_enters(letters, acting):
    letter = letters.alone()
    for role in (Role.LEADING_GROUP, Role.UNIT_LIAISON):
        with pytest.raises(Denied):
            services.enter_receipt(acting(role, now=LATE), letter, signatory="孙", on=LATE.date(), scans=[scan()])


def test_the_drafter_is_told_when_it_is_issued_returned_received_and_answered(letters):
    def told() -> str:
        (notice,) = shown_notices(actor_of(letters.rect.clerk, NEXT), NEXT, kind="supervision.letter")
        return notice.label

    services.return_letter(letters.act(letters.rect.director), letters.submitted(), reason="写清时限")
    assert told() == "退回修改"
    letter = LETTERS.model.objects.get()
    services.submit_letter(letters.act(letters.rect.clerk), letter)
    letter = services.issue_letter(letters.act(letters.rect.director), letter)
    assert told() == "签发"
    letter = letters.received(letter)
    assert told() == "签收"
    services.answer_letter(letters.act(letters.rect.liaison), letter, reply="已办。")
    assert told() == "报送回复"


def test_what_waits_on_paper_is_found_and_counted(letters):
    letter = letters.assigned()
    assert not LETTERS.model.objects.filter(to_enter(NEXT)).exists()
    letters.officer.grants.all().delete()
    assert list(LETTERS.model.objects.filter(to_enter(NEXT))) == [letter]
    assert LETTERS.model.objects.filter(to_enter(None)).exists()
    received(letters, letter)
    (row,) = statistics(LETTERS.model.objects.all(), NEXT.date())
    assert (row[1], row[4]) == (1, 1)


def test_the_pages_of_a_letter_on_paper(letters, browse):
    letter = letters.alone()
    client = browse(letters.rect.clerk, NEXT)
    page = at("supervision:letter", letter.pk)
    assert at("supervision:letter-receipt", letter.pk) in client.get(page).content.decode()
    refused = client.post(at("supervision:letter-receipt", letter.pk), {"signatory": "孙科长", "on": "2022-07-19"})
    assert (refused.status_code, "孙科长" in refused.content.decode()) == (422, True)
    sent = {"signatory": "孙科长", "on": "2022-07-19", "scans": SimpleUploadedFile("回执.txt", b"signed")}
    assert client.post(at("supervision:letter-receipt", letter.pk), sent).headers["Location"] == page
    assert "2022-07-19 代录" in said(client.get(at("supervision:letters"), {"chip": "paper"}))
    sent = {"reply": "已清查。", "on": "2022-07-20", "scans": SimpleUploadedFile("回复.txt", b"text")}
    assert client.post(at("supervision:letter-reply", letter.pk), sent).headers["Location"] == page
    shown = said(client.get(page))
    assert "孙科长 2022-07-19 代录" in shown
    assert "另一个人对照扫描件审阅" in shown
    letter.refresh_from_db()
    for one in (*letter.scans.all(), *letter.files.all()):
        answer = client.get(at("supervision:letter-file", letter.pk, one.pk))
        assert answer.getvalue() in (b"signed", b"text")
        answer.close()
    assert at("supervision:letter-reply", letter.pk) not in client.get(page).content.decode()
    assert "代录签收" in said(client.get(at("supervision:letters-figures")))


def test_the_addressee_that_gets_an_account_later_reads_what_was_entered(letters, browse):
    letter = replied(letters)
    letters.officer.grants.create(role=Role.DEPARTMENT, scope_id=letters.department.pk, valid_from=LATE)
    shown = said(browse(letters.officer, NEXT).get(at("supervision_unit:letter", letter.pk)))
    assert "孙科长 2022-07-19 代录" in shown
