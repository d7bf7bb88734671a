"""Material: listed, sent, provided, checked, read, given back. What was noticed stays with the team."""

from contextlib import closing
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
from xuncha.gathering import services
from xuncha.gathering.documents import material_list
from xuncha.gathering.models import Disposal, MaterialRequest, Way
from xuncha.gathering.selectors import MATERIAL_ITEMS, MATERIALS
from xuncha.gathering.workflow import MaterialState

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
NOTICED = "第三册缺五月的凭证"


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("会议记录.txt", "会议记录正文".encode())


@pytest.fixture
def wanted(world, acting, crew) -> MaterialRequest:
    """A list of two, sent today."""
    made = services.draft_materials(
        acting(crew.other), world.inspections[0], title="第一批", wanted="会议记录\n账簿", note="原件即可"
    )
    return services.send_materials(acting(crew.other), made, on=TODAY)


def test_from_the_list_to_the_material_given_back(wanted, acting, crew, hire, world):
    unit = hire(Role.UNIT_LIAISON)
    assert wanted.due_on == date(2022, 5, 13)
    assert counted(actor_of(unit, NOW))["调阅资料待提供"] == 1
    minutes, books = wanted.items.order_by("position")
    services.deliver_item(acting(unit), minutes, proof=[upload()])
    with pytest.raises(RuleViolated, match="第 2 项还没有提供"):
        services.deliver_materials(acting(unit), wanted)
    services.deliver_item(acting(unit), books, none=True, said="账簿在审计局")
    assert services.deliver_materials(acting(unit), wanted).state == MaterialState.DELIVERED
    with pytest.raises(RuleViolated, match="不收资料"):
        services.deliver_item(acting(unit), books, none=True, said="账簿又在审计局")
    services.check_item(acting(crew.other), books, on=TODAY, complete=False, missing="还没有取回")
    assert services.reopen_materials(acting(crew.other), wanted, reason="账簿请取回").state == MaterialState.SENT
    with pytest.raises(RuleViolated, match="还没有核收齐全"):
        services.complete_materials(acting(crew.other), wanted)
    services.check_item(acting(crew.other), minutes, on=TODAY, complete=False, missing="六月以后")
    services.deliver_item(acting(unit), minutes, said="六月以后没有开会")
    for item in (minutes, books):
        services.check_item(acting(crew.other), item, on=TODAY, complete=True, pages=120)
    with pytest.raises(RuleViolated, match="核收齐全"):
        services.deliver_item(acting(unit), minutes, proof=[upload()])
    services.review_item(acting(crew.lead), minutes, on=TODAY, noticed=NOTICED, pages="12—15")
    assert services.complete_materials(acting(crew.other), wanted).state == MaterialState.COMPLETE
    with pytest.raises(RuleViolated, match="不收资料"):
        services.check_item(acting(crew.other), minutes, on=TODAY, complete=True)
    with pytest.raises(RuleViolated, match="签收人"):
        services.close_materials(acting(crew.other), wanted, on=TODAY, disposal=Disposal.RETURNED)
    gone = services.close_materials(
        acting(crew.other), wanted, on=TODAY, disposal=Disposal.RETURNED, signed_for="单位联络员"
    )
    assert (gone.state, gone.signed_for) == (MaterialState.CLOSED, "单位联络员")
    with pytest.raises(RuleViolated, match="还没收到"):
        services.review_item(acting(crew.lead), minutes, on=TODAY, noticed="再看")
    paper = str(material_list(gone, profile_for(world.city, TODAY).issuer(TODAY)))
    assert "会议记录" in paper
    assert NOTICED not in paper
    events = set(JournalRecord.objects.filter(subject_kind="gathering.item").values_list("event", flat=True))
    assert events == {"item.listed", "item.delivered", "item.checked", "item.reviewed"}


def test_on_paper_it_is_taken_in_by_the_team(wanted, acting, crew):
    item = services.check_item(acting(crew.other), wanted.items.first(), on=TODAY, complete=True)
    assert item.way == Way.PAPER


