"""Pages of special reports: from opening the register to the document, locked and open, and who never sees any."""

from urllib.parse import unquote

from django.urls import reverse

from tests.clues.test_pages import page, unlocked
from tests.special.people import DEED, SAID, WHO, laid, signed, signed_paper, written
from xuncha.special.models import SpecialReport


def test_the_leader_opens_the_register_from_the_inspection(world, at_desk, cast):
    here = world.inspections[0].pk
    client = at_desk(cast.user("leader"))
    address = reverse("special:register-new", args=[here])
    assert address in page(client, "rounds:inspection", here)
    assert client.post(address, {"keepers": [cast.user("writer").pk]}).status_code == 422
    keepers = [cast.user("writer").pk, cast.user("director").pk]
    assert "已开通专题登记" in client.post(address, {"keepers": keepers}, follow=True).content.decode()
    assert "打开专题登记" in page(client, "rounds:inspection", here)
    assert "专题登记" not in page(at_desk(cast.user("outsider")), "rounds:inspection", here)


def test_written_on_sources_checked_and_signed(world, at_desk, cast, register):
    signed_paper(world)
    client = unlocked(at_desk(cast.user("writer")))
    begin = reverse("special:register-begin", args=[register.pk, "principal"])
    client.post(begin, {"about": WHO})
    report = SpecialReport.objects.get()
    assert client.get(reverse("special:register-begin", args=[register.pk, "other"])).status_code == 404
    key = f"fieldwork.paper:{world.inspections[0].papers.get().pk}"
    client.post(reverse("special:report-sources", args=[report.pk]), {"keys": [key]})
    assert "没有还能选的依据" in page(client, "special:report-sources", report.pk)
    new = reverse("special:report-fact-new", args=[report.pk])
    assert "底-1" in client.get(new).content.decode()
    refused = client.post(new, {"text": "没有依据的话。"})
    assert refused.status_code == 422
    assert "第 1 段第 1 句没有注明依据" in refused.content.decode()
    client.post(new, {"text": DEED, "explained": ""})
    shown = page(client, "special:report", report.pk)
    assert "第 1 段没有记本人的说明" in shown
    fact = reverse("special:report-fact", args=[report.pk, 1])
    assert DEED in client.get(fact).content.decode()
    client.post(fact, {"text": DEED, "explained": "given", "explanation": SAID})
    client.post(new, {"text": DEED})
    client.post(reverse("special:report-fact-drop", args=[report.pk, 2]))
    assert client.get(reverse("special:report-fact", args=[report.pk, 2])).status_code == 404
    client.post(reverse("special:report-head", args=[report.pk]), {"about": f"{WHO}（正科级）"})
    client.post(reverse("special:report-step", args=[report.pk, "submit"]))
    report.refresh_from_db()
    assert report.state == "checking"
    assert "第 2 稿" in client.get(reverse("special:report", args=[report.pk]), {"version": 2}).content.decode()
    assert client.get(reverse("special:report", args=[report.pk]), {"version": 99}).status_code == 404


def test_locked_until_the_passphrase_is_given_and_signed_only_when_read(at_desk, acting, cast, report):
    written(acting, cast, report)
    client = at_desk(cast.user("writer"))
    assert WHO not in page(client, "special:report", report.pk)
    step = reverse("special:report-step", args=[report.pk, "submit"])
    asked = [
        reverse(f"special:report-{name}", args=[report.pk]) for name in ("head", "sources", "fact-new", "document")
    ]
    for address in (*asked, reverse("special:report-fact", args=[report.pk, 1])):
        assert client.get(address).url.startswith(reverse("sealing:unlock"))
    for address in (step, reverse("special:report-fact-drop", args=[report.pk, 1])):
        back = client.post(address).url.partition("next=")[2]
        assert unquote(back) == reverse("special:report", args=[report.pk]), "a button's address answers no GET"
    assert WHO in page(unlocked(client), "special:report", report.pk)


def test_the_office_lays_it_and_the_secretary_instructs(at_desk, acting, cast, matter):
    signed(acting, cast, matter)
    office = unlocked(at_desk(cast.user("director")))
    office.post(reverse("special:report-step", args=[matter.pk, "receive"]))
    office.post(reverse("special:report-lay", args=[matter.pk]), {"before": "市委书记", "on": "2022-05-10"})
    top = unlocked(at_desk(cast.user("secretary")))
    told = {"leader": "市委书记", "on": "2022-05-10", "due_on": "2022-05-20", "text": "请核查"}
    top.post(reverse("special:report-instruct", args=[matter.pk]), told)
    office = unlocked(at_desk(cast.user("director")))
    office.post(reverse("special:report-answer", args=[matter.pk]), {"text": "已核查"})
    document = office.get(reverse("special:report-document", args=[matter.pk]))
    assert document["Content-Type"].endswith("wordprocessingml.document")
    top = unlocked(at_desk(cast.user("secretary")))
    shown = page(top, "special:report", matter.pk)
    assert "请核查" in shown
    assert "已核查" in shown
    top.post(reverse("special:report-step", args=[matter.pk, "close"]))
    matter.refresh_from_db()
    assert matter.state == "closed"
    assert matter.number in page(top, "special:reports")


def test_whoever_was_let_out_sees_nothing(at_desk, acting, cast, report):
    laid(acting, cast, report)
    client = unlocked(at_desk(cast.user("outsider")))
    assert client.get(reverse("special:report", args=[report.pk])).status_code == 404
    assert report.number not in page(client, "special:reports")


def test_the_leader_names_and_takes_out(at_desk, cast, register):
    client = at_desk(cast.user("leader"))
    for name in ("admit", "remove"):
        asked = client.get(reverse(f"special:register-{name}", args=[register.pk]))
        assert asked.url.startswith(reverse("sealing:unlock"))
    unlocked(client)
    client.post(reverse("special:register-admit", args=[register.pk]), {"keeper": cast.user("outsider").pk})
    assert "专题outsider" in page(client, "special:register", register.pk)
    client.post(reverse("special:register-remove", args=[register.pk]), {"keeper": cast.user("outsider").pk})
    assert "专题outsider" not in page(client, "special:register", register.pk)
