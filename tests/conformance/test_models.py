"""Every model: who and when, pairs kept by the database, retention and transfer decided."""

import pytest
from django.db import models as orm
from django.db.models import CheckConstraint, DateTimeField, Model, Q

from tests.conformance.source import models
from xuncha.core.retention import DECISIONS, RETENTION_LABEL, Retention

JOURNALED = "reference data: who changed it, and when, stands in the journal"
PART = "made together with its parent and dated by it"
NO_MAKER: dict[str, str] = {
    "orgs.Jurisdiction": JOURNALED,
    "orgs.Sector": JOURNALED,
    "orgs.Organisation": JOURNALED,
    "orgs.OrganisationName": JOURNALED,
    "accounts.User": JOURNALED,
    "rectification.OpinionPoint": "written whole with its opinion, which says by whom and when",
    "lookback.VisitMember": "who named whom to a group, and when, stands in the journal",
    "hints.PhotoLook": "worked out of the photo; whose photo it is, and since when, its attachment says",
    "accounts.Grant": "valid_from says since when; who granted it stands in the journal",
    "inbox.Draft": "saved_by and saved_at say it",
    "inbox.ReadMark": "read_by and read_at say it",
    "journal.JournalRecord": "is itself the who and when: at, actor; no foreign keys by design",
    "journal.SealedRecord": "is itself the who and when: at, actor; no foreign keys by design",
    "journal.PerformedAct": "is itself the who and when: at, actor; no foreign keys by design",
    "regulations.Taxonomy": JOURNALED,
    "regulations.Category": JOURNALED,
    "regulations.CrossWalk": JOURNALED,
    "regulations.Checklist": JOURNALED,
    "regulations.ChecklistItem": JOURNALED,
    "regulations.DeadlineRule": JOURNALED,
    "regulations.CalendarDay": JOURNALED,
    "regulations.Parameter": JOURNALED,
    "regulations.Series": "a counter: who took each number, and when, stands with the numbered record",
    "files.StoredFile": "a content; each use of it (Attachment) says by whom and when",
    "sealing.PersonKey": "its owner makes it; `since` says when",
    "sealing.CircleKey": "`since` says when; the copies say by whom",
    "sealing.Custodian": PART,
    "sealing.Share": PART,
    "sealing.SealedBox": "nothing may tell when it came, or from whom",
    "leaks.Trace": "nothing may tell when it came, or from whom",
    "intake.Tip": "nothing may tell when it came, or from whom; the day alone",
    "intake.Enclosure": "came with its tip",
    "intake.Word": "one side is nobody; the day alone",
    "survey.Pattern": JOURNALED,
    "survey.Reply": "nothing may tell when it came, or from whom; the day alone",
    "survey.Quantity": PART,
    "planning.PlanEntry": PART,
    "planning.SchedulePool": JOURNALED,
    "planning.ScheduleRound": JOURNALED,
    "planning.RoundCapacity": JOURNALED,
    "planning.YearTarget": JOURNALED,
    "planning.SectorLink": JOURNALED,
    "planning.ScheduledUnit": JOURNALED,
    "planning.FollowUp": JOURNALED,
    "planning.Topic": JOURNALED,
    "rounds.Team": PART,
    "rounds.TimeNode": PART,
    "rounds.Membership": JOURNALED,
    "gathering.MaterialItem": PART,
    "gathering.TalkSignature": "signed_by and signed_at say it",
    "fieldwork.Signature": "signed_by and signed_at say it",
    "fieldwork.FactItem": PART,
    "findings.Classification": PART,
    "feedback.ReportedFinding": PART,
    "feedback.LeftOutFinding": PART,
    "feedback.AgendaItem": PART,
    "feedback.Attendance": PART,
    "feedback.OpinionItem": PART,
    "feedback.FedBackFinding": PART,
    "rectification.Measure": PART,
    "supervision.CampaignTask": PART,
    "supervision.LetterLine": PART,
    "disclosure.Section": PART,
    "accountability.Ground": PART,
    "cooperation.Partner": PART,
    "cooperation.Invited": PART,
    "disclosure.Verdict": "of somebody unnamed: nothing may tell who answered, or when but for the day",
    "evaluation.Card": "nothing may tell when it was used; that it was issued is journaled with its panel",
    "evaluation.Count": "sums of votes: nothing may tell when they came, or from whom",
}
"""Models without `created_by` and `created_at`, each with the reason."""

