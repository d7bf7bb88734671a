"""Residents read what became of the matters and answer one question; nobody finds out who said what."""

import re
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from tests.disclosure.conftest import LATER, Disclosing, day, days, refused
from tests.intake.people import opened_mailbox, team_with_keys
from tests.intake.sending import sent, work_for
from xuncha.core.errors import Denied
from xuncha.disclosure import services
from xuncha.disclosure.models import Hearing, Verdict
from xuncha.disclosure.rules.hearings import (
    OpenFacts,
    Result,
    reasons_not_to_answer,
    reasons_not_to_open,
    reasons_not_to_take,
    reasons_not_to_write,
    result_of,
    smallest_of,
)
from xuncha.disclosure.selectors.hearings import counted, residents_asked, said_of
from xuncha.foundation import tickets
from xuncha.foundation.journal.models import JournalRecord
from xuncha.hints.selectors.facts import plan_facts

DAY = date(2022, 7, 19)
WORDS = {"title": "群众评价", "audience": "东坡村村民", "words": "泵站已经修好。"}


def heard(telling: Disclosing, **other) -> Hearing:
    """A draft about the first item of a published text."""
    text = telling.published()
    return services.draft_hearing(telling.office(), text, sections=list(text.sections.all()[:1]), **{**WORDS, **other})


def opened(telling: Disclosing, **other) -> Hearing:
    hearing = heard(telling, **other)
    return services.open_hearing(telling.office(), hearing, opens_on=LATER.date(), closes_on=day(100))


def answered(hearing: Hearing, *choices: str, said: str = "") -> None:
    for choice in choices:
        ticket = tickets.read(tickets.issued(hearing.code, LATER), hearing.code, LATER)
        services.answer_hearing(hearing, ticket, choice, said, LATER.date())


def test_rules_of_asking():
    told = {"sections": 1, "foreign": 0, "told": True}
    assert reasons_not_to_write("甲", "乙", "丙", **told) == []
    found = reasons_not_to_write("", "", "", sections=0, foreign=2, told=False)
    assert [one.field for one in found] == ["", "title", "audience", "words", "sections", "sections"]
    assert reasons_not_to_open(OpenFacts(DAY, DAY, DAY, DAY)) == []
    early = OpenFacts(date(2022, 7, 18), date(2022, 7, 17), DAY, DAY)
    assert [one.field for one in reasons_not_to_open(early)] == ["opens_on", "closes_on", "closes_on"]


def test_rules_of_answering_and_counting():
    days_ = {"opens_on": DAY, "closes_on": DAY}
    assert reasons_not_to_answer(**days_, is_open=True, today=DAY) == []
    assert "还没有开始" in str(reasons_not_to_answer(**days_, is_open=True, today=date(2022, 7, 18))[0].text)
    assert "已经截止" in str(reasons_not_to_answer(**days_, is_open=False, today=DAY)[0].text)
    assert reasons_not_to_take("good", "") == []
    assert [one.field for one in reasons_not_to_take("?", "字" * 301)] == ["choice", "said"]
    assert (smallest_of(3), smallest_of(8)) == (5, 8)
    counts = {"good": 2, "fair": 2, "bad": 1}
    assert result_of(counts, 5, closed=False) is None
    assert result_of(counts, 6, closed=True) is None
    found = result_of(counts, 5, closed=True)
    assert (found.all, found.satisfied, str(found.rate)) == (5, 4, "80.0")
    assert Result({"good": 1, "bad": 2}).rate.as_tuple().exponent == -1


@pytest.mark.django_db
def test_only_what_was_published_is_told(telling: Disclosing):
    text = telling.approved()
    sections = list(text.sections.all())
    asked = {**WORDS, "sections": sections}
    assert "还没有公开" in refused(lambda: services.draft_hearing(telling.office(), text, **asked))
    with pytest.raises(Denied):
        services.draft_hearing(telling.unit(), text, **asked)


