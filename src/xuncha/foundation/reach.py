"""
Reach: which records a person may see or act on. Lists, pages, acts and counts of one kind share one Reach.

A Reach says how a record of its model lies in the scopes of the permission table: in which jurisdiction, team and
inspected unit. A scope that a Reach leaves out contributes nothing, so that forgetting one denies instead of leaking.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import AutoField, Model, Q, QuerySet
from django.db.models.query import get_related_populators
from django.urls import reverse

from xuncha.core.permissions import Permission, Scope
from xuncha.foundation.accounts.actors import Actor, Held

M = TypeVar("M", bound=Model)

NOTHING = Q(pk__in=[])
ANY_KEY = 2**53 + 1  # stands where a record's own key will stand, and is beyond every key
ANY_CODE = "\uffff"  # stands where a code will stand


def with_related(rows: QuerySet[M], names: Sequence[str]) -> QuerySet[M]:
    """
    The rows read along with these relations; with none of them, alone.

    `select_related()` without a name means every relation there is, and theirs: thirty tables and more, in an order
    that PostgreSQL has to guess.
    """
    return rows.select_related(*names) if names else rows


class Written(Generic[M]):
    """
    A query written out once: putting it together anew costs more than the database's answer.

    Its `holes` are the values that change from one time to the next, keys and codes; no other condition may.
    """

    def __init__(self, rows: QuerySet[M], holes: Sequence[int | str] = (ANY_KEY,)) -> None:
        compiler = rows.query.get_compiler(using=rows.db)
        self._sql, values = compiler.as_sql()
        self._values = list(values)
        self._places = [[n for n, value in enumerate(values) if value == hole] for hole in holes]
        select, told = compiler.select, compiler.klass_info
        self._model: type[M] = told["model"]
        self._own = slice(told["select_fields"][0], told["select_fields"][-1] + 1)
        self._names = [column[0].target.attname for column in select[self._own]]
        self._converters = compiler.get_converters([column[0] for column in select])
        self._related = get_related_populators(told, select, rows.db)  # type: ignore[call-arg]  # of a later Django
        self._db = rows.db

    def columns(self, *put: int | str) -> list[list[Any]]:
        """What is selected, row by row, with these values in the holes."""
        values = [*self._values]
        for places, value in zip(self._places, put, strict=True):
            for place in places:
                values[place] = value
        with connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            rows = [list(row) for row in cursor.fetchall()]
        for place, (converters, expression) in self._converters.items():
            for row in rows:
                for converter in converters:
                    row[place] = converter(row[place], expression, connection)
        return rows

    def records(self, *put: int | str) -> list[M]:
        """The records with these values in the holes, with what is read along with them."""
        return [self._record(row) for row in self.columns(*put)]

    def read(self, pk: int) -> M | None:
        """The record of this key, with what is read along with it."""
        return next(iter(self.records(pk)), None)

    def _record(self, row: list[Any]) -> M:
        record = self._model.from_db(self._db, self._names, row[self._own])
        for related in self._related:
            related.populate(row, record)
        return record


@dataclass(frozen=True, eq=False)
class Reach(Generic[M]):
    """
    How records of a model lie in the scopes.

    `kind` is the stable code stored in the journal ("fieldwork.paper"). `read` is the permission to see a record.
    `jurisdiction`, `team`, `unit` are lookup paths to ids; `inspected` is the path to the inspected organisation by
    which recused people are kept out; `own` is the path to the user whose own record it is (kept readable to them).
    `unit_sees` narrows what the inspected unit sees, for instance to what was sent to it, `others_see` what everybody
    else sees, for instance to what the unit has handed in. `common` are records that
    belong to no office (the rules every installation ships with): everybody who may read this kind anywhere reads
    them, nobody may write them. `named` narrows further, to records that were given to this person by name. `around`
    is read along with the record. It begins with a relation that is fixed when the record is made: while the door
    waits for its lock, others may point a relation of the record elsewhere.
    """

    model: type[M]
    kind: str
    label: str
    read: Permission
    jurisdiction: str | tuple[str, ...] = ""  # several paths: the record lies in each of these jurisdictions
    team: str = ""
    unit: str = ""
    inspected: str = ""
    installation: bool = False
    unit_sees: Q | None = None
    others_see: Q | None = None
    common: Q | None = None
    named: Callable[[Actor], Q] | None = None
    many: bool = False  # a scope path runs over several rows: look up by a subquery so that no record appears twice
    url_name: str = ""
    around: tuple[str, ...] = ()  # what hardly any act or page does without
    find: tuple[str, ...] = ()  # text fields that the search box at the top looks into

    def __post_init__(self) -> None:
        KINDS[self.kind] = self

    def permitted(self, actor: Actor, permission: Permission) -> QuerySet[M]:
        """Records on which the actor holds this permission now. No grant, no rows."""
        rows = self._within(tuple(actor.holding(permission)), permission == self.read)
        return rows.filter(self.named(actor)) if self.named else rows.all()

    @lru_cache(maxsize=4096)  # noqa: B019 - reaches live as long as the process
    def _within(self, grants: tuple[Held, ...], reading: bool) -> QuerySet[M]:
        """
        Where these grants lead: nothing but their values decides, so that what was put together once is kept.

        The rows are never read from it: who asks for them gets a copy.
        """
        conditions: list[Q] = []
        for held in grants:
            if held.scope is Scope.INSTALLATION:
                condition = ~NOTHING if self.installation else NOTHING
            else:
                condition = reduce(or_, (Q(**{path: held.scope_id}) for path in self._paths(held.scope)), NOTHING)
            seen = self.unit_sees if held.scope is Scope.UNIT else self.others_see
            if seen is not None:
                condition &= seen
            if held.except_units and self.inspected:
                condition &= ~Q(**{f"{self.inspected}__in": list(held.except_units)})
            conditions.append(condition)
        manager = self.model._default_manager
        if not conditions:
            return manager.none()
        if self.common is not None and reading:
            conditions.append(self.common)
        condition = reduce(or_, conditions)
        if self.many:
            return manager.filter(pk__in=manager.filter(condition).order_by().values("pk"))
        return manager.filter(condition)

    def _paths(self, scope: Scope) -> tuple[str, ...]:
        paths = {Scope.JURISDICTION: self.jurisdiction, Scope.TEAM: self.team, Scope.UNIT: self.unit}.get(scope, "")
        return paths if isinstance(paths, tuple) else (paths,) if paths else ()

    def permits(self, actor: Actor, permission: Permission, record: M) -> bool:
        """Whether the actor holds this permission on this record now."""
        return actor.holds(permission) and self.permitted(actor, permission).filter(pk=record.pk).exists()

    def one(self, actor: Actor, permission: Permission, pk: int | str, *, lock: bool = False) -> M | None:
        """
        The record with what is `around` it, if the actor holds the permission on it; locked if asked.

        Every page and every act reads it.
        """
        narrowed = type(self).permitted is not Reach.permitted  # a kind of reach with more to ask
        if narrowed or self.named or not isinstance(self.model._meta.pk, AutoField):
            rows = self._around(self.permitted(actor, permission).filter(pk=pk), lock=lock)
            return next(iter(rows), None)
        grants = tuple(actor.holding(permission))
        written = self._written(connection.vendor, grants, permission == self.read, lock)
        return written.read(int(pk)) if written and 0 < int(pk) < ANY_KEY else None

    def _around(self, rows: QuerySet[M], *, lock: bool) -> QuerySet[M]:
        """Without an order: the model's own costs Django more than the database."""
        rows = with_related(rows, self.around).order_by()
        return rows.select_for_update(of=("self",)) if lock else rows

    @lru_cache(maxsize=4096)  # noqa: B019 - as above
    def _written(self, _vendor: str, grants: tuple[Held, ...], reading: bool, lock: bool) -> Written[M] | None:
        """The query of `one`, in the words of a database; None where these grants lead nowhere."""
        try:
            return Written(self._around(self._within(grants, reading).filter(pk=ANY_KEY), lock=lock))
        except EmptyResultSet:
            return None

    def visible_to(self, actor: Actor) -> QuerySet[M]:
        """Records the actor may read."""
        return self.permitted(actor, self.read)


KINDS: dict[str, Reach] = {}  # type: ignore[type-arg]  # reaches over many models
"""Every kind of record that has a reach, by its stable code: history, search and the matrix sweep read it."""


def kind_of(model: type[Model]) -> Reach[Model] | None:
    """The reach declared for this model, if any."""
    return next((reach for reach in KINDS.values() if reach.model is model), None)


def reached(model: type[Model], actor: Actor, right: Permission) -> Q:
    """
    Over which records of a model a right reaches that is of no kind alone, such as taking away; what is common to all
    offices is among them. Records of no reach are not narrowed: their page's permission was all that was asked.
    """
    kinds = [reach for reach in KINDS.values() if reach.model is model]
    if not kinds:
        return ~NOTHING
    conditions = [Q(pk__in=reach.permitted(actor, right).order_by().values("pk")) for reach in kinds]
    return reduce(or_, [*conditions, *(reach.common for reach in kinds if reach.common is not None)])


def page_of(record: Model) -> str:
    """The address of the record's own page; empty where its kind has none."""
    reach = kind_of(type(record))
    return reverse(reach.url_name, kwargs={"pk": record.pk}) if reach and reach.url_name else ""
