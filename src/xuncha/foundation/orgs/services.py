"""Keeping the directory: jurisdictions, sectors, organisations and their names over time. (feature A01)"""

from datetime import date

from django.db.models import Q

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import BEGINNING, Jurisdiction, Organisation, OrganisationName, Sector
from xuncha.foundation.orgs.rules import (
    JurisdictionFacts,
    OrganisationFacts,
    RenameFacts,
    reasons_not_to_close,
    reasons_not_to_found,
    reasons_not_to_keep,
    reasons_not_to_rename,
    reasons_not_to_reopen,
)
from xuncha.foundation.orgs.selectors import AREAS, ORGANISATIONS, ancestors
from xuncha.foundation.usecases import Act, installation_use_case, use_case


@installation_use_case(P.SYSTEM_OPERATE)
def found_jurisdiction(act: Act, *, code: str, name: str, office_name: str, level: str) -> Jurisdiction:
    """Set up the top jurisdiction of an installation."""
    return _found(act, None, code=code, name=name, office_name=office_name, level=level)


@use_case(P.ORGS_WRITE, within=AREAS, lock=False)
def create_jurisdiction(
    act: Act, parent: Jurisdiction, *, code: str, name: str, office_name: str, level: str
) -> Jurisdiction:
    """Add a jurisdiction below another one."""
    return _found(act, parent, code=code, name=name, office_name=office_name, level=level)


def _found(
    act: Act, parent: Jurisdiction | None, *, code: str, name: str, office_name: str, level: str
) -> Jurisdiction:
    taken = Jurisdiction.objects.filter(code=code).exists()
    RuleViolated.unless_empty(
        reasons_not_to_found(JurisdictionFacts(code, name, level, parent.level if parent else "", taken))
    )
    path = f"{parent.path}/{code}" if parent else code
    made = Jurisdiction(code=code, name=name, office_name=office_name, level=level, parent=parent, path=path)
    return act.create(made, "orgs.jurisdiction_founded")


@use_case(P.ORGS_WRITE, within=AREAS)
def rename_jurisdiction(act: Act, jurisdiction: Jurisdiction, *, name: str, office_name: str) -> Jurisdiction:
    """Correct what a jurisdiction and its office are called."""
    if not name.strip() or not office_name.strip():
        raise RuleViolated(say("请填写辖区名称和巡察办名称。"))
    return act.change(jurisdiction, "orgs.jurisdiction_renamed", name=name, office_name=office_name)


@use_case(P.ORGS_WRITE, within=AREAS, lock=False)
def create_sector(act: Act, jurisdiction: Jurisdiction, *, code: str, name: str) -> Sector:
    """Add a sector by which linkage between levels is planned."""
    if Sector.objects.filter(Q(code=code) | Q(name=name)).exists():
        raise RuleViolated(say("已有这个系统（板块）：{name}。", name=name))
    return act.create(Sector(code=code, name=name), "orgs.sector_created")


@use_case(P.ORGS_WRITE, within=AREAS, lock=False)
def create_organisation(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    code: str,
    name: str,
    unit_type: str,
    short_name: str = "",
    sector: Sector | None = None,
    village_risk: str = "",
    parent: Organisation | None = None,
    since: date | None = None,
) -> Organisation:
    """Add an organisation to the directory of a jurisdiction."""
    made = Organisation(
        jurisdiction=jurisdiction,
        code=code,
        name=name,
        unit_type=unit_type,
        short_name=short_name,
        sector=sector,
        village_risk=village_risk,
        parent=parent,
    )
    RuleViolated.unless_empty(reasons_not_to_keep(_facts(made)))
    act.create(made, "orgs.organisation_created")
    if since is not None:
        OrganisationName.objects.create(organisation=made, name=name, valid_from=since)
    return made


@use_case(P.ORGS_WRITE, within=ORGANISATIONS)
def change_organisation(
    act: Act,
    organisation: Organisation,
    *,
    base_version: int | None = None,
    short_name: str,
    unit_type: str,
    sector: Sector | None = None,
    village_risk: str = "",
    parent: Organisation | None = None,
) -> Organisation:
    """Correct what is known of an organisation; its name is changed by renaming."""
    wanted = Organisation(
        pk=organisation.pk,
        jurisdiction=organisation.jurisdiction,
        code=organisation.code,
        name=organisation.name,
        unit_type=unit_type,
        village_risk=village_risk,
        parent=parent,
    )
    RuleViolated.unless_empty(reasons_not_to_keep(_facts(wanted)))
    return act.change(
        organisation,
        "orgs.organisation_changed",
        base_version=base_version,
        short_name=short_name,
        unit_type=unit_type,
        sector=sector,
        village_risk=village_risk,
        parent=parent,
    )


@use_case(P.ORGS_WRITE, within=ORGANISATIONS)
def rename_organisation(act: Act, organisation: Organisation, *, name: str, on: date) -> Organisation:
    """Give an organisation a new legal name from a day on; the old one stays findable."""
    names = list(organisation.names.all())
    current = names[-1] if names else None
    RuleViolated.unless_empty(
        reasons_not_to_rename(
            RenameFacts(
                organisation.name,
                name,
                on,
                current.valid_from if current else None,
                _name_taken(organisation, name),
            )
        )
    )
    if current is None:
        current = OrganisationName(organisation=organisation, name=organisation.name, valid_from=BEGINNING)
    current.valid_to = on
    current.save()
    OrganisationName.objects.create(organisation=organisation, name=name, valid_from=on)
    return act.change(organisation, "orgs.organisation_renamed", detail={"on": on.isoformat()}, name=name)


@use_case(P.ORGS_WRITE, within=ORGANISATIONS)
def close_organisation(act: Act, organisation: Organisation, *, on: date, reason: str = "") -> Organisation:
    """Mark an organisation as dissolved from a day on; its records stay."""
    below = organisation.children.filter(closed_on=None).count()
    RuleViolated.unless_empty(reasons_not_to_close(organisation.closed_on, below))
    return act.change(organisation, "orgs.organisation_closed", detail={"reason": reason}, closed_on=on)


@use_case(P.ORGS_WRITE, within=ORGANISATIONS)
def reopen_organisation(act: Act, organisation: Organisation) -> Organisation:
    """Take back the closing of an organisation."""
    RuleViolated.unless_empty(reasons_not_to_reopen(organisation.closed_on))
    return act.change(organisation, "orgs.organisation_reopened", closed_on=None)


def _name_taken(organisation: Organisation, name: str) -> bool:
    same = Organisation.objects.filter(
        jurisdiction=organisation.jurisdiction, parent=organisation.parent, name=name, closed_on=None
    )
    return same.exclude(pk=organisation.pk).exists()


def _facts(wanted: Organisation) -> OrganisationFacts:
    parent = wanted.parent
    others = Organisation.objects.exclude(pk=wanted.pk)
    root = wanted.jurisdiction.path.split("/")[0]
    return OrganisationFacts(
        code=wanted.code,
        name=wanted.name,
        unit_type=wanted.unit_type,
        village_risk=wanted.village_risk,
        code_taken=others.filter(code=wanted.code).exists(),
        name_taken=_name_taken(wanted, wanted.name),
        pk=wanted.pk,
        parent=parent.pk if parent else None,
        parent_closed=parent is not None and parent.closed_on is not None,
        parent_elsewhere=parent is not None and parent.jurisdiction.path.split("/")[0] != root,
        above=tuple(ancestors(parent)) if parent and wanted.pk else (),
    )
