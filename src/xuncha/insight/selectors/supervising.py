"""Figures of letters: how many were issued, by kind. (domain §6.1)"""

from django.db.models import QuerySet

from xuncha.insight.selectors.counting import Counted, Over, Rows
from xuncha.supervision.models import Letter


def _issued(kind: str) -> Rows:
    """Letters of a kind issued within the period."""

    def rows(over: Over) -> QuerySet[Letter]:
        begin, end = over.period.between()
        return Letter.objects.filter(
            jurisdiction__in=over.jurisdictions, kind=kind, issued_at__gte=begin, issued_at__lt=end
        )

    return rows


SUPERVISING: dict[str, Counted] = {f"letters.{kind}": Counted(_issued(kind)) for kind in ("supervision", "assignment")}
