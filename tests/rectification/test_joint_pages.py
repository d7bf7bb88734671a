"""Joint review on the screen: asked, opinions side by side, reminded, summed up, and answered in the portal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.conftest import TODAY, at, days, text_of
from tests.rectification.test_joint import BODIES, bodies, in_review, of, set_rule  # noqa: F401 - a fixture
from xuncha.core.permissions import Role
from xuncha.rectification import services
from xuncha.rectification.models import JointReview, OpinionPoint, UnitReport
from xuncha.rectification.selectors.drafts import plan_remarks, report_remarks
from xuncha.rectification.services import Remark
from xuncha.rectification.workflow import OpinionState, PlanState, UnitReportState


@pytest.fixture
def sit(rect, at_desk, monkeypatch):
    """Somebody's browser, on NOW or so many days later."""

    def down(who, n: int = 0):
        client = at_desk(who)
        monkeypatch.setattr("xuncha.foundation.middleware.timezone.now", lambda: days(n) if n else NOW)
        client.force_login(who)
        return client

    return down


def desk(name: str, *arguments: object) -> str:
    return reverse(f"rectification:{name}", args=arguments)


def test_a_body_gives_its_opinion_on_its_own_page(rect, bodies, sit):  # noqa: F811
    review = in_review(rect)
    opinion = of(review, "组织部门")
    client = sit(bodies["organisation"])
    shown = text_of(client.get(desk("body-opinion", opinion.pk)))
    assert "租金长期低于市场价" in shown
    assert "拆分发包规避招标" not in shown
    assert text_of(client.get(desk("joint-reviews"))).count("联审中") >= 1
    beside = text_of(client.get(desk("joint-review", review.pk)))
    assert "另有 2 家的意见，汇总以后可以看。" in beside
    assert "汇总联审意见" not in beside
    url = desk("body-opinion-write", opinion.pk)
    assert client.get(url).status_code == 200
    wrong = client.post(url, {"grade": "return", "whole": "", "text": "看过"})
    assert wrong.status_code == 422
    assert "看过" in text_of(wrong)
    [item] = opinion.items.all()
    client.post(url, {"grade": "amend", "whole": "甲\n乙", f"item-{item.pk}": "丙"})
    assert list(opinion.points.values_list("position", "text", "item")) == [
        (1, "甲", None), (2, "乙", None), (3, "丙", item.pk),
    ]  # fmt: skip
    client.post(desk("body-opinion-step", opinion.pk, "revise"), {"reason": "漏一处"})
    again = client.get(url).content.decode()
    assert "甲\n乙" in again
    assert client.get(desk("body-opinion", of(review, "巡察办").pk)).status_code == 404


def test_the_office_reminds_goes_on_and_sums_up(rect, bodies, sit):  # noqa: F811
    review = in_review(rect)
    services.give_opinion(
        rect.acting(bodies["discipline"]), of(review, "纪检监察机关"), grade="amend",
        points=[Remark("时限太宽。"), Remark("写清金额。", rect.item())],
    )  # fmt: skip
    services.give_opinion(rect.office(), of(review, "巡察办"), grade="pass", text="同意。")
    late = of(review, "组织部门")
    client = sit(rect.clerk, 8)
    plan_page = text_of(client.get(desk("plan", rect.plan().pk)))
    assert "看联审" in plan_page
    shown = text_of(client.get(desk("joint-review", review.pk)))
    assert "组织部门还没有提意见" in shown
    assert "时限太宽。" in shown
    assert "请先催办" in text_of(client.get(desk("body-opinion", late.pk)))
    client.post(desk("body-opinion-remind", late.pk))
    client.post(desk("body-opinion-step", late.pk, "pass"), {"reason": "换届"})
    assert of(review, "组织部门").state == OpinionState.PASSED
    shown = text_of(client.get(desk("joint-review", review.pk)))
    assert "没有等它：" in shown
    assert "换届" in shown
    url = desk("joint-sum-up", review.pk)
    points = list(OpinionPoint.objects.order_by("position"))
    assert "时限太宽。" in client.get(url).content.decode()
    assert client.post(url, {"grade": ""}).status_code == 422
    client.post(
        url,
        {"grade": "return", f"point-{points[0].pk}": "", f"point-{points[1].pk}": "写清应追金额。", "whole": "补分工"},
    )
    plan = rect.plan()
    assert (plan.state, [r.text for r in plan.remarks.order_by("position")]) == (
        PlanState.RETURNED, ["写清应追金额。", "补分工"],
    )  # fmt: skip
    assert "退回" in text_of(client.get(desk("joint-review", review.pk)))
    assert client.get(desk("joint-document", review.pk)).status_code == 200
    assert client.get(desk("plan-returns", plan.pk)).status_code == 200


