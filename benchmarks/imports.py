"""
P5 and the export half of P2 (quality list): workbooks of 100,000 rows, beside the bare libraries in the same run.

    python benchmarks/imports.py [ROWS]

Each phase runs in a process of its own, so that its peak memory is its own. Ratios are of CPU time, which other work
on the machine disturbs least. The floor of reading is calamine handing
over every cell of the same file; the floor of writing is XlsxWriter writing the same cells in constant memory.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LIMITS = {"check": (3.0, 400), "export": (1.5, 300), "import": (None, 400)}


def prepare(rows: int) -> None:
    """A city, a team's round of twenty units, a workbook of papers (15 columns) and one of units."""
    from datetime import timedelta

    from django.core.management import call_command
    from django.utils import timezone

    from xuncha.core.permissions import Role
    from xuncha.foundation.accounts.models import Grant, User
    from xuncha.foundation.documents.workbooks import Cell, Column, Sheet, write_workbook
    from xuncha.foundation.imports.kinds import KINDS
    from xuncha.foundation.orgs.models import Jurisdiction, Organisation
    from xuncha.planning.models import Term
    from xuncha.rounds.models import Inspection, Round, Team

    call_command("migrate", verbosity=0)
    now = timezone.now()
    city = Jurisdiction.objects.create(code="tc", name="测试市", office_name="办", level="city", path="tc")
    clerk, inspector = (User.objects.create(username=name, name=name) for name in ("clerk", "inspector"))
    made = {"created_by": clerk, "created_at": now}
    units = [Organisation(jurisdiction=city, code=f"U{n}", name=f"第{n}局", unit_type="office") for n in range(20)]
    units = Organisation.objects.bulk_create(units)
    term = Term.objects.create(jurisdiction=city, number=8, name="八届", first_year=2022, last_year=2026, **made)
    batch = Round.objects.create(term=term, number=1, year=2022, name="八届第一轮", state_since=now, **made)
    team = Team.objects.create(round=batch, number=1, name="第一组")
    Inspection.objects.bulk_create(
        Inspection(round=batch, team=team, organisation=unit, type="routine", **made) for unit in units
    )
    since = {"valid_from": now - timedelta(days=1)}
    Grant.objects.create(user=clerk, role=Role.OFFICE_CLERK, scope_id=city.pk, **since)
    Grant.objects.create(user=inspector, role=Role.INSPECTOR, scope_id=team.pk, **since)
    dates = {"period_from", "period_to"}
    kinds = {"amount": Cell.MONEY, "persons": Cell.INTEGER, **dict.fromkeys(dates, Cell.DATE)}
    columns = [Column(c.label, kinds.get(c.field, Cell.TEXT)) for c in KINDS["papers"].columns]
    write_workbook(Path("papers.xlsx"), [Sheet("问题底稿", columns, paper_rows(rows))])
    heads = [Column(c.label) for c in KINDS["orgs"].columns[:4]]
    lines = ([f"C{n:06d}", f"第{n}村村民委员会", f"第{n}村", "村（社区）"] for n in range(rows))
    write_workbook(Path("orgs.xlsx"), [Sheet("单位", heads, lines)])


def paper_rows(rows: int) -> Iterator[list[Any]]:
    """Rows as an office keeps them: every row different, three of them wrong."""
    for n in range(rows):
        row = [
            "八届第一轮", f"第{n % 20}局", f"第{n}条：限额以下项目拆分发包",
            f"经查，该局第 {n} 号合同未按程序比选。" * 2,
            "违反工程建设管理规定", "招标投标管理办法第四条", "制度不健全",
            "落实重大部署不到位", "主要负责人、责任部门",
            1000.5 + n, n % 30, date(2021, 1 + n % 12, 1 + n % 28), date(2022, 1 + n % 12, 1 + n % 28),
            "查阅资料、个别谈话", "",
        ]  # fmt: skip
        if n == 10:
            row[1] = "没有的局"
        elif n == rows // 2:
            row[8] = "某人"
        elif n == rows - 1:
            row[2] = ""
        yield row


