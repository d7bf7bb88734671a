"""Suggestions: computed from the records, taken up or dismissed by a person, both counted."""

from typing import Any

import pytest

from tests.rectification.conftest import Rectifying
from tests.supervision.conftest import LATE, days
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.regulations.selectors.values import preview_of_values
from xuncha.foundation.regulations.services import set_parameter
from xuncha.rectification import services as rectification
from xuncha.rectification.models import Item, Plan
from xuncha.supervision import services
from xuncha.supervision.selectors import suggesting
from xuncha.supervision.selectors.suggesting import followed, items_behind, standing, suggestions, the_suggestion


def told(world, now=LATE) -> list[tuple[str, int]]:
    return [(one.hint, one.count) for one in suggestions(world.city, now.date())]


def test_an_overdue_unit_below_the_limit_is_suggested_with_its_rows(letters, world):
    letters.rect.accepted()
    assert told(world) == [("overdue", 2), ("low_rate", 2)]
    first = suggestions(world.city, LATE.date())[0]
    assert [item.number for item in items_behind(first, LATE.date())] == [
        item.number for item in letters.rect.plan().items.order_by("number")
    ]
    assert told(world, days(1)) == []


def test_a_plan_that_is_not_handed_in_is_suggested_without_items(letters, world):
    plan = letters.rect.deliver()
    (late,) = [one for one in suggestions(world.city, days(40).date()) if one.hint == "no_plan"]
    assert (late.kind, late.plan) == ("reminder", plan)
    assert not items_behind(late, days(40).date()).exists()
    act = letters.act(letters.rect.clerk, days(40))
    made = services.draft_letter(
        act, world.city, kind="reminder", addressee=late.to, title="提醒", text="请报送。", hint="no_plan",
        subject=late.subject,
    )  # fmt: skip
    assert services.submit_letter(letters.act(letters.rect.clerk, days(40)), made).state == "submitted"


def test_what_was_sent_back_twice_is_suggested(letters, world):
    item = letters.rect.requested()
    for _again in range(2):
        rectification.return_closeout(letters.act(letters.rect.clerk, days(1)), item, reason="没有凭证。")
        item = Item.objects.get(pk=item.pk)
        rectification.declare_done(letters.act(letters.rect.liaison, days(1)), item, statement="已补。")
        item = rectification.request_closeout(letters.act(letters.rect.liaison, days(1)), Item.objects.get(pk=item.pk))
    assert told(world, days(2)) == [("returned", 1)]
    (one,) = suggestions(world.city, days(2).date())
    assert list(items_behind(one, days(2).date())) == [item]


def test_a_suggestion_becomes_a_draft_once(letters, world):
    letters.rect.accepted()
    one = suggestions(world.city, LATE.date())[0]
    asked = {"hint": one.hint, "subject": one.subject}
    made = letters.drafted(items=list(items_behind(one, LATE.date())), **asked)
    assert (made.why, made.plan) == ("2 项整改事项超期没有完成", letters.rect.plan())
    assert told(world) == [("low_rate", 2)]
    with pytest.raises(RuleViolated, match="已经有人起草"):
        letters.drafted(**asked)
    services.drop_letter(letters.act(letters.rect.clerk), made, reason="再等等。")
    assert ("overdue", 2) in told(world)


def test_a_suggestion_is_dismissed_with_a_reason_until_it_gets_worse(letters, world, acting):
    letters.rect.accepted()
    one = suggestions(world.city, LATE.date())[0]
    asked = {"hint": one.hint, "subject": one.subject}
    with pytest.raises(RuleViolated):
        services.dismiss_suggestion(letters.act(letters.rect.clerk), world.city, **asked, reason=" ")
    with pytest.raises(Denied):
        services.dismiss_suggestion(acting(Role.LEADING_GROUP, now=LATE), world.city, **asked, reason="不发")
    gone = services.dismiss_suggestion(letters.act(letters.rect.clerk), world.city, **asked, reason="已约谈。")
    assert (gone.count, gone.reason) == (2, "已约谈。")
    assert told(world) == [("low_rate", 2)]
    with pytest.raises(RuleViolated, match="已经不成立"):
        services.dismiss_suggestion(letters.act(letters.rect.clerk), world.city, **asked, reason="已约谈。")
    gone.count = 1
    gone.save()
    assert ("overdue", 2) in told(world)
    offices = Jurisdiction.objects.filter(pk=world.city.pk)
    assert ("整改事项超期", 0, 1) in followed(offices)


def test_a_letter_without_answer_is_suggested_to_be_followed(letters, world):
    issued = letters.issued()
    assert the_suggestion(world.city, days(100).date(), "unanswered", f"letter-{issued.pk}").letter == issued
    assert the_suggestion(world.city, days(71).date(), "unanswered", f"letter-{issued.pk}") is None


def test_a_class_of_problems_in_several_units_is_for_a_department(letters, world, monkeypatch):
    monkeypatch.setattr(suggesting, "COMMON_UNITS", 1)
    letters.rect.accepted()
    category = classified(letters.rect)
    (one,) = [one for one in suggestions(world.city, days(1).date()) if one.hint == "common"]
    assert (one.kind, one.count) == ("assignment", 1)
    assert one.subject == f"round-{world.round.pk}-category-{category.pk}"
    assert [item.number for item in items_behind(one, days(1).date())] == [letters.rect.item().number]
    next_round_begins(letters.rect.plan())
    assert [one.hint for one in suggestions(world.city, days(1).date())] == ["common"]
    monkeypatch.setattr(suggesting, "COMMON_UNITS", 2)
    assert told(world, days(1)) == []


def next_round_begins(plan: Plan) -> None:
    """A later round has been fed back to one unit."""
    batch = another(plan.inspection.round, name="下一轮", number=plan.inspection.round.number + 1)
    inspection = another(plan.inspection, round=batch)
    another(plan, inspection=inspection, opinion=another(plan.opinion, inspection=inspection, number="之后"))


def another(record: Any, **changes: Any) -> Any:
    """A record like this one but for some fields."""
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    made = type(record)(**{name: value for name, value in values.items() if name != "id"})
    for name, value in changes.items():
        setattr(made, name, value)
    made.save()
    return made


def classified(rect: Rectifying) -> Category:
    """The first item rests on a finding of some class."""
    from tests.regulations.samples import category
    from tests.samples import finding
    from xuncha.findings.models import Classification

    made, found = category(rect.world), finding(rect.world)
    Classification.objects.create(finding=found, taxonomy=made.taxonomy, category=made)
    rect.item().opinion_item.findings.add(found)
    return made


def test_a_limit_shows_first_which_letters_it_would_suggest_no_more(letters, world):
    letters.rect.accepted()
    actor, on = letters.act(letters.rect.clerk).actor, LATE.date()
    found = preview_of_values(actor, world.city, {"rectification.lowest_in_place": 90}, on, on)
    (change,) = found.kinds["系统建议的函件"].changes
    assert str(change.before) != str(change.after)
    set_parameter(
        letters.act(letters.rect.clerk), world.city, code="rectification.lowest_in_place", value=90, valid_from=on
    )
    assert str(change.after) in {str(one.why) for one in suggestions(world.city, on)}
    liaison = letters.act(letters.rect.liaison).actor
    assert not list(standing(liaison, world.city, on)), "who drafts no letters hears of none"
