"""Questionnaires on their pages: written at the desk, answered on a phone page by page, keyed in, counted."""

from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.foundation import tickets
from xuncha.survey import services
from xuncha.survey.models import Pattern, Questionnaire, Reply, Sheet

pytestmark = pytest.mark.django_db
LIAISON = Role.TEAM_LIAISON
BASE = {"q1": "1", "q2": "0", "q6": "0"}
SEEN = ["q1", "q2", "q3", "q6", "q8", "q9"]


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW)


def here(name: str, record, *more) -> str:
    return reverse(f"survey:{name}", args=[record.pk, *more])


def ask(client: Client, out: Questionnaire, ticket: str = "", **sent):
    """Send a page of the public form with the work done."""
    ticket = ticket or tickets.issued(out.code, NOW)
    work = next(str(n) for n in count() if tickets.worked(ticket, str(n)))
    return client.post(reverse("ask:form", args=[out.code]), {"ticket": ticket, "work": work, **sent})


def test_a_questionnaire_from_the_first_word_to_its_going_out(world, at_desk):
    page, inspection = at_desk(LIAISON), world.inspections[0]
    new = here("questionnaire-new", inspection)
    assert "机关干部职工问卷" in page.get(new).text
    assert "不用模板的" in page.post(new, {"pattern": ""}).text
    page.post(new, {"pattern": Pattern.objects.get(code="served-people").pk})
    draft = Questionnaire.objects.get()
    assert (draft.title, draft.audience) == ("服务对象问卷", "办事群众、家长、患者")
    question = {"kind": "scale", "label": "等候时间", "required": "on", "_version": 1}
    page.post(here("questionnaire-question-new", draft), question)
    draft.refresh_from_db()
    assert draft.asked[-1].options[0] == "很好"
    one = here("questionnaire-question", draft, "q3")
    assert "指定购买" in page.get(one).text
    several = page.post(one, {"kind": "text", "label": "问", "opens": ["q2:1", "q1:0"], "_version": 2})
    assert "同一道题" in several.text
    page.post(one, {"kind": "text", "label": "是哪一种", "opens": ["q2:1"], "_version": 2})
    page.post(here("questionnaire-arrange", draft, "q5"), {"do": "up"})
    page.post(here("questionnaire-arrange", draft, "q4"), {"do": "drop"})
    assert page.post(here("questionnaire-arrange", draft, "q1"), {"do": "?"}).status_code == 422
    assert page.get(here("questionnaire-question", draft, "q99")).status_code == 404
    draft.refresh_from_db()
    assert [q.id for q in draft.asked] == ["q1", "q5", "q2", "q3"]
    page.post(here("questionnaire-change", draft), {"title": "窗口问卷", "audience": "群众", "_version": draft.version})
    shown = page.get(here("questionnaire", draft)).text
    assert "窗口问卷" in shown
    assert "第 3 题选“存在问题”才出现" in shown
    assert page.get(here("questionnaire-poster", draft)).status_code == 422
    page.post(here("questionnaire-send", draft), {"opens_on": "2022-05-10", "closes_on": "2022-06-01"})
    draft.refresh_from_db()
    poster = page.get(here("questionnaire-poster", draft)).text
    assert draft.code in poster
    assert "打印这一页" in poster
    assert "内部资料" not in poster
    assert page.get(here("questionnaire-paper", draft, "docx")).status_code == 200
    assert page.get(here("questionnaire-paper", draft, "exe")).status_code == 404
    assert "窗口问卷" in page.get(reverse("survey:questionnaires")).text
    assert "窗口问卷" in page.get(reverse("rounds:inspection", args=[inspection.pk])).text