def bare_read() -> dict[str, Any]:
    """The library alone: every cell of every row."""
    import python_calamine

    rows = python_calamine.load_workbook("papers.xlsx").get_sheet_by_index(0).to_python()
    return {"cells": sum(len(row) for row in rows)}


def check() -> dict[str, Any]:
    """What the preview does: bounds, heading, every cell, every rule, duplicates in the file and on record."""
    from django.utils import timezone

    from xuncha.foundation.accounts.actors import actor_of
    from xuncha.foundation.accounts.models import User
    from xuncha.foundation.imports.kinds import KINDS
    from xuncha.foundation.imports.mapping import suggest
    from xuncha.foundation.imports.selectors import judged_rows, summarise
    from xuncha.foundation.orgs.models import Jurisdiction

    kind, place = KINDS["papers"], Jurisdiction.objects.get()
    actor = actor_of(User.objects.get(username="inspector"), timezone.now())
    mapping = suggest(kind, [column.label for column in kind.columns]).mapping
    found = summarise(judged_rows(actor, kind, place, Path("papers.xlsx"), mapping=mapping))
    return {"rows": found.rows, "errors": [(e.row, e.column) for e in found.errors]}


def write_in() -> dict[str, Any]:
    """`xuncha import`: handed in, checked, and written in one transaction with a journal record for each row."""
    from xuncha.site.commands import run

    assert run(["import", "orgs", "orgs.xlsx", "--as", "clerk"]) == 0
    return {}


def export() -> dict[str, Any]:
    """`xuncha export`: 100,000 records out of the database into a workbook."""
    from xuncha.site.commands import run

    assert run(["export", "orgs", "out.xlsx", "--as", "clerk"]) == 0
    return {}


def bare_write() -> dict[str, Any]:
    """The library alone: the same cells as the export, in constant memory."""
    import python_calamine
    import xlsxwriter

    rows = python_calamine.load_workbook("out.xlsx").get_sheet_by_index(0).to_python()
    began, used = time.perf_counter(), time.process_time()
    with xlsxwriter.Workbook("bare.xlsx", {"constant_memory": True}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    page.write_string(number, column, value)
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - used}


PHASES: dict[str, Callable[[], dict[str, Any]]] = {
    "bare read": bare_read, "check": check, "import": write_in, "export": export, "bare write": bare_write,
}  # fmt: skip


def phase(name: str, rows: int) -> None:
    """One phase in this process; prints its figures as the last line."""
    import django

    django.setup()
    if name == "prepare":
        prepare(rows)
        return
    began, used = time.perf_counter(), time.process_time()
    told = PHASES[name]()
    figures = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - used, **told}
    figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures))


def main(rows: int) -> int:
    """Run every phase and print the table."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "XUNCHA_HOME": home,
            "DJANGO_SETTINGS_MODULE": "xuncha.site.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }

        def figures(name: str) -> dict[str, Any]:
            command = [sys.executable, str(Path(__file__).resolve()), "--phase", name, str(rows)]
            done = subprocess.run(command, cwd=home, env=environment, check=True, capture_output=True, text=True)
            return json.loads(done.stdout.splitlines()[-1]) if name != "prepare" else {}

        figures("prepare")
        results = {name: figures(name) for name in PHASES}
    print(f"{rows:,} rows; papers 15 columns, units 8 columns out")
    for name, floor in (("check", "bare read"), ("import", ""), ("export", "bare write")):
        own, ratio, memory = results[name], LIMITS[name][0], LIMITS[name][1]
        line = f"{name:8} {own['seconds']:7.2f} s ({own['cpu']:.2f} s of CPU)  {own['megabytes']} MB (limit {memory})"
        if floor and ratio:
            bare = results[floor]
            line += f"  {floor} {bare['seconds']:.2f} s ({bare['cpu']:.2f} s of CPU)"
            line += f"  ratio of CPU {own['cpu'] / bare['cpu']:.2f} (limit {ratio})"
        print(line)
    print("errors found:", results["check"]["errors"])
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--phase"]:
        phase(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
