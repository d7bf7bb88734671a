"""What was confirmed of a grade is suggested to accountability, for units whose rectification is known."""

from tests.conftest import NOW
from tests.evaluation.samples import run
from tests.rectification.conftest import rect
from xuncha.accountability.selectors.suggesting import suggestions
from xuncha.evaluation.models import Follow

__all__ = ["rect"]


def test_a_confirmed_grade_is_suggested(rect, world):
    plan, evaluated = rect.deliver(), run(world)
    made = {"created_by": world.founder, "created_at": NOW, "state_since": NOW}
    evaluated.subjects.create(organisation=world.units[1], name="没有整改方案的单位", **made)
    evaluated.subjects.update(grade_label="较差")
    for subject in evaluated.subjects.all():
        Follow.objects.create(subject=subject, what="talk", state="confirmed", **made)
        Follow.objects.create(subject=subject, what="praise", **made)
    assert [(one.kind, one.plan, str(one.why)) for one in suggestions(world.city, NOW.date())] == [
        ("talk", plan, "整改评估结果较差，已采纳“约谈主要负责人”")
    ]
