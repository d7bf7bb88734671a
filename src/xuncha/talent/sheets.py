"""The talent pools by workbook (四库)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils import timezone

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.imports.kinds import Complaint, Context, Kind, SheetColumn, SheetKind, Values
from xuncha.foundation.imports.removal import remove_unused
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.orgs.sheets import PORTION, unit_labels
from xuncha.foundation.usecases import Act
from xuncha.talent.models import Person
from xuncha.talent.rules import reasons_not_to_keep
from xuncha.talent.selectors import pools_on

COLUMNS = (
    SheetColumn("code", N_("人员编号"), required=True, limit=32, aliases=("编号", "工号", "序列号"), example="XS-R001",
                hint=N_("全平台不重复。")),
    SheetColumn("name", N_("姓名"), required=True, limit=40, example="林知夏"),
    SheetColumn("employer", N_("所在单位"), Kind.CHOICE, aliases=("工作单位", "单位"), width=30, example="县审计局",
                hint=N_("平台里已有单位的全称、简称或编码。")),
    SheetColumn("post", N_("职务"), limit=60, aliases=("职务职级", "岗位"), default="", example="副科长"),
    SheetColumn("pool", N_("人才库"), Kind.CHOICE, required=True,
                aliases=("所在库", "库别", "类别"), example="专业人才库"),
    SheetColumn("skills", N_("专业特长"), Kind.WORDS, aliases=("专长", "特长"), example="审计、工程",
                hint=N_("用顿号分开。")),
    SheetColumn("entered_on", N_("入库日期"), Kind.DATE, aliases=("入库时间",), example="2022-03-05",
                hint=N_("留空为导入当天。")),
    SheetColumn("left_on", N_("出库日期"), Kind.DATE, aliases=("出库时间",), example=""),
    SheetColumn("note", N_("备注"), limit=200, aliases=("说明",), default="", example=""),
)  # fmt: skip


def _pools(jurisdiction: Jurisdiction) -> dict[str, str]:
    """The pools as laid down last, by the names that stand in a sheet."""
    return {rule.name: rule.code for rule in pools_on(date.max, jurisdiction)}


def _context(actor: Actor, jurisdiction: Jurisdiction) -> Context:
    elsewhere = Person.objects.exclude(jurisdiction=jurisdiction).values_list("code", flat=True)
    entered = dict(Person.objects.filter(jurisdiction=jurisdiction).values_list("code", "entered_on"))
    return Context(
        references={"employer": unit_labels(jurisdiction), "pool": _pools(jurisdiction)},
        extra={"elsewhere": set(elsewhere), "entered": entered},
    )


def _check(values: Values, context: Context) -> list[Complaint]:
    values["skills"] = values["skills"] or []
    values["entered_on"] = values["entered_on"] or context.extra["entered"].get(values["code"])
    reasons = reasons_not_to_keep(
        code_taken=False, skills=values["skills"], entered_on=values["entered_on"], left_on=values["left_on"]
    )
    if values["code"] in context.extra["elsewhere"]:
        return [("code", say("这个人员编号已由其他辖区使用。"))]
    return [(reason.field, reason.text) for reason in reasons]


def _records(actor: Actor, jurisdiction: Jurisdiction) -> Iterator[Values]:
    fields = [column.field for column in COLUMNS]
    yield from Person.objects.filter(jurisdiction=jurisdiction).order_by("code").values(*fields).iterator(PORTION)


def _create(act: Act, jurisdiction: Jurisdiction, rows: Iterable[Values]) -> Iterator[Person]:
    today = timezone.localdate(act.now)
    people = (
        Person(
            jurisdiction=jurisdiction,
            code=values["code"],
            name=values["name"],
            employer_id=values["employer"],
            post=values["post"],
            pool=values["pool"],
            skills=values["skills"],
            entered_on=values["entered_on"] or today,
            left_on=values["left_on"],
            note=values["note"],
        )
        for values in rows
    )
    yield from act.create_many(Person, people, "person.added", imported=True)


def _remove(act: Act, jurisdiction: Jurisdiction, ids: Sequence[int], reason: str) -> list[Say]:
    return remove_unused(act, Person, ids, "person.removed")


PEOPLE_SHEET = SheetKind(
    "people",
    N_("人员"),
    Person,
    P.PEOPLE_WRITE,
    JURISDICTIONS,
    COLUMNS,
    ("code",),
    _context,
    _check,
    _records,
    _create,
    _remove,
)
