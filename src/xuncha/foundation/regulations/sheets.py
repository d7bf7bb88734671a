"""Checklists by workbook, and how other workbooks name a category."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.imports.kinds import Complaint, Context, Kind, SheetColumn, SheetKind, Values, choices_of
from xuncha.foundation.imports.removal import remove_unused
from xuncha.foundation.orgs.models import Jurisdiction, UnitType
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.regulations.models import Category, Checklist, ChecklistItem
from xuncha.foundation.regulations.rules import reasons_not_to_keep_item
from xuncha.foundation.regulations.services.checklists import draft_checklist
from xuncha.foundation.usecases import Act

COLUMNS = (
    SheetColumn("checklist", N_("清单编码"), required=True, limit=30, aliases=("清单",), example="manifest",
                hint=N_("同一份清单各行相同；没有这份清单时新建。")),
    SheetColumn("checklist_name", N_("清单名称"), limit=80, example="巡察监督重点清单",
                hint=N_("新建清单时填写。"), width=24),
    SheetColumn("code", N_("条目编码"), required=True, limit=20, aliases=("编码", "序号"), example="A01",
                hint=N_("字母和数字，在清单内不重复。")),
    SheetColumn("manifestation", N_("具体表现"), required=True, limit=300, aliases=("问题表现", "表现形式"), width=40,
                example="重大事项未经集体研究"),
    SheetColumn("check_points", N_("检查要点"), limit=2000, aliases=("检查方法", "查什么"), default="", width=40,
                example="查会议记录", hint=N_("每点一行。")),
    SheetColumn("basis", N_("依据"), limit=300, aliases=("政策依据", "定性依据"), default="", width=30),
    SheetColumn("evidence", N_("佐证要求"), limit=300, aliases=("佐证材料",), default="", example="会议纪要、合同"),
    SheetColumn("unit_types", N_("适用单位类型"), Kind.CHOICES, choices=choices_of(UnitType), aliases=("适用单位",),
                example="机关、学校", hint=N_("留空为各类单位都适用。")),
    SheetColumn("clue_only", N_("只作线索"), Kind.YES_NO, default=False, example="否",
                hint=N_("填是的条目不写进底稿，转线索登记。")),
    SheetColumn("category", N_("分类"), Kind.CHOICE, aliases=("类别", "所属方面"),
                hint=N_("现行分类体系里的类别名称。")),
)  # fmt: skip


def category_labels(jurisdiction: Jurisdiction) -> dict[str, int]:
    """{label: category id} of the frames the office may use; names that two frames share carry the frame's name."""
    ours = Q(taxonomy__jurisdiction=None) | Q(taxonomy__jurisdiction=jurisdiction)
    rows = list(
        Category.objects.filter(ours, retired_on=None)
        .select_related("taxonomy")
        .order_by("taxonomy__axis", "-taxonomy__valid_from", "position")
    )
    shared = Counter(row.name for row in rows)
    labels = {row.name if shared[row.name] == 1 else f"{row.name}（{row.taxonomy}）": row.pk for row in rows}
    for row in rows:
        labels.setdefault(row.name, row.pk)  # the newest frame has the name for itself
        labels.setdefault(f"{row.taxonomy.name}/{row.code}", row.pk)
    return labels


def _latest(jurisdiction: Jurisdiction) -> dict[str, Checklist]:
    """The newest version of each checklist of the office, or the common one where it has none of its own."""
    rows = Checklist.objects.filter(Q(jurisdiction=None) | Q(jurisdiction=jurisdiction))
    return {row.code: row for row in sorted(rows, key=lambda c: (c.jurisdiction_id is not None, c.number))}


def _context(actor: Actor, jurisdiction: Jurisdiction) -> Context:
    names = {code: checklist.name for code, checklist in _latest(jurisdiction).items()}
    return Context(references={"category": category_labels(jurisdiction)}, extra={"names": names})


def _check(values: Values, context: Context) -> list[Complaint]:
    names: dict[str, str] = context.extra["names"]
    values["checklist_name"] = values["checklist_name"] or names.get(values["checklist"], "")
    values["unit_types"] = sorted(values["unit_types"] or [])
    found = reasons_not_to_keep_item(values["code"], values["manifestation"], frozenset())
    complaints: list[Complaint] = [(reason.field, reason.text) for reason in found]
    if not values["checklist_name"]:
        complaints.append(("checklist_name", say("这是新的清单，第一行要写清单名称。")))
    elif not complaints:
        names.setdefault(values["checklist"], values["checklist_name"])
    return complaints


def _records(actor: Actor, jurisdiction: Jurisdiction) -> Iterator[Values]:
    for checklist in _latest(jurisdiction).values():
        for item in checklist.items.all():
            yield {
                "checklist": checklist.code,
                "checklist_name": checklist.name,
                "code": item.code,
                "manifestation": item.manifestation,
                "check_points": item.check_points,
                "basis": item.basis,
                "evidence": item.evidence,
                "unit_types": sorted(item.unit_types),
                "clue_only": item.clue_only,
                "category": item.category_id,
            }


def _create(act: Act, jurisdiction: Jurisdiction, rows: Iterable[Values]) -> Iterator[ChecklistItem]:
    """Add the rows to the drafts of their checklists; without a draft one is begun from the newest version."""
    latest = _latest(jurisdiction)
    drafts: dict[str, Checklist] = {}
    positions: dict[str, int] = {}
    items: list[ChecklistItem] = []
    for values in rows:
        code = values["checklist"]
        if code not in drafts:
            newest = latest.get(code)
            is_draft = newest is not None and newest.published_on is None and newest.jurisdiction == jurisdiction
            drafts[code] = (
                newest
                if newest is not None and is_draft
                else draft_checklist(act, jurisdiction, source=newest, code=code, name=values["checklist_name"])
            )
            positions[code] = drafts[code].items.count()
        positions[code] += 1
        items.append(
            ChecklistItem(
                checklist=drafts[code],
                code=values["code"],
                manifestation=values["manifestation"],
                check_points=values["check_points"],
                basis=values["basis"],
                evidence=values["evidence"],
                unit_types=values["unit_types"],
                clue_only=values["clue_only"],
                category_id=values["category"],
                position=positions[code],
            )
        )
    yield from act.create_many(ChecklistItem, items, "regulations.item_created", imported=True)


def _remove(act: Act, jurisdiction: Jurisdiction, ids: Sequence[int], reason: str) -> list[Say]:
    published = Checklist.objects.filter(items__in=list(ids)).exclude(published_on=None).distinct()
    if published:
        return [say("「{record}」已经发布，其中的条目不能撤回。", record=str(checklist)) for checklist in published]
    return remove_unused(act, ChecklistItem, ids, "regulations.item_removed")


CHECKLIST_SHEET = SheetKind(
    "checklist",
    N_("检查清单"),
    ChecklistItem,
    P.REGULATIONS_WRITE,
    JURISDICTIONS,
    COLUMNS,
    ("checklist", "code"),
    _context,
    _check,
    _records,
    _create,
    _remove,
)
