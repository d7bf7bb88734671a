"""
One record of every kind, for sweeps over all addresses. Whoever adds a kind of record adds its sample here:

    @sample("fieldwork.paper")
    def paper(world: World) -> WorkingPaper:
        return WorkingPaper.objects.create(inspection=world.inspections[0], …)

A sample lies in the world's city, team one (`world.teams[0]`) and unit one (`world.units[0]`). Where the inspected unit
may see records of the kind, the sample is in a state in which it does. `shared` names the scopes in which the record
belongs to the neighbour as well: a round to each of its teams. Addresses with more path parameters than `pk` say in
ARGUMENTS what to put there.
"""

from datetime import date
from typing import Any

from tests.accountability import samples as _accountability  # noqa: F401 - registers its own
from tests.clues import samples as _clues  # noqa: F401 - registers its own
from tests.conduct import samples as _conduct  # noqa: F401 - registers its own
from tests.conftest import NOW, World
from tests.cooperation import samples as _cooperation  # noqa: F401 - registers its own
from tests.disclosure import samples as _disclosure  # noqa: F401 - registers its own
from tests.evaluation import samples as _evaluation
from tests.feedback import samples as _feedback  # noqa: F401 - registers its own
from tests.gathering import samples as _gathering  # noqa: F401 - registers its own
from tests.hints import samples as _hints  # noqa: F401 - registers its own
from tests.intake import samples as _intake  # noqa: F401 - registers its own
from tests.leaks import samples as _leaks  # noqa: F401 - registers its own
from tests.lookback import samples as _lookback  # noqa: F401 - registers its own
from tests.planning.samples import target
from tests.preparation import samples as _preparation  # noqa: F401 - registers its own
from tests.rectification import samples as _rectification  # noqa: F401 - registers its own
from tests.regulations import samples as _regulations  # noqa: F401 - registers its own
from tests.rounds.samples import participation
from tests.sampling import SAMPLES as SAMPLES  # noqa: PLC0414 - what the sweeps take from here
from tests.sampling import TEAMS, in_state, made, sample
from tests.sealing import samples as _sealing  # noqa: F401 - registers its own
from tests.special import samples as _special  # noqa: F401 - registers its own
from tests.supervision import samples as _supervision  # noqa: F401 - registers its own
from tests.survey.samples import village_of
from xuncha.core.permissions import Role
from xuncha.dossier.models import Post, Training
from xuncha.fieldwork.models import Evidence, FactSheet, WorkingPaper
from xuncha.findings.models import Finding, ImmediateFix
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.files.models import Attachment, StoredFile
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.orgs.models import Organisation
from xuncha.rounds.models import (
    Round,
    TimeNode,
)
from xuncha.supervision.models import LetterLine
from xuncha.talent.models import Entry, Person, Relation, Tie, TieKind

