"""
Migrations as Django makes them, but a new table is created whole.

Django's own add many constraints, indexes and references behind the tables they belong to; each such step makes it
build every related model anew and SQLite copy the table, which was half the time of a first start.
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.models import ManyToManyField


def whole(operations: list[Operation], app_label: str) -> list[Operation]:
    """
    The same operations with every table complete when it is created, in an order that allows it.

    Relations over a table of their own come last: they add no column, and that table refers back. Where tables refer
    to each other in a circle, or there is more than additions to new tables, all stays as it is.
    """
    tables: dict[str, CreateModel] = {}
    for operation in operations:
        if isinstance(operation, CreateModel):
            tables[operation.name_lower] = operation
        elif isinstance(operation, AddField | AddConstraint | AddIndex) and operation.model_name_lower in tables:
            tables[operation.model_name_lower] = _with(tables[operation.model_name_lower], operation)
        else:
            return operations
    last = [addition for table in tables.values() for addition in _through(table)]
    for addition in last:
        table = tables[addition.model_name_lower]
        kept = [(name, field) for name, field in table.fields if name != addition.name]
        tables[addition.model_name_lower] = CreateModel(table.name, kept, table.options, table.bases, table.managers)
    order = TopologicalSorter({name: set(_before(table, tables, app_label)) for name, table in tables.items()})
    try:
        return [*(tables[name] for name in order.static_order()), *last]
    except CycleError:
        return operations


def _with(table: CreateModel, addition: AddField | AddConstraint | AddIndex) -> CreateModel:
    fields, options = list(table.fields), dict(table.options)
    if isinstance(addition, AddField):
        fields.append((addition.name, addition.field))
    elif isinstance(addition, AddConstraint):
        options["constraints"] = [*options.get("constraints", ()), addition.constraint]
    else:
        options["indexes"] = [*options.get("indexes", ()), addition.index]
    return CreateModel(table.name, fields, options, table.bases, table.managers)


def _through(table: CreateModel) -> Iterator[AddField]:
    """The table's relations over a table that is a model of its own."""
    for name, field in table.fields:
        if isinstance(field, ManyToManyField) and field.remote_field.through:
            yield AddField(table.name_lower, name, field)


def _before(table: CreateModel, tables: dict[str, CreateModel], app_label: str) -> Iterator[str]:
    """The tables of the same migration that this one refers to."""
    for name, other in tables.items():
        if name != table.name_lower and table.references_model(other.name, app_label):
            yield name


class Autodetector(MigrationAutodetector):
    """Django's, with new tables created whole."""

    def _optimize_migrations(self) -> None:
        super()._optimize_migrations()  # type: ignore[misc]  # Django's own step, which its stubs leave out
        for app_label, migrations in self.migrations.items():  # type: ignore[attr-defined]  # as above
            for migration in migrations:
                migration.operations = whole(migration.operations, app_label)
