"""Pages of clues: from opening the register to the result, locked and open, and who never sees any."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.clues.people import ACCOUNT, DEED, OPINION, WHO, approved, decided, disposed, judged, kind, packed
from tests.sealing.people import PASSPHRASE
from xuncha.clues import services
from xuncha.clues.models import Clue, Handover, Package
from xuncha.core.permissions import Role


def unlocked(client: Client) -> Client:
    client.post(reverse("sealing:unlock"), {"password": PASSPHRASE})
    return client


def page(client: Client, name: str, *arguments: object) -> str:
    return client.get(reverse(name, args=arguments)).content.decode()


def test_the_leader_opens_the_register_from_the_inspection(world, at_desk, cast):
    here = world.inspections[0].pk
    client = at_desk(cast.user("leader"))
    assert "每个单位都要开通" in page(client, "rounds:inspection", here)
    address = reverse("clues:register-new", args=[here])
    assert client.post(address, {"keepers": [cast.user("member").pk]}).status_code == 422
    keepers = [cast.user("member").pk, cast.user("clerk").pk]
    assert "已开通线索登记" in client.post(address, {"keepers": keepers}, follow=True).content.decode()
    assert "打开线索登记" in page(client, "rounds:inspection", here)
    assert "测试市第1局" in page(client, "clues:registers")


def test_one_who_is_not_named_hands_a_clue_in_and_sees_it_no_more(world, at_desk, cast, register):
    client = at_desk(cast.user("outsider"))
    here = world.inspections[0].pk
    told = {"persons": WHO, "facts": DEED, "kind": kind().pk, "source": "talk"}
    answer = client.post(reverse("clues:clue-new", args=[here]), told, follow=True).content.decode()
    assert "已加密交指定人员" in answer
    clue = Clue.objects.get()
    assert client.get(reverse("clues:clue", args=[clue.pk])).status_code == 404
    assert clue.number not in page(client, "clues:clues")
    assert "打开线索登记" not in page(client, "rounds:inspection", here)


def test_a_clue_is_registered_read_and_judged(world, at_desk, cast, register):
    client = at_desk(cast.user("member"))
    address = reverse("clues:clue-new", args=[world.inspections[0].pk])
    told = {"persons": f"{WHO}，局长", "facts": DEED, "kind": kind().pk, "source": "paper", "source_no": "没有"}
    refused = client.post(address, told)
    assert refused.status_code == 422
    assert DEED in refused.content.decode()  # what was typed is kept
    assert "已登记 XS-" in client.post(address, {**told, "source_no": ""}, follow=True).content.decode()
    clue = Clue.objects.get()
    assert DEED not in page(client, "clues:clue", clue.pk)
    unlocked(client)
    assert DEED in page(client, "clues:clue", clue.pk)
    judge = reverse("clues:clue-judge", args=[clue.pk])
    client.post(judge, {"on": "2022-05-10", "attended": "全体", "opinion": OPINION})
    assert OPINION in page(client, "clues:clue", clue.pk)
    assert clue.number in page(client, "clues:clues")


def test_the_leader_approves_or_wants_more(at_desk, acting, cast, clue):
    judged(acting, cast, clue)
    client = at_desk(cast.user("leader"))
    shown = page(client, "clues:clue", clue.pk)
    assert "组长审定" in shown
    assert reverse("clues:clue-return", args=[clue.pk]) in shown
    client.post(reverse("clues:clue-step", args=[clue.pk, "approve"]))
    clue.refresh_from_db()
    assert clue.state == "approved"
    assert client.post(reverse("clues:clue-step", args=[clue.pk, "unknown"])).status_code == 404
    history = client.get(reverse("inbox:history", kwargs={"kind": "clues.clue", "pk": clue.pk})).content.decode()
    assert "登记问题线索" in history


def test_a_leader_who_noted_the_judgement_reads_why_and_what_to_do(at_desk, cast, clue):
    judge = reverse("clues:clue-judge", args=[clue.pk])
    assert "请另一名指定人员来登记" not in page(unlocked(at_desk(cast.user("member"))), "clues:clue-judge", clue.pk)
    client = unlocked(at_desk(cast.user("leader")))
    assert "请另一名指定人员来登记" in client.get(judge).content.decode()
    client.post(judge, {"on": "2022-05-10", "attended": "全体", "opinion": OPINION})
    shown = page(client, "clues:clue", clue.pk)
    assert reverse("clues:clue-step", args=[clue.pk, "approve"]) not in shown
    assert "请另一名指定人员登记组务会研判，您再审定" in shown
    client.post(reverse("clues:clue-return", args=[clue.pk]), {"text": "由另一人登记"})
    unlocked(at_desk(cast.user("member"))).post(judge, {"on": "2022-05-10", "attended": "全体", "opinion": OPINION})
    assert reverse("clues:clue-step", args=[clue.pk, "approve"]) in page(
        at_desk(cast.user("leader")), "clues:clue", clue.pk
    )


def test_the_office_notes_the_decision_and_hands_over(at_desk, acting, cast, clue, received):
    approved(acting, cast, clue)
    client = unlocked(at_desk(cast.user("clerk")))
    told = {"meeting": "书记专题会议", "on": "2022-05-10", "destination": "discipline"}
    client.post(reverse("clues:clue-decide", args=[clue.pk]), told)
    register = reverse("clues:register", args=[clue.register_id])
    assert "1 件" in client.get(register).content.decode()
    pack = reverse("clues:register-pack", args=[clue.register_id])
    answer = client.post(pack, {"body": "discipline", "on": "2022-05-10"}, follow=True).content.decode()
    assert "已制发移交函" in answer
    package = Package.objects.get()
    letter = client.get(reverse("clues:package-letter", args=[package.pk]))
    assert letter["Content-Type"].endswith("wordprocessingml.document")
    assert package.number in client.get(register).content.decode()


@pytest.mark.usefixtures("received")
def test_two_of_the_discipline_commission_deal_with_it(at_desk, acting, cast, clue):
    handover = packed_line(acting, cast, clue)
    first = unlocked(at_desk(cast.user("first")))
    assert DEED in page(first, "clues:handover", handover.pk)
    assert handover.clue.number in page(first, "clues:handed")
    assert first.get(reverse("clues:handover-letter", args=[handover.pk])).status_code == 200
    steps = [("receive", {}), ("step-accept", {}), ("dispose", {"disposal": "verify"})]
    for step, told in steps:
        name, _, one = step.partition("-")
        address = reverse(f"clues:handover-{name}", args=[handover.pk, one] if one else [handover.pk])
        assert first.post(address, told).status_code == 302
    zero = dict.fromkeys(("form_1", "form_2", "form_3", "form_4", "transferred"), 0)
    filed = {"result": "filed", "cases": 1, "persons_filed": 1, "account": ACCOUNT, **zero}
    conclude = reverse("clues:handover-conclude", args=[handover.pk])
    assert first.post(conclude, {**filed, "persons_filed": 0}).status_code == 422
    assert first.post(conclude, filed).status_code == 302
    assert "核对并反馈</button>" not in page(first, "clues:handover", handover.pk)
    second = at_desk(cast.user("second"))
    report = reverse("clues:handover-report", args=[handover.pk])
    assert second.post(report).url.startswith(reverse("sealing:unlock"))
    assert "核对并反馈</button>" in page(unlocked(second), "clues:handover", handover.pk)
    second.post(report)
    handover.refresh_from_db()
    assert handover.state == "reported"


def packed_line(acting, cast, clue: Clue) -> Handover:
    decided(acting, cast, clue)
    return packed(acting, cast, clue.register).lines.get()


@pytest.mark.usefixtures("received")
def test_the_office_reads_the_result_once_it_is_reported(at_desk, acting, cast, clue):
    handover = packed_line(acting, cast, clue)
    services.conclude(acting(cast.user("first")), disposed(acting, cast, handover), result="ended", account=ACCOUNT)
    client = unlocked(at_desk(cast.user("clerk")))
    assert ACCOUNT not in page(client, "clues:clue", clue.pk)
    services.report(acting(cast.user("second")), handover, by=cast.second)
    assert ACCOUNT in page(client, "clues:clue", clue.pk)
    client.post(reverse("clues:clue-step", args=[clue.pk, "close"]))
    clue.refresh_from_db()
    assert clue.state == "closed"


def test_downgrading_is_explained_and_decided_by_the_office(at_desk, cast, clue):
    client = at_desk(cast.user("member"))
    down = reverse("clues:clue-downgrade", args=[clue.pk])
    assert "系统不会自动生成" in client.get(down).content.decode()
    assert client.post(down, {"text": ""}).status_code == 422
    client.post(down, {"text": "制度问题"})
    office = at_desk(cast.user("clerk"))
    office.post(reverse("clues:clue-allow", args=[clue.pk]), {"text": "同意"})
    clue.refresh_from_db()
    assert clue.state == "downgraded"


def test_keepers_come_and_go_with_an_open_key(at_desk, cast, clue):
    client = at_desk(cast.user("leader"))
    for name in ("admit", "remove"):
        asked = client.get(reverse(f"clues:register-{name}", args=[clue.register_id]))
        assert asked.url.startswith(reverse("sealing:unlock"))
    unlocked(client)
    client.post(reverse("clues:register-admit", args=[clue.register_id]), {"keeper": cast.user("director").pk})
    assert "人员director" in page(client, "clues:register", clue.register_id)
    client.post(reverse("clues:register-remove", args=[clue.register_id]), {"keeper": cast.user("director").pk})
    assert "人员director" not in page(client, "clues:register", clue.register_id)


def test_a_body_names_its_recipients(at_desk, world, cast):
    client = at_desk(cast.user("third"))
    assert "还没有指定" in page(client, "clues:handed")
    people = [cast.user("third").pk, cast.user("fourth").pk]
    address = reverse("clues:receiving", args=[world.city.pk])
    assert "组织部门" in client.get(address).content.decode()
    client.post(address, {"keepers": people})
    assert "人员fourth" in page(client, "clues:handed")


@pytest.mark.usefixtures("received")
def test_totals_tell_numbers_and_no_unit(at_desk, acting, cast, clue):
    packed_line(acting, cast, clue)
    for role, shown in {Role.SECRETARY: "移交线索</dt><dd>1 件", Role.LEADING_GROUP: "移交线索</dt><dd>不显示"}.items():
        told = page(at_desk(role), "clues:totals")
        assert shown in told
        assert "第1局" not in told


@pytest.mark.usefixtures("received")
def test_a_body_gives_it_back_and_the_office_decides_again(at_desk, acting, cast, clue):
    handover = packed_line(acting, cast, clue)
    services.receive(acting(cast.user("first")), handover)
    first = at_desk(cast.user("first"))
    decline = reverse("clues:handover-decline", args=[handover.pk])
    handover.refresh_from_db()
    shown = page(first, "clues:handover", handover.pk)
    assert decline in shown
    assert shown.count(f"{handover.due_on:%Y-%m-%d}") == 1
    assert first.post(decline, {"text": ""}).status_code == 422
    first.post(decline, {"text": "不属本机关管辖"})
    office = unlocked(at_desk(cast.user("clerk")))
    shown = page(office, "clues:clue", clue.pk)
    assert "不属本机关管辖" in shown
    for step in ("redirect", "go_on", "hold", "withdraw"):
        assert reverse(f"clues:clue-{step}", args=[clue.pk]) in shown
    told = {"meeting": "书记专题会议", "on": "2022-05-10", "destination": "organisation", "text": "改送"}
    office.post(reverse("clues:clue-redirect", args=[clue.pk]), told)
    clue.refresh_from_db()
    assert (clue.state, clue.destination) == ("decided", "organisation")


def test_a_round_without_clues_says_so_in_one_line(at_desk, world):
    told = page(at_desk(Role.SECRETARY), "clues:totals")
    assert "这一轮没有移交线索" in told
    assert "第一种形态" not in told