ARGUMENTS: dict[str, dict[str, Any]] = {
    "accountability:use-file": {"attachment": 9501},
    "accountability:use-receipt": {"unit": lambda world: world.units[0].pk},
    "accountability:use-ground-remove": {"ground": 9501},
    "accountability:use-step": {"step": "withdraw"},
    "accountability_unit:use-file": {"attachment": 9501},
    "accounts:people-act": {"step": "unlock"},
    "clues:clue-step": {"step": "approve"},
    "clues:handover-step": {"step": "accept"},
    "clues:referral-step": {"step": "approve"},
    "feedback:instruction-file": {"attachment": 9103},
    "feedback:instruction-step": {"step": "accept"},
    "feedback:meeting-document": {"kind": "agenda"},
    "feedback:meeting-matter": {"matter": 9101},
    "feedback:meeting-matter-drop": {"matter": 9101},
    "feedback:meeting-paper": {"attachment": 9102},
    "feedback:meeting-step": {"step": "cancel"},
    "feedback:opinion-item-drop": {"item": 9104},
    "feedback:opinion-item-word": {"item": 9104},
    "feedback:opinion-step": {"step": "submit"},
    "feedback:report-step": {"step": "sign"},
    "feedback:session-signing": {"kind": "docx"},
    "feedback:session-step": {"step": "cancel"},
    "fieldwork:fact-proof": {"position": 1},
    "fieldwork:fact-step": {"step": "approve"},
    "fieldwork:paper-step": {"step": "submit"},
    "findings:finding-step": {"step": "confirm"},
    "findings:fix-proof": {"attachment": 9001},
    "findings:fix-step": {"step": "accept"},
    "gathering:record-document": {"kind": "record", "ending": "docx"},
    "gathering:record-reader-end": {"reading": 9301},
    "gathering:record-supplement-confirm": {"supplement": 9301},
    "gathering:material-document": {"ending": "docx"},
    "gathering:material-step": {"step": "complete"},
    "gathering_unit:material-step": {"step": "deliver"},
    "gathering:item-file": {"attachment": 9301},
    "gathering:visit-file": {"attachment": 9302},
    "conduct:guidance-document": {"ending": "docx"},
    "gathering:week-document": {"ending": "docx"},
    "gathering:week-step": {"step": "hand_in"},
    "gathering:talk-step": {"step": "cancel"},
    "planning:board-unmark": {"mark": 9201},
    "conduct:approach-step": {"step": "handle"},
    "conduct:breach-step": {"step": "uphold"},
    "conduct:comment-new": {
        "kind": "fieldwork.paper",
        "record": lambda world: SAMPLES["fieldwork.paper"].build(world).pk,
    },
    "conduct:comment-step": {"step": "accept"},
    "conduct:guidance-step": {"step": "issue"},
    "conduct:pledge-sign": {"kind": "secrecy"},
    "hints:hint-step": {"step": "confirm"},
    "hints:inquiry-step": {"step": "close"},
    "lookback:old-item-step": {"step": "accept"},
    "lookback:point-file": {"attachment": 9401},
    "lookback:sample-document": {"ending": "json"},
    "lookback:sample-step": {"step": "cancel"},
    "lookback:unit-document": {"kind": "list"},
    "lookback:unit-step": {"step": "again"},
    "lookback:visit-document": {"kind": "plan"},
    "lookback:visit-step": {"step": "finish"},
    "lookback_unit:visit-document": {"kind": "list"},
    "leaks:check-step": {"step": "clear"},
    "intake:petition-step": {"step": "accept"},
    "intake:opening-step": {"step": "see"},
    "intake:petition-enclosure": {"number": 9301},
    "intake:petition-original": {"number": 9301},
    "intake:routing-letter": {"ending": "docx"},
    "tip:form": {"code": "sample22"},
    "ask:form": {"code": "sample22"},
    "special:register-begin": {"kind": "principal"},
    "special:report-fact": {"place": 1},
    "special:report-fact-drop": {"place": 1},
    "special:report-step": {"step": "submit"},
    "evaluation:follow-step": {"step": "dismiss"},
    "evaluation:run-file": {"ending": "docx"},
    "evaluation:run-step": {"step": "close"},
    "evaluation:scheme-begin": {"batch": lambda world: world.round.pk},
    "evaluation:scheme-part": {"kind": "vetoes", "which": "false"},
    "evaluation:scheme-part-drop": {"kind": "vetoes", "which": "false"},
    "evaluation:scheme-part-new": {"kind": "bands"},
    "evaluation:scheme-step": {"step": "submit"},
    "evaluation:subject-ballots": {"group": "staff"},
    "evaluation:subject-file": {"ending": "docx"},
    "evaluation:subject-step": {"step": "settle"},
    "appraisal:subject-file": {"ending": "docx"},
    "evaluation_unit:subject-file": {"ending": "docx"},
    "vote:ballot": {"code": _evaluation.code},
    "survey:questionnaire-arrange": {"which": "q1"},
    "survey:questionnaire-paper": {"ending": "docx"},
    "survey:questionnaire-question": {"which": "q1"},
    "survey:questionnaire-results": {"ending": "docx"},
    "survey:questionnaire-step": {"step": "count"},
    "survey:squad-step": {"step": "drop"},
    "survey:village-card": {"village": lambda world: village_of(world).pk},
    "planning:plan-document": {"ending": "docx"},
    "planning:round-proposal": {"number": 1, "ending": "docx"},
    "disclosure:disclosure-document": {"kind": "public"},
    "disclosure:disclosure-proof": {"attachment": 9701},
    "disclosure:disclosure-step": {"step": "approve"},
    "disclosure:hearing-step": {"step": "close"},
    "heard:page": {"code": "sample33"},
    "disclosure_unit:disclosure-document": {"kind": "public"},
    "disclosure_unit:disclosure-proof": {"attachment": 9701},
    "disclosure_unit:disclosure-step": {"step": "submit"},
    "supervision:letter-document": {"kind": "letter"},
    "supervision:letter-file": {"attachment": 9401},
    "supervision:letter-item-remove": {"item": lambda _world: LetterLine.objects.get().item_id},
    "supervision:letter-step": {"step": "accept"},
    "supervision:campaign-step": {"step": "close"},
    "cooperation:agreement-partner-remove": {"partner": lambda world: world.units[0].pk},
    "cooperation:agreement-step": {"step": "end"},
    "cooperation:conference-step": {"step": "close"},
    "cooperation:check-step": {"step": "drop"},
    "cooperation:check-file": {"attachment": 9601},
    "supervision_unit:campaign-task": {"task": 1},
    "supervision_unit:letter-document": {"kind": "letter"},
    "supervision_unit:letter-file": {"attachment": 9401},
    "rectification_unit:consequence-document": {"kind": "letter"},
    "rectification_unit:assignment-file": {"piece": 9008},
    "rectification_unit:assignment-step": {"step": "return"},
    "rectification_unit:dispute-file": {"attachment": 9007},
    "rectification_unit:dispute-step": {"step": "receive"},
    "rectification_unit:extension-file": {"attachment": 9002},
    "rectification_unit:item-correct": {"kind": "money", "row": 1},
    "rectification_unit:item-outcome": {"kind": "money"},
    "rectification_unit:item-remove": {"kind": "money", "row": 1},
    "rectification_unit:item-step": {"step": "request"},
    "rectification_unit:period-file": {"kind": "docx"},
    "rectification_unit:plan-document": {"kind": "plan"},
    "rectification_unit:plan-meeting": {"step": "life"},
    "rectification_unit:plan-step": {"step": "submit"},
    "rectification_unit:query-file": {"attachment": 9003},
    "rectification_unit:report-step": {"step": "submit"},
    "regulations:category-unlink": {"source": 1},
    "regulations:checklist-comparison": {"other": 1},
    "regulations:checklist-draft": {"pk": 1},
    "regulations:checklist-step": {"step": "publish"},
    "regulations:parameter-new": {"code": "numbering.paper"},
    "regulations:rule-version": {"pk": 1},
    "regulations:taxonomy-edition": {"pk": 1},
    "planning:plan-step": {"step": "submit"},
    "planning:schedule-drop": {"what": "pool", "one": 9201},
    "planning:schedule-pool": {"pool": 9201},
    "planning:schedule-round": {"number": 1},
    "planning:schedule-task": {"proposal": 9201},
    "planning:schedule-unit": {"target": lambda world: target(world).pk},
    "insight:figure-rows": {"code": "findings.main", "whose": "self"},
    "rounds:inspection-document": {"kind": "notice", "ending": "docx"},
    "rounds:declaration-step": {"step": "again"},
    "rounds:recusal-step": {"step": "settle"},
    "rounds:replacement-step": {"step": "withdraw"},
    "rounds:draw-document": {"ending": "json"},
    "rounds:draw-step": {"step": "retype"},
    "sealing_custody:recovery-record": {"ending": "docx"},
    "talent:entry-step": {"step": "withdraw"},
    "talent:entry-document": {"ending": "docx"},
    "rounds:round-document": {"kind": "members", "ending": "docx"},
    "rounds:round-node": {"node": 1},
    "preparation:entry-agenda": {"ending": "docx"},
    "preparation:audit-file": {"attachment": 9202},
    "preparation:request-document": {"ending": "docx"},
    "preparation:request-file": {"attachment": 9201},
    "preparation:request-step": {"step": "drop"},
    "rounds:participation-recall": {"lent": 1},
    "rounds:participation-step": {"step": "decline"},
    "rounds:round-remove": {"inspection": lambda world: world.inspections[0].pk},
    "rounds:round-revoke": {"participation": lambda world: participation(world).pk},
    "rounds:round-step": {"step": "submit"},
    "rounds:round-team-remove": {"team": lambda world: world.teams[0].pk},
    "rounds:round-villages": {"town": 901},
    "rounds:suggestion-step": {"step": "decline"},
    "rounds:team-leave": {"member": 1},
    "rounds:team-member": {"member": 1},
    "rounds:team-replace": {"member": 1},
    "rectification:dispute-file": {"attachment": 9007},
    "rectification:extension-file": {"attachment": 9002},
    "rectification:extension-step": {"step": "refuse"},
    "rectification:item-document": {"kind": "review"},
    "rectification:item-step": {"step": "close"},
    "rectification:notice-step": {"step": "see"},
    "rectification:body-opinion-step": {"step": "pass"},
    "rectification:consequence-document": {"kind": "letter"},
    "rectification:consequence-step": {"step": "accept"},
    "rectification:dispatch-file": {"kind": "docx"},
    "rectification:period-file": {"kind": "docx"},
    "rectification:plan-document": {"kind": "plan"},
    "rectification:plan-step": {"step": "accept"},
    "rectification:suspension-step": {"step": "refuse"},
    "rectification:query-file": {"attachment": 9003},
    "rectification:unit-report-step": {"step": "accept"},
    "imports:import-upload": {"kind": "papers"},
    "imports:import-template": {"kind": "papers"},
    "imports:import-export": {"kind": "papers"},
}
"""Address → values of its path parameters other than `pk`; a function of the world makes the record it names."""


