"""What each role carries and where it is held: the only place where that is written. (domain §2.1, §2.2)"""

from enum import StrEnum

from xuncha.core.permissions.names import Permission, Scope
from xuncha.core.text import N_


class Role(StrEnum):
    """What a person is, within a scope and for a time. The value is stored and must never change."""

    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    SECRETARY = "secretary"
    LEADING_GROUP = "leading_group"
    OFFICE_DIRECTOR = "office_director"
    OFFICE_CLERK = "office_clerk"
    ORGANISATION = "organisation"
    DISCIPLINE = "discipline"
    TEAM_LEADER = "team_leader"
    DEPUTY_LEADER = "deputy_leader"
    TEAM_LIAISON = "team_liaison"
    INSPECTOR = "inspector"
    UNIT_LIAISON = "unit_liaison"
    UNIT_HEAD = "unit_head"
    DEPARTMENT = "department"


ROLE_LABEL: dict[Role, str] = {
    Role.SYSTEM_ADMIN: N_("系统管理员"),
    Role.SECURITY_ADMIN: N_("安全保密管理员"),
    Role.AUDIT_ADMIN: N_("安全审计员"),
    Role.SECRETARY: N_("党委书记"),
    Role.LEADING_GROUP: N_("巡察工作领导小组成员"),
    Role.OFFICE_DIRECTOR: N_("巡察办主任"),
    Role.OFFICE_CLERK: N_("巡察办工作人员"),
    Role.ORGANISATION: N_("组织部门人员"),
    Role.DISCIPLINE: N_("纪检监察机关人员"),
    Role.TEAM_LEADER: N_("巡察组组长"),
    Role.DEPUTY_LEADER: N_("巡察组副组长"),
    Role.TEAM_LIAISON: N_("巡察组联络员"),
    Role.INSPECTOR: N_("巡察组成员"),
    Role.UNIT_LIAISON: N_("被巡察单位联络员"),
    Role.UNIT_HEAD: N_("被巡察单位主要负责人"),
    Role.DEPARTMENT: N_("职能部门联络员"),
}

ROLE_SCOPE: dict[Role, Scope] = {
    Role.SYSTEM_ADMIN: Scope.INSTALLATION,
    Role.SECURITY_ADMIN: Scope.INSTALLATION,
    Role.AUDIT_ADMIN: Scope.INSTALLATION,
    Role.SECRETARY: Scope.JURISDICTION,
    Role.LEADING_GROUP: Scope.JURISDICTION,
    Role.OFFICE_DIRECTOR: Scope.JURISDICTION,
    Role.OFFICE_CLERK: Scope.JURISDICTION,
    Role.ORGANISATION: Scope.JURISDICTION,
    Role.DISCIPLINE: Scope.JURISDICTION,
    Role.TEAM_LEADER: Scope.TEAM,
    Role.DEPUTY_LEADER: Scope.TEAM,
    Role.TEAM_LIAISON: Scope.TEAM,
    Role.INSPECTOR: Scope.TEAM,
    Role.UNIT_LIAISON: Scope.UNIT,
    Role.UNIT_HEAD: Scope.UNIT,
    Role.DEPARTMENT: Scope.UNIT,
}

