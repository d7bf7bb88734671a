"""
The permission matrix as people read it: who may do what over which kind of thing, in which state, at which address.

Nothing here is written down twice: it is read from the table of grants, the workflows, the use cases and the URL table,
the same that pages and acts are decided by.
"""

from dataclasses import dataclass
from itertools import groupby

from xuncha.core.permissions import (
    AREA_LABEL,
    GRANTS,
    ROLE_LABEL,
    ROLE_SCOPE,
    Permission,
    Role,
    Scope,
    permission_label,
    roles_with,
)
from xuncha.core.text import N_, Say
from xuncha.core.workflow import Relation, Workflow
from xuncha.foundation.addresses import Address, addresses
from xuncha.foundation.inbox.sources import SOURCES
from xuncha.foundation.usecases import REGISTRY, UseCase

SCOPE_MARK: dict[Scope, str] = {
    Scope.INSTALLATION: N_("全平台"),
    Scope.JURISDICTION: N_("本地区"),
    Scope.TEAM: N_("本组"),
    Scope.UNIT: N_("本单位"),
}
RELATION_LABEL: dict[Relation, str] = {
    Relation.ANY: "",
    Relation.OWN: N_("仅本人经办的"),
    Relation.OTHER: N_("本人经办的除外"),
}


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """One permission: a mark per role (its scope, or empty), what it opens and what it lets people do."""

    permission: Permission
    label: Say
    marks: list[str]
    use_cases: list[UseCase]
    pages: list[Address]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a workflow: from where to where, by whom, and what must hold between person and record."""

    label: str
    sources: list[str]
    target: str
    roles: list[str]
    relation: str


def permission_rows() -> list[tuple[str, list[PermissionRow]]]:
    """The matrix by area: (area in words, rows)."""
    pages = [address for address in addresses() if address.rule is not None and address.rule.permission is not None]
    rows = [
        PermissionRow(
            permission,
            permission_label(permission),
            [SCOPE_MARK[ROLE_SCOPE[role]] if permission in GRANTS[role] else "" for role in Role],
            [use_case for use_case in REGISTRY.values() if use_case.permission is permission],
            [page for page in pages if page.rule is not None and page.rule.permission is permission],
        )
        for permission in Permission
    ]
    areas = groupby(rows, lambda row: row.permission.split(":")[0])
    return [(AREA_LABEL[area], list(of_area)) for area, of_area in areas]


def step_rows() -> list[tuple[str, list[StepRow]]]:
    """Every workflow's steps: (workflow in words, rows)."""
    workflows: dict[str, Workflow] = {source.workflow.code: source.workflow for source in SOURCES}  # type: ignore[type-arg]  # of any states
    return [(workflow.label, _steps(workflow)) for workflow in workflows.values()]


def role_labels() -> list[tuple[str, str]]:
    """Column heads: each role and the scope it is held over, in words."""
    return [(ROLE_LABEL[role], SCOPE_MARK[ROLE_SCOPE[role]]) for role in Role]


def _steps(workflow: Workflow) -> list[StepRow]:  # type: ignore[type-arg]  # of any states
    return [
        StepRow(
            step.label,
            [workflow.states[state].label for state in workflow.states if state in step.sources],
            workflow.states[step.target].label,
            [ROLE_LABEL[role] for role in roles_with(step.permission)],
            RELATION_LABEL[step.relation],
        )
        for step in workflow.steps.values()
    ]
