"""What was sent to units is signed for in their portal; what is suggested and not followed says why."""

import pytest
from django.core.files.base import ContentFile

from tests.accountability.conftest import LATE, days
from tests.accountability.test_pages import at, said
from xuncha.accountability import services
from xuncha.accountability.models import Dismissal, ResultUse
from xuncha.accountability.selectors import receipts_in_words, receipts_of, unsigned
from xuncha.accountability.selectors.suggesting import followed, suggestions
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.orgs.models import Jurisdiction


def test_the_unit_signs_once(using):
    use = using.sent("talk")
    assert list(ResultUse.objects.filter(unsigned())) == [use]
    assert receipts_in_words([use.pk]) == {use.pk: "0/1"}
    services.sign_for(using.act(using.rect.liaison), use)
    [(unit, receipt)] = receipts_of(use)
    assert (unit, receipt.created_by, receipt.created_at) == (using.rect.world.units[0], using.rect.liaison, LATE)
    assert not ResultUse.objects.filter(unsigned()).exists()
    assert receipts_in_words([use.pk]) == {use.pk: "1/1"}
    with pytest.raises(RuleViolated, match="已经签收"):
        services.sign_for(using.act(using.rect.liaison), use)


def test_who_answers_has_received_it(using):
    use = using.sent("self_criticism")
    services.answer_use(using.act(using.rect.liaison), use, answer="已检查。")
    assert use.receipts.get().created_by == using.rect.liaison
    services.send_back_answer(using.act(using.rect.clerk), use, reason="没有写责任。")
    services.answer_use(using.act(using.rect.liaison), use, answer="补写。")
    assert use.receipts.count() == 1


SCAN = "签收人 陶然之".encode()


def scan(name: str = "回执.txt") -> ContentFile:
    return ContentFile(SCAN, name=name)


def test_for_a_unit_without_an_account_the_office_enters_what_it_signed_on_paper(using, browse):
    use, unit = using.sent("talk"), using.rect.world.units[0]
    told = {"unit": unit, "signatory": "陶然之", "on": LATE.date(), "scans": [scan()]}
    with pytest.raises(RuleViolated, match="有人能在单位端签收"):
        services.enter_receipt(using.act(using.rect.clerk), use, **told)
    Grant.objects.filter(user=using.rect.liaison).delete()
    page = browse(using.rect.clerk)
    enter = at("accountability:use-receipt", use.pk, unit.pk)
    assert enter in page.get(at("accountability:use", use.pk)).content.decode()
    for field, wrong in {"signatory": " ", "on": days(500).date(), "scans": []}.items():
        with pytest.raises(RuleViolated) as refusal:
            services.enter_receipt(using.act(using.rect.clerk), use, **{**told, field: wrong})
        assert [one.field for one in refusal.value.reasons] == [field]
    with pytest.raises(RuleViolated, match="发出日期"):
        services.enter_receipt(using.act(using.rect.clerk), use, **{**told, "on": days(1).date()})
    with pytest.raises(Denied):
        services.enter_receipt(using.act(using.rect.leader), use, **told)
    typed = {"signatory": "陶然之", "on": LATE.date().isoformat(), "scans": scan()}
    shown = said(page.post(enter, typed, follow=True))
    assert "陶然之 2022-07-19" in shown
    assert "代录" in shown
    assert "回执.txt" in shown
    assert not ResultUse.objects.filter(unsigned()).exists()
    assert use.receipts.get().created_by == using.rect.clerk
    with pytest.raises(RuleViolated, match="已经签收"):
        services.enter_receipt(using.act(using.rect.clerk), use, **told)
    file = use.receipts.get().scans.get()
    assert b"".join(page.get(at("accountability:use-file", use.pk, file.pk)).streaming_content) == SCAN


