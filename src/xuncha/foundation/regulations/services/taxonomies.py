"""Classifications of an office: a new edition from a day on, and how it compares with the one before. (feature D16)"""

from datetime import date

from xuncha.core.errors import OutOfReach, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.regulations.models import Category, CrossWalk, Taxonomy
from xuncha.foundation.regulations.rules import reasons_not_to_date, reasons_not_to_link
from xuncha.foundation.regulations.selectors import CATEGORIES, TAXONOMIES
from xuncha.foundation.usecases import Act, use_case


@use_case(P.REGULATIONS_WRITE, within=JURISDICTIONS)
def draft_taxonomy(
    act: Act, jurisdiction: Jurisdiction, *, source: Taxonomy, edition: str, valid_from: date, name: str = ""
) -> Taxonomy:
    """Make the office's own edition of a classification; every category keeps its link to where it came from."""
    if not TAXONOMIES.permits(act.actor, TAXONOMIES.read, source):
        raise OutOfReach(say("没有这套分类，或者不在您的工作范围内。"))
    own = Taxonomy.objects.filter(code=source.code, jurisdiction=jurisdiction)
    if not edition.strip() or own.filter(edition=edition).exists():
        raise RuleViolated(reason("请写一个没有用过的版本名，例如 2026。", field="edition"))
    latest = own.order_by("-valid_from").values_list("valid_from", flat=True).first()
    RuleViolated.unless_empty(reasons_not_to_date(valid_from, latest))
    for version in own.filter(valid_to__isnull=True):
        act.change(version, "regulations.taxonomy_ended", valid_to=valid_from)
    made = Taxonomy(
        code=source.code,
        edition=edition,
        name=name or source.name,
        axis=source.axis,
        valid_from=valid_from,
        jurisdiction=jurisdiction,
    )
    act.create(made, "regulations.taxonomy_drafted")
    _copy_categories(source, made)
    return made


def _copy_categories(source: Taxonomy, target: Taxonomy) -> None:
    copies: dict[int, Category] = {}
    for category in source.categories.filter(retired_on=None).order_by("position"):
        copies[category.pk] = Category(
            taxonomy=target, code=category.code, name=category.name, position=category.position
        )
    made = dict(zip(copies, Category.objects.bulk_create(copies.values()), strict=True))
    below = list(source.categories.filter(pk__in=made, parent__in=made))
    for category in below:
        if category.parent_id is not None:
            made[category.pk].parent = made[category.parent_id]
    Category.objects.bulk_update([made[c.pk] for c in below], ["parent"])
    CrossWalk.objects.bulk_create([CrossWalk(source_id=pk, target=copy) for pk, copy in made.items()])


@use_case(P.REGULATIONS_WRITE, within=TAXONOMIES)
def end_taxonomy(act: Act, taxonomy: Taxonomy, *, on: date) -> Taxonomy:
    """End an edition of the office; from that day on the common one counts again."""
    RuleViolated.unless_empty(reasons_not_to_date(on, taxonomy.valid_from))
    return act.change(taxonomy, "regulations.taxonomy_ended", valid_to=on)


@use_case(P.REGULATIONS_WRITE, within=TAXONOMIES)
def add_category(
    act: Act, taxonomy: Taxonomy, *, code: str, name: str, parent: Category | None = None, position: int = 0
) -> Category:
    """Add a category to a classification of the office."""
    if not code.strip() or taxonomy.categories.filter(code=code).exists():
        raise RuleViolated(reason("请写一个没有用过的编码。", field="code"))
    if not name.strip():
        raise RuleViolated(reason("请填写名称。", field="name"))
    made = Category(taxonomy=taxonomy, code=code, name=name, parent=parent, position=position)
    return act.create(made, "regulations.category_added")


@use_case(P.REGULATIONS_WRITE, within=CATEGORIES)
def rename_category(act: Act, category: Category, *, name: str) -> Category:
    """Change what a category is called."""
    if not name.strip():
        raise RuleViolated(reason("请填写名称。", field="name"))
    return act.change(category, "regulations.category_renamed", name=name)


@use_case(P.REGULATIONS_WRITE, within=CATEGORIES)
def retire_category(act: Act, category: Category, *, on: date) -> Category:
    """Take a category out of use; what was classified by it stays so."""
    return act.change(category, "regulations.category_retired", retired_on=on)


@use_case(P.REGULATIONS_WRITE, within=CATEGORIES)
def link_categories(act: Act, target: Category, *, source: Category, note: str = "") -> CrossWalk:
    """Say that a category of another classification means this one of the office."""
    if not CATEGORIES.permits(act.actor, CATEGORIES.read, source):
        raise OutOfReach(say("没有这个类别，或者不在您的工作范围内。"))
    RuleViolated.unless_empty(reasons_not_to_link(source.taxonomy_id, target.taxonomy_id))
    if CrossWalk.objects.filter(source=source, target=target).exists():
        raise RuleViolated(reason("这一条对照已经有了。", field="source"))
    return act.create(CrossWalk(source=source, target=target, note=note), "regulations.categories_linked")


@use_case(P.REGULATIONS_WRITE, within=CATEGORIES)
def unlink_categories(act: Act, target: Category, *, source: Category) -> None:
    """Take a line out of the cross-walk."""
    link = CrossWalk.objects.filter(source=source, target=target).first()
    if link is None:
        raise RuleViolated(reason("没有这一条对照。", field="source"))
    act.record("regulations.categories_unlinked", link, source=source.code, target=target.code)
    link.delete()
