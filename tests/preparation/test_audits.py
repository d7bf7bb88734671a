"""Audit reports on a unit, and the pack of everything known about it. (features A15, A16)"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.preparation.conftest import AUDIT
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.journal.models import JournalRecord
from xuncha.preparation.models import AuditReport
from xuncha.preparation.selectors import AUDITS
from xuncha.preparation.services import change_audit, file_audit

pytestmark = pytest.mark.django_db
CLERK = Role.OFFICE_CLERK


def test_an_audit_report_is_filed_with_its_file(world, acting):
    upload = SimpleUploadedFile("报告.txt", "审计报告".encode())
    made = file_audit(acting(CLERK), world.inspections[0], proof=[upload], **AUDIT)
    assert [file.name for file in made.files.all()] == ["报告.txt"]
    assert JournalRecord.objects.filter(event="audit.filed").exists()
    wrong = {**AUDIT, "period_to": date(2017, 1, 1)}
    with pytest.raises(RuleViolated, match="止日"):
        file_audit(acting(CLERK), world.inspections[0], **wrong)


def test_what_was_filed_is_put_right(audit, acting):
    changed = change_audit(acting(CLERK), audit, base_version=1, **{**AUDIT, "joint": True})
    assert changed.joint
    with pytest.raises(Denied):
        change_audit(acting(Role.INSPECTOR), audit, **AUDIT)


def test_the_own_team_reads_and_the_other_and_the_unit_do_not(audit, actor):
    assert AUDITS.visible_to(actor(Role.INSPECTOR)).exists()
    assert not AUDITS.visible_to(actor(Role.INSPECTOR, which=1)).exists()
    assert not AUDITS.visible_to(actor(Role.UNIT_HEAD)).exists()


def test_the_pack_is_for_the_team_and_the_office(audit, letter, world, at_desk):
    here = reverse("preparation:pack", args=[world.inspections[0].pk])
    shown = at_desk(Role.INSPECTOR).get(here).text
    assert audit.title in shown
    assert letter.addressee in shown
    assert "登记审计报告" not in shown
    assert at_desk(Role.INSPECTOR, which=1).get(here).status_code == 404
    assert "登记审计报告" in at_desk(CLERK).get(here).text


def test_the_workspace_counts_what_was_gathered(audit, letter, world, at_desk):
    shown = at_desk(Role.INSPECTOR).get(reverse("rounds:inspection", args=[world.inspections[0].pk])).text
    assert "审计报告 1 份" in shown


def test_the_pages(world, at_desk):
    page, typed = at_desk(CLERK), {**AUDIT, "joint": "on"}
    page.post(reverse("preparation:pack-audit", args=[world.inspections[0].pk]), typed)
    audit = AuditReport.objects.get()
    assert audit.title in page.get(reverse("preparation:audits")).text
    upload = SimpleUploadedFile("报告.txt", "审计报告".encode())
    renamed = {**typed, "title": "离任审计报告", "proof": upload, "_version": 1}
    page.post(reverse("preparation:audit-change", args=[audit.pk]), renamed)
    shown = page.get(reverse("preparation:audit", args=[audit.pk])).text
    assert "离任审计报告" in shown
    file = audit.files.get()
    kept = page.get(reverse("preparation:audit-file", args=[audit.pk, file.pk]))
    assert b"".join(kept.streaming_content).decode() == "审计报告"
