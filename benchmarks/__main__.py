"""
Print the speed figures of the product, each beside a floor or peer of the same run.

    python -m benchmarks [P1 …] [--rows N] [--database sqlite|postgresql|both]
    python -m benchmarks P8 P9 [--cpu-seconds 60] [--seeds 1] [--size province]
    python -m benchmarks P14 [--minutes 5]

Each group of figures runs in a process, data folder and database of its own; PostgreSQL is a throw-away server.
The machine is rarely idle: read medians and ratios.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
GROUPS = (
    (frozenset({"P1", "P2", "P3"}), "records", True),
    (frozenset({"P5"}), "imports", True),
    (frozenset({"P6"}), "summary", True),
    (frozenset({"P9"}), "teams", False),
    (frozenset({"P8"}), "plans", False),
    (frozenset({"P10"}), "documents", False),
    (frozenset({"P12"}), "first_run", True),
    (frozenset({"P14"}), "tips", True),
    (frozenset({"P15"}), "hints", False),
    (frozenset({"P16"}), "keys", True),
    (frozenset({"P17"}), "due_dates", True),
)
"""Which figures a module prints, and whether the database makes a difference to them."""


FEATURES = {"C10": "P15"}
"""Figures that measure one feature of the contract, by its id."""


def _figure(given: str) -> str:
    return FEATURES.get(given.upper(), given.upper())


def run(module: str, database: str, arguments: list[str]) -> int:
    """One group of figures in one database."""
    with tempfile.TemporaryDirectory(prefix="xuncha-bench-") as home:
        environment = {
            **os.environ,
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "xuncha.site.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
            "XUNCHA_HOME": home,
        }
        server = [str(ROOT / "scripts/with-postgresql")] if database == "postgresql" else []
        command = [*server, sys.executable, "-m", "benchmarks.group", module, "main", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    """Run the groups that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("figures", nargs="*", type=_figure, metavar="P1", help="only these, or of a feature: C10")
    parser.add_argument("--rows", type=int, default=100_000, help="findings, and rows of workbooks")
    parser.add_argument("--cpu-seconds", type=int, default=60, help="for each plan")
    parser.add_argument("--size", choices=("county", "prefecture", "province"), action="append", help="of a plan")
    parser.add_argument("--seeds", type=int, default=1, help="instances of each size for the solvers")
    parser.add_argument("--minutes", type=float, default=1.0, help="of tips on their way")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    options = parser.parse_args()
    known = set().union(*(codes for codes, _, _ in GROUPS))
    if unknown := set(options.figures) - known:
        parser.error(f"{' '.join(sorted(unknown))}: not among {' '.join(sorted(known))}")
    asked = ("sqlite", "postgresql") if options.database == "both" else (options.database,)
    failed = 0
    for codes, module, matters in GROUPS:
        wanted = sorted(codes & set(options.figures or codes))
        if not wanted:
            continue
        arguments = {
            "records": [[str(options.rows), *wanted]],
            "imports": [[str(options.rows)]],
            "plans": [[str(options.cpu_seconds), str(options.seeds), *(options.size or ())]],
            "teams": [[str(options.seeds)]],
            "tips": [[str(options.minutes)]],
            "hints": [[str(options.seeds), str(options.rows)]],
            "due_dates": [[str(options.rows)]],
            "summary": [["60000", "8000", "1 s"], ["600000", "80000", "3 s"]],
        }
        for database in asked if matters else asked[:1]:
            print(f"\n== {' '.join(wanted)}" + f" on {database}" * matters, flush=True)
            for given in arguments.get(module, [[]]):
                failed |= run(module, database, given)
    return failed


if __name__ == "__main__":
    sys.exit(main())
