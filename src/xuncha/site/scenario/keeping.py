"""Custodians in the demo: two of three recover a lost key, a leader has deposited one, a drill has passed."""

from datetime import timedelta
from functools import partial

from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.sealing.demo import PASSPHRASE
from xuncha.foundation.sealing.services import (
    appoint_custodians,
    begin_drill,
    deposit_own_key,
    end_drill,
    give_share,
)
from xuncha.foundation.sealing.shares import code_of
from xuncha.rounds.models import Inspection, Position
from xuncha.rounds.workflow import RoundState
from xuncha.site.scenario.keys import give_keys, open_key
from xuncha.site.scenario.stage import Stage

CUSTODIANS = (Role.LEADING_GROUP, Role.ORGANISATION, Role.DISCIPLINE)
NEEDED = 2


def deposit_keys(stage: Stage) -> None:
    """On the fourth day in the field of a team of the cast, where all three custodians are there."""
    cast = {account["username"] for account in stage.scenario["accounts"]}
    here = Inspection.objects.filter(round__state=RoundState.IN_FIELD, entry_on__isnull=False, team__isnull=False)
    for inspection in here.select_related("round__term__jurisdiction").order_by("pk"):
        office = inspection.round.term.jurisdiction
        leaders = User.objects.filter(
            person__memberships__team=inspection.team, person__memberships__position=Position.LEADER, username__in=cast
        )
        leader = leaders.first()
        if leader and inspection.entry_on and all((role, office.code) in stage.roles for role in CUSTODIANS):
            stage.later(inspection.entry_on + timedelta(days=3), partial(_deposit, stage, office, leader))
            return


def _deposit(stage: Stage, office: Jurisdiction, leader: User) -> None:
    custodians = [stage.roles[role, office.code] for role in CUSTODIANS]
    director = stage.roles[Role.OFFICE_DIRECTOR, office.code]
    give_keys(stage, (*custodians, leader))
    panel = appoint_custodians(stage.by(director), office, people=custodians, needed=NEEDED)
    deposit_own_key(stage.by(leader), panel, by=open_key(stage, leader))
    drill = begin_drill(
        stage.by(director), panel, password=PASSPHRASE, again_password=PASSPHRASE, why="保管人确定后第一次演练"
    )
    for user in custodians[:NEEDED]:
        release = drill.releases.get(custodian=user)
        give_share(stage.by(user), release, code=code_of(bytes(drill.public)), by=open_key(stage, user))
    drill.refresh_from_db()
    end_drill(stage.by(director), drill, password=PASSPHRASE, told="三人到场，两人交出份额，演练钥匙合成。")
