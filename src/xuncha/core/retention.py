"""
How long each kind of record is kept, and whether it may ever leave the machine: one line per model.

No public source gives retention periods for inspection archives (domain §11), so the classes below say what ends a
record's life, not after how many years: the years are an office's own dated parameter. A model without a line fails
a conformance test.
"""

from dataclasses import dataclass
from enum import StrEnum

from xuncha.core.text import N_


class Retention(StrEnum):
    """What ends the life of a record."""

    NEVER = "never"  # kept as long as the installation: the journal and what it refers to
    ARCHIVE = "archive"  # goes into the archive of its round and follows the archive's period
    OFFICE = "office"  # the office's own material: kept while it is in force, then as history
    PERSON = "person"  # personal data: removed when the person leaves the pool and no round refers to them
    PASSING = "passing"  # a tool's memory: may be cleared at any time without losing work


RETENTION_LABEL: dict[Retention, str] = {
    Retention.NEVER: N_("永久保存"),
    Retention.ARCHIVE: N_("随轮次归档"),
    Retention.OFFICE: N_("有效期内使用，失效后留作历史"),
    Retention.PERSON: N_("出库且无轮次引用后清除"),
    Retention.PASSING: N_("用完可清"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """`leaves`: whether the record may be handed to another machine (a roll-up, a laptop). `why` is for engineers."""

    retention: Retention
    leaves: bool
    why: str


_N, _A, _O, _P, _T = Retention.NEVER, Retention.ARCHIVE, Retention.OFFICE, Retention.PERSON, Retention.PASSING

DECISIONS: dict[str, Decision] = {
    "orgs.Jurisdiction": Decision(_N, leaves=True, why="the spine of every record and of every roll-up"),
    "orgs.Organisation": Decision(_N, leaves=True, why="inspected units are named by their records for ever"),
    "orgs.OrganisationName": Decision(_N, leaves=True, why="an old document must still find its unit"),
    "orgs.Sector": Decision(_O, leaves=True, why="how units are grouped"),
    "accounts.User": Decision(_N, leaves=False, why="accounts belong to one installation; the journal names them"),
    "accounts.Grant": Decision(_N, leaves=False, why="who was allowed what, and when, is evidence"),
    "sealing.PersonKey": Decision(_N, leaves=False, why="opens what was sealed to its owner, as long as that is kept"),
    "sealing.Circle": Decision(_N, leaves=False, why="who could open what is evidence"),
    "sealing.CircleKey": Decision(_N, leaves=False, why="what lies sealed was sealed to it"),
    "sealing.KeyCopy": Decision(_N, leaves=False, why="emptied when its owner leaves; the row says from when to when"),
    "sealing.Panel": Decision(_N, leaves=False, why="who could recover a key together, and when, is evidence"),
    "sealing.Custodian": Decision(_N, leaves=False, why="one of a panel"),
    "sealing.Deposit": Decision(_N, leaves=False, why="ended when it is made anew; its shares are emptied then"),
    "sealing.Share": Decision(_N, leaves=False, why="emptied with its custodian's office; the row says until when"),
    "sealing.Recovery": Decision(_N, leaves=False, why="who got a key again, and every drill, is evidence"),
    "sealing.Release": Decision(_N, leaves=False, why="what a custodian did; emptied when the recovery ends"),
    "sealing.SealedBox": Decision(_A, leaves=False, why="what people told in confidence follows its round"),
    "leaks.Trace": Decision(_A, leaves=False, why="goes with what was told; opens nothing"),
    "leaks.SourceCheck": Decision(_A, leaves=False, why="who let which text pass stays with its petitions"),
    "journal.JournalRecord": Decision(_N, leaves=True, why="exported and verified by third parties"),
    "journal.SealedRecord": Decision(_N, leaves=False, why="tells that clues exist; verified on the server alone"),
    "inbox.Draft": Decision(_T, leaves=False, why="typed and not sent; gone when the form is sent"),
    "inbox.ReadMark": Decision(_T, leaves=False, why="what somebody has read: spares showing it again"),
    "inbox.Delegation": Decision(_N, leaves=False, why="whose turn was left to whom, and when, explains who acted"),
    "journal.PerformedAct": Decision(_T, leaves=False, why="keys of forms: needed only while a form may be resent"),
    "regulations.Taxonomy": Decision(_N, leaves=True, why="old findings are classified by old editions"),
    "regulations.Category": Decision(_N, leaves=True, why="node of a taxonomy"),
    "regulations.CrossWalk": Decision(_O, leaves=True, why="how editions compare"),
    "regulations.Checklist": Decision(_O, leaves=True, why="published versions are referred to by papers"),
    "regulations.ChecklistItem": Decision(_O, leaves=True, why="line of a checklist"),
    "regulations.DeadlineRule": Decision(_N, leaves=True, why="why a due date was what it was"),
    "regulations.Series": Decision(_N, leaves=False, why="numbers must never be given twice on one installation"),
    "regulations.CalendarDay": Decision(_N, leaves=True, why="why a due date was what it was"),
    "regulations.Parameter": Decision(_N, leaves=True, why="why a computed value was what it was"),
    "files.StoredFile": Decision(_A, leaves=True, why="evidence goes with the papers that cite it"),
    "files.Attachment": Decision(_A, leaves=True, why="evidence goes with the papers that cite it"),
    "jobs.Job": Decision(_T, leaves=False, why="how far a background task is; what it did stands in the journal"),
    "imports.ImportBatch": Decision(_O, leaves=False, why="what came in by which workbook, and the way back"),
    "imports.ColumnMapping": Decision(_T, leaves=False, why="a person's answer that saves asking again"),
    "planning.Term": Decision(_N, leaves=True, why="the spine of every record"),
    "planning.PlanVersion": Decision(_O, leaves=True, why="filed with the upper office; old versions stay comparable"),
    "planning.PlanEntry": Decision(_O, leaves=True, why="line of a plan"),
    "planning.Target": Decision(_N, leaves=True, why="coverage is measured against it"),
    "planning.Schedule": Decision(_O, leaves=True, why="what was asked of the timetable of a version"),
    "planning.SchedulePool": Decision(_O, leaves=True, why="line of a schedule"),
    "planning.ScheduleRound": Decision(_O, leaves=True, why="line of a schedule"),
    "planning.RoundCapacity": Decision(_O, leaves=True, why="line of a schedule"),
    "planning.YearTarget": Decision(_O, leaves=True, why="line of a schedule"),
    "planning.SectorLink": Decision(_O, leaves=True, why="line of a schedule"),
    "planning.ScheduledUnit": Decision(_O, leaves=True, why="line of a schedule"),
    "planning.FollowUp": Decision(_O, leaves=True, why="line of a schedule"),
    "planning.Topic": Decision(_O, leaves=True, why="line of a schedule"),
    "planning.PlanMark": Decision(_O, leaves=True, why="who held a unit in a round, and why"),
    "planning.Proposal": Decision(_O, leaves=True, why="from which task a plan was worked out, to derive it again"),
    "talent.Person": Decision(_P, leaves=False, why="résumés and native places stay where they were entered"),
    "talent.Tie": Decision(_P, leaves=False, why="relatives are named: narrowest purpose, recusal"),
    "talent.Entry": Decision(_P, leaves=False, why="who was nominated and refused concerns the person alone"),
    "dossier.Identity": Decision(_P, leaves=False, why="sealed on this machine, opened only here"),
    "dossier.Update": Decision(_P, leaves=False, why="the way back from a yearly update; goes with the person"),
    "dossier.Post": Decision(_P, leaves=False, why="résumés stay where they were entered"),
    "dossier.Training": Decision(_P, leaves=False, why="goes with the person"),
    "talent.Relation": Decision(_P, leaves=False, why="relatives are named: narrowest purpose, recusal"),
    "rounds.Round": Decision(_N, leaves=True, why="the spine of every record"),
    "rounds.TimeNode": Decision(_A, leaves=True, why="dates of the round"),
    "rounds.Team": Decision(_A, leaves=True, why="the spine of every record"),
    "rounds.Membership": Decision(_A, leaves=False, why="names people; a roll-up carries counts only"),
    "rounds.Declaration": Decision(_A, leaves=False, why="goes with the member; ties name relatives' employers"),
    "rounds.Recusal": Decision(_A, leaves=False, why="why somebody kept out, or did not: stays with the office"),
    "rounds.Replacement": Decision(_A, leaves=False, why="names people; a roll-up carries counts only"),
    "rounds.Draw": Decision(_A, leaves=True, why="anybody may repeat a draw from its certificate, for ever"),
    "rounds.RingLeg": Decision(_N, leaves=True, why="who inspected whom decides who may inspect whom next"),
    "rounds.Suggestion": Decision(_A, leaves=False, why="a department's judgement of a unit stays with the office"),
    "rounds.Participation": Decision(_A, leaves=True, why="who took part in the round, as both offices say"),
    "rounds.LentPerson": Decision(_A, leaves=False, why="names people; the membership says who worked where"),
    "rounds.Inspection": Decision(_N, leaves=True, why="the spine of every record"),
    "preparation.DataRequest": Decision(_A, leaves=False, why="lent for one round: own clock, then given back"),
    "preparation.Instruction": Decision(_A, leaves=False, why="what the unit was told; lent for the inspection"),
    "preparation.Entry": Decision(_A, leaves=True, why="posted in public; goes with the inspection"),
    "preparation.AuditReport": Decision(_A, leaves=False, why="lent by the auditor; never to another level"),
    "conduct.Comment": Decision(_A, leaves=False, why="what the office said to a text stays with the office"),
    "conduct.Guidance": Decision(_A, leaves=True, why="that a team was heard and guided is counted above"),
    "conduct.Training": Decision(_A, leaves=True, why="counted by the upper office"),
    "conduct.Pledge": Decision(_A, leaves=False, why="names people; binds them after the round too"),
    "conduct.Device": Decision(_A, leaves=False, why="names people; settled with the round"),
    "conduct.Approach": Decision(_A, leaves=False, why="names who put in a word; sealed, for leader and director"),
    "conduct.Breach": Decision(_A, leaves=False, why="names people; a roll-up carries counts only"),
    "intake.Mailbox": Decision(_A, leaves=False, why="how people reached the team, and until when"),
    "intake.Tip": Decision(_A, leaves=False, why="what was confided; only its circle opens it"),
    "intake.Enclosure": Decision(_A, leaves=False, why="came with a tip; the original lies sealed apart"),
    "intake.Word": Decision(_A, leaves=False, why="the dialogue with whoever holds the receipt"),
    "intake.Petition": Decision(_A, leaves=False, why="the register: numbers without gaps, content sealed"),
    "intake.Routing": Decision(_A, leaves=False, why="what a competent body was given, and what it answered"),
    "intake.Opening": Decision(_A, leaves=False, why="who asked to read a sealed part and why, who opened it"),
    "gathering.MaterialRequest": Decision(_A, leaves=False, why="what the unit was asked for, and what became of it"),
    "gathering.MaterialItem": Decision(_A, leaves=False, why="goes with its request"),
    "gathering.MaterialReview": Decision(_A, leaves=False, why="what the team noticed; never for the unit"),
    "gathering.Visit": Decision(_A, leaves=False, why="where the team went and what it saw"),
    "survey.Pattern": Decision(_O, leaves=True, why="asks the same of everybody; says nothing of anybody"),
    "survey.Questionnaire": Decision(_A, leaves=True, why="what was asked of a unit; its figures rest on it"),
    "survey.Reply": Decision(_A, leaves=False, why="what somebody unnamed answered; figures alone leave"),
    "survey.Sheet": Decision(_A, leaves=False, why="what stands on a paper; figures alone leave"),
    "survey.Squad": Decision(_A, leaves=False, why="names people of the team"),
    "survey.Quantity": Decision(_A, leaves=True, why="what a squad counted"),
    "survey.SquadResult": Decision(_A, leaves=True, why="what a squad found goes with the papers that rest on it"),
    "survey.VillageCard": Decision(_A, leaves=True, why="what a village was like when it was inspected"),
    "survey.CardUpdate": Decision(_A, leaves=False, why="the way back from a workbook; goes with the card"),
    "gathering.WeekSheet": Decision(_A, leaves=False, why="what a team did in a week, in numbers and its own words"),
    "gathering.Talk": Decision(_A, leaves=False, why="that the team spoke with somebody, and who of it"),
    "gathering.TalkRecord": Decision(_A, leaves=False, why="what was said in confidence; for those named alone"),
    "gathering.TalkSignature": Decision(_A, leaves=False, why="goes with its record"),
    "gathering.Supplement": Decision(_A, leaves=False, why="goes with its record"),
    "gathering.Reading": Decision(_A, leaves=False, why="who could read what was said, and when, is evidence"),
    "fieldwork.WorkingPaper": Decision(_A, leaves=False, why="handed from laptop to office, never to another level"),
    "fieldwork.Signature": Decision(_A, leaves=False, why="goes with its paper"),
    "fieldwork.Evidence": Decision(_A, leaves=False, why="goes with its paper"),
    "fieldwork.Citation": Decision(_A, leaves=False, why="goes with its paper"),
    "fieldwork.FactSheet": Decision(_A, leaves=False, why="goes with its papers"),
    "fieldwork.FactItem": Decision(_A, leaves=False, why="goes with its sheet"),
    "findings.Finding": Decision(_A, leaves=True, why="counted by the upper office"),
    "findings.Lineage": Decision(_A, leaves=True, why="what became of a finding must stay readable"),
    "findings.Classification": Decision(_A, leaves=True, why="goes with its finding"),
    "findings.ImmediateFix": Decision(_A, leaves=True, why="counted by the upper office"),
    "clues.ClueRegister": Decision(_A, leaves=False, why="who could open the clues of an inspection"),
    "clues.Clue": Decision(_A, leaves=False, why="about persons; only its circle opens it"),
    "clues.Remark": Decision(_A, leaves=False, why="goes with its clue"),
    "clues.Package": Decision(_A, leaves=False, why="what was handed over against which receipt is evidence"),
    "clues.Handover": Decision(_A, leaves=False, why="what its recipient made of a clue"),
    "special.SpecialRegister": Decision(_A, leaves=False, why="who could open what was written of a principal"),
    "special.SpecialReport": Decision(_A, leaves=False, why="about a person or an urgent matter; its circle opens it"),
    "special.SpecialVersion": Decision(_A, leaves=False, why="what a report said before it was changed"),
    "special.SpecialRemark": Decision(_A, leaves=False, why="what was instructed and what came of it"),
    "feedback.Report": Decision(_A, leaves=False, why="what the team reports stays with the office"),
    "feedback.ReportedFinding": Decision(_A, leaves=True, why="how many findings were reported is counted"),
    "feedback.LeftOutFinding": Decision(_A, leaves=False, why="why the team kept a finding out stays with the office"),
    "feedback.Meeting": Decision(_A, leaves=True, why="counted by the upper office"),
    "feedback.AgendaItem": Decision(_A, leaves=False, why="what was decided stays with the office"),
    "feedback.Instruction": Decision(_A, leaves=False, why="names matters and leaders; stays with the office"),
    "feedback.Session": Decision(_A, leaves=True, why="counted by the upper office"),
    "feedback.Attendance": Decision(_A, leaves=False, why="names people; a roll-up carries counts only"),
    "feedback.Talk": Decision(_A, leaves=False, why="names people; stays with the office"),
    "feedback.Opinion": Decision(_A, leaves=True, why="given to the unit"),
    "feedback.OpinionItem": Decision(_A, leaves=True, why="given to the unit, counted by the upper office"),
    "feedback.FedBackFinding": Decision(_A, leaves=False, why="leads back to findings, which the unit never sees"),
    "rectification.Plan": Decision(_A, leaves=True, why="the unit's own"),
    "rectification.PlanRemark": Decision(_A, leaves=True, why="goes with its plan"),
    "rectification.Item": Decision(_A, leaves=True, why="counted by the upper office"),
    "rectification.LedgerUpload": Decision(_A, leaves=False, why="its content stands in the records"),
    "rectification.Measure": Decision(_A, leaves=True, why="goes with its item"),
    "rectification.Progress": Decision(_A, leaves=True, why="goes with its item"),
    "rectification.Evidence": Decision(_A, leaves=True, why="goes with its item"),
    "rectification.EvidenceReview": Decision(_A, leaves=False, why="the office's judgement"),
    "rectification.MoneyOutcome": Decision(_A, leaves=True, why="counted by the upper office"),
    "rectification.RuleOutput": Decision(_A, leaves=True, why="counted by the upper office"),
    "rectification.Shortfall": Decision(_A, leaves=True, why="goes with its item"),
    "rectification.Accountability": Decision(_A, leaves=True, why="counted by the upper office; has no names"),
    "rectification.Extension": Decision(_A, leaves=True, why="goes with its item"),
    "rectification.Query": Decision(_A, leaves=True, why="goes with its plan"),
    "rectification.UnitReport": Decision(_A, leaves=True, why="goes with its plan"),
    "hints.Scan": Decision(_T, leaves=False, why="what was looked through when; made again by the next one"),
    "hints.Hint": Decision(_A, leaves=False, why="a suspicion that a person confirmed or dismissed stays here"),
    "hints.Inquiry": Decision(_A, leaves=False, why="what the unit was asked and answered, with its rectification"),
    "hints.PhotoLook": Decision(_T, leaves=False, why="worked out of the photo; can be worked out again"),
    "rectification.Consequence": Decision(_A, leaves=True, why="counted by the upper office"),
    "rectification.PeriodReport": Decision(_A, leaves=True, why="what the unit reported of each period"),
    "rectification.DueNotice": Decision(_A, leaves=True, why="that a date was missed stays known"),
}
"""By `app_label.Model`."""
