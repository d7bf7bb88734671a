"""What a unit is told after a visit is compared with the petitions of every inspection of it by this office."""

from xuncha.core.text import N_
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.lookback.models import OldItem, Point, Visited
from xuncha.lookback.selectors.reaches import OLD_ITEMS, POINTS, VISITED_UNITS
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors.checking import checked_about

DEMANDS, FOUND, AGAIN = N_("要求"), N_("核查情况"), N_("退回意见")


def _about(office: Jurisdiction, unit: Organisation, *known: str) -> Checked:
    inspections = Inspection.objects.filter(organisation=unit, round__term__jurisdiction=office)
    return checked_about(inspections, [], known)


def _visited(visited: Visited) -> Checked:
    matters = [point.matter for point in visited.points.select_related("item", "old")]
    known = [text for one in matters for text in (one.title, one.text)]
    return _about(visited.visit.jurisdiction, visited.organisation, *known, visited.answer)


def _point(point: Point) -> Checked:
    return _about(point.visited.visit.jurisdiction, point.visited.organisation, point.matter.title, point.matter.text)


def _old(old: OldItem) -> Checked:
    return _about(old.jurisdiction, old.organisation, old.title, old.text, old.report)


CHECKED |= {VISITED_UNITS.kind: _visited, POINTS.kind: _point, OLD_ITEMS.kind: _old}
