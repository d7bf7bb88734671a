"""A text begins by itself: when the unit's report is accepted, and again for what was not finished."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.disclosure.models import Disclosure, Section
from xuncha.disclosure.rules.drafting import drafted, heading_of
from xuncha.disclosure.rules.steps import HEADING_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from xuncha.disclosure.selectors import doings_of, due_of, owed
from xuncha.foundation.accounts.system import system_act
from xuncha.foundation.documents.numerals import full_date, span
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import with_related
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item, Plan


@use_case(P.DISCLOSURE_APPROVE, within=JURISDICTIONS)
def open_owed(act: Act, jurisdiction: Jurisdiction) -> list[Disclosure]:
    """
    Begin the text of every unit whose report was accepted; what was begun.

    Meant for every minute and harmless more often.
    """
    plans = owed().filter(inspection__round__term__jurisdiction=jurisdiction)
    around = ("inspection__organisation", "inspection__team", "inspection__round__term__jurisdiction", "opinion")
    opened = [begin(act, plan, list(plan.standing)) for plan in with_related(plans, around)]
    act.record("disclosure.opened_owed", jurisdiction, opened=len(opened))
    return opened


def begin(act: Act, plan: Plan, items: Sequence[Item], previous: Disclosure | None = None) -> Disclosure:
    """Within an act: a new text with a section for each item, in the words of the records."""
    title = f"{plan.inspection.organisation}关于巡察整改{'后续' if previous else ''}情况的通报"
    text = Disclosure(
        plan=plan,
        previous=previous,
        title=title[:TITLE_LENGTH],
        opening=_opening(plan, previous),
        leading="" if previous else _leading(plan),
        contact=previous.contact if previous else "",
    )
    due = due_of(text)
    text.due_on = due.on if due else None
    act.create(text, "disclosure.opened")
    doings = doings_of(items)
    sections = [
        Section(
            disclosure=text,
            item=item,
            position=position,
            heading=heading_of(item.title)[:HEADING_LENGTH],
            text=drafted(doings[item.pk], localdate(act.now))[:TEXT_LENGTH],
        )
        for position, item in enumerate(items, 1)
    ]
    act.create_many(Section, sections, "disclosure.section_drafted")
    return text


def _opening(plan: Plan, previous: Disclosure | None) -> str:
    inspection = plan.inspection
    unit, fed_back = inspection.organisation.name, full_date(plan.opinion.delivered_on)
    if previous is not None:
        return f"{unit}已公开巡察整改情况。现将当时尚未完成和长期坚持事项的后续整改情况予以公布。"
    field = span(inspection.entry_on, inspection.withdraw_on)
    return (
        f"根据统一部署，{field}，{inspection.team or '巡察组'}对{unit}进行了巡察。{fed_back}，"
        f"反馈了巡察意见。按照党务公开原则和巡察工作有关要求，现将巡察整改情况予以公布。"
    )


def _leading(plan: Plan) -> str:
    held = f"{full_date(plan.life_meeting_on)}召开专题民主生活会。" if plan.life_meeting_on else ""
    adopted = f"{full_date(plan.party_meeting_on)}召开党组织会议，研究通过整改方案。" if plan.party_meeting_on else ""
    return f"{adopted}{held}{plan.overall}"


def open_everywhere(now: datetime) -> int:
    """Begin what is owed in every office, as the installation itself does; how many texts."""
    offices = owed().values("inspection__round__term__jurisdiction").distinct()
    return sum(
        len(open_owed(system_act(now, Role.OFFICE_CLERK, office.pk), office))
        for office in Jurisdiction.objects.filter(pk__in=offices).order_by("pk")
    )
