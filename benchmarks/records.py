"""
P1, P2 and P3: the list of findings, its workbook, and use cases, in one scratch database.

    python -m benchmarks P1|P2|P3

Pages are asked for through Django's test client: every middleware, the view and the template, but no network.
"""

from dataclasses import replace

import python_calamine
import xlsxwriter
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import acts, world
from benchmarks.figures import Line, Times, megabytes, show, taken_in_turns
from benchmarks.group import elsewhere
from xuncha.core.permissions import ROLE_LABEL, Role
from xuncha.findings.views import findings as pages
from xuncha.foundation.accounts.models import User

TURNS = 25
WORKBOOK = settings.XUNCHA_HOME / "export.xlsx"
BY_HAND = """
    SELECT f.id, f.title, f.number, o.name, r.name, f.severity, f.main, f.amount, f.state,
           (SELECT min(c.name) FROM findings_classification l JOIN regulations_category c ON c.id = l.category_id
             WHERE l.finding_id = f.id),
           (SELECT count(*) FROM findings_finding f JOIN rounds_inspection i ON i.id = f.inspection_id
              JOIN rounds_round r ON r.id = i.round_id JOIN planning_term t ON t.id = r.term_id WHERE {scope})
      FROM findings_finding f JOIN rounds_inspection i ON i.id = f.inspection_id
      JOIN orgs_organisation o ON o.id = i.organisation_id
      JOIN rounds_round r ON r.id = i.round_id JOIN planning_term t ON t.id = r.term_id
     WHERE {scope} ORDER BY f.state_since DESC, f.id LIMIT {size}
"""


def main(many: str, *wanted: str) -> None:
    """Build the world with so many findings and print what was asked for."""
    rows = int(many)
    made = world.build(rows)
    seen = {
        Role.OFFICE_CLERK: f"t.jurisdiction_id = {made.inspection.round.term.jurisdiction_id}",
        Role.INSPECTOR: f"i.team_id = {made.inspection.team_id}",
    }
    if "P1" in wanted:
        lines = [_page(made.people[role], 20, scope, ROLE_LABEL[role]) for role, scope in seen.items()]
        show(
            f"P1  page of 20 rows among {rows:,} findings; floor: the same rows and their count by hand-written SQL",
            [replace(line, goal="30 ms") for line in lines],
            ("goal 8 queries; a comparable open product took 303 ms and 133 queries at 1,000 findings (quoted)",),
        )
    if "P2" in wanted:
        page = _page(made.people[Role.OFFICE_CLERK], 1_000, seen[Role.OFFICE_CLERK], "list 1,000 rows")
        ours, floor, memory = _export(made.people[Role.OFFICE_CLERK].username)
        show(
            "P2  floor of the export: XlsxWriter alone writing the same cells",
            (replace(page, goal="400 ms"), Line(f"export of {rows:,}", ours, floor, "20 s, 1.5x")),
            (f"peak memory of the exporting process {memory} MB (goal 300 MB)",),
        )
    if "P3" in wanted:
        acts.measure(made)


def _page(user: User, size: int, scope: str, name: str) -> Line:
    pages.FINDINGS_LEDGER = replace(pages.FINDINGS_LEDGER, page_size=size)
    client = Client()
    client.force_login(user)
    address, query = reverse("findings:findings"), BY_HAND.format(scope=scope, size=size)

    def ask() -> None:
        response = client.get(address)
        assert response.status_code == 200
        response.close()

    def by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute(query)
            cursor.fetchall()

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
        count = len(queries)
    ours, floor = taken_in_turns(ask, by_hand, TURNS if size < 100 else 7)
    return Line(name, ours, floor, queries=str(count))


def _export(username: str) -> tuple[Times, Times, int]:
    """Both sides in turns, in processes of their own, so that the peak of memory is the export's."""
    ours, floor, memory = Times(), Times(), 0
    for _ in range(3):
        seconds, used, peak = elsewhere("records", "export", username)
        bare_seconds, bare_used = elsewhere("records", "bare")
        memory = max(memory, peak)
        for times, took, processor in ((ours, seconds, used), (floor, bare_seconds, bare_used)):
            times.seconds.append(took)
            times.processor.append(processor)
    return ours, floor, memory


def export(username: str) -> tuple[float, float, int]:
    """The whole list as a workbook, by the address that people use: seconds, seconds of CPU, megabytes."""
    client, times = Client(), Times()
    client.force_login(User.objects.get(username=username))

    def ask() -> None:
        with WORKBOOK.open("wb") as file:
            file.writelines(client.get(reverse("findings:findings"), {"export": "xlsx"}))

    times.take(ask)
    return *times.seconds, *times.processor, megabytes()


def bare() -> tuple[float, float]:
    """The library alone: the cells of that workbook, in constant memory; seconds, seconds of CPU."""
    rows = python_calamine.load_workbook(str(WORKBOOK)).get_sheet_by_index(0).to_python()
    times = Times()

    def write() -> None:
        with xlsxwriter.Workbook(str(WORKBOOK.with_name("bare.xlsx")), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, float):
                        sheet.write_number(number, column, value)
                    elif value != "":
                        sheet.write_string(number, column, value)

    times.take(write)
    return *times.seconds, *times.processor
