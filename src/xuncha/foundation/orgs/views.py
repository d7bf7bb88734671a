"""Pages of the directory: the tree of jurisdictions, the ledger of organisations, each organisation over time."""

from dataclasses import replace

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.orgs import services
from xuncha.foundation.orgs.forms import (
    CloseForm,
    DetailsForm,
    JurisdictionForm,
    JurisdictionNameForm,
    OrganisationForm,
    RenameForm,
    SectorForm,
)
from xuncha.foundation.orgs.models import Jurisdiction, Organisation, UnitType, VillageRisk
from xuncha.foundation.orgs.selectors import (
    AREAS,
    ORGANISATION_PANELS,
    ORGANISATIONS,
    children_of,
    ledger,
    open_on,
    sectors,
    tree_of,
)
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Chip, Choice, Column, Ledger, main_column
from xuncha.foundation.ui.pages import form_answer, saved
from xuncha.foundation.ui.steps import back_to
from xuncha.foundation.usecases import Act

ORGANISATIONS_LEDGER = Ledger(
    "orgs.organisations",
    lazy("组织机构"),
    columns=(
        main_column("name", lazy("名称"), lambda o: o.name, sub=lambda o: o.code),
        Column("jurisdiction", lazy("辖区"), lambda o: o.jurisdiction, sort="jurisdiction__path"),
        Column("unit_type", lazy("单位类型"), lambda o: o.get_unit_type_display(), sort="unit_type"),
        Column("sector", lazy("系统（板块）"), lambda o: o.sector, sort="sector__code", css="fold"),
        Column("parent", lazy("上级单位"), lambda o: o.parent, css="fold"),
        Column("risk", lazy("风险等次"), lambda o: o.get_village_risk_display(), sort="village_risk"),
        Column(
            "closed",
            lazy("状态"),
            lambda o: _("已撤销") if o.closed_on else _("在用"),
            sub=lambda o: o.closed_on,
            shape=lambda o: "stop" if o.closed_on else "",
        ),
    ),
    choices=(
        Choice("type", lazy("单位类型"), "unit_type", UnitType.choices),
        Choice("risk", lazy("风险等次"), "village_risk", VillageRisk.choices),
    ),
    search=("name", "short_name", "code", "names__name", "jurisdiction__name", "sector__name"),
    chips=(
        Chip("open", lazy("在用"), lambda _actor: Q(closed_on__isnull=True)),
        Chip("closed", lazy("已撤销"), lambda _actor: Q(closed_on__isnull=False)),
        Chip("villages", lazy("村（社区）"), lambda _actor: Q(unit_type=UnitType.VILLAGE)),
    ),
    opening=lazy("共 {n} 家单位"),
    empty=lazy("从辖区页新增单位，或者从表格导入。"),
    order=("jurisdiction__path", "unit_type", "code"),
    related=("jurisdiction", "sector", "parent"),
)


def _crumbs(record: Organisation | Jurisdiction) -> list[tuple[str, str]]:
    return [(_("组织机构"), reverse("orgs:organisations")), (str(record), page_of(record))]


@page(P.ORGS_READ)
def organisations(request: SignedInRequest) -> HttpResponseBase:
    """The ledger of organisations; former names are searched too."""
    places = [(place.pk, place.name) for place in AREAS.visible_to(request.actor).order_by("path")]
    fields = [(sector.pk, sector.name) for sector in sectors()]
    shown = replace(
        ORGANISATIONS_LEDGER,
        choices=(
            Choice("place", _("辖区"), "jurisdiction_id", places),
            *ORGANISATIONS_LEDGER.choices,
            Choice("sector", _("系统（板块）"), "sector_id", fields),
        ),
    )
    return shown.respond(request, ledger(request.actor).distinct(), template="orgs/organisations.html")


@page(P.ORGS_READ, of=ORGANISATIONS)
def organisation(request: SignedInRequest, record: Organisation) -> HttpResponse:
    """One organisation: what it is, its names over time, what is above and below it, and what the stages show of it."""
    may_write = ORGANISATIONS.permits(request.actor, P.ORGS_WRITE, record)
    context = {
        "record": record,
        "names": list(record.names.all()),
        "children": list(children_of(request.actor, record)[:200]),
        "may_write": may_write,
        "cards": ORGANISATION_PANELS.drawn(request, record),
    }
    return render(request, "orgs/organisation.html", context)


