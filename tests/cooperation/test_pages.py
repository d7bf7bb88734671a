"""Pages of cooperation, walked through by the office and by a department."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from xuncha.cooperation.models import Agreement, Conference, JointCheck
from xuncha.core.permissions import Role
from xuncha.foundation.orgs.models import Organisation, UnitType


def at(name: str, *arguments: object) -> str:
    return reverse(f"cooperation:{name}", args=arguments)


def said(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_an_agreement_from_the_draft_to_the_renewal(coop, at_desk, world):
    client = at_desk(coop.clerk)
    form = {"frame": "department", "title": "与审计局的协作机制", "matters": "通报。", "from_on": "2022-05-01",
            "until": "2022-05-20"}  # fmt: skip
    assert client.get(at("agreement-new", world.city.pk)).status_code == 200
    refused = client.post(at("agreement-new", world.city.pk), {**form, "until": "2022-04-01"})
    assert refused.status_code == 422
    assert "有效期要晚于生效日期" in said(refused)
    client.post(at("agreement-new", world.city.pk), form)
    agreement = Agreement.objects.get()
    assert client.get(at("agreement-edit", agreement.pk)).status_code == 200
    client.post(at("agreement-edit", agreement.pk), {**form, "matters": "通报、会商。"})
    assert client.get(at("agreement-partners", agreement.pk)).status_code == 200
    for unit in (coop.department, world.units[0]):
        client.post(at("agreement-partners", agreement.pk), {"part": "audit", "organisations": [unit.pk]})
    client.post(at("agreement-partner-remove", agreement.pk, world.units[0].pk))
    shown = said(client.get(at("agreement", agreement.pk)))
    assert "测试市审计局" in shown
    assert "测试市第1局" not in shown
    client.post(at("agreement-step", agreement.pk, "submit"))
    client = at_desk(coop.director)
    client.post(at("agreement-step", agreement.pk, "approve"))
    assert client.get(at("agreement-renew", agreement.pk)).status_code == 200
    listed = client.get(at("agreements"), {"chip": "renew"})
    assert "与审计局的协作机制" in said(listed)
    client.post(at("agreement-renew", agreement.pk), {"until": "2023-12-31"})
    assert "2023-12-31" in said(client.get(at("agreement", agreement.pk)))
    assert client.get(at("agreement-document", agreement.pk)).status_code == 200
    client = at_desk(coop.officer)
    shown = client.get(at("agreement", agreement.pk))
    assert "通报、会商" in said(shown)
    assert at("agreement-renew", agreement.pk) not in shown.content.decode()
    assert "与审计局的协作机制" in said(client.get(at("agreements")))


def test_departments_come_first_among_those_to_be_asked(coop, at_desk, world):
    Organisation.objects.create(jurisdiction=world.city, code="0001", name="测试市第1医院", unit_type=UnitType.HOSPITAL)
    page = said(at_desk(coop.clerk).get(at("conference-new", world.city.pk)))
    assert page.index(coop.department.name) < page.index("测试市第1医院")


def test_an_agreement_past_its_day_says_so(coop, at_desk):
    agreement = coop.in_force()
    Agreement.objects.filter(pk=agreement.pk).update(from_on="2022-01-01", until="2022-05-01")
    assert "有效期已过" in said(at_desk(coop.clerk).get(at("agreement", agreement.pk)))


def test_a_conference_from_the_notice_to_the_last_decision(coop, at_desk, world):
    client = at_desk(coop.clerk)
    form = {"kind": "consult", "title": "收费会商", "on": "2022-05-10", "agenda": "口径", "place": "", "chair": "",
            "invited": [coop.department.pk], "inspection": world.inspections[0].pk}  # fmt: skip
    assert client.get(at("conference-new", world.city.pk)).status_code == 200
    assert client.post(at("conference-new", world.city.pk), {**form, "invited": []}).status_code == 422
    client.post(at("conference-new", world.city.pk), form)
    conference = Conference.objects.get()
    assert "收费会商" in said(client.get(at("conference-edit", conference.pk)))
    client.post(at("conference-edit", conference.pk), {**form, "place": "三楼"})
    client.post(at("conference-step", conference.pk, "call"))
    officer = at_desk(coop.officer)
    assert "测试市第1局" not in said(officer.get(at("conference", conference.pk)))
    assert officer.get(at("conference-view", conference.pk)).status_code == 200
    officer.post(at("conference-view", conference.pk), {"organisation": coop.department.pk, "view": "按文件。"})
    client = at_desk(coop.clerk)
    shown = said(client.get(at("conference", conference.pk)))
    assert "按文件。" in shown
    assert "测试市第1局" in shown
    assert client.get(at("conference-minutes", conference.pk)).status_code == 200
    client.post(at("conference-minutes", conference.pk), {"minutes": "核对。"})
    assert client.get(at("conference-decide", conference.pk)).status_code == 200
    decided = {"text": "提供文件", "owner": coop.department.pk, "due_on": "2022-05-20"}
    client.post(at("conference-decide", conference.pk), decided)
    decision = conference.decisions.get()
    assert client.post(at("conference-step", conference.pk, "close")).status_code == 422
    assert "收费会商" in said(client.get(at("conferences"), {"chip": "open"}))
    officer = at_desk(coop.officer)
    assert officer.get(at("decision", decision.pk)).headers["Location"].startswith(at("conference", conference.pk))
    assert "提供文件" in said(officer.get(at("decision-finish", decision.pk)))
    officer.post(at("decision-finish", decision.pk), {"result": "已提供", "done_on": "2022-05-10"})
    client = at_desk(coop.clerk)
    client.post(at("conference-step", conference.pk, "close"))
    assert "已办结" in said(client.get(at("conference", conference.pk)))
    assert client.get(at("conference-document", conference.pk)).status_code == 200
    assert "收费会商" in said(client.get(at("conferences")))


def test_a_check_from_the_plan_to_the_team(coop, at_desk, world):
    client = at_desk(coop.clerk)
    assert at("check-new", world.round.pk) in client.get(at("checks")).content.decode()
    form = {"kind": "audit", "department": coop.department.pk, "task": "",
            "inspections": [one.pk for one in world.inspections],
            "from_on": "2022-05-01", "to_on": "2022-05-30"}  # fmt: skip
    assert client.get(at("check-new", world.round.pk)).status_code == 200
    assert client.post(at("check-new", world.round.pk), {**form, "inspections": []}).status_code == 422
    client.post(at("check-new", world.round.pk), form)
    check = JointCheck.objects.get(inspection=world.inspections[0])
    officer = at_desk(coop.officer)
    assert "测试市第1局" in said(officer.get(at("checks")))
    assert officer.get(at("check-report", check.pk)).status_code == 200
    found = SimpleUploadedFile("清单.txt", b"list")
    officer.post(at("check-report", check.pk), {"problems": "3", "text": "三笔未入账。", "proofs": found})
    assert at("check-report", check.pk) not in officer.get(at("check", check.pk)).content.decode()
    client = at_desk(coop.clerk)
    client.post(at("check-step", check.pk, "accept"))
    team = at_desk(Role.INSPECTOR)
    page = team.get(reverse("rounds:inspection", args=[world.inspections[0].pk]))
    assert "巡审联动" in said(page)
    assert "三笔未入账。 清单.txt" in said(team.get(at("check", check.pk)))
    answer = team.get(at("check-file", check.pk, check.proofs.get().pk))
    assert answer.getvalue() == b"list"
    answer.close()
