"""Pages of the talent pools: the ledger, a person with what they declared, and every form."""

from dataclasses import replace
from datetime import date

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, listed, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.gathering import Together
from xuncha.foundation.ui.ledgers import Chip, Choice, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.talent import services
from xuncha.talent.documents import entry_decision
from xuncha.talent.forms import (
    AccountForm,
    ApproveEntryForm,
    CandidateForm,
    CheckForm,
    EndTieForm,
    LeaveForm,
    NewPersonForm,
    NominateForm,
    PersonForm,
    ReturnForm,
    TieForm,
)
from xuncha.talent.models import Entry, Person, Tie
from xuncha.talent.selectors import (
    ENTRIES,
    PEOPLE,
    PERSON_PANELS,
    TIES,
    accounts_for,
    entries_of,
    entry_pools,
    grounds_between,
    organisations_near,
    pool_names,
    pools_in_words,
    service_of,
    skills_among,
    ties_of,
)
from xuncha.talent.workflow import ENTRY

PERSONS_LEDGER = Ledger(
    "talent.persons",
    lazy("人才库"),
    columns=(
        main_column("name", lazy("姓名"), lambda p: p.name, sub=lambda p: p.code),
        Column("pool", lazy("人才库"), Together(pools_in_words), sort="pool"),
        Column("employer", lazy("所在单位"), lambda p: p.employer or "", sort="employer__name", sub=lambda p: p.post),
        Column("skills", lazy("专业特长"), lambda p: listed(p.skills)),
        Column("entered", lazy("入库日期"), lambda p: p.entered_on, sort="entered_on"),
        Column(
            "state",
            lazy("状态"),
            lambda p: _("已出库") if p.left_on else _("在库"),
            shape=lambda p: "stop" if p.left_on else "",
            sub=lambda p: p.left_on,
        ),
        Column("account", lazy("账号"), lambda p: _("已关联") if p.user_id else _("未关联"), css="fold"),
        Column("note", lazy("备注"), lambda p: p.note, css="fold"),
    ),
    search=("name", "code", "employer__name", "post"),
    chips=(
        Chip("in", lazy("在库"), lambda _actor: Q(left_on__isnull=True)),
        Chip("left", lazy("已出库"), lambda _actor: Q(left_on__isnull=False)),
    ),
    opening=lazy("共 {n} 人"),
    empty=lazy("人员由巡察办或组织部门入库，也可以从表格导入。"),
    order=("pool", "code"),
    related=("employer",),
)


@page(P.PEOPLE_READ)
def persons(request: SignedInRequest) -> HttpResponseBase:
    """Everybody in the pools."""
    rows = PEOPLE.visible_to(request.actor)
    ledger = replace(
        PERSONS_LEDGER,
        choices=(
            Choice("pool", lazy("人才库"), "pool", list(_pools(request).items())),
            Choice("skill", lazy("专业特长"), "skills__lists", [(skill, skill) for skill in skills_among(rows)]),
        ),
    )
    context = {"may_write": request.actor.holds(P.PEOPLE_WRITE)}
    return ledger.respond(request, rows, template="talent/persons.html", context=context)


def _pools(request: SignedInRequest, person: Person | None = None) -> dict[str, str]:
    """The pools to choose from today, in the person's office or in that of whoever asks."""
    office = person.jurisdiction if person else JURISDICTIONS.permitted(request.actor, P.PEOPLE_READ).first()
    return pool_names(timezone.localdate(request.now), office)


def _crumbs(person: Person | None = None) -> list[tuple[str, str]]:
    top = [(_("人才库"), reverse("talent:persons"))]
    return [*top, (person.name, page_of(person))] if person else top


@page(P.PEOPLE_READ, of=PEOPLE)
def person(request: SignedInRequest, person: Person) -> HttpResponse:
    """One person: post, skills, declared ties, service, and whether something speaks against an inspection."""
    units = organisations_near(person)
    check = CheckForm(request.GET or None, organisations=units)
    unit = check.cleaned_data["unit"] if check.is_bound and check.is_valid() else None
    today = timezone.localdate(request.now)
    found = grounds_between([person], [unit], on=today) if unit else {}
    context = {
        "person": person,
        "pool": _pools(request, person).get(person.pool, person.pool),
        "ties": ties_of(person),
        "service": service_of(person),
        "entries": entries_of(person),
        "pool_names": _pools(request, person),
        "ENTRY": ENTRY,
        "cards": PERSON_PANELS.drawn(request, person),
        "check": check,
        "unit": unit,
        "grounds": found.get((person.pk, unit.pk), []) if unit else [],
        "may_write": PEOPLE.permits(request.actor, P.PEOPLE_WRITE, person),
    }
    return render(request, "talent/person.html", context)


