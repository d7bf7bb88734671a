"""Passing on: what goes out is redacted and seen beside the original; receipt, reply and their days."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from tests.conftest import NOW
from tests.intake.people import NAME, SECRET, registered
from tests.intake.test_pages import page, unlocked
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import SealedRecord
from xuncha.intake import services
from xuncha.intake.models import Routing
from xuncha.intake.rules import passages_to_remove, reasons_not_to_pass_on, redacted
from xuncha.intake.selectors.routings import passed_on, reply_to

TOLD = f"我是{NAME}，住河西二组，电话139 0000 0000。{SECRET}"
REMOVED = [NAME, "住河西二组", "139 0000 0000"]


def routed(acting, team, mailbox) -> Routing:
    petition = registered(acting, team, mailbox, text=TOLD)
    return services.route_petition(
        acting(team.users[2]), petition, to="水利部门", reason="属其职责", removed=REMOVED, by=team.liaison
    )


def test_what_is_known_of_the_petitioner_is_proposed_and_leaves_no_trace() -> None:
    assert passages_to_remove(TOLD, [NAME, "", "河东"]) == [NAME, "139 0000 0000"]
    assert redacted(TOLD, [*REMOVED, NAME[:2], " "]) == f"我是██，██，电话██。{SECRET}"
    hidden = TOLD.replace(NAME, "\u200b".join(NAME))
    assert passages_to_remove(hidden, [NAME]) == [NAME, "139 0000 0000"]
    assert redacted(hidden, [NAME, "\u202e"]) == redacted(TOLD, [NAME]), "nor what nobody sees"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("泵坏了", []),
        ("王 小\u200b满说泵坏了", ["还能看出反映人"]),
        ("打 0000-1234567 问", ["电话或证件号码"]),
        ("今年六月花了 120000 元", []),
    ],
)
def test_a_name_with_gaps_or_a_number_does_not_go_out(text, told) -> None:
    found = reasons_not_to_pass_on(text, known=[NAME, ""], missed=[])
    assert len(found) == len(told)
    assert all(word in str(one.text) for word, one in zip(told, found, strict=True))


def test_the_body_is_given_the_redacted_text_alone(acting, team, mailbox) -> None:
    routing = routed(acting, team, mailbox)
    given = passed_on(routing, team.leader)
    assert given.text == f"我是██，██，电话██。{SECRET}"
    assert routing.due_on == date(2022, 8, 10)
    assert routing.petition.state == "routed"
    kept = str(list(SealedRecord.objects.values()))
    assert not any(secret in kept for secret in (NAME, SECRET, "河西二组"))


def test_nothing_goes_out_with_a_name_or_a_passage_that_is_not_there(acting, team, mailbox) -> None:
    petition = registered(acting, team, mailbox, text=TOLD)
    with pytest.raises(RuleViolated) as refused:
        services.route_petition(
            acting(team.users[2]), petition, to="水利部门", reason="属其职责", removed=["河东"], by=team.liaison
        )
    assert [why.field for why in refused.value.reasons] == ["removed"] * 3
    with pytest.raises(Denied):
        services.route_petition(
            acting(team.users[1]), petition, to="水利部门", reason="属其职责", removed=REMOVED, by=team.deputy
        )
    assert Routing.objects.count() == 0


def test_receipt_and_reply_come_after_it_went_out(acting, team, mailbox) -> None:
    routing, liaison = routed(acting, team, mailbox), team.users[2]
    with pytest.raises(RuleViolated, match="转出之后"):
        services.note_receipt(acting(liaison), routing, received_on=date(2022, 5, 9))
    services.note_receipt(acting(liaison), routing, received_on=NOW.date(), receipt_number="水签 3 号")
    replied = services.note_reply(acting(liaison), routing, received_on=NOW.date(), text="已换泵")
    assert reply_to(replied, team.leader) == "已换泵"
    replied.petition.refresh_from_db()
    assert (replied.petition.state, replied.petition.due_on) == ("accepted", None)
    with pytest.raises(Denied):
        services.note_receipt(acting(Role.INSPECTOR), routing, received_on=NOW.date())


def test_from_side_by_side_to_the_letter(at_desk, acting, team, mailbox) -> None:
    petition = registered(acting, team, mailbox, text=TOLD)
    client = at_desk(team.users[2])
    address = reverse("intake:petition-route", args=[petition.pk])
    assert client.get(address).url.startswith(reverse("sealing:unlock"))
    unlocked(client)
    assert f"{NAME}\n139 0000 0000" in client.get(address).content.decode()
    typed = {"to": "水利部门", "reason": "属其职责", "removed": "\n".join(REMOVED)}
    shown = client.post(address, typed).content.decode()
    assert "我是██，██，电话██" in shown
    assert Routing.objects.count() == 0
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    changed = client.post(address, {**typed, "removed": NAME, "seen": seen})
    assert Routing.objects.count() == 0, "what was not seen does not go out"
    assert "照右边的内容转出" in changed.content.decode()
    done = client.post(address, {**typed, "seen": seen}, follow=True).content.decode()
    assert "已转水利部门" in done
    routing = Routing.objects.get()
    letter = client.get(reverse("intake:routing-letter", args=[routing.pk, "docx"]))
    text = "\n".join(one.text for one in Document(BytesIO(letter.content)).paragraphs)
    assert SECRET in text
    assert not any(secret in text for secret in REMOVED)
    assert client.get(reverse("intake:routing-letter", args=[routing.pk, "pdf"])).status_code == 404
    for name, fields in (
        ("receipt", {"received_on": "2022-05-10"}),
        ("reply", {"received_on": "2022-05-10", "text": "已换泵"}),
    ):
        client.post(reverse(f"intake:routing-{name}", args=[routing.pk]), fields)
    assert "已换泵" in page(client, "intake:routing", routing.pk)
    client.post(reverse("sealing:lock"))
    assert "内容已加密" in page(client, "intake:routing", routing.pk)
    assert client.get(reverse("intake:routing-letter", args=[routing.pk, "docx"])).status_code == 302
    deputy = unlocked(at_desk(team.users[1]))
    assert "没有交给您保管" in page(deputy, "intake:routing", routing.pk)
    assert "已转办" in page(deputy, "intake:petitions")
