"""Village cards by workbook: out as they stand, back in with what was gathered in the villages. (feature B14)"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.imports.kinds import Complaint, Context, Kind, SheetColumn, SheetKind, Values, choices_of
from xuncha.foundation.orgs.models import Jurisdiction, Organisation, VillageRisk
from xuncha.foundation.orgs.selectors import AREAS
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.rounds.selectors.naming import named
from xuncha.survey.models import CardUpdate, VillageCard
from xuncha.survey.rules.villages import reasons_against_card
from xuncha.survey.selectors.villages import CARDS, villages_in

COLUMNS = (
    SheetColumn("round", N_("轮次"), Kind.CHOICE, hint=N_("单位只巡察过一次时可以不填。"), width=20),
    SheetColumn("unit", N_("被巡察单位"), Kind.CHOICE, required=True, aliases=("乡镇",), width=20,
                hint=N_("被巡察的乡镇（街道），或者直接巡察的村。")),
    SheetColumn("village", N_("村（社区）"), required=True, limit=100, aliases=("村", "村名"), width=20,
                example="青石村"),
    SheetColumn("grade", N_("等次"), Kind.CHOICE, required=True, choices=choices_of(VillageRisk), example="重点"),
    SheetColumn("households", N_("户数"), Kind.INTEGER, required=True, example="320"),
    SheetColumn("population", N_("人口"), Kind.INTEGER, required=True, example="1105"),
    SheetColumn("visited", N_("走访户数"), Kind.INTEGER, default=0, example="35"),
    SheetColumn("members", N_("党员数"), Kind.INTEGER, default=0, example="41"),
    SheetColumn("cadres", N_("村干部数"), Kind.INTEGER, default=0, example="6"),
    SheetColumn("assets", N_("集体资产（元）"), Kind.MONEY, default=Decimal(0), example="260万元"),
    SheetColumn("income", N_("集体年收入（元）"), Kind.MONEY, default=Decimal(0), example="18.5万元"),
    SheetColumn("projects", N_("项目数"), Kind.INTEGER, default=0, example="3"),
    SheetColumn("project_money", N_("项目资金（元）"), Kind.MONEY, default=Decimal(0), example="95万元"),
    SheetColumn("note", N_("备注"), limit=300, default="", width=30),
)  # fmt: skip
WRITTEN = tuple(column.field for column in COLUMNS[3:])
"""The fields of a card."""


def _context(actor: Actor, jurisdiction: Jurisdiction) -> Context:
    names = named(INSPECTIONS.permitted(actor, P.SURVEY_WRITE).filter(round__term__jurisdiction=jurisdiction))
    return Context({"round": names.rounds, "unit": names.units}, {"names": names, "villages": {}, "seen": set()})


def _villages(context: Context, inspection: Inspection) -> dict[str, int]:
    """The villages of the inspection by name and by code, read once."""
    known: dict[int, dict[str, int]] = context.extra["villages"]
    if inspection.pk not in known:
        rows = list(villages_in(inspection))
        known[inspection.pk] = {name: one.pk for one in rows for name in (one.short_name, one.name, one.code) if name}
    return known[inspection.pk]


def _check(values: Values, context: Context) -> list[Complaint]:
    found = context.extra["names"].find(values["round"], values["unit"])
    if not isinstance(found, Inspection):
        return [found]
    village = _villages(context, found).get(values["village"])
    if village is None:
        return [("village", say("{unit}没有这个村（社区），请照组织机构里的名称写。", unit=found.organisation.name))]
    if (found.pk, village) in context.extra["seen"]:
        return [("village", say("这个村在表里出现了不止一次。"))]
    context.extra["seen"].add((found.pk, village))
    values.update(inspection=found.pk, village_id=village)
    return [(why.field, why.text) for why in reasons_against_card(values)]


def _records(actor: Actor, jurisdiction: Jurisdiction) -> Iterator[Values]:
    rows = CARDS.permitted(actor, P.SURVEY_WRITE).filter(inspection__round__term__jurisdiction=jurisdiction)
    for card in rows.select_related("inspection", "village").iterator(500):
        place = {
            "round": card.inspection.round_id,
            "unit": card.inspection.organisation_id,
            "village": card.village.name,
            "inspection": card.inspection_id,
            "village_id": card.village_id,
        }
        yield {**place, **{name: getattr(card, name) for name in WRITTEN}}


def _create(act: Act, _jurisdiction: Jurisdiction, rows: Iterable[Values]) -> Iterator[CardUpdate]:
    for values in rows:
        wanted = {name: values[name] for name in WRITTEN}
        RuleViolated.unless_empty(
            [
                Reason(say("{village}：{why}", village=values["village"], why=why.text))
                for why in reasons_against_card(wanted)
            ]
        )
        card = VillageCard.objects.filter(inspection=values["inspection"], village=values["village_id"]).first()
        before = {name: _plain(getattr(card, name)) for name in WRITTEN} if card else None
        if card is None:
            inspection = Inspection.objects.get(pk=values["inspection"])
            village = Organisation.objects.get(pk=values["village_id"])
            card = act.create(VillageCard(inspection=inspection, village=village, **wanted), "card.written")
        else:
            act.change(act.lock(card), "card.changed", detail={"imported": True}, **wanted)
        after = {name: _plain(value) for name, value in wanted.items()}
        yield act.create(CardUpdate(card=card, before=before, after=after), "card.imported")


def _plain(value: Any) -> Any:
    """A value as an update stores it."""
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def _remove(act: Act, _jurisdiction: Jurisdiction, ids: Sequence[int], reason: str) -> list[Say]:
    """Put back what the rows wrote, unless somebody changed it since."""
    updates = list(CardUpdate.objects.filter(pk__in=ids).select_related("card__village").order_by("-pk"))
    touched = [one for one in updates if any(_plain(getattr(one.card, n)) != v for n, v in one.after.items())]
    if touched:
        return [say("「{record}」导入后已修改。", record=str(one)) for one in touched]
    for one in updates:
        act.record("card.taken_back", one.card, reason=reason)
        if one.before is None:
            one.card.delete()
            continue
        fields = {field.name: field for field in VillageCard._meta.concrete_fields}
        old = {name: fields[name].to_python(value) for name, value in one.before.items()}
        act.change(act.lock(one.card), "card.changed", detail={"reason": reason}, **old)
        one.delete()
    return []


VILLAGES_SHEET = SheetKind(
    "villages",
    N_("村情卡"),
    CardUpdate,
    P.SURVEY_WRITE,
    AREAS,
    COLUMNS,
    ("inspection", "village_id", *WRITTEN),
    _context,
    _check,
    _records,
    _create,
    _remove,
    related=("card__village",),
)