def test_the_unit_answers_the_list_point_by_point(rect, bodies, sit):  # noqa: F811
    review = in_review(rect, cadres=False)
    services.give_opinion(
        rect.acting(bodies["discipline"]), of(review, "纪检监察机关"), grade="return", points=[Remark("写清金额。")]
    )
    services.give_opinion(rect.office(), of(review, "巡察办"), grade="pass")
    client = sit(rect.liaison)
    plan = rect.plan()
    services.sum_up(rect.office(), review, grade="return", remarks=[Remark("写清金额。", None, "纪检监察机关")])
    shown = text_of(client.get(at("plan", plan.pk)))
    assert "写清金额。" in shown
    assert "纪检监察机关" in shown
    assert "退回意见第 1 条还没有写修改说明" in shown
    assert client.get(at("plan-document", plan.pk, "returns")).status_code == 200
    remark = plan.remarks.get()
    client.post(
        at("plan-head", plan.pk),
        {"principal": "某", "party_meeting_on": "2022-05-10", f"reply-{remark.pk}": "已写清。"},
    )
    assert [one.reply for one in plan_remarks(plan)] == ["已写清。"]
    remark.refresh_from_db()
    assert remark.reply == ""  # until the plan is handed in again
    assert client.get(desk("joint-review", review.pk)).status_code == 403


def test_a_report_goes_the_same_way(rect, sit, hire):
    plan = rect.accepted()
    set_rule(rect, "joint_review", BODIES[:1])
    set_rule(rect, "required_steps", ["life_proof", "principal_report"])
    report = plan.unit_reports.get(kind="progress")
    services.write_report(rect.unit(), report, base_version=1, text="已整改。", party_meeting_on=TODAY)
    client = sit(rect.liaison)
    shown = text_of(client.get(at("report", report.pk)))
    assert "还没有上传专题民主生活会的材料" in shown
    assert "先于整改进展报告报送" in shown
    url = at("plan-meeting", plan.pk, "life")
    assert client.get(url).status_code == 200
    assert client.get(at("plan-meeting", plan.pk, "other")).status_code == 404
    client.post(url, {"on": "2022-05-10", "file": SimpleUploadedFile("纪要.txt", "全体到会".encode())})
    proof = plan.proofs.get()
    for person, address in ((rect.liaison, at("proof-file", proof.pk)), (rect.clerk, desk("proof-file", proof.pk))):
        answer = sit(person).get(address)
        assert b"".join(answer.streaming_content).decode() == "全体到会"
        answer.close()
    own = plan.unit_reports.get(kind="principal")
    services.write_report(rect.unit(), own, base_version=1, text="本人主持研究 2 次。", party_meeting_on=TODAY)
    services.submit_report(rect.unit(), own)
    client = sit(rect.liaison)
    client.post(at("report-step", report.pk, "submit"))
    review = JointReview.objects.get(report=report)
    services.give_opinion(
        rect.acting(hire(Role.DISCIPLINE)), review.opinions.get(), grade="amend", points=[Remark("写清数字。")]
    )
    assert "看联审" in text_of(sit(rect.clerk).get(desk("unit-report", report.pk)))
    services.sum_up(rect.office(), review, grade="amend", remarks=[Remark("写清数字。", rect.item())])
    client = sit(rect.clerk)
    assert "第 1 次第 1 条" in text_of(client.get(desk("unit-report", report.pk)))
    assert "整改进展" in text_of(client.get(desk("joint-review", review.pk)))
    assert client.get(desk("unit-report-returns", report.pk)).status_code == 200
    client = sit(rect.liaison)
    assert client.get(at("report-returns", report.pk)).status_code == 200
    assert "写清数字。" in text_of(client.get(at("report", report.pk)))
    remark = report.remarks.get()
    client.post(
        at("report-write", report.pk),
        {"text": "已整改 2 个。", "party_meeting_on": "2022-05-10", f"reply-{remark.pk}": "已写清。"},
    )
    report.refresh_from_db()
    assert [one.reply for one in report_remarks(report)] == ["已写清。"]
    remark.refresh_from_db()
    assert remark.reply == ""  # until the plan is handed in again
    client.post(at("report-step", report.pk, "submit"))
    assert UnitReport.objects.get(pk=report.pk).state == UnitReportState.SUBMITTED
