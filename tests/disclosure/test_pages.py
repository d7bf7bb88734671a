"""Pages of disclosure at the desk and in the portal, walked through by the people they are for."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.disclosure.conftest import INSIDE, LATER, PUBLIC, Disclosing, days
from xuncha.disclosure import services
from xuncha.disclosure.models import Comment, Publication


@pytest.fixture
def browse(at_desk, monkeypatch):
    """Sign somebody in on the day on which the text is written."""

    def sign_in(who, now=LATER):
        client = at_desk(who)
        monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: now)
        client.force_login(who)
        return client

    return sign_in


def at(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


def said(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_unit_writes_what_the_records_propose_and_hands_it_in(telling: Disclosing, browse):
    text = telling.begun()
    unit = browse(telling.rect.liaison)
    listed = unit.get(at("disclosure_unit:disclosures"))
    assert text.title in said(listed)
    page = said(unit.get(at("disclosure_unit:disclosure", text.pk)))
    assert "还没有写联系方式" in page
    assert "关于拆分发包规避招标问题" in page
    section = text.sections.get(position=1)
    form = at("disclosure_unit:section", section.pk)
    assert "整改尚未完成" in unit.get(form).content.decode()
    wrong = unit.post(form, {"heading": "甲", "text": "乙", "omitted": "public", "ground": "", "why": ""})
    assert wrong.status_code == 422
    assert "不公开要选一条依据" in said(wrong)
    unit.post(form, {"heading": "关于拆分发包问题", "text": "已清查，叶某负责。"})
    assert "整改台账现在的情况" in said(unit.get(form))
    frame = {"title": text.title, "opening": "甲", "leading": "乙", "contact": "电话"}
    unit.post(at("disclosure_unit:disclosure-write", text.pk), frame)
    assert "叶某" in said(unit.get(at("disclosure_unit:disclosure", text.pk)))
    done = unit.post(at("disclosure_unit:disclosure-step", text.pk, "submit"), follow=True)
    assert "待审核" in said(done)


def test_the_office_judges_omissions_compares_editions_and_approves(telling: Disclosing, browse):
    text = telling.written()
    section = telling.left_out(text)
    telling.submitted(text)
    services.return_disclosure(telling.office(), text, reason="再核。")
    telling.left_out(text, text="另写。")
    telling.submitted(text)
    office = browse(telling.rect.clerk)
    page = office.get(at("disclosure:disclosure", text.pk))
    assert "第 1 项不公开，还没有审定" in said(page)
    assert "租金长期低于市场价" in said(page)
    told = office.get(at("disclosure:disclosure", text.pk), {"channel": "inside"})
    assert "另写。" in said(told)
    judge = at("disclosure:omission-judge", section.pk)
    assert office.post(judge, {"accepted": "no"}).status_code == 422
    assert office.post(judge, {"accepted": "yes"}).status_code == 302
    compared = office.get(at("disclosure:disclosure-editions", text.pk)).content.decode()
    assert "<del>" in compared
    assert "<ins>" in compared
    done = office.post(at("disclosure:disclosure-step", text.pk, "approve"), follow=True)
    assert "已审核，待公开" in said(done)
    for kind in ("inside", "public"):
        answer = office.get(at("disclosure:disclosure-document", text.pk, kind))
        assert answer.content[:2] == b"PK"
    assert text.title in said(office.get(at("disclosure:disclosures")))
    assert text.title in said(office.get(at("rectification:plan", text.plan_id)))


def test_the_unit_notes_proofs_and_comments_and_ends(telling: Disclosing, browse):
    text = telling.approved()
    unit = browse(telling.rect.liaison)
    form = at("disclosure_unit:disclosure-publish", text.pk)
    sent = {**PUBLIC, "on": LATER.date()}
    assert unit.post(form, {**sent, "proof": SimpleUploadedFile("a.txt", b"x"), "days": ""}).status_code == 422
    unit.post(form, {**sent, "proof": SimpleUploadedFile("a.txt", b"x")})
    inside = {"channel": "inside", "place": "大会", "on": LATER.date(), "proof": SimpleUploadedFile("b.txt", b"y")}
    unit.post(form, inside)
    proof = Publication.objects.get(channel="public").proof_id
    answer = unit.get(at("disclosure_unit:disclosure-proof", text.pk, proof))
    assert b"".join(answer.streaming_content) == b"x"
    answer.close()
    comment = {"on": LATER.date(), "way": "电话", "text": "字太小。"}
    unit.post(at("disclosure_unit:disclosure-comment", text.pk), comment)
    page = said(unit.get(at("disclosure_unit:disclosure", text.pk)))
    assert "公开至 2022-08-02" in page
    assert "还有 1 条意见没有答复" in page
    unit.post(at("disclosure_unit:comment", Comment.objects.get().pk), {"answer": "已重贴。"})
    unit = browse(telling.rect.liaison, days(90))
    done = unit.post(at("disclosure_unit:disclosure-step", text.pk, "end"), follow=True)
    assert "已办结" in said(done)


def test_people_of_the_unit_are_led_to_their_portal_and_others_to_nothing(telling: Disclosing, browse, hire):
    text = telling.begun()
    unit = browse(telling.rect.liaison)
    assert unit.get(at("disclosure:disclosures")).headers["Location"] == at("disclosure_unit:disclosures")
    own = at("disclosure_unit:disclosure", text.pk)
    assert unit.get(at("disclosure:disclosure", text.pk)).headers["Location"] == own
    other = browse(hire("unit_liaison", which=1))
    assert other.get(own).status_code == 404


def test_the_station_of_the_portal_is_reached_when_both_ways_are_noted(telling: Disclosing, browse):
    def station() -> str:
        page = browse(telling.rect.liaison, days(80)).get(at("rectification_unit:home")).content.decode()
        return next(one for one in re.findall(r"<li[^>]*>.*?</li>", page, re.DOTALL) if "党内通报、社会公开" in one)

    text = telling.approved()
    telling.noted(text, **PUBLIC)
    waiting = station()
    telling.noted(text, **INSIDE)
    assert text.publications.count() == 2
    reached = station()
    assert ('class="done"' in waiting, 'class="done"' in reached) == (False, True)
    assert max(one.on for one in text.publications.all()).isoformat() in reached