P = Permission
_LEADERS = frozenset({P.ORGS_READ, P.REGULATIONS_READ, P.PLAN_READ, P.ROUND_READ, P.INSPECTION_READ, P.PAPER_READ})
_LEADERS |= {P.FACT_READ, P.FINDING_READ, P.FIX_READ, P.FIGURES_READ, P.PEOPLE_READ, P.SUGGESTION_READ}
_LEADERS |= {P.LINKAGE_READ, P.PREPARATION_READ, P.SURVEY_READ, P.CUSTODY_READ}
_LEADERS |= {P.TALK_READ, P.MATERIAL_READ, P.MATERIAL_OPEN, P.VISIT_READ, P.WEEK_READ}
_LEADERS |= {P.TALK_RECORD_READ}  # of those alone in which they are named
_LEADERS |= {P.DOSSIER_READ, P.DECLARATION_READ, P.RECUSAL_READ, P.DRAW_READ, P.DRAW_SEED}
_LEADERS |= {P.MEETING_READ, P.INSTRUCTION_READ, P.REPORT_READ, P.SESSION_READ, P.FEEDBACK_READ, P.RECT_READ}
_LEADERS |= {P.GUIDANCE_READ, P.CONDUCT_READ, P.REFERRAL_READ}
_LEADERS |= {P.HINT_READ}
_LEADERS |= {P.RECT_CONSULT}
_LEADERS |= {P.EVALUATION_READ, P.EVALUATION_VOTE}
_LEADERS |= {P.FORM_EXPORT, P.LEDGER_EXPORT}
_DECIDERS = {P.MEETING_APPROVE, P.INSTRUCTION_WRITE, P.INSTRUCTION_ACCEPT, P.FEEDBACK_APPROVE, P.RECT_EXTEND}
_DECIDERS |= {P.RECT_DECIDE, P.SPECIAL_READ, P.SPECIAL_DECIDE}
_DECIDERS |= {P.EVALUATION_APPROVE}
_DECIDERS |= {P.SEALED_FORM_EXPORT}
_LEADERS |= {P.LETTER_READ, P.CAMPAIGN_READ}
_DECIDERS |= {P.LETTER_APPROVE, P.CAMPAIGN_APPROVE}
_DECIDERS |= {P.RECT_RAISED}
_OFFICE = _LEADERS | {P.ORGS_WRITE, P.REGULATIONS_WRITE, P.PLAN_DRAFT, P.PEOPLE_WRITE, P.ROUND_DRAFT, P.ROUND_RUN}
_OFFICE |= {P.PAPER_FILE, P.SHEET_IMPORT, P.FINDING_IMPORT, P.MEETING_WRITE, P.INSTRUCTION_WRITE, P.INSTRUCTION_ANSWER}
_OFFICE |= {P.SURVEY_WRITE, P.PREPARATION_WRITE, P.DECLARATION_WRITE, P.RECUSAL_HANDLE}
_OFFICE |= {P.FEEDBACK_WRITE, P.FEEDBACK_RUN, P.RECT_REVIEW, P.RECT_CLOSE, P.CLUE_READ, P.CLUE_DECIDE}
_OFFICE |= {P.GUIDANCE_WRITE, P.CONDUCT_WRITE, P.APPROACH_WRITE, P.HINT_RUN, P.HINT_HANDLE}
_OFFICE |= {P.RECT_OPINE, P.RECT_SUM}
_OFFICE |= {P.SEALED_FORM_EXPORT}
_OFFICE |= {P.GUIDANCE_WRITE, P.CONDUCT_WRITE, P.APPROACH_WRITE}
_OFFICE |= {P.EVALUATION_WRITE, P.EVALUATION_SCORE}
_OFFICE |= {P.LETTER_WRITE, P.CAMPAIGN_WRITE}
_OFFICE |= {P.REFERRAL_WRITE, P.REFERRAL_RUN}
_TEAM = frozenset({P.ORGS_READ, P.REGULATIONS_READ, P.INSPECTION_READ, P.PAPER_READ, P.PAPER_WRITE, P.FACT_READ})
_TEAM |= {P.FACT_WRITE, P.FINDING_READ, P.FINDING_WRITE, P.FIX_READ, P.FIX_WRITE, P.ROUND_READ, P.SHEET_IMPORT}
_TEAM |= {
    P.PREPARATION_READ,
    P.REPORT_READ,
    P.REPORT_WRITE,
    P.SESSION_READ,
    P.FEEDBACK_READ,
    P.FEEDBACK_WRITE,
    P.RECT_READ,
    P.CLUE_READ,
    P.CLUE_WRITE,
}
_TEAM |= {P.SPECIAL_READ, P.SPECIAL_WRITE, P.REFERRAL_READ, P.REFERRAL_WRITE}
_TEAM |= {P.SURVEY_READ, P.SURVEY_WRITE}
_TEAM |= {P.TALK_READ, P.TALK_WRITE, P.TALK_RECORD_READ, P.TALK_RECORD_WRITE}
_TEAM |= {P.MATERIAL_READ, P.MATERIAL_OPEN, P.MATERIAL_WRITE, P.VISIT_READ, P.VISIT_WRITE, P.WEEK_READ}
_TEAM |= {P.GUIDANCE_READ, P.GUIDANCE_ANSWER, P.CONDUCT_READ, P.CONDUCT_SIGN, P.APPROACH_WRITE}
_TEAM |= {P.FORM_EXPORT, P.SEALED_FORM_EXPORT}
_PERSONNEL = frozenset({P.ORGS_READ, P.PLAN_READ, P.ROUND_READ, P.FIGURES_READ, P.REGULATIONS_READ, P.PEOPLE_READ})
_PERSONNEL |= {P.ROUND_SUGGEST, P.SUGGESTION_READ, P.REPORT_READ, P.SESSION_READ, P.FEEDBACK_READ, P.RECT_READ}
_PERSONNEL |= {P.HINT_READ, P.RECT_REVIEW, P.HANDED_READ, P.HANDED_RUN, P.HANDED_HANDLE}
_PERSONNEL |= {P.RECT_CONSULT, P.RECT_OPINE}
_PERSONNEL |= {P.RECT_REVIEW, P.HANDED_READ, P.HANDED_RUN, P.HANDED_HANDLE}
_PERSONNEL |= {P.EVALUATION_READ, P.EVALUATION_SCORE, P.EVALUATION_VOTE}
_UNIT = frozenset({P.FACT_READ, P.FIX_READ, P.FEEDBACK_READ, P.RECT_READ, P.RECT_FOLLOW})
_UNIT |= {P.EVALUATION_FOLLOW, P.EVALUATION_OBJECT}
_ADDRESSED = frozenset({P.LETTER_READ, P.CAMPAIGN_READ, P.FORM_EXPORT, P.LEDGER_EXPORT})
_UNIT |= _ADDRESSED
_ANSWERING = _ADDRESSED | {P.LETTER_ANSWER, P.CAMPAIGN_RUN}
_VISITING = {P.RETURN_VISIT_READ, P.LOOKBACK_READ, P.LOOKBACK_SEED}
_LEADERS |= _VISITING
_DECIDERS |= {P.LOOKBACK_APPROVE}
_OFFICE |= _VISITING | {P.LOOKBACK_WRITE, P.LOOKBACK_CHECK}
_PERSONNEL |= _VISITING | {P.LOOKBACK_CHECK}
_UNIT |= {P.LOOKBACK_READ}
_PERSONNEL |= {P.FORM_EXPORT, P.LEDGER_EXPORT, P.SEALED_FORM_EXPORT, P.SEALED_LEDGER_EXPORT}
_LEADERS |= {P.SEALED_FORM_EXPORT}
_OFFICE |= {P.SEALED_LEDGER_EXPORT}
_UNIT |= {P.SEALED_FORM_EXPORT, P.SEALED_LEDGER_EXPORT}
_LEADERS |= {P.DISCLOSURE_READ, P.HEARING_READ}
_OFFICE |= {P.DISCLOSURE_READ, P.DISCLOSURE_APPROVE, P.HEARING_READ, P.HEARING_WRITE}
_PERSONNEL |= {P.DISCLOSURE_READ, P.HEARING_READ}
_UNIT |= {P.DISCLOSURE_READ}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.SYSTEM_ADMIN: frozenset({P.SYSTEM_OPERATE}),
    Role.SECURITY_ADMIN: frozenset({P.ACCOUNTS_READ, P.ACCOUNTS_MANAGE}),
    Role.AUDIT_ADMIN: frozenset({P.JOURNAL_READ, P.ACCOUNTS_READ, P.EXPORT_READ, P.LEDGER_EXPORT}),
    Role.SECRETARY: _LEADERS
    | _DECIDERS
    | {P.PLAN_APPROVE, P.ROUND_APPROVE, P.RECUSAL_APPROVE, P.CLUE_COUNT}
    | {P.CLUE_EXACT},
    Role.LEADING_GROUP: _LEADERS | _DECIDERS | {P.ROUND_APPROVE, P.PEOPLE_APPROVE, P.RECUSAL_APPROVE, P.CLUE_COUNT},
    Role.OFFICE_DIRECTOR: _OFFICE
    | {P.LOOKBACK_APPROVE}
    | {P.EVALUATION_APPROVE}
    | {P.CUSTODY_WRITE, P.RECT_EXTEND, P.RECT_DECIDE, P.PEOPLE_APPROVE, P.PEOPLE_REVEAL}
    | {P.PETITION_COUNT, P.PETITION_ASK, P.CLUE_COUNT, P.CLUE_EXACT}
    | {P.APPROACH_READ, P.APPROACH_HANDLE, P.LETTER_APPROVE, P.CAMPAIGN_APPROVE}
    | {P.SPECIAL_READ, P.SPECIAL_RECEIVE, P.SPECIAL_DECIDE, P.SPECIAL_ANSWER},
    Role.OFFICE_CLERK: _OFFICE,
    Role.ORGANISATION: _PERSONNEL | {P.PEOPLE_WRITE, P.PEOPLE_REVEAL, P.DOSSIER_READ, P.DOSSIER_WRITE, P.SHEET_IMPORT},
    Role.DISCIPLINE: _PERSONNEL | {P.DRAW_READ, P.DRAW_SEED},
    Role.TEAM_LEADER: _TEAM
    | {P.PAPER_SIGN, P.FACT_APPROVE, P.FINDING_CONFIRM, P.FIX_APPROVE, P.FIX_ACCEPT, P.REPORT_SIGN}
    | {P.RECUSAL_READ, P.RECUSAL_HANDLE, P.CLUE_APPROVE, P.TALK_RECORD_SHARE, P.WEEK_WRITE}
    | {P.APPROACH_READ, P.APPROACH_HANDLE, P.CONDUCT_WRITE, P.SPECIAL_SIGN, P.SPECIAL_ANSWER}
    | {P.REFERRAL_APPROVE}
    | {P.LEDGER_EXPORT, P.SEALED_LEDGER_EXPORT}
    | {P.PETITION_READ, P.PETITION_WRITE, P.PETITION_COUNT, P.PETITION_RUN, P.PETITION_DECIDE},
    Role.DEPUTY_LEADER: _TEAM
    | {P.WEEK_WRITE, P.PAPER_CHECK, P.PETITION_READ, P.PETITION_WRITE, P.PETITION_COUNT, P.LEDGER_EXPORT},
    Role.TEAM_LIAISON: _TEAM
    | {P.WEEK_WRITE, P.PETITION_READ, P.PETITION_WRITE, P.PETITION_COUNT, P.LEDGER_EXPORT, P.SEALED_LEDGER_EXPORT},
    Role.INSPECTOR: _TEAM,
    Role.UNIT_LIAISON: _UNIT
    | {P.LOOKBACK_ANSWER, P.DISCLOSURE_WRITE}
    | _ANSWERING
    | {P.FACT_ANSWER, P.FIX_ANSWER, P.MATERIAL_OPEN, P.MATERIAL_ANSWER, P.FEEDBACK_RECEIVE, P.RECT_WRITE},
    Role.UNIT_HEAD: _UNIT,
    Role.DEPARTMENT: _ANSWERING,
}

