"""Documents of rectification as readable text, compared with what was looked at and approved."""

import os
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.db.models import Model
from django.utils import translation

from tests.rectification.conftest import ENDS, TODAY, days, upload, yuan
from xuncha.core.permissions import Role
from xuncha.foundation.documents.paper import render_docx
from xuncha.foundation.documents.profile import Issuer, Profile
from xuncha.foundation.documents.reading import render_text
from xuncha.foundation.regulations.models import Parameter
from xuncha.rectification import documents, services
from xuncha.rectification.models import JointReview, UnitReport
from xuncha.rectification.selectors.periods import Dispatch, Filled

GOLDENS = Path(__file__).parent.parent / "documents" / "goldens"
ON = date(2022, 7, 20)
GROUP = "中共测试市委巡察工作领导小组"
PROFILE = Profile("中共测试市委", GROUP, f"{GROUP}办公室", number_pattern="测巡办〔{year}〕{n}号")


@pytest.fixture
def issuer() -> Issuer:
    return PROFILE.issuer(ON, 7)


def plan_accepted(rect):
    return documents.rectification_plan, rect.accepted(money_due=yuan("8600"))


def plan_written(rect):
    return documents.drafted_plan, rect.written(money_due=yuan("8600"))


def register(rect):
    rect.accepted()
    rect.closed(rect.item(0))
    return documents.closeout_register, rect.plan()


def reviewed(rect):
    rect.accepted(money_due=yuan("8600"))
    item = rect.reviewed(rect.item(0))
    services.record_money(rect.unit(), item, kind="recovered", amount=yuan("8600"), on=TODAY, note="退库")
    services.add_evidence(rect.unit(), item, upload("总体说明.txt"))
    services.review_evidence(rect.office(), item, item.evidence.get(measure=None), verdict="accepted")
    return documents.closeout_review, services.close_item(rect.office(), item, opinion="核实无误，同意销号。")


def returned(rect):
    rect.accepted()
    item = rect.reviewed(rect.item(0))
    services.review_evidence(rect.office(), item, rect.piece(item), verdict="doubtful", note="没有盖章")
    return documents.return_slip, services.return_closeout(rect.office(), item, reason="补盖章的审计报告。")


def extension(rect):
    item = rect.under_way()
    asked = services.ask_extension(rect.unit(), item, to_on=date(2022, 9, 10), reason="等待上级批复。")
    granted = services.grant_extension(rect.acting(rect.director, now=days(3)), asked, decision="同意。")
    return documents.extension_sheet, granted


def report(kind: str):
    def make(rect):
        rect.accepted()
        rect.closed(rect.item(0))
        written = UnitReport.objects.get(kind=kind)
        text = "党组切实履行整改主体责任。"
        services.write_report(rect.unit(), written, base_version=1, text=text, party_meeting_on=TODAY)
        return documents.unit_report_document, services.submit_report(rect.unit(), written)

    return make


def period(rect):
    item = rect.under_way()
    services.report_progress(
        rect.unit(), item, text="审计机构已经进场。", on=TODAY, measure=item.measures.first(), done_on=TODAY
    )
    services.ask_extension(rect.unit(), item, to_on=date(2022, 9, 10), reason="等待上级批复。")
    [opened] = services.open_periods(rect.office(days(22)), rect.world.city)
    return services.hand_in_period(rect.unit(days(22)), opened, note="请协调审计进度。")


def period_ledger(rect):
    handed = period(rect)
    return documents.period_report_document, Filled(handed, handed.content)


def dispatch(rect):
    return documents.dispatch_sheet, Dispatch(date(2022, 5, 31), [period(rect)])


def consequence(rect):
    proposed = services.propose_consequence(
        rect.office(days(70)), rect.accepted(), what="作出书面检查", note="多次提醒。"
    )
    sent = services.approve_consequence(rect.acting(rect.leader, now=days(70)), proposed)
    return services.answer_consequence(rect.unit(days(71)), sent, answer="认识不到位，主要负责人负首要责任。")


def disputed(rect):
    dispute = services.raise_dispute(
        rect.unit(), rect.under_way(), grounds="其中一个项目未拆分，附合同。", files=[upload("合同.txt").file]
    )
    return documents.dispute_answer, services.answer_dispute(
        rect.acting(rect.director, now=days(3)),
        dispute,
        verdict="corrected",
        decision="经核对合同，1 个项目没有拆分，其余事实不变。",
        title=rect.item().title,
        text="拆分发包规避招标，涉及 2 个项目。",
    )