def test_a_list_is_changed_until_it_is_sent(world, acting, crew):
    made = services.draft_materials(acting(crew.other), world.inspections[0], title="甲", wanted="账簿")
    told = {"title": "乙", "wanted": "账簿\n合同", "base_version": 1}
    assert services.change_materials(acting(crew.other), made, **told).items.count() == 2
    with pytest.raises(StaleEdit):
        services.change_materials(acting(crew.other), made, **{**told, "title": "丙"})
    services.change_materials(acting(crew.other), made, title="丙", wanted="账簿\n合同")
    services.send_materials(acting(crew.other), made, on=TODAY)
    with pytest.raises(RuleViolated, match="另开一张"):
        services.change_materials(acting(crew.other), made, title="丁", wanted="账簿")
    with pytest.raises(InvalidTransition):
        services.drop_materials(acting(crew.other), made, reason="不要了")


def test_without_a_rule_there_is_no_day(world, acting, crew):
    DeadlineRule.objects.filter(trigger="material.requested").delete()
    made = services.draft_materials(acting(crew.other), world.inspections[0], title="甲", wanted="账簿")
    assert services.send_materials(acting(crew.other), made, on=TODAY).due_on is None


def test_the_unit_knows_of_lists_that_were_sent_and_of_no_other(world, acting, crew, hire, wanted):
    draft = services.draft_materials(acting(crew.other), world.inspections[0], title="甲", wanted="账簿")
    assert (draft.number, wanted.number) == (2, 1)
    unit, other = hire(Role.UNIT_LIAISON), hire(Role.UNIT_LIAISON, which=1)
    with pytest.raises(OutOfReach):
        services.deliver_item(acting(unit), draft.items.get(), none=True, said="没有")
    with pytest.raises(OutOfReach):
        services.deliver_item(acting(other), wanted.items.first(), none=True, said="没有")
    with pytest.raises(Denied):
        services.review_item(acting(unit), wanted.items.first(), on=TODAY, noticed="看")
    assert services.drop_materials(acting(crew.other), draft, reason="并入").state == MaterialState.DROPPED
    assert not MATERIALS.visible_to(actor_of(unit, NOW)).exists()
    assert not MATERIAL_ITEMS.visible_to(actor_of(hire(Role.INSPECTOR, which=1), NOW)).exists()


def test_the_pages(world, crew, hire, at_desk):
    page = at_desk(crew.other)
    inspection = world.inspections[0]
    told = {"title": "第一批", "wanted": "会议记录", "note": ""}
    assert page.post(reverse("gathering:material-new", args=[inspection.pk]), {**told, "wanted": ""}).status_code == 422
    page.post(reverse("gathering:material-new", args=[inspection.pk]), told)
    wanted = MaterialRequest.objects.get()
    here, item = [wanted.pk], wanted.items.get()
    page.post(reverse("gathering:material-change", args=here), {**told, "note": "原件", "_version": 1})
    page.post(reverse("gathering:material-send", args=here), {"on": "2022-05-10"})
    page = at_desk(hire(Role.UNIT_LIAISON))
    item = wanted.items.get()
    assert "第一批" in page.get(reverse("gathering_unit:materials")).text
    assert "会议记录" in page.get(reverse("gathering_unit:material", args=here)).text
    deliver = reverse("gathering_unit:item", args=[item.pk])
    assert "请上传" in page.post(deliver, {"said": ""}).text
    page.post(deliver, {"proof": upload()})
    page = at_desk(crew.other)
    file = item.files.get()
    with closing(page.get(reverse("gathering:item-file", args=[item.pk, file.pk]))) as sent:
        assert sent.status_code == 200
    page.post(reverse("gathering:item-check", args=[item.pk]), {"on": "2022-05-10", "complete": "on"})
    page.post(reverse("gathering:item-review", args=[item.pk]), {"on": "2022-05-10", "noticed": NOTICED})
    assert NOTICED in page.get(reverse("gathering:item", args=[item.pk])).text
    page.post(reverse("gathering:material-step", args=[*here, "complete"]))
    closed = {"on": "2022-05-10", "disposal": "returned", "signed_for": "联络员"}
    page.post(reverse("gathering:material-close", args=here), closed)
    assert "联络员" in page.get(reverse("gathering:material", args=here)).text
    assert page.get(reverse("gathering:material-document", args=[*here, "docx"])).status_code == 200
    assert page.get(reverse("gathering:material-document", args=[*here, "exe"])).status_code == 404
    page = at_desk(hire(Role.UNIT_LIAISON))
    assert NOTICED not in page.get(reverse("gathering_unit:material", args=here)).text
    assert page.get(reverse("gathering:item", args=[item.pk])).status_code == 403
