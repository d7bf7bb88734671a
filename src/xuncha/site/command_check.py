"""`xuncha check` and `xuncha migrate`: whether this installation is sound."""

import argparse
from collections.abc import Iterator, Sequence

from xuncha.site.terminal import prepare, tell


def migrate(arguments: Sequence[str]) -> int:
    """Bring the database up to date."""
    argparse.ArgumentParser(prog="xuncha migrate").parse_args(arguments)
    prepare()
    bring_up_to_date()
    return 0


def bring_up_to_date() -> None:
    """Apply the migrations that are not applied yet; says so, and costs nothing when there are none."""
    from django.core.management import call_command

    pending = _pending()
    if pending:
        tell(f"xuncha: {len(pending)} migrations to apply")
        call_command("migrate", verbosity=0, interactive=False)


def _pending() -> list[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [str(step) for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def check(arguments: Sequence[str]) -> int:
    """Say whether configuration, migrations, stored files and the journal are sound; 1 when anything is not."""
    argparse.ArgumentParser(prog="xuncha check").parse_args(arguments)
    prepare()
    faults = 0
    for what, fault in _findings():
        tell(f"{'FAULT' if fault else 'ok   '} {what}{': ' + fault if fault else ''}")
        faults += bool(fault)
    return 1 if faults else 0


def _findings() -> Iterator[tuple[str, str]]:
    from django.conf import settings
    from django.core import checks
    from django.db import connection

    from xuncha.foundation.files.checking import check_files
    from xuncha.foundation.guards import missing_guards
    from xuncha.foundation.journal.selectors import verify_stored

    problems = [str(m) for m in checks.run_checks() if m.level >= checks.WARNING and not m.is_silenced()]
    yield "configuration", "; ".join(problems)
    yield f"data folder {settings.XUNCHA_HOME}", ""
    yield f"database {connection.vendor}", ""
    pending = _pending()
    yield "migrations", f"{len(pending)} not applied" if pending else ""
    if not pending:
        yield "triggers", ", ".join(missing_guards())
        verdict = verify_stored()
        broken = "" if verdict.intact else f"record {verdict.broken_at} {verdict.fault}"
        yield f"journal, {verdict.count} records, head {verdict.head[:16]}", broken
        sealed = verify_stored(sealed=True)
        yield "sealed journal", "" if sealed.intact else f"record {sealed.broken_at} {sealed.fault}"
        yield "stored files", "; ".join(str(fault.text) for fault in check_files() if fault.grave)
