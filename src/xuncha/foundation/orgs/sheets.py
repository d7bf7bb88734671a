"""Organisations by workbook, and how other workbooks name an organisation."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.imports.kinds import Complaint, Context, Kind, SheetColumn, SheetKind, Values, choices_of
from xuncha.foundation.imports.removal import remove_unused
from xuncha.foundation.orgs.models import Jurisdiction, Organisation, Sector, UnitType, VillageRisk
from xuncha.foundation.orgs.selectors import AREAS
from xuncha.foundation.usecases import Act

PORTION = 1_000  # rows written at a time

COLUMNS = (
    SheetColumn("code", N_("单位编码"), limit=40, aliases=("编码", "机构编码", "组织编码"), example="XS-U001",
                hint=N_("全平台不重复；留空时自动编号。")),
    SheetColumn("name", N_("单位名称"), required=True, limit=100,
                aliases=("名称", "单位全称", "机构名称", "党组织名称"),
                example="县水利局", hint=N_("现行法定全称。"), width=30),
    SheetColumn("short_name", N_("简称"), limit=40, aliases=("单位简称",), example="水利局"),
    SheetColumn("unit_type", N_("单位类型"), Kind.CHOICE, required=True, choices=choices_of(UnitType),
                aliases=("类型", "类别", "单位类别"), example="机关", hint=N_("决定工作清单和全覆盖分类。")),
    SheetColumn("sector", N_("领域"), Kind.CHOICE, aliases=("所属领域", "行业", "系统"), example="水利",
                hint=N_("平台里已有的领域名称。")),
    SheetColumn("village_risk", N_("村级分类"), Kind.CHOICE, choices=choices_of(VillageRisk),
                aliases=("村类别", "风险等级"), example="重点", hint=N_("只有村（社区）填写。"), default=""),
    SheetColumn("parent", N_("上级单位"), limit=100, aliases=("主管单位", "所属乡镇", "上级党组织"), example="",
                hint=N_("已有单位或本表前面各行的名称、编码。")),
    SheetColumn("closed_on", N_("撤销日期"), Kind.DATE, aliases=("撤并日期", "停用日期"), example="",
                hint=N_("已撤销、合并的单位填写。")),
)  # fmt: skip


def units_below(jurisdiction: Jurisdiction) -> QuerySet[Organisation]:
    """Organisations of the jurisdiction and of those below it."""
    below = Q(jurisdiction=jurisdiction) | Q(jurisdiction__path__startswith=f"{jurisdiction.path}/")
    return Organisation.objects.filter(below)


def unit_labels(jurisdiction: Jurisdiction) -> dict[str, int]:
    """{what a workbook may call a unit: its id}: full name, short name, code. A name that two share needs the code."""
    rows = list(units_below(jurisdiction).order_by("code").values_list("pk", "name", "short_name", "code"))
    shared = Counter(name for _, name, _, _ in rows) + Counter(short for _, name, short, _ in rows if short != name)
    labels = {name if shared[name] == 1 else f"{name}（{code}）": pk for pk, name, _, code in rows}
    for pk, _, short, code in rows:
        labels.setdefault(code, pk)
        if short and shared[short] == 1:
            labels.setdefault(short, pk)
    return labels


def _context(actor: Actor, jurisdiction: Jurisdiction) -> Context:
    own = jurisdiction.organisations.values_list("code", "name")
    return Context(
        references={"sector": {sector.name: sector.pk for sector in Sector.objects.all()}},
        extra={
            "code_of": {name: code for code, name in own},
            "elsewhere": set(Organisation.objects.exclude(jurisdiction=jurisdiction).values_list("code", flat=True)),
            "parents": set(unit_labels(jurisdiction)),
        },
    )


def _check(values: Values, context: Context) -> list[Complaint]:
    complaints: list[Complaint] = []
    values["code"] = values.get("code") or context.extra["code_of"].get(values["name"], "")
    values["identity"] = values["code"] or f"={values['name']}"
    if values["code"] in context.extra["elsewhere"]:
        complaints.append(("code", say("这个编码已由其他辖区的单位使用。")))
    if values.get("village_risk") and values["unit_type"] != UnitType.VILLAGE:
        complaints.append(("village_risk", say("只有村（社区）填村级分类，其他单位留空。")))
    parents = context.extra["parents"]
    if values.get("parent") and values["parent"] not in parents:
        complaints.append(("parent", say("没有这个单位；上级单位要已在平台里，或写在本表前面的行。")))
    if not complaints:
        parents.update(filter(None, (values["name"], values["code"])))
    return complaints


def _records(actor: Actor, jurisdiction: Jurisdiction) -> Iterator[Values]:
    labels = {pk: label for label, pk in reversed(unit_labels(jurisdiction).items())}
    fields = ("code", "name", "short_name", "unit_type", "sector", "village_risk", "parent", "closed_on")
    for unit in jurisdiction.organisations.order_by("unit_type", "code").values(*fields).iterator(PORTION):
        yield {**unit, "identity": unit["code"], "parent": labels.get(unit["parent"] or 0, "")}


def _create(act: Act, jurisdiction: Jurisdiction, rows: Iterable[Values]) -> Iterator[Organisation]:
    """Write the units in their order; a unit whose parent stands earlier in the sheet waits until that is written."""
    known = unit_labels(jurisdiction)
    taken = set(Organisation.objects.values_list("code", flat=True))
    numbers = (f"{jurisdiction.code.upper()}-{n:05d}" for n in range(1, 10**6))
    free = (code for code in numbers if code not in taken)
    waiting: list[Organisation] = []

    def write() -> Iterator[Organisation]:
        for unit in act.create_many(Organisation, waiting, "organisation.imported"):
            known.update({unit.name: unit.pk, unit.code: unit.pk})
            yield unit
        waiting.clear()

    for values in rows:
        parent = values["parent"]
        if len(waiting) == PORTION or (parent and parent not in known):
            yield from write()
        code = values["code"] or next(free)
        taken.add(code)
        waiting.append(
            Organisation(
                jurisdiction=jurisdiction,
                code=code,
                name=values["name"],
                short_name=values["short_name"] or "",
                unit_type=values["unit_type"],
                sector_id=values["sector"],
                village_risk=values["village_risk"] or "",
                parent_id=known[parent] if parent else None,
                closed_on=values["closed_on"],
            )
        )
    yield from write()


def _remove(act: Act, jurisdiction: Jurisdiction, ids: Sequence[int], reason: str) -> list[Say]:
    return remove_unused(act, Organisation, ids, "organisation.removed")


ORGS = SheetKind(
    "orgs",
    N_("单位"),
    Organisation,
    P.ORGS_WRITE,
    AREAS,
    COLUMNS,
    ("identity",),
    _context,
    _check,
    _records,
    _create,
    _remove,
)