ADMINISTRATORS: frozenset[Role] = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""The three administrators: nobody holds two of them, and none of them holds any other role (E02)."""

_CASE_AREAS = {
    "guidance",
    "approach",
    "preparation",
    "inspection",
    "paper",
    "fact",
    "finding",
    "fix",
    "meeting",
    "instruction",
    "report",
    "session",
    "feedback",
    "rectification",
    "hint",
    "evaluation",
    "petition",
    "clue",
    "handed",
    "special",
    "referral",
    "survey",
    "talk",
    "talk_record",
    "material",
    "visit",
    "week",
    "letter",
    "campaign",
}
_CASE_AREAS |= {"lookback", "return_visit", "disclosure", "hearing"}
CASE_CONTENT: frozenset[Permission] = frozenset(p for p in Permission if p.split(":")[0] in _CASE_AREAS)
"""What an inspection found out. No administrator may hold any of it."""

SEALED_AREAS = frozenset({"petition", "clue", "handed", "special", "lookback", "return_visit"})
SEALED_AREAS |= {"sealed_form", "sealed_ledger"}
"""Areas of which not even the administrators learn that something happened: their acts have a journal of their own."""


def is_sealed(permission: Permission) -> bool:
    """Whether acts under this permission are kept in the sealed journal."""
    return permission.split(":")[0] in SEALED_AREAS


def grants(role: Role, permission: Permission) -> bool:
    """Whether the role carries the permission, in whatever scope it is held."""
    return permission in GRANTS[role]


def roles_with(permission: Permission) -> list[Role]:
    """The roles that carry this permission, in table order."""
    return [role for role in Role if permission in GRANTS[role]]


def can_hold_together(held: frozenset[Role], wanted: Role) -> bool:
    """Whether one person may hold `wanted` beside `held`: an administrator holds nothing else, ever."""
    if wanted in held or not held:
        return True
    return wanted not in ADMINISTRATORS and not (held & ADMINISTRATORS)
