"""What the database itself refuses is still refused after a later migration that rebuilds the guarded tables."""

import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.conftest import NOW
from xuncha.foundation.guards import GUARDS, Guard, lift_guards, missing_guards, set_guards
from xuncha.foundation.journal.models import JournalRecord

LATER = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("{app}", "{last}")]
    operations = [migrations.AlterField("{model}", "{field}", models.CharField(max_length=77))]
"""
REBUILT = (("journal", "journalrecord", "actor_name"), ("fieldwork", "workingpaper", "title"))


@pytest.fixture
def _real_transactions(transactional_db) -> Iterator[None]:
    """SQLite rebuilds no table inside a transaction. The flush at the end must be let into the journal."""
    yield
    lift_guards()


def _last(package: Path) -> str:
    return max(path.stem for path in package.glob("0*.py"))


@pytest.fixture
def later(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A release that changes a column of the journal and of the papers; called, the database goes there."""
    monkeypatch.syspath_prepend(tmp_path)
    modules = {}
    for app, model, field in REBUILT:
        package = tmp_path / f"later_{app}"
        home = {"journal": "xuncha.foundation.journal", "fieldwork": "xuncha.fieldwork"}[app]
        shutil.copytree(Path(str(import_module(f"{home}.migrations").__file__)).parent, package)
        text = LATER.format(app=app, model=model, field=field, last=_last(package))
        (package / "9999_later.py").write_text(text, encoding="utf-8")
        modules[app] = package.name
    settings.MIGRATION_MODULES = modules
    return lambda: call_command("migrate", verbosity=0)


def _record() -> None:
    JournalRecord.objects.create(seq=1, at=NOW, actor="1", actor_name="周", use_case="x", event="x", body="{}")


@pytest.mark.usefixtures("_real_transactions")
def test_guards_are_set_again_behind_a_migration_that_rebuilds_their_tables(later, tmp_path):
    try:
        later()
        assert missing_guards() == []
        _record()
        with pytest.raises(DatabaseError), transaction.atomic():
            JournalRecord.objects.update(actor="2")
    finally:
        for app, _model, _field in REBUILT:
            call_command("migrate", app, _last(tmp_path / f"later_{app}"), verbosity=0)
    assert missing_guards() == []


@pytest.mark.django_db
def test_a_guard_that_is_gone_is_named_and_is_set_again():
    lift_guards()
    everywhere = [guard.name for guard in GUARDS if guard.operation != "TRUNCATE" or connection.vendor != "sqlite"]
    assert missing_guards() == everywhere
    set_guards()
    set_guards()
    assert missing_guards() == []


@pytest.mark.django_db
def test_a_condition_is_written_for_both_databases(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("xuncha.foundation.guards.GUARDS", [])
    guard = Guard("one", JournalRecord, "UPDATE", "no", "OLD.actor IS DISTINCT FROM NEW.actor")
    (sqlite,) = guard.set("sqlite")
    assert "WHEN OLD.actor IS NOT NEW.actor BEGIN" in sqlite
    function, trigger = guard.set("postgresql")
    assert "IF OLD.actor IS DISTINCT FROM NEW.actor THEN RAISE" in function
    assert "FOR EACH ROW" in trigger
    assert guard.lifted("postgresql") == ["DROP TRIGGER IF EXISTS one ON journal_journalrecord"]
