"""Figures of letters issued, by kind, and of what campaigns brought. (domain §6.1)"""

from django.db.models import QuerySet

from xuncha.insight.selectors.counting import Counted, Over, Rows, total
from xuncha.supervision.models import Campaign, CampaignReport, Letter


def _issued(kind: str) -> Rows:
    """Letters of a kind issued within the period."""

    def rows(over: Over) -> QuerySet[Letter]:
        begin, end = over.period.between()
        return Letter.objects.filter(
            jurisdiction__in=over.jurisdictions, kind=kind, issued_at__gte=begin, issued_at__lt=end
        )

    return rows


def _approved(over: Over) -> QuerySet[Campaign]:
    """Campaigns approved within the period."""
    begin, end = over.period.between()
    return Campaign.objects.filter(jurisdiction__in=over.jurisdictions, approved_at__gte=begin, approved_at__lt=end)


def _reported(over: Over) -> QuerySet[CampaignReport]:
    """What participants reported within the period."""
    return CampaignReport.objects.filter(
        campaign__jurisdiction__in=over.jurisdictions, on__range=(over.period.begin, over.period.last)
    )


SUPERVISING: dict[str, Counted] = {
    **{f"letters.{kind}": Counted(_issued(kind)) for kind in ("supervision", "assignment")},
    "campaigns.held": Counted(_approved),
    **{
        f"campaigns.{what}": Counted(_reported, adds=total(what))
        for what in ("problems", "money", "rules", "cases", "persons")
    },
}