def joint(rect):
    """An office with two bodies: one wants amendments, the other was not waited for."""
    bodies = [
        {"name": "纪检监察机关", "role": "discipline", "sees": []},
        {"name": "市审计局", "role": "office_clerk", "sees": []},
    ]
    Parameter.objects.create(
        code="rectification.joint_review", value=bodies, valid_from=date(2022, 1, 1), jurisdiction=rect.world.city
    )
    rect.submitted()
    review = JointReview.objects.get()
    first, second = review.opinions.order_by("pk")
    points = [services.Remark("时限太宽。"), services.Remark("写清应追缴的金额。", rect.item())]
    services.give_opinion(rect.acting(Role.DISCIPLINE), first, grade="amend", text="总体可行。", points=points)
    services.remind_body(rect.office(), second)
    services.go_on_without(rect.office(days(8)), second, reason="该局正在审计现场。")
    remarks = [services.Remark("时限提前到六月底。", None, first.body), services.Remark("写清金额。", rect.item())]
    services.sum_up(rect.office(days(8)), review, grade="amend", summary="按下列意见修改。", remarks=remarks)
    plan = rect.plan()
    services.reply_to_remark(rect.unit(days(9)), plan, plan.remarks.get(position=1), reply="已提前到6月30日。")
    return review


def joint_sheet(rect):
    review = joint(rect)
    may_read = set(review.opinions.values_list("pk", flat=True))
    return partial(documents.joint_opinions, may_read=may_read), review


def report_returned(rect):
    rect.accepted()
    written = UnitReport.objects.get(kind="progress")
    services.write_report(rect.unit(), written, base_version=1, text="已按方案整改。", party_meeting_on=TODAY)
    submitted = services.submit_report(rect.unit(), written)
    remarks = [services.Remark("写清数字。", rect.item(), "纪检监察机关"), services.Remark("补写问责情况。")]
    back = services.return_report(rect.office(days(2)), submitted, reason="请修改。", remarks=remarks)
    for n, reply in ((1, "已写清。"), (2, "已补写。")):
        services.reply_to_report_remark(rect.unit(days(3)), back, back.remarks.get(position=n), reply=reply)
    return documents.report_return_list, services.submit_report(rect.unit(days(3)), back)


def answered_list(rect):
    """The list with which a plan came back, once it is handed in again."""
    plan = joint(rect).plan
    services.reply_to_remark(rect.unit(days(9)), plan, plan.remarks.get(position=2), reply="应追缴8600元。")
    return documents.return_list, services.submit_plan(rect.unit(days(9)), plan)


MAKERS = {
    "report_return_list": report_returned,
    "dispute_answer": disputed,
    "joint_opinions": joint_sheet,
    "return_list": answered_list,
    "consequence_letter": lambda rect: (documents.consequence_letter, consequence(rect)),
    "consequence_answer": lambda rect: (documents.consequence_answer, consequence(rect)),
    "period_report": period_ledger,
    "dispatch_sheet": dispatch,
    "rectification_plan": plan_accepted,
    "drafted_plan": plan_written,
    "closeout_register": register,
    "closeout_review": reviewed,
    "closeout_return": returned,
    "extension_sheet": extension,
    "progress_report": report("progress"),
    "principal_report": report("principal"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_reads_as_approved_in_chinese_and_the_same_every_time(name, rect, issuer):
    make, record = MAKERS[name](rect)
    if isinstance(record, Model):
        record = type(record).objects.get(pk=record.pk)
    text = render_text(make(record, issuer))
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("XUNCHA_WRITE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    with translation.override("en"):
        assert render_text(make(record, issuer)) == text
    assert render_docx(make(record, issuer), PROFILE, on=ON) == render_docx(make(record, issuer), PROFILE, on=ON)


def test_what_is_not_accepted_or_submitted_says_so(rect, issuer):
    plan = rect.deliver()
    assert "（单位拟订中）" in render_text(documents.rectification_plan(plan, issuer))
    services.write_plan(rect.unit(), plan, base_version=1, principal="某", party_meeting_on=TODAY)
    draft = UnitReport(plan=rect.plan(), kind="progress", due_on=ENDS)
    text = render_text(documents.unit_report_document(draft, issuer))
    assert "（单位起草中）" in text
    assert "截至2022年7月20日" in text


def test_what_is_only_proposed_says_so(rect, issuer):
    proposed = services.propose_consequence(rect.office(days(70)), rect.accepted(), what="作出书面检查")
    text = render_text(documents.consequence_letter(proposed, issuer))
    assert "（待审定）" in text
    assert "前报送" not in text
    assert "（待报送）" in render_text(documents.consequence_answer(proposed, issuer))


def test_a_return_without_doubts_lists_no_evidence(rect, issuer):
    item = services.return_closeout(rect.office(), rect.requested(), reason="再补。")
    assert "存疑和不认可的佐证" not in render_text(documents.return_slip(item, issuer))


def test_nothing_to_bring_back_is_said_so(rect, issuer):
    item = services.resume_item(rect.unit(), rect.requested(), reason="撤回")
    for piece in item.evidence.all():
        services.withdraw_evidence(rect.unit(), item, piece, reason="换")
    text = render_text(documents.closeout_review(rect.fresh(item), issuer))
    assert "应追缴清退 | 无" in text
    assert "佐证材料（" not in text
