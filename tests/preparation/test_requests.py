"""Letters for pre-entry data: from the template to the material given back. (feature A15)"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.inbox.sources import counted
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import DeadlineRule
from xuncha.preparation.documents import request_letter
from xuncha.preparation.models import DataRequest, Disposal
from xuncha.preparation.selectors import REQUESTS
from xuncha.preparation.services import (
    change_request,
    dispose_request,
    draft_requests,
    drop_request,
    receive_request,
    send_request,
)
from xuncha.preparation.workflow import RequestState

pytestmark = pytest.mark.django_db
CLERK = Role.OFFICE_CLERK
S = RequestState


def test_each_department_gets_one_letter_from_its_template(world, acting):
    draft_requests(acting(CLERK), world.round, sources=["audit", "police"])
    draft_requests(acting(CLERK), world.round, sources=["audit", "finance"])
    assert [one.source for one in DataRequest.objects.all()] == ["audit", "police", "finance"]
    assert "审计" in DataRequest.objects.get(source="audit").content
    assert JournalRecord.objects.filter(event="request.drafted").count() == 3
    with pytest.raises(RuleViolated, match="都已经有函"):
        draft_requests(acting(CLERK), world.round, sources=["audit"])


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.SECRETARY])
def test_only_the_office_writes(world, acting, role):
    with pytest.raises(Denied):
        draft_requests(acting(role), world.round, sources=["audit"])


def test_another_city_has_no_such_letter(letter, acting):
    with pytest.raises(OutOfReach):
        drop_request(acting(CLERK, which=1), letter, reason="无")


def test_a_letter_is_changed_until_it_is_sent(letter, acting, today):
    changed = change_request(acting(CLERK), letter, addressee="测试市审计局", content="报告", base_version=1)
    assert changed.addressee == "测试市审计局"
    with pytest.raises(StaleEdit):
        change_request(acting(CLERK), letter, addressee="甲", content="乙", base_version=1)
    send_request(acting(CLERK), letter, on=today, number="测巡函〔2022〕1号")
    with pytest.raises(RuleViolated, match="已发出"):
        change_request(acting(CLERK), letter, addressee="丙", content="报告")


def test_two_letters_of_a_round_do_not_go_to_one_addressee(letter, acting):
    drop_request(acting(CLERK), letter, reason="重拟")
    draft_requests(acting(CLERK), letter.round, sources=["audit"])
    assert DataRequest.objects.exclude(state=S.DROPPED).count() == 1
    other = DataRequest.objects.exclude(state=S.DROPPED).get()
    DataRequest.objects.filter(pk=letter.pk).update(state=S.DRAFT, addressee="甲局")
    with pytest.raises(RuleViolated, match="已有给甲局的函"):
        change_request(acting(CLERK), other, addressee="甲局", content="报告")


def test_from_the_letter_to_the_material_given_back(letter, acting, today, hire):
    clerk = hire(CLERK)
    sent = send_request(acting(clerk), letter, on=today)
    assert sent.due_on == date(2022, 5, 19)
    assert counted(actor_of(clerk, NOW))["函询待回收"] == 1
    part = receive_request(acting(clerk), letter, on=today, complete=False, missing="离任审计报告")
    assert (part.state, part.missing) == (S.PARTIAL, "离任审计报告")
    upload = SimpleUploadedFile("回函.txt", "回函正文".encode())
    whole = receive_request(acting(clerk), letter, on=today, complete=True, proof=[upload])
    assert (whole.state, whole.keep_until, whole.missing) == (S.RECEIVED, date(2022, 11, 10), "")
    assert [file.name for file in whole.files.all()] == ["回函.txt"]
    gone = dispose_request(acting(clerk), letter, on=today, disposal=Disposal.DESTROYED)
    assert (gone.state, gone.disposal) == (S.DISPOSED, "destroyed")
    with pytest.raises(InvalidTransition):
        receive_request(acting(clerk), letter, on=today, complete=True)


def test_without_a_rule_there_is_no_day(letter, acting, today):
    DeadlineRule.objects.filter(trigger__startswith="preparation.").delete()
    assert send_request(acting(CLERK), letter, on=today).due_on is None
    assert receive_request(acting(CLERK), letter, on=today, complete=True).keep_until is None


def test_the_teams_of_the_round_read_and_no_unit_does(letter, actor):
    assert REQUESTS.visible_to(actor(Role.INSPECTOR)).get() == letter
    assert not REQUESTS.visible_to(actor(Role.UNIT_LIAISON)).exists()


def test_the_letter_names_the_units(letter, world):
    issuer = profile_for(world.city, NOW.date()).issuer(NOW.date())
    document = request_letter(letter, issuer)
    assert document.to == "审计机关"
    assert all(unit.name in str(document) for unit in world.units)


def test_the_pages(letter, at_desk, today):
    page, here = at_desk(CLERK), [letter.pk]
    assert "审计机关" in page.get(reverse("preparation:requests")).text
    edited = {"addressee": "测试市审计局", "content": "报告", "_version": 1}
    page.post(reverse("preparation:request-change", args=here), edited)
    page.post(reverse("preparation:request-send", args=here), {"on": today, "number": "1号"})
    got = {"on": today, "complete": ""}
    answer = page.post(reverse("preparation:request-receive", args=here), got)
    assert "还缺什么" in answer.text
    upload = SimpleUploadedFile("回函.txt", "回函正文".encode())
    page.post(reverse("preparation:request-receive", args=here), {"on": today, "complete": "on", "proof": upload})
    shown = page.get(reverse("preparation:request", args=here)).text
    assert "回函.txt" in shown
    file = letter.files.get()
    kept = page.get(reverse("preparation:request-file", args=[letter.pk, file.pk]))
    assert b"".join(kept.streaming_content).decode() == "回函正文"
    letter_file = page.get(reverse("preparation:request-document", args=[letter.pk, "docx"]))
    assert letter_file.status_code == 200
    assert page.get(reverse("preparation:request-document", args=[letter.pk, "exe"])).status_code == 404
    page.post(reverse("preparation:request-dispose", args=here), {"on": today, "disposal": "returned"})
    letter.refresh_from_db()
    assert letter.state == S.DISPOSED


def test_drafting_and_giving_up_by_hand(world, at_desk):
    page = at_desk(CLERK)
    page.post(reverse("preparation:requests-draft", args=[world.round.pk]), {"sources": ["finance"]})
    drafted = DataRequest.objects.get()
    page.post(reverse("preparation:request-step", args=[drafted.pk, "drop"]), {"reason": "另行了解"})
    drafted.refresh_from_db()
    assert drafted.state == S.DROPPED
