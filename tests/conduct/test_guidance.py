"""The office comments and guides, the team edits and answers; the office writes nothing in a team's text."""

from datetime import date

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.conduct import services
from xuncha.conduct.models import Comment, Guidance
from xuncha.conduct.rules import GuidanceFacts, reasons_not_to_answer, reasons_not_to_comment, reasons_not_to_issue
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.fieldwork.services import save_paper
from xuncha.foundation.inbox.versions import compared, versions_of
from xuncha.foundation.journal.models import JournalRecord

TODAY = NOW.date()


def commented(acting, cast, paper, **other) -> Comment:
    said = {"place": "具体事实", "quote": "短少物资折合11.38万元", "text": "写明哪一天清点的。"}
    return services.comment_on(
        acting(cast.clerk), paper.inspection, kind="fieldwork.paper", record=paper.pk, **{**said, **other}
    )


def test_a_comment_is_tied_to_a_place_of_the_text():
    texts = {"具体事实": "仓库清点，短少物资。"}
    assert reasons_not_to_comment(quote="短少物资", field="具体事实", texts=texts) == []
    assert reasons_not_to_comment(quote="", field="具体事实", texts=texts) == []
    assert [r.field for r in reasons_not_to_comment(quote="别的话", field="具体事实", texts=texts)] == ["quote"]
    assert [r.field for r in reasons_not_to_comment(quote="", field="定性", texts=texts)] == ["place"]


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        (GuidanceFacts(TODAY, TODAY, "听取汇报", "", None, hearing=True), []),
        (GuidanceFacts(TODAY, TODAY, "听取汇报", "补谈话", TODAY, hearing=False), []),
        (GuidanceFacts(date(2022, 6, 1), TODAY, " ", "补谈话", None, hearing=True), ["on", "content", "due_on"]),
        (GuidanceFacts(TODAY, TODAY, "", "补谈话", date(2022, 5, 1), hearing=False), ["content", "due_on"]),
    ],
)
def test_what_goes_out_was_held_and_says_by_when(facts, fields):
    assert [r.field for r in reasons_not_to_issue(facts)] == fields


def test_an_answer_says_something():
    assert reasons_not_to_answer("已补") == []
    assert len(reasons_not_to_answer(" ")) == 1


def test_the_team_answers_each_comment_and_a_declined_one_may_come_again(acting, cast, paper) -> None:
    comment = commented(acting, cast, paper)
    with pytest.raises(RuleViolated, match="要写明理由"):
        services.decline_comment(acting(cast.inspector), comment, reason="")
    declined = services.decline_comment(acting(cast.inspector), comment, reason="日期在佐证里")
    assert (declined.state, declined.answer) == ("declined", "日期在佐证里")
    again = services.comment_again(acting(cast.clerk), declined, reason="单位看不到佐证")
    taken = services.accept_comment(acting(cast.leader), again, reason="已补写日期")
    assert (taken.state, taken.decided_by) == ("accepted", cast.leader)
    events = set(JournalRecord.objects.filter(subject_kind="conduct.comment").values_list("event", flat=True))
    assert events == {"comment.made", "comment.declined", "comment.again", "comment.accepted"}


def test_the_office_only_comments_and_the_team_only_answers(acting, cast, paper) -> None:
    comment = commented(acting, cast, paper)
    with pytest.raises(Denied):
        save_paper(acting(cast.clerk), paper, base_version=None, facts="巡察办改写")
    with pytest.raises(Denied):
        services.accept_comment(acting(cast.clerk), comment, reason="代答")
    with pytest.raises(Denied):
        services.comment_on(
            acting(cast.leader), paper.inspection, kind="fieldwork.paper", record=paper.pk, place="具体事实", text="x"
        )
    with pytest.raises(OutOfReach):
        services.accept_comment(acting(Role.INSPECTOR, which=1), comment, reason="x")
    assert services.withdraw_comment(acting(cast.clerk), comment, reason="提错了").state == "withdrawn"


@pytest.mark.parametrize(("kind", "shift"), [("fieldwork.paper", 1000), ("orgs.organisation", 0)])
def test_nothing_else_is_commented_on(acting, cast, paper, kind, shift) -> None:
    with pytest.raises(OutOfReach):
        services.comment_on(
            acting(cast.clerk), paper.inspection, kind=kind, record=paper.pk + shift, place="具体事实", text="x"
        )


