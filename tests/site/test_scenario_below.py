"""The second scenario: eleven of thirteen units below seventy per cent, told to examine themselves in writing."""

from collections import Counter

from django.db.models import Count, Q

from xuncha.core.quantities import is_below
from xuncha.rectification.models import Consequence, Plan
from xuncha.rectification.workflow import IN_PLACE_STATES
from xuncha.site.scenario.loading import load


def test_eleven_units_are_below_the_limit_and_are_told_to_write_a_self_criticism(db):
    load("district-2020", lambda _text: None)
    in_place = Count("items", filter=Q(items__state__in=IN_PLACE_STATES))
    rates = Plan.objects.annotate(in_place=in_place, total=Count("items", distinct=True))
    below = {plan.pk for plan in rates if is_below(plan.in_place, plan.total, 70)}
    assert (len(rates), len(below)) == (13, 11)
    sent = Consequence.objects.select_related("created_by")
    assert {one.plan_id for one in sent} == below
    assert {one.what for one in sent} == {"作出书面检查"}
    assert Counter(one.state for one in sent) == {"accepted": 5, "answered": 2, "sent": 4}
    assert all(one.created_by_id != one.decided_by_id for one in sent)
