"""
Migrations as Django makes them, but a new table is created whole, and an empty database gets all its tables at once.

Django's own add many constraints, indexes and references behind the tables they belong to; each such step makes it
build every related model anew and SQLite copy the table. Even whole tables, one after the other, make it build every
related model anew for each of them, which takes four times as long with twice the tables.
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import dropwhile

from django.apps import apps
from django.db import connections
from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel, RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import ManyToManyField
from django.db.transaction import atomic  # noqa: TID251 - no record is written here that belongs to anybody


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


def lay_tables(using: str = "default") -> None:
    """
    Give an empty database what the migrations come to: all tables at once, then the data they write.

    Apps of which a later migration changes tables again behind data are migrated step by step, before the others.
    Nothing is done where there are tables already, or where the models are not what the migrations come to.
    """
    connection = connections[using]
    executor = MigrationExecutor(connection)
    loader = executor.loader
    if loader.applied_migrations or _differ(loader):
        return
    at_once = {label for label in loader.migrated_apps if tables_come_first(_migrations_of(loader, label))}
    executor.migrate([leaf for leaf in loader.graph.leaf_nodes() if leaf[0] not in at_once])
    plan = [step for step, _ in executor.migration_plan(loader.graph.leaf_nodes()) if step.app_label in at_once]
    state = loader.project_state()
    with connection.constraint_checks_disabled(), atomic(using):
        with connection.schema_editor() as editor:
            for model in apps.get_models():
                if model._meta.app_label in at_once and model._meta.can_migrate(using):
                    editor.create_model(model)
        with connection.schema_editor() as editor:
            for step in plan:
                for operation in step.operations if _writes_data(step) else ():
                    operation.database_forwards(step.app_label, editor, state, state)
                executor.recorder.record_applied(step.app_label, step.name)


def _differ(loader: MigrationLoader) -> bool:
    return bool(MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph))


def _migrations_of(loader: MigrationLoader, label: str) -> list[Migration]:
    """An app's migrations in their order."""
    leaf = loader.graph.leaf_nodes(label)[0]
    return [loader.graph.nodes[key] for key in loader.graph.forwards_plan(leaf) if key[0] == label]


def _writes_data(migration: Migration) -> bool:
    return any(isinstance(operation, RunPython | RunSQL) for operation in migration.operations)


def tables_come_first(migrations: list[Migration]) -> bool:
    """Whether nothing but data comes behind the first migration that writes data."""
    behind = list(dropwhile(lambda migration: not _writes_data(migration), migrations))
    return all(isinstance(operation, RunPython | RunSQL) for late in behind for operation in late.operations)
