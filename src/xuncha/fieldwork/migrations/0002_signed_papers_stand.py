"""The database itself refuses to change what a signature vouches for once the leader has signed."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PAPER, EVIDENCE, SIGNATURE = "fieldwork_workingpaper", "fieldwork_evidence", "fieldwork_signature"
SIGNED = "('signed', 'filed', 'superseded')"
MESSAGE = "a signed working paper does not change"
CONTENT = (
    *("inspection_id", "provisional_no", "number", "title", "category_id", "checklist_item_id", "sources", "facts"),
    *("characterisation", "basis", "cause", "why_political", "responsibility", "amount", "persons"),
    *("period_from", "period_to", "handler_id", "second_handler_id", "supersedes_id"),
)
VOUCHED = ("paper_id", "place", "signed_by_id", "signed_at", "digest", "opinion")

SQLITE_ABORT = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
SQLITE_PAPER = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in CONTENT)
SQLITE_VOUCHED = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in VOUCHED)
SQLITE = [
    f"CREATE TRIGGER fieldwork_paper_stands BEFORE UPDATE ON {PAPER} "
    f"WHEN OLD.state IN {SIGNED} AND (NEW.state NOT IN {SIGNED} OR {SQLITE_PAPER}) {SQLITE_ABORT}",
    f"CREATE TRIGGER fieldwork_evidence_not_added BEFORE INSERT ON {EVIDENCE} "
    f"WHEN (SELECT state FROM {PAPER} WHERE id = NEW.paper_id) IN {SIGNED} {SQLITE_ABORT}",
    f"CREATE TRIGGER fieldwork_evidence_stands BEFORE UPDATE ON {EVIDENCE} "
    f"WHEN (SELECT state FROM {PAPER} WHERE id = OLD.paper_id) IN {SIGNED} {SQLITE_ABORT}",
    f"CREATE TRIGGER fieldwork_signature_stands BEFORE UPDATE ON {SIGNATURE} "
    f"WHEN {SQLITE_VOUCHED} OR (SELECT state FROM {PAPER} WHERE id = OLD.paper_id) IN {SIGNED} {SQLITE_ABORT}",
]

PG_ABORT = f"RAISE EXCEPTION '{MESSAGE}';"
PG_PAPER = " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in CONTENT)
PG_VOUCHED = " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in VOUCHED)
POSTGRESQL = [
    "CREATE FUNCTION fieldwork_paper_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF OLD.state IN {SIGNED} AND (NEW.state NOT IN {SIGNED} OR {PG_PAPER}) THEN {PG_ABORT} END IF; "
    "RETURN NEW; END $$",
    "CREATE FUNCTION fieldwork_evidence_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF (SELECT state FROM {PAPER} WHERE id = NEW.paper_id) IN {SIGNED} THEN {PG_ABORT} END IF; "
    "RETURN NEW; END $$",
    "CREATE FUNCTION fieldwork_signature_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF {PG_VOUCHED} OR (SELECT state FROM {PAPER} WHERE id = OLD.paper_id) IN {SIGNED} THEN {PG_ABORT} END IF; "
    "RETURN NEW; END $$",
    f"CREATE TRIGGER fieldwork_paper_stands BEFORE UPDATE ON {PAPER} "
    "FOR EACH ROW EXECUTE FUNCTION fieldwork_paper_stands()",
    f"CREATE TRIGGER fieldwork_evidence_stands BEFORE INSERT OR UPDATE ON {EVIDENCE} "
    "FOR EACH ROW EXECUTE FUNCTION fieldwork_evidence_stands()",
    f"CREATE TRIGGER fieldwork_signature_stands BEFORE UPDATE ON {SIGNATURE} "
    "FOR EACH ROW EXECUTE FUNCTION fieldwork_signature_stands()",
]
STANDS = ((PAPER, "paper"), (EVIDENCE, "evidence"), (SIGNATURE, "signature"))
UNDO = {
    "sqlite": [
        *(f"DROP TRIGGER fieldwork_{what}_stands" for _, what in STANDS),
        "DROP TRIGGER fieldwork_evidence_not_added",
    ],
    "postgresql": [
        *(f"DROP TRIGGER fieldwork_{what}_stands ON {table}" for table, what in STANDS),
        *(f"DROP FUNCTION fieldwork_{what}_stands()" for _, what in STANDS),
    ],
}


def close(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def open_again(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0001_initial")]
    operations = [migrations.RunPython(close, open_again)]