NO_SIBLING: dict[str, str] = {
    "rectification.DueNotice.created_at": "created_by stays empty when the daily run gave it: no account acts",
    "hints.Hint.created_at": "created_by stays empty when the daily run found it: no account acts",
    "hints.Scan.created_at": "created_by stays empty when the daily run looked: no account acts",
    "disclosure.Disclosure.created_at": "it begins by itself when it is owed: no account acts",
    "rectification.PeriodReport.created_at": "created_by stays empty when the daily run opened it: no account acts",
}
"""`label.field_at` without `field_by`, each with the reason."""

ALL = pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)


def field_names(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def mentioned(condition: Q) -> set[str]:
    """The fields of which a check speaks."""
    names: set[str] = set()
    for child in condition.children:
        names |= mentioned(child) if isinstance(child, Q) else {str(child[0]).split("__")[0]}
    return names


def unpaired(model: type[Model]) -> list[str]:
    """Moments (`*_at`) without their person (`*_by`), or pairs that the database does not hold together."""
    wrong = []
    names = field_names(model)
    checks = [mentioned(c.condition) for c in model._meta.constraints if isinstance(c, CheckConstraint)]
    for field in model._meta.concrete_fields:
        if not (isinstance(field, DateTimeField) and field.name.endswith("_at")):
            continue
        label, by = f"{model._meta.label}.{field.name}", field.name.removesuffix("_at") + "_by"
        if label in NO_SIBLING:
            continue
        if by not in names:
            wrong.append(f"{label} has no {by}")
        elif field.null != model._meta.get_field(by).null:
            wrong.append(f"{label} and {by} are not both optional")
        elif field.null and not any({field.name, by} <= names for names in checks):
            wrong.append(f"{label} and {by} are not held together by a constraint")
    return wrong


@ALL
def test_who_and_when(model):
    has = {"created_by", "created_at"} <= field_names(model)
    assert has != (model._meta.label in NO_MAKER), "give it created_by and created_at, or say in NO_MAKER why not"


@ALL
def test_moments_have_their_person(model):
    assert unpaired(model) == []


@ALL
def test_retention_and_transfer_are_decided(model):
    assert model._meta.label in DECISIONS, "decide in core/retention.py how long it is kept and whether it leaves"


def test_no_decision_about_what_does_not_exist():
    existing = {model._meta.label for model in models()}
    assert set(DECISIONS) - existing == set()
    assert set(NO_MAKER) - existing == set()
    assert set(RETENTION_LABEL) == set(Retention)


def test_every_decision_gives_its_reason():
    assert [label for label, decision in DECISIONS.items() if len(decision.why) < 10] == []


def _model(name: str, **attributes) -> type[Model]:
    meta = type("Meta", (), {"app_label": "planted", "constraints": attributes.pop("constraints", [])})
    return type(name, (orm.Model,), {"__module__": __name__, "Meta": meta, **attributes})


def test_lonely_moments_are_seen():
    lonely = _model("Lonely", closed_at=orm.DateTimeField(null=True))
    loose = _model("Loose", closed_at=orm.DateTimeField(null=True), closed_by=orm.IntegerField(null=True))
    uneven = _model("Uneven", closed_at=orm.DateTimeField(null=True), closed_by=orm.IntegerField())
    held = _model(
        "HeldTogether",
        closed_at=orm.DateTimeField(null=True),
        closed_by=orm.IntegerField(null=True),
        constraints=[
            CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="held",
            )
        ],
    )
    assert unpaired(lonely) == ["planted.Lonely.closed_at has no closed_by"]
    assert unpaired(loose) == ["planted.Loose.closed_at and closed_by are not held together by a constraint"]
    assert unpaired(uneven) == ["planted.Uneven.closed_at and closed_by are not both optional"]
    assert unpaired(held) == []
