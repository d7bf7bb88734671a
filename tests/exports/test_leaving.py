"""What leaves: under a right of its own, for a stated purpose where people are in it, numbered, marked, registered."""

import hashlib
import zipfile
from datetime import date, timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from tests.exporting import PURPOSE, taken
from tests.survey.samples import questionnaire
from xuncha.core.permissions import Role
from xuncha.findings.models import Finding
from xuncha.foundation.documents.delivery import bundle
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.documents.sample import sample
from xuncha.foundation.exports.models import Export, SealedExport
from xuncha.foundation.journal.models import JournalRecord, SealedRecord
from xuncha.survey.models import Questionnaire

FINDINGS, PAPERS = reverse("findings:findings"), reverse("fieldwork:papers")
PETITIONS = reverse("intake:register")
XLSX = {"export": "xlsx"}


def content(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def parts(file: bytes) -> str:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.fixture
def liaison(at_desk, hire) -> Client:
    return at_desk(hire(Role.TEAM_LIAISON, name="何联络"))


def test_a_workbook_carries_name_time_and_number_and_stands_in_the_register(liaison, at_desk):
    file = content(liaison.get(FINDINGS, {**XLSX, "state": "confirmed", "q": "张三"}))
    made = Export.objects.get()
    told = parts(file)
    assert f"何联络 2022-05-10 09:00 导出 {made.number}" in told
    assert f"<cp:keywords>{made.number}</cp:keywords>" in told
    assert (made.number, made.rows, made.size) == ("DC-000001", 0, len(file))
    assert made.digest == hashlib.sha256(file).hexdigest()
    assert made.filters == "state=confirmed&q=***"
    events = JournalRecord.objects.filter(subject_kind="exports.export").values_list("event", flat=True)
    assert list(events) == ["export.taken", "export.finished"]
    register = at_desk(Role.AUDIT_ADMIN).get(reverse("exports:exports"), {"q": made.number}).content.decode()
    assert "何联络" in register
    assert "张三" not in register


def test_every_file_has_the_next_number(liaison):
    for _ in range(2):
        content(liaison.get(FINDINGS, XLSX))
    assert list(Export.objects.order_by("pk").values_list("number", flat=True)) == ["DC-000001", "DC-000002"]


def test_who_may_read_a_list_may_not_always_take_it_away(at_desk):
    inspector = at_desk(Role.INSPECTOR)
    assert "export=xlsx" not in inspector.get(FINDINGS).content.decode()
    assert inspector.get(FINDINGS, XLSX).status_code == 403
    assert not Export.objects.exists()
    assert JournalRecord.objects.get(event="denied").use_case == "foundation.exports.services.take_ledger"


@pytest.fixture
def of_one_team(at_desk, hire, world) -> Client:
    """Somebody who takes lists of the first team and only reads those of the second."""
    user = hire(Role.TEAM_LIAISON)
    hire(Role.INSPECTOR, which=1).grants.update(user=user)
    return at_desk(user)


def test_of_a_list_leaves_what_the_right_to_take_reaches_and_the_rest_is_told(of_one_team, world):
    made = {"state": "confirmed", "state_since": NOW, "created_by": world.founder, "created_at": NOW, "text": "样例"}
    for n, inspection in enumerate(world.inspections, 1):
        Finding.objects.create(inspection=inspection, number=f"问-{n}", title=f"第{n}组的问题", **made)
    assert all(f"第{n}组的问题" in of_one_team.get(FINDINGS).content.decode() for n in (1, 2))
    file = parts(content(of_one_team.get(FINDINGS, XLSX)))
    assert "第1组的问题" in file
    assert "第2组的问题" not in file
    told = "另有 1 条您可以查看，但导出权限不及于它们，没有列入。"
    assert told in file
    assert told in of_one_team.get(FINDINGS).content.decode()
    assert Export.objects.get().rows == 1


def test_a_table_of_one_record_leaves_where_the_right_to_take_reaches_it(of_one_team, world):
    first = questionnaire(world)
    second = Questionnaire.objects.get(pk=first.pk)
    second.pk, second.code, second.inspection = None, "sample23", world.inspections[1]
    second.save()
    Questionnaire.objects.update(state="counted")
    for one, status in ((first, 200), (second, 403)):
        file = reverse("survey:questionnaire-results", args=[one.pk, "xlsx"])
        page = of_one_team.get(reverse("survey:questionnaire", args=[one.pk])).content.decode()
        assert (file in page) == (status == 200)
        answer = of_one_team.get(file)
        assert answer.status_code == status
        assert (content(answer)[:2] == b"PK") == (status == 200)
    assert Export.objects.count() == 1
    assert JournalRecord.objects.get(event="denied").use_case == "foundation.exports.services.take_ledger"


def test_people_in_a_list_leave_for_a_stated_purpose_only(liaison):
    asked = liaison.get(PAPERS, XLSX)
    assert asked.status_code == 302
    assert liaison.get(asked.url).status_code == 200
    refused = liaison.post(asked.url, {"purpose": "要"})
    assert refused.status_code == 422
    assert "至少 4 个字" in refused.content.decode()
    assert not Export.objects.exists()
    file = parts(content(taken(liaison, PAPERS, XLSX)))
    assert f"用途：{PURPOSE}" in file
    assert Export.objects.get().purpose == PURPOSE
    assert liaison.get(PAPERS, XLSX).status_code == 302, "a purpose is good for one file"


def test_a_purpose_stated_long_ago_is_asked_again(liaison, monkeypatch):
    stated = liaison.post(liaison.get(PAPERS, XLSX).url, {"purpose": PURPOSE})
    monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: NOW + timedelta(minutes=11))
    assert liaison.get(stated.url).status_code == 302
    assert not Export.objects.exists()


