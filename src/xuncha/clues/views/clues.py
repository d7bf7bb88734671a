"""The register, a clue and the steps it takes until it is handed over."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.clues import services
from xuncha.clues.forms import ClueForm, DecisionForm, JudgementForm, RedirectionForm, WordsForm
from xuncha.clues.models import Clue
from xuncha.clues.rules import reasons_not_to_approve_own
from xuncha.clues.selectors import CLUES, kinds_for
from xuncha.clues.selectors.content import account_of, content_in, remarks_of
from xuncha.clues.workflow import CLUE, HANDOVER, ClueState
from xuncha.core.errors import Denied
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, View, page, words
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.session import unlocked_by
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import Button, buttons, take_step
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

CLUES_LEDGER = Ledger(
    "clues.clues",
    lazy("问题线索"),
    columns=(
        main_column("number", lazy("编号"), lambda c: c.number, sub=lambda c: c.get_source_display()),
        Column("unit", lazy("被巡察单位"), lambda c: c.register.inspection.organisation, css="w5"),
        Column("kind", lazy("类别"), lambda c: c.kind, css="w5"),
        Column("persons", lazy("涉及（人）"), lambda c: c.persons, sort="persons", css="num"),
        Column("destination", lazy("移交"), lambda c: c.get_destination_display(), css="w5 fold"),
        state_column(CLUE, since=True),
    ),
    spine=inspection_spine(path="register__inspection", done=Q(state__in=CLUE.finished())),
    choices=(by_state(CLUE),),
    search=("number",),
    chips=(
        Chip("new", lazy("待研判"), lambda _actor: Q(state=ClueState.DRAFT)),
        Chip("decided", lazy("待移交"), lambda _actor: Q(state=ClueState.DECIDED)),
        Chip("declined", lazy("被退回"), lambda _actor: Q(state=ClueState.DECLINED)),
    ),
    opening=lazy("共 {n} 件线索，内容加密保存"),
    empty=lazy("在巡察任务页登记问题线索；只有指定人员能看到这里的线索。"),
    related=("register__inspection__organisation", "register__inspection__round", "kind"),
)


@page(P.CLUE_READ)
def clues(request: SignedInRequest) -> HttpResponseBase:
    """Every clue that was given to the person by name."""
    return CLUES_LEDGER.respond(request, CLUES.visible_to(request.actor))


@page(P.CLUE_READ, of=CLUES)
def clue(request: SignedInRequest, clue: Clue) -> HttpResponse:
    """One clue: its line, its way and, with an open key, what it says."""
    own = request.actor.pk == (clue.downgrade_by_id if clue.state == ClueState.DOWNGRADING else clue.judged_by_id)
    context = {
        "clue": clue,
        "inspection": clue.register.inspection,
        "forms": _forms_for(request, clue),
        "buttons": _buttons(request, clue, own=own),
        "CLUE": CLUE,
        "HANDOVER": HANDOVER,
        **_opened(request, clue),
    }
    return render(request, "clues/clue.html", context)


def _opened(request: SignedInRequest, clue: Clue) -> dict[str, Any]:
    """What lies sealed of the clue, or why it is not shown; what its bodies do with it."""
    handovers = list(clue.handovers.select_related("package", "account__circle_key").order_by("pk"))
    by = unlocked_by(request)
    if by is None:
        return {"locked": True, "handovers": [(one, "") for one in handovers]}
    try:
        accounts = [(one, account_of(one, by, own=False)) for one in handovers]
        return {"content": content_in(clue.box, by), "remarks": remarks_of(clue, by), "handovers": accounts}
    except Denied:
        return {"not_kept": True, "handovers": [(one, "") for one in handovers]}


FORMS = frozenset({"judge", "decide", "redirect"})
WITH_WORDS: dict[str, Callable[..., Clue]] = {
    "return": services.return_clue,
    "send_back": services.send_back_clue,
    "downgrade": services.propose_downgrade,
    "allow": services.allow_downgrade,
    "keep": services.keep_clue,
    "go_on": services.let_go_on,
    "hold": services.hold_clue,
    "withdraw": services.withdraw_clue,
}
STEPS: dict[str, Callable[..., Clue]] = {"approve": services.approve_clue, "close": services.close_clue}


def _buttons(request: SignedInRequest, clue: Clue, *, own: bool) -> list[Button]:
    left_out = [name for name in CLUE.steps if name not in STEPS]
    refused = {"approve": reasons_not_to_approve_own()} if own else {}
    return buttons(request.actor, clue, CLUE, "clues:clue-step", own=own, leave_out=left_out, refused=refused)


def _forms_for(request: SignedInRequest, clue: Clue) -> list[tuple[str, str]]:
    """The steps with a page of their own that exist from here and that the person may take: address, label."""
    found = []
    for name, step in CLUE.available(ClueState(clue.state)).items():
        if name in {*FORMS, *WITH_WORDS} and CLUES.permits(request.actor, step.permission, clue):
            found.append((reverse(f"clues:clue-{name}", args=[clue.pk]), step.label))
    return found


@page(P.CLUE_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def file(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Register a clue; whoever is not named does not see it again."""
    form = ClueForm(request.POST or None, kinds=kinds_for(inspection))

    def done(made: Clue) -> tuple[str, str]:
        if CLUES.permits(request.actor, P.CLUE_READ, made):
            return _("已登记 {number}").format(number=made.number), page_of(made)
        return _("已加密交指定人员，您这里不再显示"), page_of(inspection)

    return form_answer(
        request,
        form,
        lambda act: services.file_clue(act, inspection, **form.cleaned_data),
        title=_("登记问题线索"),
        done=done,
        crumbs=[(str(inspection), page_of(inspection))],
        context={"say": _("保存后内容即加密，只有指定人员能打开；不要写进底稿和问题。"), "submit": _("登记")},
    )