def test_on_a_phone_without_scripts_follow_ups_come_on_the_next_page(out, client):
    first = client.get(reverse("ask:form", args=[out.code]))
    assert first["Referrer-Policy"] == "no-referrer"
    assert not first.cookies
    assert '<template data-question="q4" data-after="q3" data-on="1">' in first.text
    second = ask(client, out, **BASE, q3="1", seen=SEEN)
    assert "主要是哪方面的问题" in second.text
    assert '<input type="hidden" name="q1" value="1">' in second.text
    assert not Reply.objects.exists()
    again = ask(client, out, **BASE, q3="1", seen=[*SEEN, "q4", "q5"], back="1")
    assert 'value="1" required id="id_q3_1" checked' in again.text
    missing = ask(client, out, **BASE, q3="1", seen=[*SEEN, "q4", "q5"])
    assert missing.status_code == 422
    done = ask(client, out, **BASE, q3="1", q4=["0", "2"], seen=[*SEEN, "q4", "q5"])
    assert "谢谢您的回答" in done.text
    assert not done.cookies
    assert Reply.objects.get().answers == {"q1": [1], "q2": [0], "q3": [1], "q4": [0, 2], "q6": [0]}


def test_an_old_form_a_queue_and_a_closed_day_keep_what_was_answered(out, client, acting, monkeypatch):
    assert client.get(reverse("ask:form", args=["nothing"])).status_code == 404
    old = ask(client, out, **BASE, q3="0", seen=SEEN, ticket="nonsense")
    assert "打开得太久" in old.text
    assert 'id="id_q1_1" checked' in old.text
    monkeypatch.setattr(tickets, "WITHOUT_WORK", 1)
    tickets.may_pass(NOW, "ask")
    form = {"ticket": tickets.issued(out.code, NOW), **BASE, "q3": "0", "seen": SEEN}
    assert "人较多" in client.post(reverse("ask:form", args=[out.code]), form).text
    services.count_questionnaire(acting(LIAISON), out)
    assert "已经截止" in client.get(reverse("ask:form", args=[out.code])).text
    assert "已经截止" in ask(client, out, **BASE, q3="0", seen=SEEN).text
    assert not Reply.objects.exists()


def test_paper_is_keyed_in_twice_and_counted_apart(out, at_desk, acting, answer):
    services.key_sheet(acting(Role.INSPECTOR), out, number=4, answers={"q1": [0]})
    page = at_desk(LIAISON)
    assert 'value="5"' in page.get(here("questionnaire-sheet", out)).text
    assert "已经录入" in page.post(here("questionnaire-sheet", out), {"number": 4, "q1": "0"}).text
    page.post(here("questionnaire-sheet", out), {"number": 5, "q1": "0"})
    assert Sheet.objects.count() == 2
    check = here("sheet-check", Sheet.objects.get(number=4))
    assert "第一次录入与这次不同" in page.post(check, {"q1": "1"}).text
    page.post(check, {"q1": "1", "sure": "on"})
    assert Sheet.objects.get(number=4).answers == {"q1": [1]}
    for n in range(6):
        answer(q9=f"意见{n}")
    shown = page.get(here("questionnaire", out)).text
    assert "意见3" not in shown
    assert "现在截止，扫码页和纸质录入马上停收，不能恢复" in shown
    assert "出结果以前看不到任何答案" in shown
    address = reverse("ask:form", args=[out.code])
    assert address in shown
    assert page.get(here("questionnaire-results", out, "xlsx")).status_code == 422
    page.post(here("questionnaire-step", out, "count"))
    shown = page.get(here("questionnaire", out)).text
    assert "意见3" in shown
    assert "出结果以前看不到任何答案" not in shown
    assert address not in shown
    assert "作答人数不足" in shown
    assert escape("手机填写") in shown
    assert page.get(here("questionnaire-results", out, "docx")).status_code == 200
    assert page.get(here("questionnaire-results", out, "exe")).status_code == 404
    book = page.get(here("questionnaire-results", out, "xlsx"))
    assert b"".join(book.streaming_content)[:2] == b"PK"
    page.post(here("questionnaire-revise", out))
    assert Questionnaire.objects.filter(follows=out).count() == 1


def test_the_library_on_its_pages(draft, at_desk):
    page = at_desk(Role.OFFICE_CLERK)
    told = {"code": "own", "valid_from": "2022-05-10", "unit_types": ["office"]}
    page.post(here("questionnaire-keep", draft), told)
    kept = Pattern.objects.get(code="own")
    assert "职工问卷" in page.get(reverse("survey:patterns")).text
    assert "停用模板" in page.get(here("pattern", kept)).text
    page.post(here("pattern-end", kept), {"valid_to": "2022-12-31"})
    assert "停用模板" not in page.get(here("pattern", kept)).text
