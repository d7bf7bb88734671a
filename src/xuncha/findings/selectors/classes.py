"""Which taxonomies apply to an inspection, what was chosen on each, and what the cross-walk suggests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from xuncha.findings.models import Classification, Finding
from xuncha.foundation.http import listed
from xuncha.foundation.regulations.models import Category, CrossWalk, Taxonomy
from xuncha.foundation.regulations.selectors import taxonomies_on
from xuncha.rounds.models import Inspection


def entered_on(inspection: Inspection) -> date:
    """The day whose taxonomies count: entry, or the round's planned start, or the day the inspection was set up."""
    return inspection.entry_on or inspection.round.field_from or localdate(inspection.created_at)


@dataclass(frozen=True, slots=True)
class Axis:
    """One taxonomy in force with its categories in force, in order."""

    taxonomy: Taxonomy
    categories: list[Category]

    @property
    def label(self) -> str:
        """The name, with the edition where editions are years: 三个聚焦（2017）."""
        return str(self.taxonomy) if self.taxonomy.edition.isdigit() else self.taxonomy.name


def axes_for(inspection: Inspection) -> list[Axis]:
    """Every taxonomy that applies to the inspection on its entry day; two queries."""
    day = entered_on(inspection)
    axes = [
        Axis(taxonomy, [c for c in taxonomy.categories.all() if c.retired_on is None or day < c.retired_on])
        for taxonomy in taxonomies_on(day, inspection.round.term.jurisdiction)
    ]
    return [axis for axis in axes if axis.categories]


def chosen_on(finding: Finding) -> dict[int, Category]:
    """The finding's category on each taxonomy it is classified by, by taxonomy."""
    rows = Classification.objects.filter(finding=finding).select_related("category", "taxonomy")
    return {row.taxonomy_id: row.category for row in rows}


def category_names(findings: Sequence[int]) -> dict[int, str]:
    """{finding: the names of its categories, by axis}, for many findings by one query."""
    rows = Classification.objects.filter(finding__in=findings).order_by("finding_id", "taxonomy_id")
    names: dict[int, list[str]] = {}
    for finding, name in rows.values_list("finding_id", "category__name"):
        names.setdefault(finding, []).append(name)
    return {finding: listed(several) for finding, several in names.items()}


def suggestions(chosen: Mapping[int, Category], axes: Iterable[Axis]) -> dict[int, list[Category]]:
    """For each axis without a choice, the categories that the cross-walk equates with a chosen one; one query."""
    offered = {category.pk: category for axis in axes for category in axis.categories}
    open_axes = {axis.taxonomy.pk for axis in axes} - chosen.keys()
    picked = [category.pk for category in chosen.values()]
    found: dict[int, list[Category]] = {}
    pairs = CrossWalk.objects.filter(Q(source__in=picked) | Q(target__in=picked)).values_list("source_id", "target_id")
    for pair in pairs:
        for other in pair:
            category = offered.get(other)
            if category is not None and category.taxonomy_id in open_axes:
                row = found.setdefault(category.taxonomy_id, [])
                if category not in row:
                    row.append(category)
    return found
