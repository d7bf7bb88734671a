"""The command line, one function per command. Exit codes: 0 done, 1 refused with reasons, 2 usage."""

import sys
from collections.abc import Callable, Sequence

from xuncha.core.errors import Refused
from xuncha.site import (
    command_backup,
    command_check,
    command_digest,
    command_docs,
    command_exchange,
    command_figures,
    command_form,
    command_found,
    command_journal,
    command_plan,
    command_sample,
    command_scenario,
    command_serve,
    command_teams,
    command_user,
    command_worker,
)

Command = Callable[[Sequence[str]], int]
COMMANDS: dict[str, Command] = {
    "backup": command_backup.backup,
    "check": command_check.check,
    "demo": command_serve.demo,
    "digest": command_digest.run,
    "docs": command_docs.docs_command,
    "export": command_exchange.export_command,
    "figures": command_figures.run,
    "form": command_form.form,
    "found": command_found.found,
    "import": command_exchange.import_command,
    "journal": command_journal.run,
    "migrate": command_check.migrate,
    "plan": command_plan.run,
    "restore": command_backup.restore,
    "sample": command_sample.run,
    "scenario": command_scenario.scenario,
    "serve": command_serve.serve,
    "teams": command_teams.teams_command,
    "user": command_user.run,
    "worker": command_worker.worker_command,
}
"""Their modules import Django only inside their functions: what needs no database starts without it."""


def run(arguments: Sequence[str]) -> int:
    """Run the command that the first word names; a refusal is told with all its reasons."""
    if not arguments or arguments[0] not in COMMANDS:
        print("usage: xuncha " + " | ".join(sorted(COMMANDS)))
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Refused as refusal:
        for why in refusal.reasons:
            print(why.text, file=sys.stderr)
        return 1
    except SystemExit as usage:  # argparse has said what was wrong
        return int(usage.code or 0)
