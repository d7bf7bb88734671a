"""New tables are created whole, in an order that allows it; an empty database gets all of them at once."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import connection, connections, models
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations import operations as to
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import override

from xuncha.site.migrating import lay_tables, tables_come_first, whole

KEY = ("id", models.BigAutoField(primary_key=True))


def referring(target: str) -> models.ForeignKey:
    return models.ForeignKey(target, models.PROTECT)


def test_a_table_gets_everything_when_it_is_created():
    once = models.UniqueConstraint(fields=["leaf", "no"], name="once")
    by_no = models.Index(fields=["no"], name="by_no")
    made = whole(
        [
            to.CreateModel("Branch", [KEY, ("no", models.IntegerField())]),
            to.CreateModel("Leaf", [KEY]),
            to.AddField("branch", "leaf", referring("tree.leaf")),
            to.AddConstraint("branch", once),
            to.AddIndex("branch", by_no),
        ],
        "tree",
    )
    assert [operation.name for operation in made] == ["Leaf", "Branch"]
    assert [name for name, _ in made[1].fields] == ["id", "no", "leaf"]
    assert made[1].options == {"constraints": [once], "indexes": [by_no]}


def test_a_relation_over_a_table_of_its_own_comes_last():
    over = models.ManyToManyField("tree.Leaf", through="tree.Twig")
    made = whole(
        [
            to.CreateModel("Twig", [KEY, ("leaf", referring("tree.leaf"))]),
            to.CreateModel("Leaf", [KEY]),
            to.CreateModel("Branch", [KEY, ("leaves", over)]),
            to.AddField("twig", "branch", referring("tree.branch")),
        ],
        "tree",
    )
    assert {operation.name for operation in made[:2]} == {"Leaf", "Branch"}
    assert made[2].name == "Twig"
    assert (made[3].model_name, made[3].name, made[3].field) == ("branch", "leaves", over)


def test_tables_in_a_circle_stay_as_they_are():
    given = [
        to.CreateModel("Leaf", [KEY]),
        to.CreateModel("Branch", [KEY, ("leaf", referring("tree.leaf"))]),
        to.AddField("leaf", "branch", referring("tree.branch")),
    ]
    assert whole(given, "tree") == given


def test_changes_of_what_is_there_stay_as_they_are():
    given = [to.CreateModel("Leaf", [KEY]), to.AddField("branch", "leaf", referring("tree.leaf"))]
    assert whole(given, "tree") == given


@pytest.fixture
def in_empty(tmp_path: Path, django_db_blocker) -> Callable[[str], AbstractContextManager[None]]:
    """For a while, an empty database on SQLite is the database."""

    @contextmanager
    def swapped(name: str) -> Iterator[None]:
        usual = connections["default"]
        told = {**usual.settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / name)}
        connections["default"] = DatabaseWrapper(told, "default")
        try:
            with django_db_blocker.unblock(), override(None):
                yield
        finally:
            connections["default"].close()
            connections["default"] = usual

    return swapped


def _stored() -> dict[str, tuple[list[str], int]]:
    """What the database says of each table and index, in any order, and how many rows there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        said = {name: sorted(re.findall(r"[\w\"]+", sql)) for name, sql in cursor.fetchall()}
        return {name: (words, _rows(cursor, name) if "TABLE" in words else 0) for name, words in said.items()}


def _rows(cursor, table: str) -> int:
    return cursor.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - a name from the database


def test_all_tables_at_once_are_those_of_the_migrations_with_their_data(in_empty):
    with in_empty("step by step"):
        executor = MigrationExecutor(connection)
        leaves = executor.loader.graph.leaf_nodes()
        executor.migrate([leaf for leaf in leaves if leaf[0] in {"regulations", "sessions"}])
        stepped = _stored()
    with in_empty("at once"):
        lay_tables()
        laid = _stored()
        assert MigrationExecutor(connection).migration_plan(leaves) == []
        lay_tables()  # there are tables: nothing is done
        assert _stored() == laid
    assert stepped.pop("django_migrations")[1] < laid["django_migrations"][1]
    assert stepped["regulations_checklistitem"][1] > 50
    assert {name: laid[name] for name in stepped} == stepped


def _told(*operations: to.base.Operation) -> Migration:
    migration = Migration("0001", "tree")
    migration.operations = list(operations)
    return migration


def test_tables_that_change_behind_data_are_migrated_step_by_step():
    table, data = to.CreateModel("Leaf", [KEY]), to.RunPython(to.RunPython.noop)
    assert tables_come_first([_told(table), _told(data), _told(data)])
    assert not tables_come_first([_told(table), _told(data), _told(to.DeleteModel("Leaf"))])
    assert not tables_come_first([_told(table, data)])