@pytest.mark.django_db
def test_what_went_out_stands_and_shows_a_result_when_it_is_closed(telling: Disclosing):
    hearing = heard(telling)
    services.write_hearing(
        telling.office(), hearing, base_version=None, **{**WORDS, "words": "改过。"}, sections=hearing.sections.all()
    )
    hearing = services.open_hearing(telling.office(), hearing, opens_on=LATER.date(), closes_on=day(100))
    assert (len(hearing.code), hearing.smallest) == (8, 5)
    with pytest.raises(DatabaseError), transaction.atomic():
        Hearing.objects.update(words="别的")
    answered(hearing, "good", "good", "fair", "bad", said="修得快。")
    assert counted([hearing])[hearing.pk] is None
    answered(hearing, "good")
    assert counted([hearing])[hearing.pk] is None  # not before it is closed
    hearing = services.close_hearing(telling.office(), hearing)
    assert str(counted([hearing])[hearing.pk].rate) == "80.0"
    assert said_of(hearing) == ["修得快。"] * 4
    assert "已经截止" in refused(lambda: answered(hearing, "bad"))
    plan = hearing.disclosure.plan_id
    assert (residents_asked([plan])[plan].satisfied, residents_asked([plan])[plan].all) == (4, 5)
    assert next(plan_facts([plan])).votes.source.pk == hearing.pk  # the hint about satisfaction hears it


@pytest.mark.django_db
def test_fewer_than_five_are_never_shown(telling: Disclosing):
    hearing = opened(telling)
    answered(hearing, "bad", "bad", "bad", "bad")
    services.close_hearing(telling.office(), hearing)
    assert counted([Hearing.objects.get()]) == {hearing.pk: None}
    assert residents_asked([hearing.disclosure.plan_id]) == {}


@pytest.mark.django_db
def test_a_resident_answers_on_a_phone_and_leaves_nothing_but_the_answer(telling: Disclosing, monkeypatch):
    hearing = opened(telling)
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: LATER)
    phone, address = Client(), reverse("heard:page", args=[hearing.code])
    before = JournalRecord.objects.count()
    shown = phone.get(address)
    assert (shown["Referrer-Policy"], shown["Cache-Control"], dict(shown.cookies)) == ("no-referrer", "no-store", {})
    text = shown.content.decode()
    assert "泵站已经修好。" in text
    assert "拆分发包" in text
    assert "租金长期" not in text  # only what was chosen
    ticket = re.search(r'name="ticket" value="([^"]+)"', text)[1]
    assert phone.post(address, {"ticket": ticket, "work": work_for(ticket)}).status_code == 422
    form = {"ticket": ticket, "work": work_for(ticket), "choice": "good", "said": "谢谢"}
    for _ in range(2):  # sent twice, counted once
        done = phone.post(address, form)
        assert "谢谢您的评价" in done.content.decode()
    assert dict(done.cookies) == {}
    verdict = Verdict.objects.get()
    assert {f.name for f in Verdict._meta.fields} == {"id", "hearing", "choice", "said", "day"}
    assert (verdict.choice, verdict.said, verdict.day) == ("good", "谢谢", LATER.date())
    assert JournalRecord.objects.count() == before
    assert phone.post(address, {**form, "ticket": "old"}).status_code == 422
    assert phone.get(reverse("heard:page", args=["nothing2"])).status_code == 404


@pytest.mark.django_db
def test_a_flood_waits_and_a_closed_question_is_only_read(telling: Disclosing, monkeypatch):
    hearing = opened(telling)
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: LATER)
    monkeypatch.setattr(tickets, "WITHOUT_WORK", 1)
    address = reverse("heard:page", args=[hearing.code])
    tickets.may_pass(LATER, "heard")
    slow = Client().post(address, {"ticket": tickets.issued(hearing.code, LATER), "choice": "bad"})
    assert "请过一分钟再点提交" in slow.content.decode()
    services.close_hearing(telling.office(), hearing)
    ticket = tickets.issued(hearing.code, LATER)
    late = Client().post(address, {"ticket": ticket, "work": work_for(ticket), "choice": "bad"})
    assert "评价已经截止" in late.content.decode()
    assert not Verdict.objects.exists()


