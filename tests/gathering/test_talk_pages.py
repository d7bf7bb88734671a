"""The pages of talks: what the team sees, what those named see, and the way from plan to signature."""

import pytest
from django.urls import reverse

from tests.gathering.people import NAME, SAID
from xuncha.core.permissions import Role
from xuncha.gathering.models import Talk

pytestmark = pytest.mark.django_db


def test_a_talk_from_plan_to_signature(world, crew, at_desk):
    page = at_desk(crew.recorder)
    inspection = world.inspections[0]
    new = reverse("gathering:talk-new", args=[inspection.pk])
    plan = {"kind": "middle", "name": NAME, "post": "", "lead": crew.recorder.pk, "recorder": crew.recorder.pk}
    refused = page.post(new, plan)
    assert refused.status_code == 422
    assert "不能是同一个人" in refused.text
    assert NAME in refused.text
    page.post(new, {**plan, "lead": crew.lead.pk})
    talk = Talk.objects.get()
    record = talk.record
    assert "谈话提纲" in page.get(reverse("gathering:record-outline", args=[record.pk])).text
    told = {"name": NAME, "post": "科长", "outline": "【采购】\n谁定的？", "_version": 1}
    page.post(reverse("gathering:record-outline", args=[record.pk]), told)
    page.post(reverse("gathering:talk-change", args=[talk.pk]), {**plan, "lead": crew.lead.pk, "_version": 1})
    page.post(reverse("gathering:talk-hold", args=[talk.pk]), {"on": "2022-05-09", "place": "谈话室"})
    assert "没有一条回答" in page.get(reverse("gathering:talk", args=[talk.pk])).text
    write = reverse("gathering:record-write", args=[record.pk])
    assert "谁定的？" in page.get(write).text
    page.post(write, {"answer_1": SAID, "read_over": "signed", "_version": 2})
    page.post(reverse("gathering:talk-step", args=[talk.pk, "hand_in"]))
    page = at_desk(crew.lead)
    assert "核对无误" in page.get(reverse("gathering:talk", args=[talk.pk])).text
    page.post(reverse("gathering:talk-step", args=[talk.pk, "confirm"]))
    shown = page.get(reverse("gathering:record", args=[record.pk])).text
    assert SAID in shown
    assert "内容与签字时不一致" not in shown
    page.post(reverse("gathering:record-supplement", args=[record.pk]), {"text": "补记时间"})
    page = at_desk(crew.recorder)
    added = record.supplements.get()
    page.post(reverse("gathering:record-supplement-confirm", args=[record.pk, added.pk]))
    assert "补记时间" in page.get(reverse("gathering:record", args=[record.pk])).text
    for kind in ("outline", "record"):
        paper = page.get(reverse("gathering:record-document", args=[record.pk, kind, "docx"]))
        assert paper.status_code == 200
    assert page.get(reverse("gathering:record-document", args=[record.pk, "list", "docx"])).status_code == 404


def test_the_team_and_the_office_learn_the_kind_of_person_and_no_more(talk, crew, at_desk):
    for user in (crew.other, Role.OFFICE_DIRECTOR):
        page = at_desk(user)
        shown = page.get(reverse("gathering:talk", args=[talk.pk])).text + page.get(reverse("gathering:talks")).text
        assert "中层干部" in shown
        assert NAME not in shown
        assert SAID not in shown
        assert page.get(reverse("gathering:record", args=[talk.record.pk])).status_code == 404
        inspection = page.get(reverse("rounds:inspection", args=[talk.inspection_id])).text
        assert "中层干部" in inspection
        assert NAME not in inspection
    found = page.get(reverse("inbox:find"), {"q": NAME})
    assert SAID not in found.text


def test_the_leader_names_a_reader_and_takes_it_back(talk, crew, at_desk):
    page, here = at_desk(crew.leader), [talk.record.pk]
    told = {"reader": crew.other.pk, "valid_from": "2022-05-10", "valid_to": "2022-05-12", "reason": "合写底稿"}
    page.post(reverse("gathering:record-reader", args=here), told)
    assert "合写底稿" in page.get(reverse("gathering:record", args=here)).text
    reading = talk.record.readings.get()
    page.post(reverse("gathering:record-reader-end", args=[*here, reading.pk]))
    assert "没有别人" in page.get(reverse("gathering:record", args=here)).text
