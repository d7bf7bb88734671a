"""
What the database itself refuses, whoever asks: triggers, declared once beside the models they guard.

They are lifted before migrations and set again behind them: SQLite drops a table's triggers when a migration rebuilds
it, and refuses to rebuild one that the trigger of another table reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

GUARDS: list["Guard"] = []
SET = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """
    No `operation` on a row of the model while `when` holds: a condition in SQL over OLD and NEW; none is always.

    What is refused always, PostgreSQL also takes the right to do from the tables' owner, who must take it back first,
    which its log shows. TRUNCATE exists on PostgreSQL alone.
    """

    name: str
    model: type[Model]
    operation: str
    message: str
    when: str = ""

    def __post_init__(self) -> None:
        GUARDS.append(self)

    def lifted(self, vendor: str) -> list[str]:
        """The statements that take the guard away, whether it is set or not."""
        if vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.name}"]
        allow = [] if self.when else [f"GRANT {self.operation} ON {self._table} TO CURRENT_USER"]
        return [f"DROP TRIGGER IF EXISTS {self.name} ON {self._table}", *allow]

    def set(self, vendor: str) -> list[str]:
        """The statements that set the guard where it is not set."""
        if vendor == "sqlite":
            condition = f"WHEN {self.when.replace('IS DISTINCT FROM', 'IS NOT')} " if self.when else ""
            body = f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            trigger = f"CREATE TRIGGER {self.name} BEFORE {self.operation} ON {self._table} {condition}{body}"
            return [] if self.operation == "TRUNCATE" else [trigger]
        refuse = f"RAISE EXCEPTION '{self.message}';"
        body = f"IF {self.when} THEN {refuse} END IF; RETURN NEW;" if self.when else refuse
        each = "STATEMENT" if self.operation == "TRUNCATE" else "ROW"
        forbid = [] if self.when else [f"REVOKE {self.operation} ON {self._table} FROM PUBLIC, CURRENT_USER"]
        function = f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
        trigger = f"CREATE TRIGGER {self.name} BEFORE {self.operation} ON {self._table} FOR EACH {each}"
        return [f"{function} AS $$ BEGIN {body} END $$", f"{trigger} EXECUTE FUNCTION {self.name}()", *forbid]

    @property
    def _table(self) -> str:
        return self.model._meta.db_table


def differ(model: type[Model], fields: Iterable[str]) -> str:
    """The condition that one of these fields changes."""
    columns = [model._meta.get_field(name).column for name in fields]  # type: ignore[union-attr]  # all are stored
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


def lift_guards(using: str = "default", **_signal: Any) -> None:
    """Take every guard away: before migrations."""
    connection = connections[using]
    _execute(connection, [statement for guard in _on(connection) for statement in guard.lifted(connection.vendor)])


def set_guards(using: str = "default", **_signal: Any) -> None:
    """Set every guard, new or again: behind migrations."""
    lift_guards(using)
    connection = connections[using]
    _execute(connection, [statement for guard in _on(connection) for statement in guard.set(connection.vendor)])


def missing_guards(using: str = "default") -> list[str]:
    """The guards that are not set."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(SET[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return [guard.name for guard in GUARDS if guard.set(connection.vendor) and guard.name not in found]


def _on(connection: BaseDatabaseWrapper) -> list[Guard]:
    tables = set(connection.introspection.table_names())
    return [guard for guard in GUARDS if guard.model._meta.db_table in tables]


def _execute(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