@pytest.mark.parametrize("address", ["", "https://elsewhere.example/", "//elsewhere.example/"])
def test_the_question_leads_nowhere_else(liaison, address):
    assert liaison.get(f"{reverse('exports:purpose')}?{urlencode({'of': address})}").status_code == 404


def test_petitions_leave_unseen_by_administrators(at_desk):
    file = content(taken(at_desk(Role.TEAM_LEADER), PETITIONS, XLSX))
    made = SealedExport.objects.get()
    assert (made.number, made.size) == ("MD-000001", len(file))
    assert not Export.objects.exists()
    assert SealedRecord.objects.filter(subject_kind="exports.sealed").count() == 2
    assert not JournalRecord.objects.filter(event__startswith="export.").exists()
    sealed = reverse("exports:sealed")
    assert made.number in at_desk(Role.TEAM_LEADER).get(sealed).content.decode()
    assert made.number not in at_desk(Role.TEAM_LEADER, which=1).get(sealed).content.decode()
    for role in (Role.AUDIT_ADMIN, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN):
        assert at_desk(role).get(sealed).status_code == 403
    assert made.number not in at_desk(Role.AUDIT_ADMIN).get(reverse("exports:exports")).content.decode()


def test_a_petition_list_needs_a_right_of_its_own(at_desk):
    assert taken(at_desk(Role.DEPUTY_LEADER), PETITIONS, XLSX).status_code == 403
    assert not SealedExport.objects.exists()


def test_an_office_takes_petitions_for_itself(at_desk, world):
    content(taken(at_desk(Role.OFFICE_DIRECTOR), PETITIONS, XLSX))
    assert SealedExport.objects.get().office == world.city.pk


def test_a_form_carries_the_mark_on_odd_and_even_pages(at_desk, world):
    file = content(at_desk(Role.OFFICE_CLERK).get(reverse("documents:sample-docx", args=[world.city.pk])))
    made = Export.objects.get()
    assert (made.kind, made.rows, made.digest) == ("form", 1, hashlib.sha256(file).hexdigest())
    assert parts(file).count(f"导出 {made.number}") == 2


def test_a_template_is_no_export_and_carries_no_mark(at_desk):
    answer = at_desk(Role.OFFICE_CLERK).get(reverse("imports:import-template", args=["orgs"]))
    assert "导出 DC-" not in parts(content(answer))
    assert not Export.objects.exists()


def test_what_nobody_takes_carries_no_mark(world):
    profile = profile_for(world.city, date(2022, 5, 10))
    file = bundle([("样张", sample(profile.issuer(date(2022, 5, 10))))], profile, on=date(2022, 5, 10))
    assert "header" not in " ".join(zipfile.ZipFile(BytesIO(file)).namelist())
    assert not Export.objects.exists()


def test_the_reader_stands_behind_a_list_of_people_and_can_be_switched_off(liaison, settings):
    shown = "何联络"
    assert 'class="wm"' in liaison.get(PAPERS).content.decode()
    assert shown in liaison.get(PAPERS).content.decode().split('class="wm"')[1].split("</svg>")[0]
    assert 'class="wm"' not in liaison.get(FINDINGS).content.decode()
    settings.XUNCHA_WATERMARK = False
    assert 'class="wm"' not in liaison.get(PAPERS).content.decode()