@page(P.PEOPLE_WRITE, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Take somebody into a pool."""
    kept = Kept(request, "talent.person:new")
    offices = JURISDICTIONS.permitted(request.actor, P.PEOPLE_WRITE)
    form = NewPersonForm(
        request.POST or None,
        jurisdictions=offices,
        organisations=organisations_near(offices.first()),
        pools=_pools(request),
        initial={"entered_on": timezone.localdate(request.now), **kept.typed},
    )
    return form_answer(
        request,
        form,
        lambda act: services.add_person(act, form.cleaned_data.pop("jurisdiction"), **form.cleaned_data),
        title=_("入库"),
        done=lambda person: (_("已入库：{person}").format(person=person), page_of(person)),
        kept=kept,
        crumbs=_crumbs(),
        context={"submit": _("入库")},
    )


@page(P.PEOPLE_WRITE, of=PEOPLE, methods=("GET", "POST"))
def change(request: SignedInRequest, person: Person) -> HttpResponse:
    """Keep a person's data right."""
    kept = Kept(request, f"talent.person:{person.pk}")
    names = ("name", "pool", "employer", "post", "skills", "entered_on", "note")
    initial = {name: getattr(person, name) for name in names}
    form = PersonForm(
        request.POST or None,
        organisations=organisations_near(person),
        pools=_pools(request, person),
        initial={**initial, **kept.typed},
    )
    return form_answer(
        request,
        form,
        lambda act: services.change_person(act, person, **form.cleaned_data, base_version=base_version(request)),
        title=_("修改人员信息"),
        done=lambda saved: _("已修改：{person}").format(person=saved),
        record=person,
        kept=kept,
        crumbs=_crumbs(person),
    )


@page(P.PEOPLE_WRITE, of=PEOPLE, methods=("GET", "POST"))
def leave(request: SignedInRequest, person: Person) -> HttpResponse:
    """Take a person out of the pool."""
    form = LeaveForm(request.POST or None, initial={"left_on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.leave_pool(act, person, **form.cleaned_data),
        title=_("出库"),
        done=lambda saved: _("已出库：{person}").format(person=saved),
        record=person,
        crumbs=_crumbs(person),
        context={"submit": _("出库"), "say": _("出库后不再供选人，履历和回避事项保留。")},
    )


@page(P.PEOPLE_WRITE, of=PEOPLE, methods=("GET", "POST"))
def return_(request: SignedInRequest, person: Person) -> HttpResponse:
    """Take a person who left into a pool again."""
    today = timezone.localdate(request.now)
    initial = {"pool": person.pool, "entered_on": today}
    form = ReturnForm(request.POST or None, initial=initial, pools=_pools(request, person))
    return form_answer(
        request,
        form,
        lambda act: services.return_to_pool(act, person, **form.cleaned_data),
        title=_("重新入库"),
        done=lambda saved: _("已入库：{person}").format(person=saved),
        record=person,
        crumbs=_crumbs(person),
        context={"submit": _("入库")},
    )


@page(P.PEOPLE_WRITE, of=PEOPLE, methods=("GET", "POST"))
def account(request: SignedInRequest, person: Person) -> HttpResponse:
    """Say which account is this person's."""
    form = AccountForm(request.POST or None, users=accounts_for(person), initial={"user": person.user})
    return form_answer(
        request,
        form,
        lambda act: services.link_account(act, person, form.cleaned_data["user"]),
        title=_("关联账号"),
        done=lambda saved: _("已保存：{person}").format(person=saved),
        record=person,
        crumbs=_crumbs(person),
    )


@page(P.PEOPLE_WRITE, of=PEOPLE, methods=("GET", "POST"))
def declare(request: SignedInRequest, person: Person) -> HttpResponse:
    """Note a tie."""
    kept = Kept(request, f"talent.person:{person.pk}:tie")
    form = TieForm(request.POST or None, organisations=organisations_near(person), initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.declare_tie(act, person, form.cleaned_data.pop("organisation"), **form.cleaned_data),
        title=_("登记回避事项"),
        done=lambda tie: _("已登记：{tie}").format(tie=tie),
        kept=kept,
        crumbs=_crumbs(person),
        context={"submit": _("登记")},
    )


@page(P.PEOPLE_WRITE, of=TIES, methods=("GET", "POST"))
def tie(request: SignedInRequest, tie: Tie) -> HttpResponse:
    """End a tie that no longer holds."""
    form = EndTieForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.end_tie(act, tie, **form.cleaned_data),
        title=_("解除回避事项"),
        done=lambda ended: _("已解除：{tie}").format(tie=ended),
        record=tie,
        crumbs=_crumbs(tie.person),
        context={"submit": _("解除"), "say": str(tie)},
    )


ENTRIES_LEDGER = Ledger(
    "talent.entries",
    lazy("入库提名"),
    columns=(
        main_column("name", lazy("姓名"), lambda e: e.person.name, sub=lambda e: e.person.code),
        Column("pool", lazy("提名入哪个库"), Together(entry_pools)),
        Column("employer", lazy("所在单位"), lambda e: e.person.employer or "", sub=lambda e: e.person.post),
        Column("reason", lazy("提名理由"), lambda e: e.reason, css="fold"),
        Column("entered", lazy("入库日期"), lambda e: e.entered_on, sort="entered_on"),
        Column("left", lazy("出库日期"), lambda e: e.left_on, sort="left_on", css="fold"),
        state_column(ENTRY, since=True),
    ),
    choices=(by_state(ENTRY),),
    search=("person__name", "person__code", "reason"),
    opening=lazy("共 {n} 次提名"),
    empty=lazy("在人员页上提名入库，由另一人审批。"),
    overdue=overdue_in(ENTRIES),
    order=("-state_since",),
    related=("person__employer",),
)


@page(P.PEOPLE_READ)
def entries(request: SignedInRequest) -> HttpResponseBase:
    """Every nomination, with what became of it."""
    context = {"may_write": request.actor.holds(P.PEOPLE_WRITE)}
    rows = ENTRIES.visible_to(request.actor)
    return ENTRIES_LEDGER.respond(request, rows, template="talent/entries.html", context=context)


@page(P.PEOPLE_WRITE, methods=("GET", "POST"))
def candidate(request: SignedInRequest) -> HttpResponse:
    """Note somebody who is to be nominated; the nomination comes next."""
    offices = JURISDICTIONS.permitted(request.actor, P.PEOPLE_WRITE)
    near = organisations_near(offices.first())
    form = CandidateForm(request.POST or None, jurisdictions=offices, organisations=near, pools=_pools(request))
    return form_answer(
        request,
        form,
        lambda act: services.add_candidate(act, form.cleaned_data.pop("jurisdiction"), **form.cleaned_data),
        title=_("登记人选"),
        done=lambda made: (
            _("已登记：{person}").format(person=made),
            reverse("talent:person-nominate", kwargs={"pk": made.pk}),
        ),
        crumbs=[*_crumbs(), (_("入库提名"), reverse("talent:entries"))],
        context={"submit": _("登记，去提名"), "say": _("人选提名批准后才算入库，才能任命到组。")},
    )


@page(P.PEOPLE_WRITE, of=PEOPLE, methods=("GET", "POST"))
def nominate(request: SignedInRequest, person: Person) -> HttpResponse:
    """Nominate a person for a pool."""
    form = NominateForm(request.POST or None, initial={"pool": person.pool}, pools=_pools(request, person))
    return form_answer(
        request,
        form,
        lambda act: services.nominate(act, person, **form.cleaned_data),
        title=_("提名入库"),
        done=lambda entry: (_("已提名：{person}").format(person=person), page_of(entry)),
        crumbs=_crumbs(person),
        context={"submit": _("提名")},
    )


@page(P.PEOPLE_READ, of=ENTRIES)
def entry(request: SignedInRequest, entry: Entry) -> HttpResponse:
    """One nomination and what became of it."""
    own = entry.created_by_id == request.actor.pk
    context = {
        "entry": entry,
        "pool": pool_names(date.max, entry.person.jurisdiction).get(entry.pool, entry.pool),
        "steps": buttons(request.actor, entry, ENTRY, "talent:entry-step", own=own),
        "ENTRY": ENTRY,
    }
    return render(request, "talent/entry.html", context)


@page(P.PEOPLE_READ, of=ENTRIES)
def entry_document(request: SignedInRequest, entry: Entry, ending: str) -> HttpResponse:
    """The form of a nomination as docx or pdf: with the decision once there is one, before that to be signed."""
    if ending not in {"docx", "pdf"}:
        raise Http404
    today = timezone.localdate(request.now)
    return issued(entry_decision, entry, entry.person.jurisdiction, on=today, as_pdf=ending == "pdf")


ENTRY_STEPS = {
    "decline": services.decline_entry,
    "withdraw": services.withdraw_entry,
    "leave": services.leave_entry,
}


@page(P.PEOPLE_READ, of=ENTRIES, methods=("POST",))
def entry_step(request: SignedInRequest, entry: Entry, step: str) -> HttpResponse:
    """Decide about a nomination; approving it asks for the day of entry first."""
    if step != "approve":
        return take_step(request, entry, ENTRY, ENTRY_STEPS, step)
    sent = request.POST if "sent" in request.POST else None
    form = ApproveEntryForm(sent, initial={"entered_on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.approve_entry(act, entry, **form.cleaned_data),
        title=_("同意入库"),
        done=lambda done: _("已入库：{person}").format(person=done.person),
        template="talent/approve.html",
        crumbs=[*_crumbs(entry.person), (_("入库提名"), page_of(entry))],
        context={"submit": _("同意入库"), "say": str(entry.person)},
    )
