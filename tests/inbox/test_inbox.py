"""The inbox, histories, drafts and saved views: a person's own pages."""

import pytest

from xuncha.core.permissions import Role
from xuncha.foundation.inbox.models import Draft
from xuncha.foundation.journal.models import JournalRecord

pytestmark = pytest.mark.django_db


def test_somebody_with_nothing_to_do_is_told_so(at_desk):
    page = at_desk(Role.DISCIPLINE).get("/desk/").content.decode()
    assert "没有等您办的事" in page


def test_a_draft_is_kept_while_typing_and_thrown_away_on_request(at_desk):
    desk = at_desk(Role.INSPECTOR)
    answer = desk.post("/desk/drafts/", {"_draft": "fieldwork.paper:1", "facts": "写了一半", "password": "x"})
    assert "草稿已保存" in answer.content.decode()
    assert Draft.objects.get().fields == {"facts": "写了一半"}
    assert JournalRecord.objects.filter(event="draft.kept").count() == 1
    assert "写了一半" not in JournalRecord.objects.get(event="draft.kept").body
    desk.post("/desk/drafts/drop/", {"code": "fieldwork.paper:1"})
    assert not Draft.objects.exists()


def test_a_draft_beyond_all_reason_is_refused_with_a_sentence(at_desk):
    answer = at_desk(Role.INSPECTOR).post("/desk/drafts/", {"_draft": "x:1", "facts": "长" * 400_001})
    assert answer.status_code == 422
    assert "草稿太长" in answer.content.decode()


def test_saved_views_come_back_with_the_ledger_and_can_be_removed(at_desk, hire):
    user = hire(Role.OFFICE_CLERK)
    desk = at_desk(user)
    desk.post("/desk/views/", {"ledger": "x", "name": "今年", "query": "year=2022", "next": "/desk/"})
    user.refresh_from_db()
    assert user.preferences["views"]["x"] == [{"name": "今年", "query": "year=2022"}]
    desk.post("/desk/views/", {"ledger": "x", "remove": "今年"})
    user.refresh_from_db()
    assert user.preferences["views"]["x"] == []


@pytest.mark.parametrize("name", ["", "   ", "今\u202e年"])
def test_a_view_without_a_name_that_people_can_read_is_refused(at_desk, name):
    answer = at_desk(Role.OFFICE_CLERK).post("/desk/views/", {"ledger": "x", "name": name, "query": ""})
    assert answer.status_code == 422


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:1"])
def test_nobody_is_sent_elsewhere(at_desk, address):
    answer = at_desk(Role.OFFICE_CLERK).post("/desk/drafts/drop/", {"code": "x", "next": address})
    assert answer.headers["Location"] == "/desk/"


def test_a_foreign_history_does_not_exist(at_desk, world):
    desk = at_desk(Role.INSPECTOR)
    assert desk.get(f"/desk/history/rounds.inspection/{world.inspections[0].pk}/").status_code == 200
    assert desk.get(f"/desk/history/rounds.inspection/{world.inspections[1].pk}/").status_code == 404
    assert desk.get("/desk/history/no.such/1/").status_code == 404


def test_an_ended_session_gives_the_typed_text_back(client, world):
    answer = client.post("/desk/drafts/", {"facts": "写了一半的底稿"})
    assert answer.status_code == 401
    assert "写了一半的底稿" in answer.content.decode()


def test_an_expired_form_gives_the_typed_text_back(world):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/desk/drafts/", {"facts": "写了一半的底稿", "password": "secret-1"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "写了一半的底稿" in page
    assert "secret-1" not in page


def test_the_manual_opens_and_unknown_chapters_do_not(at_desk):
    desk = at_desk(Role.INSPECTOR)
    assert "从这里开始" in desk.get("/desk/help/").content.decode()
    assert desk.get("/desk/help/no-such/").status_code == 404


def test_an_inspected_unit_reads_its_own_chapters_alone(at_desk):
    desk = at_desk(Role.UNIT_LIAISON)
    assert "<h1>被巡察单位联络员</h1>" in desk.get("/desk/help/").content.decode()
    assert desk.get("/desk/help/disclosure/").status_code == 200
    assert desk.get("/desk/help/inspector/").status_code == 404


def test_a_department_reads_what_it_has_to_do(at_desk):
    desk = at_desk(Role.DEPARTMENT)
    assert "<h1>职能部门联络员</h1>" in desk.get("/desk/help/").content.decode()
    assert desk.get("/desk/help/unit/").status_code == 404