@pytest.mark.django_db
def test_who_left_a_tip_hears_what_the_office_chose_to_say_and_nothing_else(
    telling: Disclosing, acting, client, monkeypatch
):
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW)
    world = telling.rect.world
    mailbox = opened_mailbox(world, acting, team_with_keys(world, acting))
    receipt, _page = sent(client, mailbox.code)
    assert receipt
    back = reverse("tip:back")
    hearing = heard(telling)
    assert "泵站已经修好。" not in client.post(back, {"receipt": receipt}).content.decode()
    services.write_hearing(
        telling.office(), hearing, base_version=None, **WORDS, sections=hearing.sections.all(), petitioners=True
    )
    assert "泵站已经修好。" not in client.post(back, {"receipt": receipt}).content.decode()  # not out yet
    services.open_hearing(telling.office(), hearing, opens_on=LATER.date(), closes_on=day(100))
    assert "泵站已经修好。" in client.post(back, {"receipt": receipt}).content.decode()


@pytest.fixture
def office(telling: Disclosing, at_desk, monkeypatch):
    """The clerk's browser, weeks later."""
    client = at_desk(telling.rect.clerk)
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: days(100))
    client.force_login(telling.rect.clerk)
    return client


@pytest.mark.django_db
def test_the_office_asks_prints_the_code_and_reads_the_result(telling: Disclosing, office):
    text = telling.published()
    new = reverse("disclosure:hearing-new", args=[text.pk])
    assert "请群众评价" in office.get(reverse("disclosure:disclosure", args=[text.pk])).content.decode()
    assert office.post(new, {**WORDS}).status_code == 422
    office.post(new, {**WORDS, "sections": [text.sections.first().pk]})
    hearing = Hearing.objects.get()
    here = reverse("disclosure:hearing", args=[hearing.pk])
    edit = reverse("disclosure:hearing-edit", args=[hearing.pk])
    assert "泵站已经修好。" in office.get(edit).content.decode()
    office.post(edit, {**WORDS, "words": "已修好。", "sections": [text.sections.first().pk]})
    open_ = reverse("disclosure:hearing-open", args=[hearing.pk])
    assert 'value="2022-08-18"' in office.get(open_).content.decode()  # today, which is weeks after the publication
    office.post(open_, {"opens_on": LATER.date(), "closes_on": days(110).date()})
    hearing.refresh_from_db()
    poster = reverse("disclosure:hearing-poster", args=[hearing.pk])
    assert poster in office.get(here).content.decode()
    printed = office.get(poster).content.decode()
    assert f"/heard/{hearing.code}/" in printed
    assert "内部资料" not in printed
    assert "内部资料" in office.get(here).content.decode()
    assert f"/heard/{hearing.code}/" in office.get(here).content.decode()
    answered(hearing, *["good"] * 6)
    office.post(reverse("disclosure:hearing-step", args=[hearing.pk, "close"]))
    assert office.get(poster).status_code == 422
    assert "满意率 100.0%" in re.sub(r"<[^>]+>", "", office.get(here).content.decode())
    assert "100.0%" in office.get(reverse("disclosure:hearings")).content.decode()
    item = text.sections.first().item
    for page in (reverse("rectification:item", args=[item.pk]), reverse("rectification:plan", args=[text.plan_id])):
        assert "满意率 100.0%" in office.get(page).content.decode()


@pytest.mark.django_db
def test_a_draft_may_be_given_up(telling: Disclosing):
    hearing = services.drop_hearing(telling.office(), heard(telling), reason="不问了。")
    assert hearing.state == "dropped"
    assert JournalRecord.objects.filter(event="hearing.dropped").exists()


def test_a_mistyped_code_leaves_nothing_in_the_browser(client, db):
    answer = client.get("/heard/aaaaaaaa/")
    assert answer.status_code == 404
    assert "<script" not in answer.content.decode()  # what scripts keep would tell that somebody was here
    assert not answer.cookies
