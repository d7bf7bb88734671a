"""Tips on paper: a sheet keyed in is found by the receipt on its slip, once, in its own mailbox."""

import pytest

from tests.intake.people import SECRET, registered
from tests.intake.test_pages import page
from xuncha.core.errors import RuleViolated
from xuncha.intake import services
from xuncha.intake.models import Tip
from xuncha.intake.services import letterbox
from xuncha.intake.services.sheets import new_sheets, read_sheet

ANONYMOUS = {"way": "mailbox", "named": False, "name": "", "telephone": ""}


def test_who_tore_off_the_slip_comes_back_and_reads_the_answer(client, acting, team, mailbox) -> None:
    (sheet,) = new_sheets(mailbox.code, 1)
    petition = registered(acting, team, mailbox, sheet=sheet.number, **ANONYMOUS)
    services.answer_petitioner(acting(team.users[2]), petition, text="已派人去看")
    shown = client.post("/tip/back/", {"receipt": sheet.receipt}).content.decode()
    assert "已派人去看" in shown
    assert SECRET not in shown
    assert letterbox.come_back(new_sheets(mailbox.code, 1)[0].receipt) is None


def test_a_sheet_is_keyed_in_once(acting, team, mailbox) -> None:
    (sheet,) = new_sheets(mailbox.code, 1)
    registered(acting, team, mailbox, sheet=sheet.number, **ANONYMOUS)
    with pytest.raises(RuleViolated, match="已经录入过"):
        registered(acting, team, mailbox, sheet=sheet.number, **ANONYMOUS)
    assert Tip.objects.count() == 1


@pytest.mark.parametrize("typed", ["1", "１" * 14, "9" * 14, "x" * 14])
def test_a_number_of_no_sheet_is_told(acting, team, mailbox, typed) -> None:
    assert read_sheet(mailbox.code, typed) is None
    with pytest.raises(RuleViolated, match="没有这个表号"):
        registered(acting, team, mailbox, sheet=typed, **ANONYMOUS)


def test_a_sheet_belongs_to_its_mailbox() -> None:
    (sheet,) = new_sheets("one", 1)
    assert read_sheet("one", sheet.number.replace(" ", "-"))
    assert read_sheet("another", sheet.number) is None


def test_sheets_are_printed_from_the_mailbox(at_desk, team, mailbox) -> None:
    client = at_desk(team.users[2])
    assert "打印反映表" in page(client, "intake:mailbox", mailbox.pk)
    address = f"/desk/intake/mailboxes/{mailbox.pk}/sheets/"
    assert "打印几张" in client.get(address).content.decode()
    made = client.get(address + "?count=3")
    assert made.content.decode().count("回执条，撕下") == 3
    assert "内部资料" not in made.content.decode()
    assert made["Cache-Control"] == "no-store"
    assert client.get(address + "?count=21").status_code == 422
    assert Tip.objects.count() == 0
