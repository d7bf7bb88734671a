"""Pages of accountability at the desk and in the portal, walked through by the people they are for."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.accountability.conftest import LATE
from xuncha.accountability import services
from xuncha.accountability.models import Result, ResultUse


def at(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


def said(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def step(client, use: ResultUse, name: str, **more: str):
    return client.post(at("accountability:use-step", use.pk, name), more)


def test_from_the_suggestion_to_the_result(using, browse, world):
    plan, client = using.plan(), browse(using.rect.clerk)
    assert "低于下限 70%" in said(client.get(at("accountability:suggestions")))
    address, source = at("accountability:use-new", world.city.pk), f"below-{plan.pk}"
    begun = client.get(address, {"source": source})
    assert "关于约谈测试市第1局党组织主要负责人的通知" in begun.content.decode()
    sent = {"source": source, "kind": "talk", "plans": [plan.pk], "title": "", "text": "请准备汇报。"}
    assert client.post(address, sent).status_code == 422
    made = client.post(address, {**sent, "title": "约谈通知"})
    use = ResultUse.objects.get()
    assert made.headers["Location"] == at("accountability:use", use.pk)
    assert client.get(address, {"source": source}).status_code == 404
    assert "请写约谈日期" in said(client.get(at("accountability:use", use.pk)))
    changed = {"title": "约谈通知", "text": "请汇报。", "on": "2022-07-20", "place": "会议室"}
    assert client.post(at("accountability:use-edit", use.pk), changed).status_code == 302
    assert "收函机关" not in said(client.get(at("accountability:use-edit", use.pk)))
    item = using.rect.item()
    assert item.title in said(client.get(at("accountability:use-items", use.pk)))
    client.post(at("accountability:use-items", use.pk), {"pick": [item.pk], "do": "add"})
    client.post(at("accountability:use-ground-remove", use.pk, use.grounds.get(item=None).pk))
    assert use.grounds.get().item == item
    assert step(client, use, "submit").status_code == 302
    assert step(browse(using.rect.director), use, "approve").status_code == 302
    client = browse(using.rect.clerk)
    assert step(client, use, "send").status_code == 302
    page = client.get(at("accountability:use", use.pk))
    assert "还没有登记结果" in said(page)
    noted = {"measure": "interviewed", "cases": 0, "persons": 1, "on": "2022-07-19"}
    assert client.post(at("accountability:use-result-new", use.pk), {**noted, "persons": 0}).status_code == 422
    assert client.post(at("accountability:use-result-new", use.pk), noted).status_code == 302
    assert step(client, use, "finish", opinion="已约谈。").status_code == 302
    assert "0 件 1 人" in said(client.get(at("accountability:use", use.pk)))
    assert "约谈通知" in said(client.get(at("rectification:item", item.pk)))
    assert "约谈通知" in said(client.get(at("rectification:plan", plan.pk)))
    assert "测试市第1局" in said(client.get(at("accountability:uses"), {"round": world.round.pk}))


def test_a_draft_waits_for_the_keepers_of_petitions(using, browse, monkeypatch):
    use, client = using.drafted(), browse(using.rect.clerk)
    monkeypatch.setattr(services, "ask_about_use", lambda _act, use: [use])
    assert step(client, use, "submit").status_code == 302
    assert "信访接收人核对" in said(client.get(at("accountability:use", use.pk)))
    use.refresh_from_db()
    assert use.state == "draft"


def test_a_wrong_result_is_taken_out(using, browse):
    using.noted(using.sent("discipline"), "admonished", persons=2, number="纪〔2022〕3号")
    result, client = Result.objects.get(), browse(using.rect.clerk)
    assert "第一种形态" in said(client.get(at("accountability:result", result.pk)))
    strike = at("accountability:result-strike", result.pk)
    assert client.post(strike, {"reason": ""}).status_code == 422
    assert client.post(strike, {"reason": "人数有误。"}).status_code == 302
    assert not Result.objects.exists()


def test_the_unit_reads_and_answers_in_its_portal(using, browse):
    talk, demanded = using.sent(), using.sent("self_criticism")
    client = browse(using.rect.liaison)
    listed = said(client.get(at("accountability_unit:uses")))
    assert talk.number in listed
    assert demanded.number in listed
    assert client.get(at("accountability:uses")).headers["Location"] == at("accountability_unit:uses")
    assert client.get(at("accountability:use", talk.pk)).headers["Location"] == at("accountability_unit:use", talk.pk)
    assert "市委小会议室" in said(client.get(at("accountability_unit:use", talk.pk)))
    assert client.get(at("accountability_unit:use-document", talk.pk)).status_code == 200
    answer = at("accountability_unit:use-answer", demanded.pk)
    assert client.post(answer, {"answer": ""}).status_code == 422
    proof = SimpleUploadedFile("检查.txt", "盖章件".encode())
    done = client.post(answer, {"answer": "深刻检查。", "proofs": proof})
    assert done.headers["Location"] == at("accountability_unit:use", demanded.pk)
    file = demanded.files.get()
    own = client.get(at("accountability_unit:use", demanded.pk))
    assert "深刻检查。" in said(own)
    served = client.get(at("accountability_unit:use-file", demanded.pk, file.pk))
    assert b"".join(served.streaming_content) == "盖章件".encode()
    served.close()
    desk = browse(using.rect.clerk).get(at("accountability:use", demanded.pk))
    assert "深刻检查。" in said(desk)


def test_a_unit_never_opens_what_was_handed_to_a_body(using, browse):
    transfer, circular = using.sent("discipline"), using.sent("circular")
    services.withdraw_use(using.act(using.rect.director, LATE), circular, reason="事实有误。")
    client = browse(using.rect.liaison)
    assert client.get(at("accountability_unit:use", transfer.pk)).status_code == 404
    assert "已经撤回" in said(client.get(at("accountability_unit:use", circular.pk)))
