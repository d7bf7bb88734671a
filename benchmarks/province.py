"""
A province of five years, written by SQL alone into a scratch database: what its annual summary counts.

Every organisation is inspected once by the province and once by its city; every inspection has its report, its
opinion and its rectification. Findings are the measure of everything: half of them are fed back, a tenth were put
right at once. There are no clues: the product does not keep them yet.
"""

import json
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, models
from django.utils import timezone

from xuncha.feedback.models import (
    Attendance,
    Meeting,
    Opinion,
    OpinionItem,
    Report,
    ReportedFinding,
    Session,
)
from xuncha.findings.models import Finding, ImmediateFix
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.planning.models import Target, Term
from xuncha.rectification.models import Accountability, Extension, Item, MoneyOutcome, Plan, RuleOutput
from xuncha.rounds.models import Inspection, Round, Team
from xuncha.talent.models import Person

FIRST, YEARS, CITIES, ROUNDS = 2022, 5, 10, 10
DAYS = 365 * YEARS
TEXT = "'2021年3月至11月，该单位报销公务接待费12笔，均无公函和接待清单，其中3笔超过规定标准，涉及金额4.58万元。'"
SCANNED = (Target, Inspection, Finding, ImmediateFix, ReportedFinding, Meeting, Attendance, OpinionItem, Item,
           Extension, MoneyOutcome, RuleOutput, Accountability, Person)  # fmt: skip
"""The tables that grow with the province and that figures read."""


def build(findings: int, organisations: int) -> Jurisdiction:
    """Everything, in a new database; the province."""
    call_command("migrate", verbosity=0)
    for name in ("maker", "checker"):
        User.objects.create(username=name, name=name)
    _days()
    _offices(organisations)
    _found(findings, organisations)
    _heard(findings, organisations)
    _rectified(findings // 2)
    with connection.cursor() as cursor:  # as the database's own upkeep leaves it
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return Jurisdiction.objects.get(pk=1)


def _days() -> None:
    """A day and a moment for every number, as the database stores them."""
    kind = "timestamp with time zone" if connection.vendor == "postgresql" else "datetime"
    zone = timezone.get_current_timezone()
    days = [date(FIRST, 1, 1) + timedelta(days=n) for n in range(DAYS)]
    moments = [datetime(day.year, day.month, day.day, 9, tzinfo=zone) for day in days]
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE day (n integer PRIMARY KEY, day date, moment {kind})")
        rows = [(n, str(days[n]), adapt(moments[n])) for n in range(DAYS)]
        cursor.executemany("INSERT INTO day VALUES (%s, %s, %s)", rows)


def _fill(model: type[models.Model], count: int, where: str = "", **given: str) -> None:
    """
    So many rows numbered from 1. `given` are SQL expressions: `i` counts from 0, `day` and `moment` go round.

    What is not given takes the model's own default, is made by the first person, or stays empty.
    """
    usual = {"created_by_id": "1", "created_at": "moment", "state_since": "moment", "id": "i + 1", **given}
    columns: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        if field.column in usual:
            columns[field.column] = usual[field.column]
        elif not field.null:
            columns[field.column] = _literal(field)
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) '
            f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) "
            f"SELECT {', '.join(columns.values())} FROM n JOIN day ON day.n = n.i * 7 % {DAYS} {where}"
        )


def _literal(field: Any) -> str:
    value = field.get_default()
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, list | dict):
        return f"'{json.dumps(value)}'"
    return f"'{value or ''}'"


def _choice(*values: str) -> str:
    """One of them by turns."""
    cases = " ".join(f"WHEN {n} THEN '{value}'" for n, value in enumerate(values))
    return f"CASE i % {len(values)} {cases} END"


def _offices(organisations: int) -> None:
    """The province and its cities, each with one term, its rounds, and an inspection of every organisation of its."""
    _fill(
        Jurisdiction, CITIES + 1, code="'p' || i", name="'第' || i || '市'", office_name="'办'", path="'p' || i",
        level="CASE i WHEN 0 THEN 'province' ELSE 'city' END", parent_id="CASE i WHEN 0 THEN NULL ELSE 1 END",
    )  # fmt: skip
    _fill(
        Organisation, organisations, code="'U' || i", name="'第' || i || '局'", jurisdiction_id=f"i % {CITIES} + 2",
        unit_type=_choice("office", "office", "village", "town"),
    )  # fmt: skip
    last = FIRST + YEARS - 1
    _fill(
        Term, CITIES + 1, jurisdiction_id="i + 1", number="8", name="'八届'", first_year=str(FIRST), last_year=str(last)
    )
    _fill(Target, organisations, term_id="1", organisation_id="i + 1")
    _fill(
        Round, ROUNDS * (CITIES + 1), term_id=f"i / {ROUNDS} + 1", number=f"i % {ROUNDS} + 1",
        year=f"{FIRST} + i % {ROUNDS} / 2", name="'第' || i || '轮'", state="'closed'",
    )  # fmt: skip
    _fill(Team, ROUNDS * (CITIES + 1), round_id="i + 1", number="1", name="'第一组'")
    types = _choice("routine", "routine", "special", "upgraded", "extended", "pinpoint", "routine")
    city = f"((i % {CITIES} + 1) * {ROUNDS} + i / {CITIES} % {ROUNDS} + 1)"
    batch = f"CASE WHEN i < {organisations} THEN i % {ROUNDS} + 1 ELSE {city} END"
    _fill(
        Inspection, 2 * organisations, round_id=batch, team_id=batch, organisation_id=f"i % {organisations} + 1",
        type=types, entry_on="day", withdraw_on="day",
    )  # fmt: skip
    _fill(
        Person, organisations, jurisdiction_id=f"i % {CITIES + 1} + 1", code="'R' || i", name="'某' || i",
        pool=_choice("leader", "deputy", "expert", "staff"), entered_on="day",
    )  # fmt: skip


