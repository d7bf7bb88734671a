"""Visits and meetings sat in on: by two, with photographs, put right when wrong."""

from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.journal.models import JournalRecord
from xuncha.gathering import services
from xuncha.gathering.models import Visit

pytestmark = pytest.mark.django_db
TOLD = {
    "kind": "visit",
    "title": "石桥片区",
    "on": NOW.date(),
    "place": "石桥村",
    "seen": "泵站停用",
    "quantity": 12,
    "unit": "户",
}


@pytest.fixture
def visit(world, acting, crew) -> Visit:
    photo = SimpleUploadedFile("泵站.txt", b"photo")
    return services.note_visit(
        acting(crew.lead), world.inspections[0], members=[crew.lead, crew.other], proof=[photo], **TOLD
    )


def test_who_went_what_was_seen_and_how_much(visit, crew):
    assert set(visit.members.all()) == {crew.lead, crew.other}
    assert [file.name for file in visit.files.all()] == ["泵站.txt"]
    noted = JournalRecord.objects.filter(subject_kind="gathering.visit").values_list("event", flat=True)
    assert list(noted) == ["visit.noted", "visit.file_added"]


def test_it_is_put_right_even_when_one_has_left_the_team(visit, acting, crew):
    Grant.objects.filter(user=crew.other).delete()
    members = [crew.lead, crew.other]
    right = services.change_visit(acting(crew.lead), visit, members=members, base_version=1, **{**TOLD, "quantity": 13})
    assert right.quantity == 13
    with pytest.raises(StaleEdit):
        services.change_visit(acting(crew.lead), visit, members=members, base_version=1, **TOLD)
    with pytest.raises(RuleViolated, match="至少两人"):
        services.change_visit(acting(crew.lead), visit, members=[crew.lead], **TOLD)


def test_a_recused_member_did_not_go(world, acting, crew):
    Grant.objects.filter(user=crew.other).update(except_units=[world.units[0].pk])
    with pytest.raises(RuleViolated, match="组员丙"):
        services.note_visit(acting(crew.lead), world.inspections[0], members=[crew.lead, crew.other], **TOLD)


def test_the_office_reads_and_another_team_does_not(visit, acting, crew):
    with pytest.raises(Denied):
        services.change_visit(acting(Role.OFFICE_CLERK), visit, members=[crew.lead], **TOLD)
    with pytest.raises(OutOfReach):
        services.change_visit(acting(Role.INSPECTOR, which=1), visit, members=[crew.lead], **TOLD)


def test_the_pages(world, crew, at_desk):
    page = at_desk(crew.lead)
    told = {**TOLD, "on": "2022-05-10", "members": [crew.lead.pk]}
    new = reverse("gathering:visit-new", args=[world.inspections[0].pk])
    assert "至少两人" in page.post(new, told).text
    photo = SimpleUploadedFile("泵站.txt", b"photo")
    page.post(new, {**told, "members": [crew.lead.pk, crew.other.pk], "proof": photo})
    visit = Visit.objects.get()
    page.post(
        reverse("gathering:visit-change", args=[visit.pk]),
        {**told, "members": [crew.lead.pk, crew.other.pk], "place": "石桥村委会", "_version": 1},
    )
    shown = page.get(reverse("gathering:visit", args=[visit.pk])).text
    assert "12 户" in shown
    assert "石桥村委会" in shown
    file = visit.files.get()
    with closing(page.get(reverse("gathering:visit-file", args=[visit.pk, file.pk]))) as sent:
        assert sent.status_code == 200
    assert "石桥片区" in page.get(reverse("gathering:visits")).text
