"""
P5, and of P2 the export of a kind of workbook: 100,000 rows in and out, beside the bare libraries in the same run.

    python -m benchmarks P5

Each phase runs in a process of its own, so that its peak of memory is its own. The floor of reading is calamine handing
over every cell of the same file; the floor of writing is XlsxWriter writing the same cells in constant memory.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from benchmarks.figures import Line, Times, megabytes, show
from benchmarks.group import elsewhere
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.documents.workbooks import Cell, Column, Sheet, write_workbook
from xuncha.foundation.imports.kinds import KINDS
from xuncha.foundation.imports.mapping import suggest
from xuncha.foundation.imports.selectors import judged_rows, summarise
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.planning.models import Term
from xuncha.rounds.models import Inspection, Round, Team
from xuncha.site.commands import run

HOME = Path(settings.XUNCHA_HOME)
PAPERS, UNITS, OUT, BARE = (HOME / f"{name}.xlsx" for name in ("papers", "units", "out", "bare"))


def main(rows: str) -> None:
    """Prepare, run every phase and print the table."""
    prepare(int(rows))
    took: dict[str, Times] = {}
    peaks = {}
    for phase in PHASES:
        seconds, used, peaks[phase] = elsewhere("imports", "measure", phase)
        took[phase] = Times([seconds], [used])
    show(
        f"P5  workbooks of {int(rows):,} rows: 15 columns in, 8 out; floor: the library alone",
        (
            Line("check every cell", took["check"], took["bare read"], "3x"),
            Line("hand in, check, write", took["import"], "a journal record per row"),
            Line("export", took["export"], took["bare write"], "1.5x"),
        ),
        [f"peak memory of {name} {peaks[name]} MB (goal {goal} MB)" for name, goal in GOALS.items()],
    )


def measure(phase: str) -> tuple[float, float, int]:
    """One phase in this process: seconds, seconds of CPU, megabytes."""
    times = Times()
    times.take(PHASES[phase]())
    return *times.seconds, *times.processor, megabytes()


def prepare(rows: int) -> None:
    """A city, a team's round of twenty units, a workbook of papers (15 columns) and one of units."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    city = Jurisdiction.objects.create(code="tc", name="测试市", office_name="办", level="city", path="tc")
    clerk, inspector = (User.objects.create(username=name, name=name) for name in ("clerk", "inspector"))
    made = {"created_by": clerk, "created_at": now}
    units = Organisation.objects.bulk_create(
        Organisation(jurisdiction=city, code=f"U{n}", name=f"第{n}局", unit_type="office") for n in range(20)
    )
    term = Term.objects.create(jurisdiction=city, number=8, name="八届", first_year=2022, last_year=2026, **made)
    batch = Round.objects.create(term=term, number=1, year=2022, name="八届第一轮", state_since=now, **made)
    team = Team.objects.create(round=batch, number=1, name="第一组")
    Inspection.objects.bulk_create(
        Inspection(round=batch, team=team, organisation=unit, type="routine", **made) for unit in units
    )
    since = {"valid_from": now - timedelta(days=1)}
    Grant.objects.create(user=clerk, role=Role.OFFICE_CLERK, scope_id=city.pk, **since)
    Grant.objects.create(user=inspector, role=Role.INSPECTOR, scope_id=team.pk, **since)
    kinds = {"amount": Cell.MONEY, "persons": Cell.INTEGER, "period_from": Cell.DATE, "period_to": Cell.DATE}
    columns = [Column(c.label, kinds.get(c.field, Cell.TEXT)) for c in KINDS["papers"].columns]
    write_workbook(PAPERS, [Sheet("问题底稿", columns, paper_rows(rows))])
    heads = [Column(c.label) for c in KINDS["orgs"].columns[:4]]
    lines = ([f"C{n:06d}", f"第{n}村村民委员会", f"第{n}村", "村（社区）"] for n in range(rows))
    write_workbook(UNITS, [Sheet("单位", heads, lines)])


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


def bare_read() -> Callable[[], object]:
    """The library alone: every cell of every row."""
    return lambda: python_calamine.load_workbook(str(PAPERS)).get_sheet_by_index(0).to_python()


def check() -> Callable[[], object]:
    """What the preview does: bounds, heading, every cell, every rule, duplicates in the file and on record."""
    kind, place = KINDS["papers"], Jurisdiction.objects.get()
    actor = actor_of(User.objects.get(username="inspector"), timezone.now())
    mapping = suggest(kind, [column.label for column in kind.columns]).mapping

    def judge() -> None:
        found = summarise(judged_rows(actor, kind, place, PAPERS, mapping=mapping))
        assert [error.column for error in found.errors] == ["被巡察单位", "责任主体", "问题标题"]

    return judge


def command(*words: str) -> Callable[[], Callable[[], object]]:
    """A command as an administrator gives it: an import in one transaction with a journal record for each row."""

    def give() -> None:
        assert run(list(words)) == 0

    return lambda: give


def bare_write() -> Callable[[], object]:
    """The library alone: the same cells as the export, in constant memory."""
    rows = python_calamine.load_workbook(str(OUT)).get_sheet_by_index(0).to_python()

    def write() -> None:
        with xlsxwriter.Workbook(str(BARE), {"constant_memory": True}) as book:
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        page.write_string(number, column, value)

    return write


PHASES: dict[str, Callable[[], Callable[[], object]]] = {
    "bare read": bare_read, "check": check,
    "import": command("import", "orgs", str(UNITS), "--as", "clerk"),
    "export": command("export", "orgs", str(OUT), "--as", "clerk"), "bare write": bare_write,
}  # fmt: skip
"""Each answers with what is timed."""
GOALS = {"check": 400, "import": 400, "export": 300}