sample("planning.term")(lambda world: world.term)


@sample("rounds.round", shared=TEAMS)
def batch(world: World) -> Round:
    """With a time node and a township under the ids that ARGUMENTS names."""
    TimeNode.objects.create(pk=1, round=world.round, code="entered", label="进驻", planned_on=date(2022, 4, 10))
    Organisation.objects.create(pk=901, jurisdiction=world.city, code="TC-T", name="测试镇", unit_type="township")
    return world.round


sample("rounds.inspection")(lambda world: world.inspections[0])
sample("orgs.jurisdiction")(lambda world: world.city)
sample("orgs.area", shared=TEAMS)(lambda world: world.city)
sample("orgs.organisation")(lambda world: world.units[0])


@sample("accounts.user")
def account(world: World) -> User:
    return User.objects.create(username="sample", name="样例")


@sample("accounts.grant")
def grant(world: World) -> Grant:
    return Grant.objects.create(
        user=account(world), role=Role.OFFICE_CLERK, scope_id=world.city.pk, scope_name="测试市", valid_from=NOW
    )


@sample("talent.person")
def person(world: World) -> Person:
    return Person.objects.create(
        jurisdiction=world.city, code="P-1", name="样例人员", pool="staff", entered_on=NOW.date(), **made(world)
    )


