"""Buttons of a record's workflow: one for each step that this person may take, with the reasons where it is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.errors import Reason
from xuncha.core.workflow import Relation, Workflow
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import act_of, sent_text, words
from xuncha.foundation.reach import kind_of, page_of


@dataclass(frozen=True, slots=True)
class Button:
    """One step as a button; with reasons it is shown disabled, the reasons beside it."""

    name: str
    label: str
    url: str
    weight: str = ""
    needs_reason: bool = False
    takes_opinion: bool = False
    reasons: Sequence[Reason] = field(default_factory=tuple)
    warning: str = ""
    """What cannot be undone about it: said before the step is taken, with a second press."""


def buttons(
    actor: Actor,
    record: Any,
    workflow: Workflow[Any],
    url_name: str,
    *,
    own: bool = False,
    refused: Mapping[str, Sequence[Reason]] | None = None,
    leave_out: Sequence[str] = (),
    with_opinion: Sequence[str] = (),
    warned: Mapping[str, str] | None = None,
) -> list[Button]:
    """
    Buttons for the steps from the record's state that the actor holds the permission for on this record.

    `url_name` takes `pk` and `step`. `own` says whether the record is the actor's own work (steps related OWN or
    OTHER are left out accordingly; one that is for somebody else stays where `refused` says why). `refused` maps step
    names to the reasons of the stage's rules. The steps named `with_opinion` offer room for a few words that go with
    them. `warned` maps step names to what cannot be undone about them.
    """
    reach = kind_of(type(record))
    if reach is None:
        raise LookupError(f"{type(record).__name__} has no reach")
    state = type(workflow.initial)(record.state)
    allowed: dict[str, bool] = {}
    found = []
    for name, step in workflow.available(state).items():
        if (
            name in leave_out
            or (step.relation is Relation.OWN and not own)
            or (step.relation is Relation.OTHER and own and not (refused or {}).get(name))
        ):
            continue
        if step.permission not in allowed:
            allowed[step.permission] = reach.permits(actor, step.permission, record)
        if allowed[step.permission]:
            url = reverse(url_name, kwargs={"pk": record.pk, "step": name})
            reasons = tuple((refused or {}).get(name, ()))
            opinion, warning = name in with_opinion, (warned or {}).get(name, "")
            found.append(Button(name, step.label, url, step.weight, step.needs_reason, opinion, reasons, warning))
    return found


def take_step(
    request: HttpRequest,
    record: Model,
    workflow: Workflow[Any],
    acts: Mapping[str, Callable[..., Any]],
    step: str,
    *,
    with_opinion: Sequence[str] = (),
    to: str = "",
) -> HttpResponse:
    """
    Perform the step that a button posted and go back to the record, or to the address `to`. Refusals become the
    refusal page.

    `acts` maps step names to use cases `(act, record)` or, where the step asks for one, `(act, record, reason=…)`;
    those named `with_opinion` take `opinion=…`, which may be empty.
    """
    if step not in acts:
        raise Http404
    rule = workflow.steps[step]
    options = {"reason": sent_text(request, "reason")} if rule.needs_reason else {}
    if step in with_opinion:
        options["opinion"] = sent_text(request, "opinion")
    acts[step](act_of(request), record, **options)
    record.refresh_from_db()
    messages.success(request, _("已{step}：{record}").format(step=words(rule.label), record=record))
    return HttpResponseRedirect(to) if to else back_to(record)


def back_to(record: Model) -> HttpResponse:
    """A redirect to the record's own page."""
    return HttpResponseRedirect(page_of(record))
