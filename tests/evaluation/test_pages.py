"""The pages of an evaluation: from the pattern to the unit's portal, and the ballot on a phone."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from tests.conftest import NOW
from tests.evaluation.telling import SMALL, WHY, pile
from xuncha.core.permissions import Role
from xuncha.evaluation.models import Card, Count, Follow, Mark, Objection, Run, Scheme, Subject, Tally
from xuncha.evaluation.services import (
    hand_in_sheet,
    issue_cards,
    key_tally,
    seat_rater,
    settle_result,
    show_sheet,
    take_rates,
)
from xuncha.foundation import tickets
from xuncha.foundation.reach import page_of


@pytest.fixture(autouse=True)
def _fresh_queue() -> None:
    tickets._turns.clear()


def test_a_scheme_from_a_pattern_to_an_evaluation(at_desk, hire, world, acting):
    desk = at_desk(Role.OFFICE_CLERK)
    told = {"office": world.city.pk, "pattern": "four-groups", "kind": "unit", "title": "评估办法"}
    made = desk.post(reverse("evaluation:scheme-new"), told, follow=True)
    scheme = Scheme.objects.get()
    assert "市级领导" in made.content.decode()
    new = reverse("evaluation:scheme-part-new", args=[scheme.pk, "indicators"])
    wrong = desk.post(new, {"label": "创新", "maximum": "5", "method": "add", "items": "没有分值"})
    assert (wrong.status_code, "第 1 行要写" in wrong.content.decode()) == (422, True)
    desk.post(new, {"label": "创新", "maximum": "5", "method": "add", "items": "上级推广 3"})
    desk.post(
        reverse("evaluation:scheme-part-new", args=[scheme.pk, "vetoes"]),
        {"label": "泄密", "limit": 1, "effect": "zero"},
    )
    scheme.refresh_from_db()
    assert scheme.definition["indicators"][-1]["items"] == [{"code": "p1", "label": "上级推广", "most": "3"}]
    part = reverse("evaluation:scheme-part", args=[scheme.pk, "indicators", "i4"])
    assert "上级推广 3" in desk.get(part).content.decode()
    desk.post(reverse("evaluation:scheme-part-drop", args=[scheme.pk, "indicators", "i4"]))
    head = {"title": "新办法", "source": "", "full": "100", "places": "2"}
    desk.post(reverse("evaluation:scheme-change", args=[scheme.pk]), head)
    scheme.refresh_from_db()
    assert (scheme.title, len(scheme.definition["indicators"])) == ("新办法", 3)
    desk.post(reverse("evaluation:scheme-step", args=[scheme.pk, "submit"]))
    at_desk(Role.OFFICE_DIRECTOR).post(reverse("evaluation:scheme-step", args=[scheme.pk, "approve"]))
    page = desk.get(page_of(scheme)).content.decode()
    begin = reverse("evaluation:scheme-begin", args=[scheme.pk, world.round.pk])
    assert begin in page
    days = {"opens_on": NOW.date(), "closes_on": NOW.date(), "subjects": [unit.pk for unit in world.units]}
    desk.post(begin, {"title": "一轮评估", **days})
    run = Run.objects.get()
    assert run.subjects.count() == 2
    desk.post(reverse("evaluation:run-ask", args=[run.pk]), {"group": "served", "asked": 9})
    assert run.panels.get().asked == 9
    assert "「市级领导」的应评人数" in desk.get(page_of(run)).content.decode()
    desk.post(reverse("evaluation:run-change", args=[run.pk]), {"title": "改名", **days})
    run.refresh_from_db()
    assert run.title == "改名"
    desk.post(reverse("evaluation:scheme-revise", args=[scheme.pk]))
    assert Scheme.objects.filter(follows=scheme).exists()


@pytest.mark.parametrize(("kind", "n"), [("team", 2), ("office", 0)])
def test_teams_and_lower_offices_are_evaluated_alike(at_desk, world, kind, n):
    told = {"kind": kind, "title": "评价", "definition": SMALL, "state": "in_force", "state_since": NOW}
    made = {"created_by": world.founder, "created_at": NOW, "approved_by": world.founder, "approved_at": NOW}
    made["approved_by"] = type(world.founder).objects.create(username="other", name="另一人")
    scheme = Scheme.objects.create(jurisdiction=world.city, **told, **made)
    page = at_desk(Role.OFFICE_CLERK).get(reverse("evaluation:scheme-begin", args=[scheme.pk, world.round.pk]))
    assert page.content.decode().count('name="subjects"') == n


def test_unknown_parts_and_endings_are_not_there(at_desk, opened):
    desk, scheme, subject = at_desk(Role.OFFICE_CLERK), opened.scheme, opened.subjects.first()
    for address in (
        reverse("evaluation:scheme-part-new", args=[scheme.pk, "no"]),
        reverse("evaluation:scheme-part", args=[scheme.pk, "bands", "no"]),
        reverse("evaluation:subject-file", args=[subject.pk, "odt"]),
        reverse("evaluation:subject-ballots", args=[subject.pk, "no"]),
    ):
        assert desk.get(address).status_code == 404, address
    assert desk.post(reverse("evaluation:scheme-part-drop", args=[scheme.pk, "no", "x"])).status_code == 404


def test_codes_are_shown_once_and_open_the_ballot(at_desk, opened, monkeypatch):
    desk, panel = at_desk(Role.OFFICE_CLERK), opened.panels.get(group="staff")
    address = reverse("evaluation:panel-cards", args=[panel.pk])
    key = re.search(r'name="_key" value="([^"]+)"', desk.get(address).content.decode())
    sent = {"n": 2, "_key": key.group(1) if key else ""}
    page = desk.post(address, sent)
    codes = re.findall(r'class="mono">([a-z0-9-]{14})<', page.content.decode())
    assert (len(codes), page["Cache-Control"]) == (2, "no-store")
    assert "打印这一页" in page.content.decode()
    assert "内部资料" not in page.content.decode()
    again = desk.post(address, sent).content.decode()
    assert "已经生成过码" in again
    assert Card.objects.count() == 2
    phone = Client()
    entered = phone.post(reverse("vote:enter"), {"code": codes[0].upper()})
    ballot = entered["Location"]
    shown = phone.get(ballot)
    assert "弃权" in shown.content.decode()
    assert (shown["Referrer-Policy"], shown.cookies) == ("no-referrer", {})
    names = re.findall(r'type="radio" name="([^"]+)"', shown.content.decode())
    ticket = re.search(r'name="ticket" value="([^"]+)"', shown.content.decode()).group(1)
    answers = dict.fromkeys(names, "a")
    half = phone.post(ballot, {names[0]: "a", "ticket": ticket})
    assert (half.status_code, Count.objects.exclude(n=0).count()) == (422, 0)
    old = phone.post(ballot, {**answers, "ticket": "x"})
    assert "打开得太久" in old.content.decode()
    monkeypatch.setattr("xuncha.foundation.tickets.may_pass", lambda *_: False)
    assert "提交的人较多" in phone.post(ballot, {**answers, "ticket": ticket}).content.decode()
    monkeypatch.undo()
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW)
    assert "谢谢您的评议" in phone.post(ballot, {**answers, "ticket": ticket}).content.decode()
    assert sum(Count.objects.values_list("n", flat=True)) == 2
    assert "已经投过" in phone.post(ballot, {**answers, "ticket": ticket}).content.decode()
    missing = phone.get(reverse("vote:ballot", args=["nosuchcode22"]))
    assert (missing.status_code, "没有这个评议码" in missing.content.decode()) == (404, True)
    assert phone.post(reverse("vote:enter"), {"code": "！"}).status_code == 422


def test_two_at_once_with_one_code_count_once(at_desk, acting, opened, monkeypatch):
    code = issue_cards(acting(Role.OFFICE_CLERK), opened.panels.get(group="staff"), n=1)[0]
    at_desk(Role.OFFICE_CLERK)
    phone, address = Client(), reverse("vote:ballot", args=[code])
    shown = phone.get(address).content.decode()
    sent = dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', shown), "a")
    sent["ticket"] = re.search(r'name="ticket" value="([^"]+)"', shown).group(1)
    monkeypatch.setattr("xuncha.evaluation.views.public.reasons_not_to_vote", lambda **_: [])  # both passed this far
    phone.post(address, sent)
    assert "已经投过" in phone.post(address, sent).content.decode()
    assert sum(Count.objects.values_list("n", flat=True)) == 2


def test_by_account(at_desk, acting, hire, opened):
    leader = hire(Role.LEADING_GROUP)
    card = seat_rater(acting(Role.OFFICE_CLERK), opened.panels.get(group="staff"), user=leader)
    desk = at_desk(leader)
    assert "去评议" in desk.get(reverse("evaluation:votes")).content.decode()
    names = re.findall(r'type="radio" name="([^"]+)"', desk.get(page_of(card)).content.decode())
    told = desk.post(page_of(card), dict.fromkeys(names, "b"), follow=True).content.decode()
    assert "已收到您的评议" in told
    assert "您已经评议过" in told
    assert "已评议" in desk.get(reverse("evaluation:votes")).content.decode()
    seat = reverse("evaluation:panel-seat", args=[card.panel_id])
    other = hire(Role.SECRETARY)
    at_desk(Role.OFFICE_CLERK).post(seat, {"user": other.pk})
    assert Card.objects.filter(user=other).exists()
    Run.objects.update(closes_on=NOW.date() - timedelta(days=1), opens_on=NOW.date() - timedelta(days=1))
    late = at_desk(other)
    assert "现在不在评议期内" in late.get(page_of(Card.objects.get(user=other))).content.decode()
    assert "不在评议期" in late.get(reverse("evaluation:votes")).content.decode()


def test_paper_is_keyed_compared_and_settled(at_desk, hire, opened):
    subject, second = opened.subjects.first(), hire(Role.OFFICE_CLERK)
    desk = at_desk(Role.OFFICE_CLERK)
    typed = {"sheets": 6, "vote-a": 4, "vote-b": 2, "vote-c": 0}
    desk.post(reverse("evaluation:subject-ballots", args=[subject.pk, "staff"]), typed)
    tally = Tally.objects.get()
    assert str(tally) == "测试市第1局 · 干部职工"
    other = at_desk(second)
    again = reverse("evaluation:tally-again", args=[tally.pk])
    assert 'value="4"' not in other.get(again).content.decode()
    shown = other.post(again, {**typed, "vote-a": 5, "vote-b": 1}, follow=True).content.decode()
    assert "不一致，核定" in shown
    settle = reverse("evaluation:tally-settle", args=[tally.pk])
    assert "满意：第一次 4 张，第二次 5 张" in other.get(settle).content.decode()
    other.post(settle, {**typed, "why": "看错"})
    tally.refresh_from_db()
    assert tally.agreed
    assert "<td>6</td>" in other.get(page_of(subject)).content.decode()


def test_the_sheet_from_the_desk_to_the_portal(at_desk, acting, hire, closed, world):
    subject = closed.subjects.first()
    desk = at_desk(Role.OFFICE_CLERK)
    told = {"what": "duty:late", "points": "2.5", **WHY}
    desk.post(reverse("evaluation:subject-mark", args=[subject.pk]), told)
    desk.post(reverse("evaluation:subject-case", args=[subject.pk]), {"code": "false", **WHY})
    desk.post(reverse("evaluation:subject-rates", args=[subject.pk]))
    case = Mark.objects.get(points=None)
    desk.post(reverse("evaluation:mark-withdraw", args=[case.pk]), {"why": "核对无误"})
    page = desk.get(page_of(subject)).content.decode()
    for text in ("40 − 2.50 = 37.50", "方案晚报五天", "核对无误", "20 × 78.00% = 15.60", "= 93.10"):
        assert text in page, text
    desk.post(reverse("evaluation:subject-step", args=[subject.pk, "hand_in"]))
    assert (
        at_desk(hire(Role.UNIT_LIAISON)).get(reverse("evaluation_unit:subject", args=[subject.pk])).status_code == 404
    )
    at_desk(Role.DISCIPLINE).post(reverse("evaluation:subject-step", args=[subject.pk, "show"]))
    liaison = hire(Role.UNIT_LIAISON, name="单位联络员甲")
    unit = at_desk(liaison)
    assert subject.run.title in unit.get(reverse("evaluation_unit:subjects")).content.decode()
    own = unit.get(reverse("evaluation_unit:subject", args=[subject.pk])).content.decode()
    assert "40 − 2.50 = 37.50" in own
    assert subject.marks.first().created_by.name not in own
    unit.post(reverse("evaluation_unit:subject-object", args=[subject.pk]), {"code": "duty", "text": "按期送达"})
    said = Objection.objects.get()
    answer = {"verdict": "rejected", "decision": "签收日期为十五日"}
    at_desk(Role.SECRETARY).post(reverse("evaluation:objection-decide", args=[said.pk]), answer)
    decided = at_desk(liaison).get(reverse("evaluation_unit:subject", args=[subject.pk]))
    assert "签收日期为十五日" in decided.content.decode()
    paper = {"text": "另有一处", "said_by": "第1局 办公室"}
    at_desk(Role.OFFICE_CLERK).post(reverse("evaluation:subject-object", args=[subject.pk]), paper)
    assert Objection.objects.count() == 2


def shown_subject(acting, closed: Run) -> Subject:
    subject = closed.subjects.first()
    take_rates(acting(Role.OFFICE_CLERK), subject)
    return show_sheet(acting(Role.OFFICE_CLERK), hand_in_sheet(acting(Role.OFFICE_CLERK), subject))


def test_the_files_say_what_the_page_says(at_desk, acting, closed):
    subject = shown_subject(acting, closed)
    desk = at_desk(Role.OFFICE_CLERK)
    docx = desk.get(reverse("evaluation:subject-file", args=[subject.pk, "docx"]))
    document = Document(BytesIO(docx.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in document.paragraphs), *cells])
    assert "20 × 78.00% = 15.60" in text
    assert "服务对象只有 4 票，不足 5 票，不计入" in text
    assert "= 95.60" in text
    book = desk.get(reverse("evaluation:subject-file", args=[subject.pk, "xlsx"]))
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(book.streaming_content))).get_sheet_by_index(0).to_python()
    assert ["总分", "", "", 95.6, "40.00 + 40.00 + 15.60 + 0.00 = 95.60"] in rows
    assert len(rows[-1][-1]) == 64


def test_what_follows_is_decided_on_its_page(at_desk, acting, closed):
    subject = shown_subject(acting, closed)
    settle_result(acting(Role.OFFICE_DIRECTOR, now=NOW + timedelta(days=30)), subject)
    follow = Follow.objects.get()
    desk = at_desk(Role.SECRETARY)
    assert "通报表扬" in desk.get(page_of(follow)).content.decode()
    desk.post(reverse("evaluation:follow-step", args=[follow.pk, "dismiss"]), {"reason": "另行研究"})
    assert "另行研究" in desk.get(page_of(follow)).content.decode()
    assert "95.60" in desk.get(reverse("evaluation:subjects")).content.decode()


def test_keying_twice_alike_says_so(at_desk, acting, opened):
    told = {"sheets": 5, "counts": {"vote": {"a": 5}}}
    tally = key_tally(acting(Role.OFFICE_CLERK), opened.subjects.first(), group="staff", **told)
    desk = at_desk(Role.OFFICE_DIRECTOR)
    typed = {"sheets": 5, "vote-a": 5, "vote-b": 0, "vote-c": 0}
    page = desk.post(reverse("evaluation:tally-again", args=[tally.pk]), typed, follow=True).content.decode()
    assert "两次一致" in page


def test_before_the_end_no_page_says_how_many_voted(at_desk, acting, opened):
    subject = opened.subjects.first()
    pile(acting, subject, "staff", a=6, b=3, c=1)
    page = at_desk(Role.OFFICE_CLERK).get(page_of(subject)).content.decode()
    assert "评议截止以后才计算" in page
    assert "只有 0 票" not in page
