"""Loading a scenario: everything or nothing, and the totals must come out."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.core.figures import FIGURES, Whose
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.usecases import in_one_transaction
from xuncha.insight.selectors import Period
from xuncha.insight.selectors.figures import readings, values_of
from xuncha.site.home import DEMO_CALENDAR, demo_shift
from xuncha.site.scenario.batches import play
from xuncha.site.scenario.checklists import publish_checklists
from xuncha.site.scenario.citing import rest_on_talks
from xuncha.site.scenario.clueing import hand_in
from xuncha.site.scenario.consulting import ask_several
from xuncha.site.scenario.cooperating import cooperate
from xuncha.site.scenario.disclosing import disclose
from xuncha.site.scenario.drawing import draw_lots
from xuncha.site.scenario.evaluating import evaluate
from xuncha.site.scenario.falling_short import demand
from xuncha.site.scenario.gathering import gather
from xuncha.site.scenario.ground import lay
from xuncha.site.scenario.guiding import guide
from xuncha.site.scenario.hinting import look_for_hints
from xuncha.site.scenario.keeping import deposit_keys
from xuncha.site.scenario.keys import quick_keys
from xuncha.site.scenario.looking_back import look_back
from xuncha.site.scenario.plans import amend_plan, amendments, plan, prepare_timetables
from xuncha.site.scenario.reading import read
from xuncha.site.scenario.receiving import receive
from xuncha.site.scenario.rectifying import watch
from xuncha.site.scenario.recusing import fill_pools
from xuncha.site.scenario.sharing import share
from xuncha.site.scenario.sittings import sit
from xuncha.site.scenario.stage import Stage, day
from xuncha.site.scenario.supervising import supervise
from xuncha.site.scenario.using import use_results

DEMO = "city-2022"
Tell = Callable[[str], None]


def load(source: str, tell: Tell) -> str:
    """
    Perform a scenario and answer with the code of its own jurisdiction.

    Raises:
        RuleViolated: the file is not a scenario, the place is already there, or a total does not come out. Nothing
            is left behind.

    """
    scenario = read(source)
    code: str = scenario["jurisdictions"][0]["code"]
    if Jurisdiction.objects.filter(code=code).exists():
        raise RuleViolated(say("辖区 {code} 已经在库里，场景只能载入一次。", code=code))
    with quick_keys():
        _perform(scenario, tell)
    return code


@in_one_transaction
def _perform(scenario: dict[str, Any], tell: Tell) -> None:
    stage = Stage(scenario, tell)
    lay(stage)
    publish_checklists(stage)
    people = sum(len(pool) for pools in stage.people.values() for pool in pools.values())
    tell(f"  {len(stage.organisations)} organisations, {people} people")
    plan(stage)
    waiting = amendments(stage)
    for told in sorted(scenario["rounds"], key=lambda r: (r["field"][0], r["jurisdiction"])):
        while waiting and waiting[0][1]["on"] <= told["field"][0]:
            amend_plan(stage, *waiting.pop(0))
        play(stage, told)
        tell(f"  {told['name']}")
    for code, told in waiting:
        amend_plan(stage, code, told)
    fill_pools(stage)
    draw_lots(stage)
    sit(stage)
    ask_several(stage)
    watch(stage)
    demand(stage)
    supervise(stage)
    use_results(stage)
    cooperate(stage)
    look_back(stage)
    evaluate(stage)
    look_for_hints(stage)
    disclose(stage)
    share(stage)
    receive(stage)
    guide(stage)
    gather(stage)
    rest_on_talks(stage)
    hand_in(stage)
    deposit_keys(stage)
    stage.live()
    prepare_timetables(stage)
    check_totals(scenario)


def check_totals(scenario: dict[str, Any]) -> None:
    """
    Compare the figures of the records with those the scenario promises.

    Raises:
        RuleViolated: names every figure that is off, with both values.

    """
    wrong = []
    for told in scenario["totals"]:
        area = Jurisdiction.objects.get(code=told["jurisdiction"])
        period = Period(day(told["from"]), day(told["to"]), day(told["to"]))
        few = [code for code in told["figures"] if code in FIGURES and FIGURES[code].permission]
        computed = values_of(few, Whose.SELF, area, period)  # what not every reader is told
        for one in readings(area, period):
            if one.value is not None:
                computed.setdefault(one.figure.code, one.value)
                computed[f"{one.figure.code}@{one.scope}"] = one.value
        for name, expected in told["figures"].items():
            if name not in computed or float(computed[name]) != float(expected):
                wrong.append(
                    say("{name} 应为 {expected}，实为 {got}。", name=name, expected=expected, got=computed.get(name))
                )
    if wrong:
        raise RuleViolated(*wrong)


def load_demo_once(tell: Tell) -> None:
    """Load the demo's scenario on the first start and set the demo's calendar to the scenario's last day."""
    calendar = settings.XUNCHA_HOME / DEMO_CALENDAR
    if not calendar.exists():
        scenario = read(DEMO)
        tell(f"xuncha: loading the demo, {scenario['title']}")
        load(DEMO, tell)
        today = timezone.make_aware(datetime.combine(day(scenario["today"]), datetime.min.time().replace(hour=9)))
        shift = (today - datetime.now(today.tzinfo)).total_seconds()
        calendar.write_text(json.dumps({"shift_seconds": round(shift)}), encoding="ascii")
    set_calendar()


def set_calendar() -> None:
    """Let the demo's day be the day on which its scenario ends."""
    settings.XUNCHA_CLOCK_SHIFT = demo_shift()
