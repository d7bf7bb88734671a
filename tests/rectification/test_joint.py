"""Joint review: every body is asked at once, gives its opinion on its part, the office sums up or goes on without."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.rectification.conftest import TODAY, Rectifying, days, draft, upload
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.feedback.models import OpinionItem
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import Parameter
from xuncha.rectification import services
from xuncha.rectification.models import BodyOpinion, JointReview, StepProof, UnitReport
from xuncha.rectification.selectors import BODY_OPINIONS, JOINT_REVIEWS
from xuncha.rectification.services import Remark
from xuncha.rectification.workflow import JointState, OpinionState, PlanState, UnitReportState

CADRES = "选人用人"
BODIES = [
    {"name": "纪检监察机关", "role": "discipline", "sees": []},
    {"name": "组织部门", "role": "organisation", "sees": [CADRES]},
    {"name": "巡察办", "role": "office_clerk", "sees": []},
]
DUE = date(2022, 5, 17)  # five working days after TODAY


def set_rule(rect: Rectifying, code: str, value: object) -> None:
    Parameter.objects.create(
        code=f"rectification.{code}", value=value, valid_from=date(2022, 1, 1), jurisdiction=rect.world.city
    )


@pytest.fixture
def bodies(rect, hire):
    """The people of the departments, in an office that has three bodies review together."""
    set_rule(rect, "joint_review", BODIES)
    return {
        "discipline": hire(Role.DISCIPLINE, name="纪某"),
        "organisation": hire(Role.ORGANISATION, name="组某"),
        "office": rect.clerk,
    }


def in_review(rect: Rectifying, *, cadres: bool = True) -> JointReview:
    """A plan that was handed in; one of its two problems is about cadres."""
    plan = rect.written()
    if cadres:
        OpinionItem.objects.filter(opinion=rect.opinion, position=2).update(aspect=CADRES)
    services.submit_plan(rect.unit(), plan)
    return JointReview.objects.get()


def of(review: JointReview, body: str) -> BodyOpinion:
    return review.opinions.get(body=body)


def everybody_passes(rect, bodies, review: JointReview, *, grades: tuple[str, ...] = ("pass", "pass", "pass")) -> None:
    people = {"纪检监察机关": "discipline", "组织部门": "organisation", "巡察办": "office"}
    for opinion, grade in zip(review.opinions.order_by("pk"), grades, strict=True):
        act = rect.acting(bodies[people[opinion.body]])
        points = [] if grade == "pass" else [Remark("措施写具体。", opinion.items.first())]
        services.give_opinion(act, opinion, grade=grade, points=points)


def refused(call) -> str:
    """What a refusal says."""
    with pytest.raises(RuleViolated) as caught:
        call()
    return "".join(str(why.text) for why in caught.value.reasons)


def test_every_body_is_asked_at_once_and_sees_its_part(rect, bodies):
    review = in_review(rect)
    assert (rect.plan().state, review.due_on, review.left_out) == (PlanState.IN_REVIEW, DUE, [])
    assert {(o.body, o.role, o.items.count(), o.due_on) for o in review.opinions.all()} == {
        ("纪检监察机关", "discipline", 2, DUE),
        ("组织部门", "organisation", 1, DUE),
        ("巡察办", "office_clerk", 2, DUE),
    }
    asks = {todo.ask for todo in waiting_for(actor_of(bodies["organisation"], NOW))}
    assert "联审意见待提出" in asks
    assert "整改方案待审核" not in asks
    assert JournalRecord.objects.filter(event="body_opinion.asked").count() == 3


def test_a_body_without_a_problem_of_its_own_is_not_asked(rect, bodies):
    review = in_review(rect, cadres=False)
    assert review.left_out == ["组织部门"]
    assert review.opinions.count() == 2


def test_without_the_setting_one_reviewer_judges(rect, acting):
    plan = rect.submitted()
    assert (plan.state, plan.joint_reviews.count()) == (PlanState.SUBMITTED, 0)
    assert services.accept_plan(acting(Role.DISCIPLINE), plan).state == PlanState.ACCEPTED


def test_a_setting_of_nobody_switches_it_off(rect):
    set_rule(rect, "joint_review", [])
    assert rect.submitted().state == PlanState.SUBMITTED


def test_an_opinion_has_a_word_and_numbered_points(rect, bodies):
    review = in_review(rect)
    act = rect.acting(bodies["discipline"])
    given = services.give_opinion(
        act, of(review, "纪检监察机关"), grade="amend", points=[Remark("时限太宽。"), Remark("写清金额。", rect.item())]
    )
    assert (given.state, given.grade, given.given_by) == (OpinionState.GIVEN, "amend", bodies["discipline"])
    assert [(p.position, p.item, p.text) for p in given.points.all()] == [
        (1, None, "时限太宽。"),
        (2, rect.item(), "写清金额。"),
    ]
    with pytest.raises(InvalidTransition):
        services.give_opinion(rect.acting(bodies["discipline"]), given, grade="pass")


def test_what_is_wrong_with_an_opinion_is_said_at_once(rect, bodies):
    opinion = of(in_review(rect), "组织部门")
    act = rect.acting(bodies["organisation"])
    assert "请选通过" in refused(lambda: services.give_opinion(act, opinion, grade="3"))
    assert "至少写一条意见" in refused(lambda: services.give_opinion(act, opinion, grade="return"))
    long = [Remark("长" * 501)] * 51
    said = refused(lambda: services.give_opinion(act, opinion, grade="return", text="长" * 2001, points=long))
    for wanted in ("总的意见不超过", "意见不超过 50 条", "第 1 条意见不超过 500 字"):
        assert wanted in said
    foreign = rect.plan().items.get(number__endswith="001")
    with pytest.raises(OutOfReach, match="不在送这一家看的范围里"):
        services.give_opinion(act, opinion, grade="amend", points=[Remark("不归我看", foreign)])
    assert of(opinion.review, "组织部门").state == OpinionState.ASKED


def test_nobody_of_the_reviewed_unit_takes_part(rect, bodies):
    review = in_review(rect)
    Grant.objects.create(
        user=bodies["discipline"],
        role=Role.UNIT_HEAD,
        scope_id=rect.world.units[0].pk,
        valid_from=NOW - timedelta(days=1),
    )
    act = rect.acting(bodies["discipline"])
    said = refused(lambda: services.give_opinion(act, of(review, "纪检监察机关"), grade="pass"))
    assert "您也是这家被巡察单位的人" in said


def test_each_writes_for_its_own_body_and_reads_the_others_afterwards(rect, bodies, hire):
    review = in_review(rect)
    for person in (rect.liaison, hire(Role.TEAM_LEADER)):
        with pytest.raises((OutOfReach, Denied)):
            services.give_opinion(rect.acting(person), of(review, "纪检监察机关"), grade="pass")
    with pytest.raises(OutOfReach):
        services.give_opinion(rect.acting(bodies["organisation"]), of(review, "纪检监察机关"), grade="pass")
    with pytest.raises(Denied):
        services.give_opinion(rect.acting(rect.clerk), of(review, "纪检监察机关"), grade="pass")

    def seen(user) -> int:
        return BODY_OPINIONS.visible_to(actor_of(user, NOW)).count()

    assert (seen(bodies["organisation"]), seen(rect.clerk), seen(rect.leader), seen(rect.liaison)) == (1, 3, 3, 0)
    assert not JOINT_REVIEWS.visible_to(actor_of(rect.liaison, NOW)).exists()
    everybody_passes(rect, bodies, review)
    services.sum_up(rect.office(), review, grade="pass")
    assert seen(bodies["organisation"]) == 3
    assert seen(hire(Role.DISCIPLINE, which=1)) == 0


def test_the_director_writes_for_the_office(rect, bodies):
    review = in_review(rect)
    given = services.give_opinion(rect.acting(rect.director), of(review, "巡察办"), grade="pass")
    assert given.given_by == rect.director


def test_an_opinion_is_taken_back_until_the_office_sums_up(rect, bodies):
    review = in_review(rect)

    def act():
        return rect.acting(bodies["discipline"])

    services.give_opinion(act(), of(review, "纪检监察机关"), grade="amend", points=[Remark("甲"), Remark("乙")])
    with pytest.raises(RuleViolated, match="要写明理由"):
        services.revise_opinion(act(), of(review, "纪检监察机关"), reason=" ")
    again = services.revise_opinion(act(), of(review, "纪检监察机关"), reason="漏看一处")
    assert again.state == OpinionState.ASKED
    services.give_opinion(act(), again, grade="amend", points=[Remark("丙")])
    assert [p.text for p in of(review, "纪检监察机关").points.all()] == ["丙"]
    for body, who in (("组织部门", "organisation"), ("巡察办", "office")):
        services.give_opinion(rect.acting(bodies[who]), of(review, body), grade="pass")
    services.sum_up(rect.office(), review, grade="amend", remarks=[Remark("丙", body="纪检监察机关")])
    assert "已经汇总" in refused(lambda: services.revise_opinion(act(), of(review, "纪检监察机关"), reason="再改"))


def test_who_does_not_answer_is_reminded_and_then_not_waited_for(rect, bodies):
    review = in_review(rect)
    late = of(review, "组织部门")
    said = refused(lambda: services.go_on_without(rect.office(), late, reason="等不到"))
    assert "还没有过" in said
    assert "请先催办" in said
    reminded = services.remind_body(rect.office(), late)
    assert (reminded.reminders, reminded.reminded_on) == (1, TODAY)
    assert "今天已经催过一次" in refused(lambda: services.remind_body(rect.office(), late))
    [todo] = [
        todo for todo in waiting_for(actor_of(bodies["organisation"], NOW), "联审意见待提出") if todo.record == late
    ]
    assert "已催办 1 次" in todo.title
    with pytest.raises(Denied):
        services.go_on_without(rect.acting(bodies["organisation"], now=days(8)), late, reason="不等")
    passed = services.go_on_without(rect.office(days(8)), late, reason="该部门正在换届。")
    assert (passed.state, passed.passed_reason) == (OpinionState.PASSED, "该部门正在换届。")
    assert "不用催" in refused(lambda: services.remind_body(rect.office(days(9)), late))
    late_but_there = services.give_opinion(rect.acting(bodies["organisation"], now=days(9)), passed, grade="pass")
    assert late_but_there.state == OpinionState.GIVEN


def test_what_is_in_joint_review_is_not_judged_beside_it(rect, bodies):
    in_review(rect)
    plan = rect.plan()
    assert "请在联审页汇总" in refused(lambda: services.accept_plan(rect.office(), plan))
    assert "请在联审页汇总" in refused(lambda: services.return_plan(rect.office(), plan, remarks=[Remark("改")]))


def test_all_pass_and_the_plan_is_accepted(rect, bodies):
    review = in_review(rect)
    assert "纪检监察机关、组织部门、巡察办还没有提意见" in refused(
        lambda: services.sum_up(rect.office(), review, grade="pass")
    )
    everybody_passes(rect, bodies, review)
    with pytest.raises(Denied):
        services.sum_up(rect.acting(bodies["discipline"]), review, grade="pass")
    assert "通过的没有退回意见" in refused(
        lambda: services.sum_up(rect.office(), review, grade="pass", remarks=[Remark("改")])
    )
    services.sum_up(rect.office(), review, grade="pass")
    review.refresh_from_db()
    assert (review.state, review.concluded_by, rect.plan().state) == (
        JointState.CONCLUDED, rect.clerk, PlanState.ACCEPTED,
    )  # fmt: skip
    with pytest.raises(InvalidTransition):
        services.sum_up(rect.office(), review, grade="pass")


def test_milder_than_a_body_found_needs_words(rect, bodies):
    review = in_review(rect)
    everybody_passes(rect, bodies, review, grades=("return", "pass", "amend"))
    said = refused(lambda: services.sum_up(rect.office(), review, grade="pass", summary=" "))
    assert "纪检监察机关、巡察办的结论更严" in said
    assert "不超过 2000 字" in refused(
        lambda: services.sum_up(rect.office(), review, grade="pass", summary="长" * 2001)
    )
    services.sum_up(rect.office(), review, grade="pass", summary="所提问题已当面核实，方案已写明。")
    assert rect.plan().state == PlanState.ACCEPTED


def test_one_numbered_list_goes_back_and_every_point_is_answered(rect, bodies):
    review = in_review(rect)
    everybody_passes(rect, bodies, review, grades=("return", "pass", "amend"))
    said = refused(lambda: services.sum_up(rect.office(), review, grade="return"))
    assert "请至少写一条退回意见" in said
    assert "不超过 500 字" in refused(
        lambda: services.sum_up(rect.office(), review, grade="return", remarks=[Remark("长" * 501)])
    )
    remarks = [Remark("写清金额。", rect.item(), "纪检监察机关"), Remark(" "), Remark("时限提前。", None, "巡察办")]
    services.sum_up(rect.office(), review, grade="return", remarks=remarks)
    plan = rect.plan()
    assert plan.state == PlanState.RETURNED
    assert [(r.position, r.body, r.text) for r in plan.remarks.order_by("position")] == [
        (1, "纪检监察机关", "写清金额。"),
        (2, "巡察办", "时限提前。"),
    ]
    assert "退回意见第 1、2 条还没有写修改说明" in refused(lambda: services.submit_plan(rect.unit(), plan))
    for remark in plan.remarks.all():
        services.reply_to_remark(rect.unit(), plan, remark, reply="已改。")
    services.submit_plan(rect.unit(), plan)
    assert rect.plan().state == PlanState.IN_REVIEW
    assert [r.times for r in plan.joint_reviews.order_by("times")] == [1, 2]


def test_what_passes_with_amendments_is_checked_by_the_office_alone(rect, bodies):
    review = in_review(rect)
    everybody_passes(rect, bodies, review, grades=("amend", "pass", "pass"))
    services.sum_up(rect.office(), review, grade="amend", remarks=[Remark("写清金额。")])
    plan = rect.plan()
    services.reply_to_remark(rect.unit(), plan, plan.remarks.get(), reply="已写清。")
    services.submit_plan(rect.unit(), plan)
    assert rect.plan().state == PlanState.SUBMITTED
    assert services.accept_plan(rect.office(), rect.plan()).state == PlanState.ACCEPTED


@pytest.fixture
def progress(rect) -> UnitReport:
    """The progress report of an accepted plan, written, not handed in."""
    plan = rect.accepted()
    report = plan.unit_reports.get(kind="progress")
    return services.write_report(rect.unit(), report, base_version=1, text="已按方案整改。", party_meeting_on=TODAY)


def test_a_report_is_reviewed_together_and_its_list_answered(rect, progress, hire):
    set_rule(rect, "joint_review", BODIES[:1])
    services.submit_report(rect.unit(), progress)
    review = JointReview.objects.get(report=progress)
    assert (UnitReport.objects.get(pk=progress.pk).state, review.times) == (UnitReportState.IN_REVIEW, 1)
    assert "请在联审页汇总" in refused(lambda: services.accept_report(rect.office(), progress))
    assert "请在联审页汇总" in refused(lambda: services.return_report(rect.office(), progress, reason="改"))
    person = hire(Role.DISCIPLINE)
    services.give_opinion(rect.acting(person), review.opinions.get(), grade="amend", points=[Remark("写清数字。")])
    services.sum_up(rect.office(), review, grade="amend", remarks=[Remark("写清数字。", rect.item(), "纪检监察机关")])
    report = UnitReport.objects.get(pk=progress.pk)
    assert (report.state, report.return_reason) == (UnitReportState.RETURNED, "写清数字。")
    assert "退回意见第 1 条还没有写修改说明" in refused(lambda: services.submit_report(rect.unit(), report))
    remark = report.remarks.get()
    assert "请写修改说明" in refused(lambda: services.reply_to_report_remark(rect.unit(), report, remark, reply=" "))
    services.reply_to_report_remark(rect.unit(), report, remark, reply="已写清。")
    assert services.submit_report(rect.unit(), report).state == UnitReportState.SUBMITTED
    with pytest.raises(RuleViolated, match="不能改"):
        services.reply_to_report_remark(rect.unit(), report, remark, reply="再说。")
    services.return_report(rect.office(), report, reason="再改")
    with pytest.raises(RuleViolated, match="以前退回时的"):
        services.reply_to_report_remark(rect.unit(), report, remark, reply="再说。")


def test_a_report_that_all_pass_is_accepted(rect, progress, hire):
    set_rule(rect, "joint_review", BODIES[:1])
    services.submit_report(rect.unit(), progress)
    review = JointReview.objects.get(report=progress)
    services.give_opinion(rect.acting(hire(Role.DISCIPLINE)), review.opinions.get(), grade="pass")
    services.sum_up(rect.office(), review, grade="pass")
    assert UnitReport.objects.get(pk=progress.pk).state == UnitReportState.ACCEPTED


def test_the_principals_own_report_needs_one_reviewer(rect, progress):
    set_rule(rect, "joint_review", BODIES)
    own = progress.plan.unit_reports.get(kind="principal")
    services.write_report(rect.unit(), own, base_version=1, text="本人主持研究 2 次。", party_meeting_on=TODAY)
    assert services.submit_report(rect.unit(), own).state == UnitReportState.SUBMITTED


def test_a_report_waits_for_the_steps_that_the_rule_requires(rect):
    set_rule(rect, "required_steps", ["life_meeting", "life_proof", "principal_report"])
    plan = rect.accepted()
    report = plan.unit_reports.get(kind="progress")
    services.write_report(rect.unit(), report, base_version=1, text="已整改。", party_meeting_on=TODAY)
    said = refused(lambda: services.submit_report(rect.unit(), report))
    for wanted in ("还没有登记专题民主生活会", "还没有上传专题民主生活会的材料", "请先报送那一份"):
        assert wanted in said
    proof = services.prove_step(rect.unit(), plan, step="life", on=TODAY, upload=upload("纪要.txt"), note="全体到会")
    assert (proof.note, rect.plan().life_meeting_on) == ("全体到会", TODAY)
    own = plan.unit_reports.get(kind="principal")
    services.write_report(rect.unit(), own, base_version=1, text="本人主持研究 2 次。", party_meeting_on=TODAY)
    services.submit_report(rect.unit(), own)
    assert services.submit_report(rect.unit(), report).state == UnitReportState.SUBMITTED


def test_a_plan_waits_for_the_minutes_that_the_rule_requires(rect):
    set_rule(rect, "required_steps", ["party_proof"])
    plan = rect.written()
    assert "请上传党委（党组）会议研究方案的纪要" in refused(lambda: services.submit_plan(rect.unit(), plan))
    services.prove_step(rect.unit(), plan, step="party", on=TODAY, upload=upload("纪要.txt"))
    assert services.submit_plan(rect.unit(), plan).state == PlanState.SUBMITTED
    said = refused(lambda: services.prove_step(rect.unit(), plan, step="party", on=TODAY, upload=upload("又一份.txt")))
    assert "方案已经报送" in said


def test_a_meeting_lies_between_the_feedback_and_today(rect):
    plan = rect.deliver()
    for off, wanted in ((1, "还没有到"), (-1, "早于反馈日")):
        on = TODAY + timedelta(days=off)
        said = refused(
            lambda on=on: services.prove_step(rect.unit(), plan, step="life", on=on, upload=upload(), note="长" * 301)
        )
        assert wanted in said
        assert "会议情况不超过" in said
    with pytest.raises(Denied):
        services.prove_step(rect.office(), plan, step="life", on=TODAY, upload=upload())
    assert not StepProof.objects.exists()


def test_a_problem_without_measures_says_why(rect):
    plan = rect.written("一个问题")
    bare = draft(objective="", measures=())
    services.fill_item(rect.unit(), rect.item(), base_version=2, draft=bare)
    said = refused(lambda: services.submit_plan(rect.unit(), plan))
    assert "没有写整改措施" in said
    assert "没有写整改目标" in said
    both = draft(uncovered="已立行立改。")
    assert "不用写不列措施的理由" in refused(
        lambda: services.fill_item(rect.unit(), rect.item(), base_version=3, draft=both)
    )
    why = draft(objective="", measures=(), uncovered="巡察期间已立行立改，报告见佐证。")
    services.fill_item(rect.unit(), rect.item(), base_version=3, draft=why)
    services.submit_plan(rect.unit(), plan)
    services.accept_plan(rect.office(), rect.plan())
    assert rect.item().state == "in_progress"
