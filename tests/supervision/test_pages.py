"""Pages of letters at the desk and in the portal, walked through by the people they are for."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.supervision.conftest import LATE, days
from xuncha.core.permissions import Role
from xuncha.supervision import services
from xuncha.supervision.models import Dismissal, Letter


@pytest.fixture
def browse(at_desk, monkeypatch):
    """Sign somebody in on the day on which the letters are written."""

    def sign_in(who, now=LATE):
        client = at_desk(who)
        monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: now)
        client.force_login(who)
        return client

    return sign_in


def at(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


def said(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_from_the_suggestion_to_the_draft(letters, browse, world):
    letters.rect.accepted()
    client = browse(letters.rect.clerk)
    listed = client.get(at("supervision:suggestions"))
    assert "2 项整改事项超期没有完成" in said(listed)
    assert "60" not in said(client.get(at("supervision:suggestions"), {"hint": "overdue"}))
    plan = letters.rect.plan()
    query = {"hint": "overdue", "subject": f"plan-{plan.pk}"}
    form = client.get(at("supervision:letter-new", world.city.pk), query)
    assert "所列整改事项" in said(form)
    assert "督办函" in form.content.decode()
    sent = {
        **query,
        "pick": [item.pk for item in plan.items.all()],
        "kind": "supervision",
        "addressee": world.units[0].pk,
        "title": "",
        "text": "请回复。",
    }
    refused = client.post(at("supervision:letter-new", world.city.pk), sent)
    assert refused.status_code == 422
    assert "请回复。" in refused.content.decode()
    done = client.post(at("supervision:letter-new", world.city.pk), {**sent, "title": "督办函"})
    letter = Letter.objects.get()
    assert done.headers["Location"] == at("supervision:letter", letter.pk)
    assert letter.lines.count() == 2
    assert client.get(at("supervision:letter-new", world.city.pk), query).status_code == 404
    assert client.get(at("supervision:letter-new", world.city.pk)).status_code == 200


def test_a_class_of_problems_leads_to_a_draft_for_a_department(letters, browse, world, monkeypatch):
    from tests.supervision.test_suggesting import classified
    from xuncha.supervision.selectors import suggesting

    monkeypatch.setattr(suggesting, "COMMON_UNITS", 1)
    letters.rect.accepted()
    category = classified(letters.rect)
    client = browse(letters.rect.clerk, days(1))
    assert f"category={category.pk}" in client.get(at("supervision:suggestions")).content.decode()
    query = {"hint": "common", "subject": f"round-{world.round.pk}-category-{category.pk}"}
    assert letters.rect.item().title in said(client.get(at("supervision:letter-new", world.city.pk), query))
    register = client.get(at("supervision:letters"), {"category": category.pk})
    assert "共 0 件" in said(register)
    assert f'走 <a href="{at("clues:referrals")}">其他移交事项</a>' in register.content.decode()


def test_a_suggestion_is_dismissed_on_its_page(letters, browse, world):
    letters.rect.accepted()
    client = browse(letters.rect.clerk)
    url = at("supervision:suggestion-dismiss", world.city.pk) + f"?hint=overdue&subject=plan-{letters.rect.plan().pk}"
    assert "超期没有完成" in said(client.get(url))
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "已约谈。"}).status_code == 302
    assert Dismissal.objects.get().reason == "已约谈。"
    assert "已约谈。" in said(client.get(at("supervision:suggestions")))
    assert client.get(url).headers["Location"] == at("supervision:suggestions")


def test_items_are_chosen_from_the_ledger_and_taken_out(letters, browse, world):
    made = letters.drafted(items=[], kind="assignment", addressee=letters.department)
    letters.rect.accepted()
    client, item = browse(letters.rect.clerk), letters.rect.item()
    assert item.title in said(client.get(at("supervision:letter-items", made.pk)))
    client.post(at("supervision:letter-items", made.pk), {"pick": [item.pk], "do": "add"})
    assert made.lines.count() == 1
    assert item.title not in said(client.get(at("supervision:letter-items", made.pk), {"category": ""}))
    client.post(at("supervision:letter-item-remove", made.pk, item.pk))
    assert made.lines.count() == 0
    assert client.post(at("supervision:letter-item-remove", made.pk, item.pk)).status_code == 404


def test_a_draft_is_changed_and_both_texts_are_kept_when_two_change_it(letters, browse, world):
    made = letters.drafted()
    client = browse(letters.rect.clerk)
    assert "请书面回复。" in client.get(at("supervision:letter-edit", made.pk)).content.decode()
    sent = {"addressee": world.units[0].pk, "title": "督办函", "text": "请抓紧。", "_version": 1}
    assert client.post(at("supervision:letter-edit", made.pk), sent).status_code == 302
    stale = client.post(at("supervision:letter-edit", made.pk), {**sent, "text": "请速办。"})
    assert stale.status_code == 409
    assert "请速办。" in stale.content.decode()
    assert "请抓紧。" in stale.content.decode()


def test_it_is_handed_in_issued_and_found_again(letters, browse, world):
    made = letters.drafted()
    client = browse(letters.rect.clerk)
    assert "签发时编号" in said(client.get(at("supervision:letter", made.pk)))
    client.post(at("supervision:letter-step", made.pk, "submit"))
    client = browse(letters.rect.director)
    client.post(at("supervision:letter-step", made.pk, "issue"))
    shown = client.get(at("supervision:letter", made.pk))
    assert "测试巡督〔2022〕1号" in said(shown)
    assert "所列整改事项" in said(shown)
    found = client.get(at("supervision:letters"), {"round": world.round.pk, "kind": "supervision"})
    assert "共 1 件" in said(found)
    workbook = client.get(at("supervision:letters"), {"export": "xlsx"})
    assert b"".join(workbook.streaming_content)[:2] == b"PK"
    workbook.close()
    figures = client.get(at("supervision:letters-figures"))
    assert "督办函" in said(figures)
    assert "已签发 1 件" in said(figures)
    item = client.get(reverse("rectification:item", args=[made.lines.get().item_id]))
    assert "测试巡督〔2022〕1号" in said(item)
    assert "测试巡督〔2022〕1号" in said(client.get(reverse("rectification:plan", args=[letters.rect.plan().pk])))


def test_what_was_issued_to_the_unit_stands_among_its_letters(letters, browse):
    draft, issued = letters.submitted(title="没有签发"), letters.issued(title="关于工期的督办函")
    client = browse(letters.rect.liaison)
    shown = client.get(at("rectification_unit:letters"))
    assert at("supervision_unit:letter", issued.pk) in shown.content.decode()
    assert f"{issued.due_on:%Y-%m-%d} 前" in said(shown)
    assert draft.title not in said(shown)
    services.answer_letter(letters.act(letters.rect.liaison), letters.received(issued), reply="已办理。")
    assert "已回复，待审阅" in said(client.get(at("rectification_unit:letters")))


def test_the_unit_reads_signs_and_answers_in_its_portal(letters, browse):
    issued = letters.issued()
    client = browse(letters.rect.liaison)
    assert client.get(at("supervision:letters")).headers["Location"] == at("supervision_unit:letters")
    assert client.get(at("supervision:letters-figures")).headers["Location"] == at("supervision_unit:letters")
    assert client.get(at("supervision:letter", issued.pk)).headers["Location"] == at(
        "supervision_unit:letter", issued.pk
    )
    assert "测试巡督〔2022〕1号" in said(client.get(at("supervision_unit:letters")))
    assert "签收以后才能回复" in said(client.get(at("supervision_unit:letter", issued.pk)))
    client.post(at("supervision_unit:letter-receive", issued.pk))
    assert client.get(at("supervision_unit:letter-answer", issued.pk)).status_code == 200
    sent = {"reply": "已办理。", "proofs": SimpleUploadedFile("凭证.txt", b"proof")}
    assert client.post(at("supervision_unit:letter-answer", issued.pk), {"reply": ""}).status_code == 422
    assert client.post(at("supervision_unit:letter-answer", issued.pk), sent).status_code == 302
    shown = client.get(at("supervision_unit:letter", issued.pk))
    assert "凭证.txt" in said(shown)
    issued.refresh_from_db()
    served = client.get(at("supervision_unit:letter-file", issued.pk, issued.files.get().pk))
    assert b"".join(served.streaming_content) == b"proof"
    served.close()
    for kind in ("letter", "reply"):
        document = client.get(at("supervision_unit:letter-document", issued.pk, kind))
        assert document.content[:2] == b"PK"


def test_a_department_comes_to_its_own_letters_and_nowhere_else(letters, browse):
    assigned, other = letters.assigned(), letters.issued()
    client = browse(letters.officer)
    assert client.get("/").headers["Location"] == at("supervision_unit:letters")
    listed = said(client.get(at("supervision_unit:letters")))
    assert assigned.number in listed
    assert other.number not in listed
    assert client.get(at("supervision_unit:letter", other.pk)).status_code == 404
    assert client.get(reverse("rectification_unit:home")).headers["Location"] == "/"
    client.post(at("supervision_unit:letter-receive", assigned.pk))
    client.post(at("supervision_unit:letter-answer", assigned.pk), {"reply": "已部署清查。"})
    assigned.refresh_from_db()
    assert assigned.state == "answered"
    page = said(client.get(at("supervision_unit:letter", assigned.pk)))
    assert "回复时限 已回复" in page
    assert "已办结" not in page


def test_an_insufficient_answer_is_followed_on_a_page(letters, browse):
    answered = letters.answered()
    client = browse(letters.rect.clerk)
    assert "续发" in said(client.get(at("supervision:letter", answered.pk)))
    url = at("supervision:letter-reissue", answered.pk)
    assert "重改通知书" in client.get(url).content.decode()
    assert client.post(url, {"kind": "warning", "reason": ""}).status_code == 422
    assert client.post(url, {"kind": "warning", "reason": "没有佐证。"}).status_code == 302
    following = Letter.objects.get(previous=answered)
    assert "前后函件" in said(client.get(at("supervision:letter", following.pk)))
    assert client.post(at("supervision:letter-step", following.pk, "submit")).status_code == 302


def test_other_peoples_letters_do_not_exist(letters, at_desk):
    issued = letters.issued()
    for role, which, name in (
        (Role.UNIT_LIAISON, 1, "supervision_unit:letter"),
        (Role.DEPARTMENT, 1, "supervision_unit:letter"),
        (Role.OFFICE_CLERK, 1, "supervision:letter"),
    ):
        assert at_desk(role, which=which).get(at(name, issued.pk)).status_code == 404
    assert at_desk(Role.INSPECTOR).get(at("supervision:letter", issued.pk)).status_code == 403
    assert at_desk(Role.LEADING_GROUP).post(at("supervision:letter-edit", issued.pk)).status_code == 403


def test_a_letter_that_repeats_a_petition_waits_for_a_keeper(letters, browse, world, acting):
    from tests.intake.people import NAME, opened_mailbox, registered, team_with_keys
    from xuncha.foundation.leaks.models import SourceCheck
    from xuncha.foundation.leaks.selectors import checked_of
    from xuncha.foundation.leaks.services import clear_source

    team = team_with_keys(world, acting)
    registered(acting, team, opened_mailbox(world, acting, team))
    about_items = letters.drafted(text=f"据{NAME}反映，请核查。")
    client = browse(letters.rect.clerk)
    told = client.post(at("supervision:letter-step", about_items.pk, "submit"), follow=True)
    assert "已请信访接收人核对" in said(told)
    assert NAME not in re.sub(r"工作要求.*", "", "".join(str(m) for m in told.context["messages"]))
    about_items.refresh_from_db()
    assert about_items.state == "draft"
    check = SourceCheck.objects.get()
    assert (check.kind, check.record) == ("supervision.line", about_items.lines.get().pk)
    with pytest.raises(Exception, match="核对"):
        services.submit_letter(letters.act(letters.rect.clerk), about_items)
    clear_source(acting(team.users[0]), check, reason="同名的是部门领导", by=team.leader)
    assert services.submit_letter(letters.act(letters.rect.clerk), about_items).state == "submitted"
    about_plan = letters.drafted(items=[], text=f"据{NAME}反映。", kind="recommendation")
    about_plan.plan = letters.rect.plan()
    about_plan.save()
    assert services.ask_about_letter(letters.act(letters.rect.clerk), about_plan)
    about_plan.plan = None
    with pytest.raises(LookupError):
        checked_of(about_plan)
