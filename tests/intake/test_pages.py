"""Pages of petitions at the desk: from opening a mailbox to concluding, locked and open."""

from django.test import Client
from django.urls import reverse

from tests.intake.people import NAME, SECRET, Team, arranged, registered
from tests.sealing.people import PASSPHRASE
from xuncha.core.permissions import Role
from xuncha.intake.models import Mailbox, Petition
from xuncha.intake.rules import reasons_not_to_join


def unlocked(client: Client) -> Client:
    client.post(reverse("sealing:unlock"), {"password": PASSPHRASE})
    return client


def page(client: Client, name: str, *arguments: object) -> str:
    return client.get(reverse(name, args=arguments)).content.decode()


def test_the_leader_opens_the_mailbox_from_the_inspection(world, at_desk, team: Team) -> None:
    here = world.inspections[0].pk
    client = at_desk(team.users[0])
    assert "还没有开通" in page(client, "rounds:inspection", here)
    address = reverse("intake:mailbox-new", args=[here])
    keepers = [team.users[0].pk, team.users[1].pk]
    refused = client.post(address, {"keepers": keepers})
    assert refused.status_code == 422
    assert "先在“进驻安排”里写明渠道和起止日期" in refused.content.decode()
    arranged(world)
    done = client.post(address, {"keepers": keepers}, follow=True).content.decode()
    assert "已开通，海报上有了扫码反映的地址" in done
    assert f"/tip/{Mailbox.objects.get().code}/" in done
    assert "打开信访渠道" in page(client, "rounds:inspection", here)
    assert "0000-1234567" in page(client, "intake:mailboxes")


def test_a_letter_is_registered_read_and_its_author_shown(at_desk, team: Team, mailbox: Mailbox) -> None:
    client = at_desk(team.users[2])
    letter = {"way": "letter", "received_on": "2022-05-09", "text": SECRET, "named": "on", "name": NAME}
    said = client.post(reverse("intake:mailbox-register", args=[mailbox.pk]), letter, follow=True).content.decode()
    assert "已登记" in said
    assert SECRET not in said
    petition = Petition.objects.get()
    assert "输入保密口令打开" in page(client, "intake:petition", petition.pk)
    asked = client.get(reverse("intake:petition-reveal", args=[petition.pk]))
    assert asked.url.startswith(reverse("sealing:unlock"))
    unlocked(client)
    assert SECRET in page(client, "intake:petition", petition.pk)
    reveal = reverse("intake:petition-reveal", args=[petition.pk])
    assert client.post(reveal, {"purpose": ""}).status_code == 422
    assert NAME in client.post(reveal, {"purpose": "约谈核实"}).content.decode()
    assert NAME not in page(client, "intake:petition", petition.pk)
    listed = page(client, "intake:petitions")
    assert petition.number in listed
    assert "实名" in listed


def test_who_keeps_no_key_reads_the_line_and_no_more(at_desk, acting, team: Team, mailbox: Mailbox) -> None:
    petition = registered(acting, team, mailbox)
    client = unlocked(at_desk(team.users[1]))
    shown = page(client, "intake:petition", petition.pk)
    assert "这一件没有交给您保管" in shown
    assert SECRET not in shown


def test_every_step_has_its_page(at_desk, acting, team: Team, mailbox: Mailbox) -> None:
    first, second, third = (registered(acting, team, mailbox) for _ in range(3))
    client = at_desk(team.users[2])

    def send(name: str, petition: Petition, **fields: object) -> str:
        return client.post(reverse(f"intake:petition-{name}", args=[petition.pk]), fields, follow=True).content.decode()

    assert "生活纪律" in send("class", first, matter="life")
    assert first.number in send("join", second, into=first.pk, reason="同一事项")
    client.post(reverse("intake:petition-step", args=[third.pk, "accept"]))
    assert "结论待审定" in send("propose", third, conclusion="true")
    assert "只有带回执号的反映" in send("answer", third, text="已收到")
    leader = at_desk(team.users[0])
    leader.post(reverse("intake:petition-step", args=[third.pk, "conclude"]))
    third.refresh_from_db()
    assert third.state == "concluded"


def test_tips_are_taken_in_from_the_page(at_desk, team: Team, mailbox: Mailbox) -> None:
    client = at_desk(team.users[2])
    nothing = client.post(reverse("intake:mailbox-take-in", args=[mailbox.pk]))
    assert nothing.status_code == 422
    assert "没有待收取的反映" in nothing.content.decode()


def test_a_duplicate_of_another_inspection_stays_where_it_is() -> None:
    found = reasons_not_to_join(same=False, other_joined=False, same_inspection=False)
    assert [why.field for why in found] == ["into"]


def test_nobody_else_opens_the_register(at_desk, acting, team: Team, mailbox: Mailbox) -> None:
    petition = registered(acting, team, mailbox)
    for role in (Role.INSPECTOR, Role.OFFICE_CLERK, Role.UNIT_LIAISON, Role.AUDIT_ADMIN):
        assert at_desk(role).get(reverse("intake:petition", args=[petition.pk])).status_code == 403
    assert at_desk(Role.TEAM_LEADER, which=1).get(reverse("intake:petition", args=[petition.pk])).status_code == 404
