"""What was confirmed of a grade opens its draft in its own place, and both sides tell of each other."""

import os

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.evaluation.samples import run
from tests.lookback.conftest import look
from tests.rectification.conftest import rect
from tests.rectification.test_documents import GOLDENS, PROFILE
from xuncha.accountability.selectors.suggesting import suggestions as uses
from xuncha.core.permissions import Role
from xuncha.evaluation.documents import results_paper
from xuncha.evaluation.models import Follow
from xuncha.evaluation.rules.definitions import FOLLOW_LABEL
from xuncha.evaluation.rules.following import BY_LETTER, BY_USE, DO_LABEL, LOOK_BACK, follow_of
from xuncha.evaluation.selectors.outcomes import in_words
from xuncha.foundation.documents.reading import render_text
from xuncha.foundation.reach import page_of
from xuncha.lookback.models import Visited
from xuncha.lookback.selectors.suggesting import suggestions as looks_back
from xuncha.lookback.services import add_units, drop_visit, remove_unit
from xuncha.supervision.documents import letter_document
from xuncha.supervision.models import Letter
from xuncha.supervision.selectors.suggesting import items_behind
from xuncha.supervision.selectors.suggesting import suggestions as letters
from xuncha.supervision.services import dismiss_suggestion, drop_letter

__all__ = ["look", "rect"]

DAY = NOW.date()


def follow(world, what: str, unit: int = 0, state: str = "confirmed") -> Follow:
    """A proposal from the grade of a unit."""
    made = {"created_by": world.founder, "created_at": NOW, "state_since": NOW}
    subject, _new = run(world).subjects.get_or_create(organisation=world.units[unit], defaults={"name": "单位", **made})
    subject.grade_label = "较差"
    subject.save(update_fields=["grade_label"])
    return Follow.objects.create(subject=subject, what=what, state=state, **made)


def test_every_proposal_has_its_place():
    assert {*BY_LETTER, *BY_USE, LOOK_BACK} == set(FOLLOW_LABEL) == set(DO_LABEL)
    assert [follow_of(key) for key in ("follow-3", "plan-3", "follow-x", "")] == [3, None, None, None]


def test_a_confirmed_grade_is_suggested(rect, world):
    plan = rect.deliver()
    for unit in (0, 1):
        follow(world, "talk", unit)
        follow(world, "praise", unit, "proposed")
    assert [(one.kind, one.plan, str(one.why)) for one in uses(world.city, DAY)] == [
        ("talk", plan, "整改评估结果为较差，决定约谈主要负责人")
    ]


KINDS = [("letter", "grade", "supervision"), ("again", "grade_again", "re_rectification")]


@pytest.mark.parametrize("told", KINDS)
def test_a_confirmed_letter_opens_a_draft_with_its_reason_and_rows(rect, world, at_desk, acting, told):
    what, hint, kind = told
    plan, one = rect.accepted(), follow(world, what)
    (found,) = [each for each in letters(world.city, DAY) if each.hint == hint]
    assert (found.kind, found.plan, found.to, found.count) == (kind, plan, world.units[0], 2)
    assert list(items_behind(found, DAY)) == list(plan.items.order_by("number"))
    desk = at_desk(Role.OFFICE_CLERK)
    page = desk.get(page_of(one)).content.decode()
    address = f"{reverse('supervision:letter-new', args=[world.city.pk])}?hint={hint}&amp;subject=follow-{one.pk}"
    assert address in page
    typed = {"kind": kind, "addressee": world.units[0].pk, "title": "督办", "text": "请整改。", "hint": hint}
    picked = [item.pk for item in plan.items.all()]
    sent = {**typed, "subject": f"follow-{one.pk}", "pick": picked}
    made = desk.post(reverse("supervision:letter-new", args=[world.city.pk]), sent, follow=True).content.decode()
    letter = Letter.objects.get()
    assert page_of(one) in made
    assert letter.lines.count() == 2
    assert "整改评估结果为较差" in str(letter_document(letter, PROFILE.issuer(DAY, 7)))
    assert page_of(letter) in desk.get(page_of(one)).content.decode()
    assert not [each for each in letters(world.city, DAY) if each.hint == hint]
    drop_letter(acting(Role.OFFICE_CLERK), letter, reason="不发了")
    assert [each for each in letters(world.city, DAY) if each.hint == hint]
    assert address in desk.get(page_of(one)).content.decode()