@page(P.ORGS_WRITE, of=ORGANISATIONS, methods=("GET", "POST"))
def edit(request: SignedInRequest, record: Organisation) -> HttpResponse:
    """Correct what is known of an organisation."""
    initial = {name: getattr(record, name) for name in DetailsForm.base_fields}
    form = DetailsForm(request.POST or None, initial=initial, actor=request.actor, jurisdiction=record.jurisdiction)
    return form_answer(
        request,
        form,
        lambda act: services.change_organisation(act, record, base_version=base_version(request), **form.cleaned_data),
        title=_("修改单位信息"),
        crumbs=_crumbs(record),
        record=record,
    )


@page(P.ORGS_WRITE, of=ORGANISATIONS, methods=("GET", "POST"))
def rename(request: SignedInRequest, record: Organisation) -> HttpResponse:
    """Give an organisation a new legal name."""
    form = RenameForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.rename_organisation(act, record, **form.cleaned_data),
        title=_("更名"),
        crumbs=_crumbs(record),
        record=record,
    )


@page(P.ORGS_WRITE, of=ORGANISATIONS, methods=("GET", "POST"))
def close(request: SignedInRequest, record: Organisation) -> HttpResponse:
    """Mark an organisation as dissolved."""
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.close_organisation(act, record, **form.cleaned_data),
        title=_("撤销单位"),
        crumbs=_crumbs(record),
        record=record,
    )


@page(P.ORGS_WRITE, of=ORGANISATIONS, methods=("POST",))
def reopen(request: SignedInRequest, record: Organisation) -> HttpResponse:
    """Take back the closing."""
    services.reopen_organisation(act_of(request), record)
    messages.success(request, _("已恢复 {name}").format(name=record))
    return back_to(record)


@page(P.ORGS_READ)
def jurisdictions(request: SignedInRequest) -> HttpResponse:
    """The tree of jurisdictions within reach."""
    return render(request, "orgs/jurisdictions.html", {"tree": tree_of(request.actor, timezone.localdate(request.now))})


@page(P.ORGS_READ, of=AREAS)
def jurisdiction(request: SignedInRequest, record: Jurisdiction) -> HttpResponse:
    """One jurisdiction: its office, what lies below it, its organisations by type."""
    today = timezone.localdate(request.now)
    units = ledger(request.actor).filter(open_on(today), jurisdiction=record)
    types = dict(UnitType.choices)
    counts: dict[str, int] = {}
    for unit_type in units.order_by().values_list("unit_type", flat=True):
        counts[unit_type] = counts.get(unit_type, 0) + 1
    context = {
        "record": record,
        "below": [j for j in tree_of(request.actor, today) if j.parent_id == record.pk],
        "counts": [(value, types[value], counts[value]) for value in types if value in counts],
        "may_write": AREAS.permits(request.actor, P.ORGS_WRITE, record),
    }
    return render(request, "orgs/jurisdiction.html", context)


@page(P.ORGS_WRITE, of=AREAS, methods=("GET", "POST"))
def rename_jurisdiction(request: SignedInRequest, record: Jurisdiction) -> HttpResponse:
    """Correct the names of a jurisdiction."""
    form = JurisdictionNameForm(request.POST or None, initial={"name": record.name, "office_name": record.office_name})
    return form_answer(
        request,
        form,
        lambda act: services.rename_jurisdiction(act, record, **form.cleaned_data),
        title=_("修改辖区名称"),
        crumbs=_crumbs(record),
        record=record,
    )


@page(P.ORGS_WRITE, of=AREAS, methods=("GET", "POST"))
def new_jurisdiction(request: SignedInRequest, record: Jurisdiction) -> HttpResponse:
    """Add a jurisdiction below this one."""
    form = JurisdictionForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.create_jurisdiction(act, record, **form.cleaned_data),
        title=_("新增下级辖区"),
        done=lambda made: (saved(made), page_of(made)),
        crumbs=_crumbs(record),
        record=record,
    )


@page(P.ORGS_WRITE, of=AREAS, methods=("GET", "POST"))
def new_organisation(request: SignedInRequest, record: Jurisdiction) -> HttpResponse:
    """Add an organisation to this jurisdiction."""
    form = OrganisationForm(request.POST or None, actor=request.actor, jurisdiction=record)
    return form_answer(
        request,
        form,
        lambda act: services.create_organisation(act, record, **form.cleaned_data),
        title=_("新增单位"),
        done=lambda made: (saved(made), page_of(made)),
        crumbs=_crumbs(record),
        record=record,
    )


@page(P.ORGS_WRITE, of=AREAS, methods=("GET", "POST"))
def new_sector(request: SignedInRequest, record: Jurisdiction) -> HttpResponse:
    """Add a sector."""
    form = SectorForm(request.POST or None)

    def add(act: Act) -> Jurisdiction:
        services.create_sector(act, record, **form.cleaned_data)
        return record

    return form_answer(request, form, add, title=_("新增系统（板块）"), crumbs=_crumbs(record), record=record)