def test_guidance_from_draft_to_closed(acting, cast, world) -> None:
    here = world.inspections[0]
    draft = services.draft_guidance(acting(cast.clerk), here, kind=Guidance.Kind.HEARING, on=TODAY)
    with pytest.raises(RuleViolated, match="会议记录还没有写"):
        services.issue_guidance(acting(cast.clerk), draft)
    told = {"content": "听取中期汇报。", "demands": "补做走访。", "due_on": date(2022, 5, 20)}
    draft = services.change_guidance(acting(cast.clerk), draft, base_version=None, **told)
    issued = services.issue_guidance(acting(cast.clerk), draft)
    with pytest.raises(InvalidTransition, match="不能再改"):
        services.change_guidance(acting(cast.clerk), issued, base_version=None, content="改")
    with pytest.raises(RuleViolated, match="怎么落实"):
        services.answer_guidance(acting(cast.leader), issued, reply=" ")
    with pytest.raises(Denied):
        services.answer_guidance(acting(cast.clerk), issued, reply="代报")
    answered = services.answer_guidance(acting(cast.leader), issued, reply="走访 3 处")
    back = services.return_guidance(acting(cast.clerk), answered, reason="再走访 2 处")
    answered = services.answer_guidance(acting(cast.leader), back, reply="共走访 5 处")
    assert services.close_guidance(acting(cast.clerk), answered).state == "closed"
    other = services.draft_guidance(acting(cast.clerk), here, kind=Guidance.Kind.JOINT, on=TODAY)
    assert services.drop_guidance(acting(cast.clerk), other, reason="未开").state == "dropped"


def test_the_record_is_printed_for_office_and_team(acting, cast, world, at_desk) -> None:
    draft = services.draft_guidance(acting(cast.clerk), world.inspections[0], kind=Guidance.Kind.HEARING, on=TODAY)
    where = reverse("conduct:guidance-document", args=[draft.pk, "docx"])
    assert "wordprocessing" in at_desk(cast.clerk).get(where)["Content-Type"]
    assert at_desk(cast.leader).get(where.replace("docx", "txt")).status_code == 404
    assert at_desk(Role.UNIT_LIAISON).get(where).status_code == 403


def test_two_versions_say_what_changed_and_by_whom(acting, cast, paper) -> None:
    first = save_paper(acting(cast.inspector), paper, base_version=None, facts="5月9日清点，短少物资折合11.38万元。")
    save_paper(acting(cast.inspector), first, base_version=None, title="防汛物资账实不符、短少")
    versions = versions_of(paper)
    assert [v.number for v in versions] == [1, 2]
    [title] = compared(paper, versions, 1, 2)
    assert [p.text for p in title.pieces if p.kind == "ins"] == ["、短少"]
    assert [one.label for one in compared(paper, versions, 0, 2)] == ["具体事实", "标题"]
    assert compared(paper, versions, 0, 2)[0].who == ["何一"]
    save_paper(acting(cast.inspector), first, base_version=None, title="防汛物资账实不符")
    assert [one.label for one in compared(paper, versions_of(paper), 1, 3)] == [], "what was changed back is no change"


def test_the_pages_of_a_comment(at_desk, acting, cast, paper) -> None:
    client = at_desk(cast.clerk)
    address = reverse("conduct:comment-new", args=[paper.inspection_id, "fieldwork.paper", paper.pk])
    assert address in client.get(reverse("fieldwork:paper", args=[paper.pk])).content.decode()
    assert "定性依据" not in client.get(address).content.decode(), "an empty text offers no place"
    wrong = client.post(address, {"place": "具体事实", "quote": "没有的话", "text": "补日期"})
    assert wrong.status_code == 422
    client.post(address, {"place": "具体事实", "quote": "仓库清点", "text": "补日期"})
    comment = Comment.objects.get()
    client = at_desk(cast.inspector)
    save_paper(acting(cast.inspector), paper, base_version=None, facts="5月9日清点仓库。")
    shown = client.get(reverse("conduct:comment", args=[comment.pk])).content.decode()
    assert "后来已经改动" in shown
    versions = client.get(reverse("inbox:versions", args=["fieldwork.paper", paper.pk])).content.decode()
    assert "<ins>" in versions
    assert "最初" in versions
    client.post(reverse("conduct:comment-step", args=[comment.pk, "accept"]), {"reason": "已补"})
    assert "已采纳" in client.get(reverse("conduct:comments")).content.decode()


def test_the_pages_of_guidance(at_desk, cast, world) -> None:
    client = at_desk(cast.clerk)
    new = reverse("conduct:guidance-new", args=[world.inspections[0].pk])
    told = {"kind": "visit", "on": "2022-05-09", "content": "看了台账。", "demands": "补谈话", "due_on": "2022-05-20"}
    client.post(new, told)
    guidance = Guidance.objects.get()
    page = reverse("conduct:guidance", args=[guidance.pk])
    client.post(reverse("conduct:guidance-change", args=[guidance.pk]), {**told, "place": "驻地", "_version": "1"})
    assert "驻地" in client.get(page).content.decode()
    client.post(reverse("conduct:guidance-step", args=[guidance.pk, "issue"]))
    client = at_desk(cast.leader)
    client.post(reverse("conduct:guidance-answer", args=[guidance.pk]), {"reply": "已补谈话 2 人"})
    assert "已补谈话 2 人" in client.get(page).content.decode()
    assert "督导指导" in client.get(reverse("rounds:inspection", args=[world.inspections[0].pk])).content.decode()
    assert "待巡察办确认" in client.get(reverse("conduct:guidances")).content.decode()


def test_nothing_compares_where_nothing_changed(at_desk, cast, world) -> None:
    address = reverse("inbox:versions", args=["rounds.inspection", world.inspections[0].pk])
    assert "还没有修改记录" in at_desk(cast.clerk).get(address, {"older": "9"}).content.decode()