def test_a_letter_that_is_not_sent_says_why_on_the_proposal(rect, world, acting):
    rect.accepted()
    one = follow(world, "letter")
    dismiss_suggestion(
        acting(Role.OFFICE_CLERK), world.city, hint="grade", subject=f"follow-{one.pk}", reason="已当面督办"
    )
    assert in_words([one.pk]) == {one.pk: "没有发函 已当面督办"}


def test_a_confirmed_look_back_is_planned_with_its_unit(look, world, at_desk):
    one = follow(world, LOOK_BACK)
    follow(world, LOOK_BACK, 1, "proposed")
    assert [(each.unit, str(each.why)) for each in looks_back(world.city)] == [
        (world.units[0], "整改评估结果为较差，决定列入回头看")
    ]
    desk = at_desk(Role.OFFICE_CLERK)
    listed = desk.get(reverse("lookback:suggestions")).content.decode()
    assert f'value="follow-{one.pk}"' in listed
    begun = desk.get(reverse("lookback:visit-new", args=[world.city.pk]) + f"?source=follow-{one.pk}").content.decode()
    assert "整改情况回头看" in begun
    assert f"{world.units[0].name}：整改评估结果为较差" in begun
    plain = look.plan(kind="return")
    assert not plain.units.exclude(source="").exists()
    visit = look.plan(kind="look_back")
    assert looks_back(world.city) == []
    visited = Visited.objects.get(visit=visit)
    assert (visited.source, visited.why) == (f"follow-{one.pk}", "整改评估结果为较差，决定列入回头看")
    assert page_of(one) in desk.get(page_of(visited)).content.decode()
    assert page_of(visited) in desk.get(page_of(one)).content.decode()
    gone = desk.get(reverse("lookback:visit-new", args=[world.city.pk]) + f"?source=follow-{one.pk}")
    assert gone.status_code == 404
    remove_unit(look.act(look.clerk), visit, organisation=world.units[0])
    assert len(looks_back(world.city)) == 1
    add_units(look.act(look.clerk), visit, units=[world.units[0]])
    assert looks_back(world.city) == []
    drop_visit(look.act(look.clerk), visit, reason="不去了")
    assert len(looks_back(world.city)) == 1
    assert "安排回头看" in desk.get(page_of(one)).content.decode()


def test_paper_and_workbook_name_what_became_of_it(look, world, at_desk):
    one = follow(world, LOOK_BACK)
    visit = look.plan(kind="look_back")
    paper = str(results_paper(one.subject.run, PROFILE.issuer(DAY, 7)))
    assert f"回头看 {visit.number} 待批准" in paper
    shown = at_desk(Role.OFFICE_CLERK).get(reverse("evaluation:follows")).content.decode()
    assert f"回头看 {visit.number} 待批准" in shown


def test_nothing_is_opened_for_teams_or_by_whoever_may_not(world, at_desk):
    made = {"created_by": world.founder, "created_at": NOW, "state_since": NOW}
    subject = run(world).subjects.create(team=world.teams[0], name="第一组", **made)
    of_team = Follow.objects.create(subject=subject, what="praise", state="confirmed", **made)
    one = follow(world, LOOK_BACK)
    assert "按各自的程序办理" in at_desk(Role.OFFICE_CLERK).get(page_of(of_team)).content.decode()
    assert "安排回头看" not in at_desk(Role.DISCIPLINE).get(page_of(one)).content.decode()


def test_the_paper_of_all_results_is_what_was_approved(look, world):
    follow(world, LOOK_BACK)
    follow(world, "praise", 1, "proposed")
    look.plan(kind="look_back")
    document = results_paper(run(world), PROFILE.issuer(DAY, 7))
    golden = GOLDENS / "evaluation_results.txt"
    if os.environ.get("XUNCHA_WRITE_GOLDENS"):
        golden.write_text(render_text(document), encoding="utf-8")
    assert render_text(document) == golden.read_text(encoding="utf-8")
