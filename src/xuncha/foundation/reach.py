"""
Reach: which records a person may see or act on. Lists, pages, acts and counts of one kind share one Reach.

A Reach says how a record of its model lies in the scopes of the permission table: in which jurisdiction, team and
inspected unit. A scope that a Reach leaves out contributes nothing, so that forgetting one denies instead of leaking.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from xuncha.core.permissions import Permission, Scope
from xuncha.foundation.accounts.actors import Actor

M = TypeVar("M", bound=Model)

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Reach(Generic[M]):
    """
    How records of a model lie in the scopes.

    `kind` is the stable code stored in the journal ("fieldwork.paper"). `read` is the permission to see a record.
    `jurisdiction`, `team`, `unit` are lookup paths to ids; `inspected` is the path to the inspected organisation by
    which recused people are kept out; `own` is the path to the user whose own record it is (kept readable to them).
    `also` adds a condition for some permissions, for instance "only after it was sent" for the inspected unit.
    """

    model: type[M]
    kind: str
    label: str
    read: Permission
    jurisdiction: str = ""
    team: str = ""
    unit: str = ""
    inspected: str = ""
    installation: bool = False
    unit_sees: Q | None = None
    many: bool = False  # a scope path runs over several rows: look up by a subquery so that no record appears twice
    url_name: str = ""
    find: tuple[str, ...] = ()  # text fields that the search box at the top looks into

    def __post_init__(self) -> None:
        KINDS[self.kind] = self

    def permitted(self, actor: Actor, permission: Permission) -> QuerySet[M]:
        """Records on which the actor holds this permission now. No grant, no rows."""
        conditions: list[Q] = []
        for held in actor.holding(permission):
            path = {Scope.JURISDICTION: self.jurisdiction, Scope.TEAM: self.team, Scope.UNIT: self.unit}.get(held.scope)
            if held.scope is Scope.INSTALLATION:
                condition = ~NOTHING if self.installation else NOTHING
            else:
                condition = Q(**{path: held.scope_id}) if path else NOTHING
            if held.scope is Scope.UNIT and self.unit_sees is not None:
                condition &= self.unit_sees
            if held.except_units and self.inspected:
                condition &= ~Q(**{f"{self.inspected}__in": list(held.except_units)})
            conditions.append(condition)
        manager = self.model._default_manager
        if not conditions:
            return manager.none()
        condition = reduce(or_, conditions)
        if self.many:
            return manager.filter(pk__in=manager.filter(condition).order_by().values("pk"))
        return manager.filter(condition)

    def visible_to(self, actor: Actor) -> QuerySet[M]:
        """Records the actor may read."""
        return self.permitted(actor, self.read)


KINDS: dict[str, Reach] = {}  # type: ignore[type-arg]  # reaches over many models
"""Every kind of record that has a reach, by its stable code: history, search and the matrix sweep read it."""


def kind_of(model: type[Model]) -> Reach[Model] | None:
    """The reach declared for this model, if any."""
    return next((reach for reach in KINDS.values() if reach.model is model), None)