def _found(findings: int, organisations: int) -> None:
    """Findings of the province's inspections, a tenth of them merged or dropped; a tenth put right at once."""
    _fill(
        Finding, findings, inspection_id=f"i % {organisations} + 1", number="'WT-' || i", title="'问题' || i",
        text=TEXT, main="i % 3 = 0", severity=_choice("general", "general", "key", "grave"),
        state="CASE i % 20 WHEN 0 THEN 'merged' WHEN 10 THEN 'dropped' ELSE 'confirmed' END",
    )  # fmt: skip
    counted = '\'[{"what": "盖板", "unit": "个", "value": 3}, {"what": "改厕", "unit": "户", "value": 2}]\''
    _fill(
        ImmediateFix, findings // 10, inspection_id=f"i % {organisations} + 1", number="'LG-' || i", title="'整改'",
        demand=TEXT, due_on="day", issued_by_id="1", issued_at="moment", accepted_by_id="2", accepted_at="moment",
        quantities=counted, state="'accepted'",
    )  # fmt: skip


def _heard(findings: int, organisations: int) -> None:
    """Reports, meetings, opinions with every second finding."""
    _fill(
        Report, organisations, inspection_id="i + 1", number="'BG-' || i", state="'signed'", signed_by_id="1",
        signed_at="moment",
    )  # fmt: skip
    place = f"i / {organisations} + 1"
    _fill(ReportedFinding, findings, report_id=f"i % {organisations} + 1", finding_id="i + 1", position=place)
    _fill(
        Meeting, organisations // 20, term_id="1", body=_choice("leading_group", "secretary", "standing_committee"),
        title="'会议'", on="day", state="'held'",
    )  # fmt: skip
    sessions = organisations // 8
    _fill(
        Session, sessions, round_id=f"i % {ROUNDS} + 1", title="'反馈会'", principal_on="day", on="day", state="'held'"
    )
    _fill(
        Attendance, sessions * 10, session_id=f"i % {sessions} + 1", name="'某' || (i % 1000)",
        post=f"'第' || (i / {sessions})",
        capacity=_choice("leader", "unit"),
    )  # fmt: skip
    _fill(
        Opinion, organisations, inspection_id="i + 1", session_id=f"i % {sessions} + 1", number="'FK-' || i",
        state="'delivered'", submitted_by_id="1", submitted_at="moment", approved_by_id="2", approved_at="moment",
        delivered_on="day",
    )  # fmt: skip
    _fill(
        OpinionItem, findings // 2, opinion_id=f"i % {organisations} + 1", position=place, title="'问题' || i",
        text=TEXT, main="i % 3 <> 0",
    )  # fmt: skip
    _fill(
        Plan, organisations, opinion_id="i + 1", inspection_id="i + 1", state="'accepted'", submitted_by_id="1",
        submitted_at="moment", accepted_by_id="2", accepted_at="moment",
    )  # fmt: skip


def _rectified(items: int) -> None:
    """Items in every state, with what came of them."""
    states = ("closed",) * 6 + ("in_progress", "requested", "long_term", "basically")
    settled = "i % 10 NOT IN (6, 7)"
    _fill(
        Item, items, plan_id="opinion_id", opinion_item_id="i + 1", number="'ZG-' || i", title="'问题' || i", text=TEXT,
        due_on="day", planned_due_on="day", dated_on="day", state=_choice(*states), times_reopened="i % 30 / 29",
        requested_by_id="1", requested_at="moment",
        settled_by_id=f"CASE WHEN {settled} THEN 2 END", settled_at=f"CASE WHEN {settled} THEN moment END",
        where="JOIN feedback_opinionitem o ON o.id = i + 1",
    )  # fmt: skip
    _fill(
        Extension, items // 10, item_id="i * 10 + 7", from_on="day", to_on="'2099-01-01'", reason="'难'",
        state="'granted'", decided_by_id="2", decided_at="moment",
    )  # fmt: skip
    of_item = {"item_id": "i * 3 + 1", "on": "day"}
    _fill(MoneyOutcome, items // 3, kind=_choice("cleared", "recovered", "avoided"), amount="i % 9000 + 1", **of_item)
    _fill(RuleOutput, items // 3, kind=_choice("new", "amended"), title="'制度'", **of_item)
    _fill(Accountability, items // 3, form=_choice("1", "2"), persons="i % 3 + 1", **of_item)
