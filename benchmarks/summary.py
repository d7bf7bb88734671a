"""
P6: every figure of the annual summary of a province, and of its five years at once.

    python -m benchmarks P6
"""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import province
from benchmarks.figures import Line, show, taken_in_turns
from xuncha.insight.selectors import Period, readings

PERIODS = (("one year", date(2024, 1, 1), date(2024, 12, 31)), ("five years", date(2022, 1, 1), date(2026, 12, 31)))
TURNS = 5


def main(findings: str, organisations: str, goal: str) -> None:
    """Build the province and print its figures beside one scan of the tables they count."""
    made = province.build(int(findings), int(organisations))
    lines = []
    for name, begin, end in PERIODS:
        period = Period(begin, end, end)
        with CaptureQueriesContext(connection) as queries:
            count = len(readings(made, period))
        ours, floor = taken_in_turns(lambda period=period: readings(made, period), _scan, TURNS)  # type: ignore[misc]  # bound now
        lines.append(Line(f"{count} figures, {name}", ours, floor, goal, str(len(queries))))
    show(
        f"P6  annual summary of a province, {int(findings):,} findings, {int(organisations):,} organisations; "
        "floor: one scan of the tables it counts",
        lines,
        ("clues are not kept by the product yet: none in the data, none of the figures counts them",),
    )


def _scan() -> None:
    with connection.cursor() as cursor:
        for model in province.SCANNED:
            column = model._meta.concrete_fields[-1].column  # the last of the row, so that the whole of it is read
            cursor.execute(f'SELECT sum(length(CAST("{column}" AS text))) FROM "{model._meta.db_table}"')
            cursor.fetchall()
