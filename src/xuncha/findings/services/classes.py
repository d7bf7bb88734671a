"""Putting a finding's categories in place; shared by raising, merging, splitting, importing and classifying."""

from collections.abc import Iterable, Sequence

from xuncha.findings.models import Classification, Finding
from xuncha.findings.rules.findings import CategoryFacts
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Inspection


def facts_of(category: Category, inspection: Inspection) -> CategoryFacts:
    """What the rules need to know of a category for this inspection."""
    taxonomy = category.taxonomy
    foreign = taxonomy.jurisdiction_id not in {None, inspection.round.term.jurisdiction_id}
    return CategoryFacts(
        category.pk,
        category.name,
        taxonomy.pk,
        taxonomy.name,
        taxonomy.valid_from,
        taxonomy.valid_to,
        category.retired_on,
        foreign,
    )


def classify(act: Act, finding: Finding, categories: Iterable[Category]) -> None:
    """Make these the finding's categories, one record for what was taken away and what was added."""
    before = {c.taxonomy_id: c for c in finding.classifications.select_related("category")}
    after = {c.taxonomy_id: c for c in categories}
    gone = [c for taxonomy, c in before.items() if taxonomy not in after or after[taxonomy].pk != c.category_id]
    new = [c for taxonomy, c in after.items() if taxonomy not in before or before[taxonomy].category_id != c.pk]
    if not gone and not new:
        return
    changes = {"classifications": [[str(c) for c in before.values()], [str(c) for c in after.values()]]}
    Classification.objects.filter(pk__in=[c.pk for c in gone]).delete()
    Classification.objects.bulk_create(rows_for(finding, new))
    act.record("finding.classified", finding, changes=changes)


def rows_for(finding: Finding, categories: Sequence[Category]) -> list[Classification]:
    """Unsaved classifications of the finding."""
    return [Classification(finding=finding, taxonomy_id=c.taxonomy_id, category=c) for c in categories]
