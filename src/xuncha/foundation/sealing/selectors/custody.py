"""Custodians, deposits and recoveries: who holds a share of what, what is asked of whom."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.deadlines import add_months
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.inbox.cards import Line, coming_up, in_hand
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.foundation.sealing.circles import members_of
from xuncha.foundation.sealing.models import Circle, Deposit, Panel, PersonKey, Recovery, Release, Share
from xuncha.foundation.sealing.workflow import RELEASE, RecoveryState, ReleaseState

PANELS = Reach(
    Panel,
    "sealing.panel",
    "口令保管人",
    P.CUSTODY_READ,
    jurisdiction="jurisdiction_id",
    around=("jurisdiction",),
    url_name="sealing_custody:panel",
)
RECOVERIES = Reach(
    Recovery,
    "sealing.recovery",
    "口令恢复",
    P.CUSTODY_READ,
    jurisdiction="deposit__panel__jurisdiction_id",
    around=("deposit__panel__jurisdiction", "owner"),
    url_name="sealing_custody:recovery",
)
RELEASES = Reach(
    Release,
    "sealing.release",
    "密钥份额",
    P.CUSTODY_READ,
    jurisdiction="recovery__deposit__panel__jurisdiction_id",
    around=("recovery__owner", "recovery__deposit__panel__jurisdiction"),
    url_name="sealing:release",
)
waits(
    RELEASE,
    RELEASES,
    own="custodian_id",
    title=lambda release: str(release.recovery.owner),
    number=lambda release: N_("演练") if release.recovery.is_drill else "",
    related=("recovery__owner", "recovery__deposit"),
    personal=True,
)
EVENT_LABELS.update(
    {
        "custody.appointed": N_("确定口令保管人"),
        "custody.ended": N_("口令保管人更换"),
        "custody.deposited": N_("交存钥匙份额"),
        "recovery.asked": N_("提出口令恢复"),
        "release.asked": N_("请保管人交出份额"),
        "sealing.passphrase_recovered": N_("恢复保密口令"),
    }
)
DRILL_MONTHS = "custody.drill_months"


def panel_in_use(office: Jurisdiction) -> Panel | None:
    """The custodians of an office today."""
    return Panel.objects.filter(jurisdiction=office, until__isnull=True).first()


def panels_in_use() -> QuerySet[Panel]:
    """With whom a key may be deposited today."""
    return (
        Panel.objects.filter(until__isnull=True).select_related("jurisdiction").prefetch_related("custodians__person")
    )


def possible_custodians() -> QuerySet[User]:
    """People with a key of their own."""
    return User.objects.filter(sealing_keys__until__isnull=True, sealing_keys__isnull=False, is_active=True).order_by(
        "name"
    )


def custodian_keys(panel: Panel) -> list[PersonKey]:
    """The keys of a panel's custodians who have one in use."""
    rows = PersonKey.objects.filter(
        owner__in=panel.custodians.values("person"), until__isnull=True, owner__is_active=True
    )
    return list(rows.select_related("owner").order_by("owner_id"))


def deposit_of(held: PersonKey) -> Deposit | None:
    """What custodians hold of this key."""
    return held.deposits.filter(until__isnull=True).select_related("panel__jurisdiction").first()


def live_shares(kept: Deposit) -> QuerySet[Share]:
    """The shares that a custodian can still open."""
    rows = kept.shares.filter(until__isnull=True, custodian_key__until__isnull=True)
    return rows.select_related("custodian_key__owner")


def open_recovery_of(user: User) -> Recovery | None:
    """What the person asked for and has not got yet."""
    return (
        Recovery.objects.filter(owner=user, state=RecoveryState.ASKED, deposit__person_key__isnull=False)
        .select_related("deposit")
        .first()
    )


def own_recovery(user: User, pk: int) -> Recovery | None:
    """A recovery of the person's own key."""
    return (
        Recovery.objects.filter(pk=pk, owner=user, deposit__person_key__isnull=False).select_related("deposit").first()
    )


def own_release(user: User, pk: int) -> Release | None:
    """What is, or was, asked of the person as a custodian."""
    rows = Release.objects.filter(pk=pk, custodian=user)
    return rows.select_related("recovery__owner", "recovery__deposit__panel__jurisdiction").first()


def recoveries_around(circle: Circle) -> QuerySet[Recovery]:
    """Recoveries of keys that open a circle: every keeper sees who asked, and which custodian gave what and when."""
    keys = members_of(circle).order_by().values("pk")
    rows = Recovery.objects.filter(deposit__person_key__in=keys).select_related("owner")
    return rows.prefetch_related("releases__custodian")


def drills_of(panel: Panel) -> QuerySet[Recovery]:
    """The drills of a panel, the latest first."""
    rows = Recovery.objects.filter(deposit__panel=panel, deposit__person_key__isnull=True).select_related("owner")
    return rows.prefetch_related("releases__custodian")


def deposits_at(panel: Panel) -> int:
    """How many people's keys the panel holds shares of."""
    return panel.deposits.filter(person_key__isnull=False, until__isnull=True).count()


@in_hand
def own_deposit_in_need(actor: Actor, _today: date) -> list[Line]:
    """A key that was deposited with custodians who have changed since, and a recovery on its way; one query."""
    given = Count("recoveries__releases", filter=Q(recoveries__releases__state=ReleaseState.GIVEN), distinct=True)
    rows = Deposit.objects.filter(person_key__owner=actor.user, until__isnull=True)
    asked = Count("recoveries", filter=Q(recoveries__state=RecoveryState.ASKED), distinct=True)
    found = []
    for kept in rows.select_related("panel__jurisdiction").annotate(given=given, asked=asked):
        if kept.asked:
            note = _("保管人已交出 {n}/{needed} 份").format(n=kept.given, needed=kept.needed)
            found.append(Line(reverse("sealing:lost"), _("恢复保密口令"), note))
        if kept.panel.until is not None:
            found.append(Line(reverse("sealing:custody"), _("保密口令"), _("保管人已更换，请重新交存")))
    return found


@coming_up
def drills_coming_up(actor: Actor, today: date) -> list[Line]:
    """When an office's custodians have to practise again, by the dated setting; for whoever arranges it."""
    offices = actor.scope_ids(P.CUSTODY_WRITE, Scope.JURISDICTION)
    if not offices:
        return []
    found = []
    for panel in panels_in_use().filter(jurisdiction__in=offices):
        due = drill_due(panel, today)
        if due is not None and due <= today:
            found.append(Line(reverse("sealing_custody:panel", args=[panel.pk]), _("口令恢复演练"), _("已到期"), due))
    return found


def drill_due(panel: Panel, today: date) -> date | None:
    """The day by which the next drill is held; None where no setting asks for any."""
    setting = parameter_on(DRILL_MONTHS, today, panel.jurisdiction)
    if setting is None:
        return None
    last = drills_of(panel).filter(state=RecoveryState.RECOVERED).first()
    since = timezone.localdate(last.state_since if last else panel.created_at)
    return add_months(since, int(setting.value)) if last else since