def test_nothing_is_entered_for_a_unit_to_which_it_was_not_sent(using):
    use, other = using.sent("talk"), using.rect.world.units[1]
    told = {"signatory": "陶然之", "on": LATE.date(), "scans": [scan()]}
    with pytest.raises(RuleViolated, match="不用这个单位签收"):
        services.enter_receipt(using.act(using.rect.clerk), use, unit=other, **told)


def test_others_do_not_sign_and_nobody_signs_what_was_withdrawn(using, acting):
    use = using.sent("talk")
    with pytest.raises(OutOfReach):
        services.sign_for(acting(Role.UNIT_LIAISON, which=1, now=LATE), use)
    for role in (Role.UNIT_HEAD, Role.OFFICE_CLERK):
        with pytest.raises(Denied):
            services.sign_for(acting(role, now=LATE), use)
    services.withdraw_use(using.act(using.rect.director), use, reason="另行安排")
    with pytest.raises(RuleViolated, match="已经撤回"):
        services.sign_for(using.act(using.rect.liaison), use)
    assert not ResultUse.objects.filter(unsigned()).exists()


def test_what_goes_to_a_body_has_no_receipt_of_the_unit(using):
    use = using.sent("discipline")
    assert (receipts_of(use), receipts_in_words([use.pk])) == ([], {})
    with pytest.raises(OutOfReach):
        services.sign_for(using.act(using.rect.liaison), use)


def test_a_suggestion_is_dismissed_with_a_reason_and_counted(using, world):
    plan = using.plan()
    source = f"below-{plan.pk}"
    for wrong in ({"source": source, "reason": " "}, {"source": "below-0", "reason": "已约谈。"}):
        with pytest.raises(RuleViolated):
            services.dismiss_suggestion(using.act(using.rect.clerk), world.city, **wrong)
    services.dismiss_suggestion(using.act(using.rect.clerk), world.city, source=source, reason="刚刚约谈过。")
    assert suggestions(world.city, LATE.date()) == []
    counted = followed(Jurisdiction.objects.filter(pk=world.city.pk))
    assert [row[1:] for row in counted] == [(0, 1), (0, 0)]


def test_what_was_drafted_of_a_suggestion_is_counted_too(using, world):
    using.drafted(source=f"below-{using.plan().pk}")
    assert followed(Jurisdiction.objects.all())[0][1:] == (1, 0)


def test_the_pages_of_a_receipt(using, browse):
    use = using.sent("talk")
    unit = browse(using.rect.liaison)
    assert "待签收" in said(unit.get(at("accountability_unit:use", use.pk)))
    assert use.title in said(unit.get(at("rectification_unit:letters")))
    assert "待签收" in said(browse(using.rect.clerk).get(at("accountability:use", use.pk)))
    unit = browse(using.rect.liaison)
    signed = unit.post(at("accountability_unit:use-receive", use.pk))
    assert signed.headers["Location"] == at("accountability_unit:use", use.pk)
    page = said(unit.get(signed.headers["Location"]))
    assert ("待签收" in page, "已签收" in page) == (False, True)
    assert "已签收" in said(unit.get(at("rectification_unit:letters")))
    desk = browse(using.rect.clerk)
    assert f"{using.rect.liaison.name} 2022-07-19" in said(desk.get(at("accountability:use", use.pk)))
    assert "1/1" in said(desk.get(at("accountability:uses")))
    services.withdraw_use(using.act(using.rect.director), use, reason="另行安排")
    assert "已撤回" in said(browse(using.rect.liaison).get(at("rectification_unit:letters")))


def test_the_pages_of_a_dismissal(using, browse, world):
    plan, client = using.plan(), browse(using.rect.clerk)
    address = at("accountability:suggestion-dismiss", world.city.pk) + f"?source=below-{plan.pk}"
    assert address in client.get(at("accountability:suggestions")).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "刚刚约谈过。"}).status_code == 302
    assert "刚刚约谈过。" in said(client.get(at("accountability:suggestions")))
    assert Dismissal.objects.get().plan == plan
    assert client.get(address).headers["Location"] == at("accountability:suggestions")