@sample("talent.entry")
def entry_in_pool(world: World) -> Entry:
    return Entry.objects.create(person=person(world), pool="expert", reason="样例", **in_state(world, "nominated"))


@sample("talent.relation")
def relation(world: World) -> Relation:
    other = Person.objects.create(jurisdiction=world.city, code="P-2", name="同事", pool="staff", **made(world))
    return Relation.objects.create(person=person(world), other=other, kind="kin", **made(world))


@sample("dossier.post")
def post(world: World) -> Post:
    return Post.objects.create(
        person=person(world), elsewhere="别处", title="科员", since=date(2020, 1, 1), **made(world)
    )


@sample("dossier.training")
def training(world: World) -> Training:
    return Training.objects.create(person=person(world), title="培训", on=date(2022, 1, 1), **made(world))


@sample("talent.tie")
def tie(world: World) -> Tie:
    return Tie.objects.create(person=person(world), organisation=world.units[1], kind=TieKind.KIN, **made(world))


@sample("fieldwork.paper")
def paper(world: World) -> WorkingPaper:
    return WorkingPaper.objects.create(
        inspection=world.inspections[0],
        provisional_no="临-1",
        title="样例底稿",
        handler=world.founder,
        **in_state(world, "draft"),
    )


@sample("fieldwork.evidence")
def evidence(world: World) -> Evidence:
    stored = StoredFile.objects.create(digest="0" * 64, size=1, media_type="text/plain")
    attachment = Attachment.objects.create(file=stored, name="样例.txt", **made(world))
    return Evidence.objects.create(paper=paper(world), attachment=attachment, **made(world))


@sample("fieldwork.fact")
def fact(world: World) -> FactSheet:
    return FactSheet.objects.create(
        inspection=world.inspections[0], number="实-1", title="样例确认单", **in_state(world, "sent")
    )


@sample("findings.finding")
def finding(world: World) -> Finding:
    return Finding.objects.create(
        inspection=world.inspections[0], number="问-1", title="样例问题", text="样例", **in_state(world, "candidate")
    )


@sample("findings.fix")
def fix(world: World) -> ImmediateFix:
    record = ImmediateFix.objects.create(
        inspection=world.inspections[0],
        number="改-1",
        title="样例",
        demand="样例",
        due_on=date(2022, 6, 1),
        issued_by=world.founder,
        issued_at=NOW,
        **in_state(world, "issued"),
    )
    stored = StoredFile.objects.create(digest="9" * 64, size=1, media_type="text/plain")
    record.proof.add(Attachment.objects.create(pk=9001, file=stored, name="整改后.txt", **made(world)))
    return record


@sample("imports.batch")
def upload(world: World) -> ImportBatch:
    stored = StoredFile.objects.create(digest="1" * 64, size=1, media_type="text/plain")
    return ImportBatch.objects.create(
        kind="papers",
        jurisdiction=world.city,
        team_id=world.teams[0].pk,
        file=stored,
        name="样例.xlsx",
        **in_state(world, "draft"),
    )