@page(P.CLUE_WRITE, of=CLUES, methods=("GET", "POST"))
def judge(request: SignedInRequest, clue: Clue) -> HttpResponse:
    """Note what the team's meeting thought of it."""
    form = JudgementForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    approves = CLUES.permits(request.actor, P.CLUE_APPROVE, clue)
    say = _("登记研判的人不能再审定。审定由您办，请另一名指定人员来登记。") if approves else ""
    return _form(request, clue, form, lambda act: services.judge_clue(act, clue, **form.cleaned_data), "judge", say=say)


@page(P.CLUE_DECIDE, of=CLUES, methods=("GET", "POST"))
def decide(request: SignedInRequest, clue: Clue) -> HttpResponse:
    """Note what the secretary's meeting decided."""
    form = DecisionForm(request.POST or None, initial={"meeting": _("书记专题会议")})
    return _form(request, clue, form, lambda act: services.decide_clue(act, clue, **form.cleaned_data), "decide")


@page(P.CLUE_DECIDE, of=CLUES, methods=("GET", "POST"))
def redirect(request: SignedInRequest, clue: Clue) -> HttpResponse:
    """Note to whom it goes after a body has declined it."""
    form = RedirectionForm(request.POST or None, initial={"meeting": clue.meeting})
    return _form(request, clue, form, lambda act: services.redirect_clue(act, clue, **form.cleaned_data), "redirect")


def _explained(step: str) -> View:
    """The page of a step that is explained; the words lie sealed."""

    @page(CLUE.steps[step].permission, of=CLUES, methods=("GET", "POST"))
    def view(request: SignedInRequest, clue: Clue) -> HttpResponse:
        form = WordsForm(request.POST or None)
        return _form(request, clue, form, lambda act: WITH_WORDS[step](act, clue, **form.cleaned_data), step)

    return view


EXPLAINED: dict[str, View] = {step: _explained(step) for step in WITH_WORDS}


@page(P.CLUE_READ, of=CLUES, methods=("POST",))
def step(request: SignedInRequest, clue: Clue, step: str) -> HttpResponse:
    """Take a step that needs no words."""
    return take_step(request, clue, CLUE, STEPS, step)


def _form(request: SignedInRequest, clue: Clue, form: Form, act: Any, step: str, *, say: str = "") -> HttpResponse:
    if step in {"downgrade", "allow"}:
        say = _("转为一般问题后，另行起草不写个人的底稿；系统不会自动生成。")
    title = words(CLUE.steps[step].label)
    crumbs = [(_("问题线索"), reverse("clues:clues")), (clue.number, page_of(clue))]
    return form_answer(request, form, act, title=title, record=clue, crumbs=crumbs, context={"say": say})
