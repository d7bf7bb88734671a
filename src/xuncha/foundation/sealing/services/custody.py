"""Custodians of an office, and what people deposit with them. None of them ever opens anything alone."""

from collections.abc import Collection

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import ADMINISTRATORS
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.selectors import roles_of
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.sealing.models import Custodian, Deposit, Panel, PersonKey, Share
from xuncha.foundation.sealing.opening import Unlocked, key_in_use
from xuncha.foundation.sealing.rules import PanelFacts, reasons_not_to_appoint, reasons_not_to_deposit
from xuncha.foundation.sealing.selectors.custody import custodian_keys, panel_in_use
from xuncha.foundation.sealing.shares import packed, split
from xuncha.foundation.sealing.suites import SUITES
from xuncha.foundation.usecases import Act, personal_use_case, use_case


@use_case(P.CUSTODY_WRITE, within=JURISDICTIONS)
def appoint_custodians(act: Act, office: Jurisdiction, *, people: Collection[User], needed: int) -> Panel:
    """
    Name the custodians of an office from today on, and how many of them recover a key together.

    Those who are custodian no longer lose their shares at once; whoever deposited a key is asked to deposit it again.
    """
    RuleViolated.unless_empty(
        reasons_not_to_appoint(
            PanelFacts(
                people=[str(one) for one in people],
                keyless=[str(one) for one in people if key_in_use(one) is None],
                administrators=[str(one) for one in people if roles_of(one, act.now) & ADMINISTRATORS],
                needed=needed,
            )
        )
    )
    before = panel_in_use(office)
    if before is not None:
        act.change(before, "custody.ended", until=act.now)
        _empty_shares(act, office, keep=people)
    panel = act.create(
        Panel(jurisdiction=office, needed=needed), "custody.appointed", people=[str(one) for one in people]
    )
    Custodian.objects.bulk_create(Custodian(panel=panel, person=one) for one in people)
    return panel


def _empty_shares(act: Act, office: Jurisdiction, *, keep: Collection[User]) -> None:
    gone = Share.objects.filter(deposit__panel__jurisdiction=office, until__isnull=True)
    gone.exclude(custodian_key__owner__in=keep).update(sealed=b"", until=act.now)


@personal_use_case
def deposit_own_key(act: Act, panel: Panel, *, by: Unlocked) -> Deposit:
    """Deposit one's own key with custodians, in shares; an earlier deposit ends."""
    panel = act.lock(panel)
    held = act.lock(by.person_key)
    end_deposits(act, held)
    return deposit(act, panel, SUITES[held.suite].name, bytes(held.public), by.private, person_key=held)


def end_deposits(act: Act, held: PersonKey) -> None:
    """Empty what custodians hold of a key."""
    Share.objects.filter(deposit__person_key=held, until__isnull=True).update(sealed=b"", until=act.now)
    held.deposits.filter(until__isnull=True).update(until=act.now)


def deposit(
    act: Act, panel: Panel, suite: str, public: bytes, private: bytes, *, person_key: PersonKey | None
) -> Deposit:
    """Split a private key among the custodians of a panel, its owner not among them."""
    keys = [key for key in custodian_keys(panel) if person_key is None or key.owner_id != person_key.owner_id]
    RuleViolated.unless_empty(reasons_not_to_deposit(others=len(keys), needed=panel.needed))
    locked, parts = split(SUITES[suite], private, needed=panel.needed, count=len(keys))
    made = Deposit(panel=panel, person_key=person_key, suite=suite, public=public, locked=locked, needed=panel.needed)
    act.create(made, "custody.deposited", custodians=[str(key) for key in keys])
    purpose = f"xuncha share {made.pk}".encode()
    Share.objects.bulk_create(
        Share(
            deposit=made,
            custodian_key=key,
            number=part[0],
            sealed=key.cipher.seal(bytes(key.public), packed(part), purpose),
        )
        for key, part in zip(keys, parts, strict=True)
    )
    return made
