"""The people of a special report: leader, writer, checker, director, one who decides; and one who is not named."""

from dataclasses import dataclass

from tests.conftest import NOW, World
from tests.sealing.people import with_key
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import WorkingPaper
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.rounds.models import Membership, Position
from xuncha.special import services
from xuncha.special.models import SpecialRegister, SpecialReport
from xuncha.talent.models import Person

WHO = "高某某，党组书记、局长"
DEED = "2021年3月，主持党组会决定采购服务。〔1〕"
SAID = "当时情况紧急，事后补了手续"
TODAY = NOW.date()
ROLES = {
    "leader": (Role.TEAM_LEADER, Position.LEADER),
    "writer": (Role.INSPECTOR, Position.MEMBER),
    "checker": (Role.DEPUTY_LEADER, Position.DEPUTY),
    "outsider": (Role.INSPECTOR, Position.MEMBER),
    "director": (Role.OFFICE_DIRECTOR, None),
    "secretary": (Role.SECRETARY, None),
}


@dataclass
class Cast:
    """Everybody's open key by what they do; `outsider` is of the team and not named."""

    leader: Unlocked
    writer: Unlocked
    checker: Unlocked
    outsider: Unlocked
    director: Unlocked
    secretary: Unlocked

    def user(self, name: str) -> User:
        """Whose key it is."""
        unlocked: Unlocked = getattr(self, name)
        return unlocked.person_key.owner


def cast_of(world: World, acting) -> Cast:
    """Hire everybody and make their keys."""
    keys = {}
    for name, (role, position) in ROLES.items():
        act = acting(role, name=f"专题{name}")
        if position is not None:
            person = Person.objects.create(
                jurisdiction=world.city,
                code=f"SP-{name}",
                name=f"专题{name}",
                user=act.actor.user,
                created_by=world.founder,
                created_at=NOW,
            )
            Membership.objects.create(team=world.teams[0], person=person, position=position)
        keys[name] = with_key(act)
    return Cast(**keys)


def opened_register(world: World, acting, cast: Cast) -> SpecialRegister:
    """The register of unit one for everybody but the outsider."""
    keepers = [cast.user(name) for name in ("writer", "checker", "director", "secretary")]
    return services.open_register(acting(cast.user("leader")), world.inspections[0], keepers=keepers)


def signed_paper(world: World, number: str = "底-1", state: str = "signed") -> WorkingPaper:
    """Something to rest on."""
    return WorkingPaper.objects.create(
        inspection=world.inspections[0],
        provisional_no=f"临{number}",
        number=number,
        title="采购未经集体研究",
        handler=world.founder,
        state=state,
        state_since=NOW,
        created_by=world.founder,
        created_at=NOW,
    )


def begun(world: World, acting, cast: Cast, register: SpecialRegister, kind: str = "principal") -> SpecialReport:
    """A report by the writer that rests on one paper and says nothing yet."""
    paper = signed_paper(world)
    told = {"about": WHO} if kind == "principal" else {"about": "采购失控", "asked": "请求核查", "urgency": "at_once"}
    act = acting(cast.user("writer"))
    report = services.begin_report(act, register, kind=kind, **told)
    return services.cite(act, report, by=cast.writer, keys=[f"fieldwork.paper:{paper.pk}"])


def written(acting, cast: Cast, report: SpecialReport, **told) -> SpecialReport:
    """With one fact that the person explained."""
    usual = {"text": DEED, "explained": "given", "explanation": SAID, "place": None, "base_version": None}
    if report.kind == "matter":
        usual |= {"explained": "", "explanation": ""}
    return services.write_fact(acting(cast.user("writer")), report, by=cast.writer, **{**usual, **told})


def signed(acting, cast: Cast, report: SpecialReport) -> SpecialReport:
    """On its way to the office, as its kind goes."""
    written(acting, cast, report)
    if report.kind == "principal":
        services.submit_report(acting(cast.user("writer")), report, by=cast.writer)
        services.check_report(acting(cast.user("checker")), report, by=cast.checker)
    else:
        services.present_report(acting(cast.user("writer")), report, by=cast.writer)
    return services.sign_report(acting(cast.user("leader")), report, by=cast.leader)


def laid(acting, cast: Cast, report: SpecialReport) -> SpecialReport:
    """Before the secretary's meeting."""
    director = acting(cast.user("director"))
    services.receive_report(director, signed(acting, cast, report))
    return services.lay_report(director, report, before="书记专题会议", on=TODAY)
