"""Steps the unit must have taken: its meetings with their day, and the paper that shows each. (C06)"""

from datetime import date

from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Plan, StepProof
from xuncha.rectification.rules.joint import reasons_not_to_prove
from xuncha.rectification.rules.plans import WRITABLE
from xuncha.rectification.selectors import PLANS, fed_back_on
from xuncha.rectification.services.drafting import write_draft
from xuncha.rectification.services.evidence import Upload, stored
from xuncha.rectification.workflow import PlanState


@use_case(P.RECT_WRITE, within=PLANS)
def prove_step(act: Act, plan: Plan, *, step: str, on: date, upload: Upload, note: str = "") -> StepProof:
    """
    Register a meeting with the paper that shows it; its day becomes that of the plan.

    The meeting that adopts the plan comes before the plan is handed in, the democratic life meeting at any time. What
    is registered while the unit has the plan goes to the office with it.
    """
    drafting = PlanState(plan.state) in WRITABLE
    writable = drafting or step != StepProof.Step.PARTY
    today = localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_prove(on, fed_back_on(plan), today, note=note, writable=writable))
    proof = StepProof(plan=plan, step=step, on=on, note=note.strip(), attachment=stored(act, upload))
    act.create(proof, "rectification.step_proved")
    if drafting:
        write_draft(act, plan, "draft.plan_written", {f"{step}_meeting_on": on})
    else:
        act.change(plan, "rectification.plan_meeting_held", life_meeting_on=on)
    return proof
