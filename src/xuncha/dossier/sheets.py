"""
The yearly update of people's records by workbook: out as they stand, back in with what changed.

A row that says what stands on record is left alone; any other row is an update, kept with the values before it so that
the import can be taken back. What is sealed never goes into a workbook.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.dossier.models import Update
from xuncha.dossier.rules import reasons_not_to_keep_dossier
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.imports.kinds import Complaint, Context, Kind, SheetColumn, SheetKind, Values, choices_of
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.orgs.sheets import PORTION
from xuncha.foundation.usecases import Act
from xuncha.talent.models import Education, Person, PoliticalStatus

COLUMNS = (
    SheetColumn("code", N_("人员编号"), required=True, limit=32, aliases=("编号", "工号"), example="XS-R001"),
    SheetColumn("name", N_("姓名"), required=True, limit=40, example="林知夏", hint=N_("用来核对，不改姓名。")),
    SheetColumn("post", N_("职务"), limit=60, default="", example="副科长"),
    SheetColumn("rank", N_("职级"), limit=30, default="", example="乡科级副职"),
    SheetColumn("rank_since", N_("任现职级起"), Kind.DATE, example="2021-06-01"),
    SheetColumn("born_on", N_("出生日期"), Kind.DATE, example="1985-05-10"),
    SheetColumn("political_status", N_("政治面貌"), Kind.CHOICE, choices=choices_of(PoliticalStatus), default="",
                example="中共党员"),
    SheetColumn("education", N_("学历"), Kind.CHOICE, choices=choices_of(Education), default="", example="大学本科"),
    SheetColumn("away_from", N_("不能抽调起"), Kind.DATE, example=""),
    SheetColumn("away_to", N_("不能抽调止"), Kind.DATE, example=""),
)  # fmt: skip
FIELDS = tuple(column.field for column in COLUMNS)
UPDATED = FIELDS[2:]
"""The fields that a row may change."""


def _people(jurisdiction: Jurisdiction) -> Any:
    return Person.objects.filter(jurisdiction=jurisdiction, left_on__isnull=True)


def _context(_actor: Actor, jurisdiction: Jurisdiction) -> Context:
    names = dict(_people(jurisdiction).values_list("code", "name"))
    return Context(extra={"names": names, "seen": set()})


def _check(values: Values, context: Context) -> list[Complaint]:
    names, seen, code = context.extra["names"], context.extra["seen"], values["code"]
    if code not in names:
        return [("code", say("人才库里没有这个编号，或者此人已出库；新人请先提名入库。"))]
    if code in seen:
        return [("code", say("这个编号在表里出现了不止一次。"))]
    seen.add(code)
    if names[code] != values["name"]:
        return [("name", say("编号 {code} 登记的姓名是{name}，请核对。", code=code, name=names[code]))]
    for choice in ("political_status", "education"):
        values[choice] = values[choice] or ""
    return [(reason.field, reason.text) for reason in reasons_not_to_keep_dossier(**_facts(values))]


def _records(_actor: Actor, jurisdiction: Jurisdiction) -> Iterator[Values]:
    yield from _people(jurisdiction).order_by("code").values(*FIELDS).iterator(PORTION)


def _create(act: Act, jurisdiction: Jurisdiction, rows: Iterable[Values]) -> Iterator[Update]:
    today = timezone.localdate(act.now)
    for values in rows:
        person = act.lock(_people(jurisdiction).get(code=values["code"]))
        wanted = {name: values[name] for name in UPDATED}
        RuleViolated.unless_empty(
            [
                Reason(say("{name}：{why}", name=person.name, why=reason.text))
                for reason in reasons_not_to_keep_dossier(**_facts(values), today=today)
            ]
        )
        changes = {
            name: [getattr(person, name), value] for name, value in wanted.items() if getattr(person, name) != value
        }
        act.change(person, "person.dossier", detail={"imported": True}, **wanted)
        yield act.create(Update(person=person, changes=changes), "record.updated")


def _facts(values: Values) -> dict[str, Any]:
    return {
        "born_on": values["born_on"],
        "rank": values["rank"],
        "rank_since": values["rank_since"],
        "away": (values["away_from"], values["away_to"]),
    }


def _remove(act: Act, _jurisdiction: Jurisdiction, ids: Sequence[int], reason: str) -> list[Say]:
    """Put back what the rows changed, unless somebody changed it again since."""
    updates = list(Update.objects.filter(pk__in=ids).select_related("person").order_by("-pk"))
    touched = [one.person for one in updates if any(_now(one, name) != pair[1] for name, pair in one.changes.items())]
    if touched:
        return [say("「{record}」导入后已修改。", record=str(person)) for person in touched]
    for one in updates:
        before = {
            field.name: field.to_python(one.changes[field.name][0])
            for field in Person._meta.concrete_fields
            if field.name in one.changes
        }
        act.change(act.lock(one.person), "person.dossier", detail={"reason": reason}, **before)
        act.record("record.taken_back", one)
        one.delete()
    return []


def _now(update: Update, name: str) -> Any:
    """What stands in the field now, as an update stores it."""
    value = getattr(update.person, name)
    return value.isoformat() if isinstance(value, date) else value


RECORDS_SHEET = SheetKind(
    "records",
    N_("人事信息年度更新"),
    Update,
    P.DOSSIER_WRITE,
    JURISDICTIONS,
    COLUMNS,
    FIELDS,
    _context,
    _check,
    _records,
    _create,
    _remove,
    related=("person",),
)
