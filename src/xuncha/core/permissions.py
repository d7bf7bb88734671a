"""
Who may do what: one table. Menus, pages, the door, the published matrix and the tests all read it.

A grant in the database is (person, role, scope, from, to). This module says which permissions a role carries and
in which kind of scope the role is held. Default deny: what is not written here is not allowed. (domain §2.1, §2.2)
"""

from enum import StrEnum

from xuncha.core.text import N_, Say, say


class Scope(StrEnum):
    """The kind of thing a role is held over. A grant without its thing grants nothing."""

    INSTALLATION = "installation"  # this running copy of the product
    JURISDICTION = "jurisdiction"  # one committee's area: a city, a county
    TEAM = "team"  # one team of one round; ends with the round (一次一授权)
    UNIT = "unit"  # one inspected organisation


class Permission(StrEnum):
    """area:verb. The value is stored and must never change."""

    ACCOUNTS_READ = "accounts:read"
    ACCOUNTS_MANAGE = "accounts:manage"
    SYSTEM_OPERATE = "system:operate"
    JOURNAL_READ = "journal:read"
    ORGS_READ = "orgs:read"
    ORGS_WRITE = "orgs:write"
    REGULATIONS_READ = "regulations:read"
    REGULATIONS_WRITE = "regulations:write"
    PLAN_READ = "plan:read"
    PLAN_DRAFT = "plan:draft"
    PLAN_APPROVE = "plan:approve"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    PEOPLE_APPROVE = "people:approve"
    PEOPLE_REVEAL = "people:reveal"
    DOSSIER_READ = "dossier:read"
    DOSSIER_WRITE = "dossier:write"
    DECLARATION_READ = "declaration:read"
    DECLARATION_WRITE = "declaration:write"
    RECUSAL_READ = "recusal:read"
    RECUSAL_HANDLE = "recusal:handle"
    RECUSAL_APPROVE = "recusal:approve"
    ROUND_READ = "round:read"
    ROUND_DRAFT = "round:draft"
    ROUND_APPROVE = "round:approve"
    ROUND_RUN = "round:run"
    ROUND_SUGGEST = "round:suggest"
    SUGGESTION_READ = "suggestion:read"
    DRAW_READ = "draw:read"
    DRAW_SEED = "draw:seed"
    PREPARATION_READ = "preparation:read"
    PREPARATION_WRITE = "preparation:write"
    LINKAGE_READ = "linkage:read"
    INSPECTION_READ = "inspection:read"
    GUIDANCE_READ = "guidance:read"
    GUIDANCE_WRITE = "guidance:write"
    GUIDANCE_ANSWER = "guidance:answer"
    CONDUCT_READ = "conduct:read"
    CONDUCT_WRITE = "conduct:write"
    CONDUCT_SIGN = "conduct:sign"
    APPROACH_READ = "approach:read"
    APPROACH_WRITE = "approach:write"
    APPROACH_HANDLE = "approach:handle"
    PAPER_READ = "paper:read"
    PAPER_WRITE = "paper:write"
    PAPER_CHECK = "paper:check"
    PAPER_SIGN = "paper:sign"
    PAPER_FILE = "paper:file"
    FACT_READ = "fact:read"
    FACT_WRITE = "fact:write"
    FACT_APPROVE = "fact:approve"
    FACT_ANSWER = "fact:answer"
    FINDING_READ = "finding:read"
    FINDING_WRITE = "finding:write"
    FINDING_CONFIRM = "finding:confirm"
    FIX_READ = "fix:read"
    FIX_WRITE = "fix:write"
    FIX_APPROVE = "fix:approve"
    FIX_ANSWER = "fix:answer"
    FIX_ACCEPT = "fix:accept"
    MEETING_READ = "meeting:read"
    MEETING_WRITE = "meeting:write"
    MEETING_APPROVE = "meeting:approve"
    INSTRUCTION_READ = "instruction:read"
    INSTRUCTION_WRITE = "instruction:write"
    INSTRUCTION_ANSWER = "instruction:answer"
    INSTRUCTION_ACCEPT = "instruction:accept"
    REPORT_READ = "report:read"
    REPORT_WRITE = "report:write"
    REPORT_SIGN = "report:sign"
    SESSION_READ = "session:read"
    FEEDBACK_READ = "feedback:read"
    FEEDBACK_WRITE = "feedback:write"
    FEEDBACK_APPROVE = "feedback:approve"
    FEEDBACK_RUN = "feedback:run"
    FEEDBACK_RECEIVE = "feedback:receive"
    RECT_READ = "rectification:read"
    RECT_WRITE = "rectification:write"
    RECT_FOLLOW = "rectification:follow"
    RECT_REVIEW = "rectification:review"
    RECT_CLOSE = "rectification:close"
    RECT_EXTEND = "rectification:extend"
    RECT_DECIDE = "rectification:decide"
    PETITION_READ = "petition:read"
    PETITION_WRITE = "petition:write"
    PETITION_RUN = "petition:run"
    PETITION_DECIDE = "petition:decide"
    PETITION_COUNT = "petition:count"
    PETITION_ASK = "petition:ask"
    CLUE_READ = "clue:read"
    CLUE_WRITE = "clue:write"
    CLUE_APPROVE = "clue:approve"
    CLUE_DECIDE = "clue:decide"
    CLUE_COUNT = "clue:count"
    HANDED_READ = "handed:read"
    HANDED_RUN = "handed:run"
    HANDED_HANDLE = "handed:handle"
    FIGURES_READ = "figures:read"
    SURVEY_READ = "survey:read"
    SURVEY_WRITE = "survey:write"
    TALK_READ = "talk:read"
    TALK_WRITE = "talk:write"
    TALK_RECORD_READ = "talk_record:read"
    TALK_RECORD_WRITE = "talk_record:write"
    TALK_RECORD_SHARE = "talk_record:share"
    MATERIAL_READ = "material:read"
    MATERIAL_WRITE = "material:write"
    MATERIAL_ANSWER = "material:answer"
    VISIT_READ = "visit:read"
    VISIT_WRITE = "visit:write"
    WEEK_READ = "week:read"
    WEEK_WRITE = "week:write"
    SHEET_IMPORT = "sheet:import"
    FINDING_IMPORT = "finding:import"


AREA_LABEL: dict[str, str] = {
    "accounts": N_("账号与授权"),
    "system": N_("系统"),
    "journal": N_("操作记录"),
    "orgs": N_("组织名录"),
    "regulations": N_("规则与清单"),
    "plan": N_("规划"),
    "people": N_("人才库"),
    "dossier": N_("人事信息"),
    "declaration": N_("回避申报"),
    "recusal": N_("回避事项"),
    "round": N_("轮次"),
    "suggestion": N_("巡察对象建议"),
    "draw": N_("抽签"),
    "preparation": N_("巡前准备"),
    "linkage": N_("联动邀请"),
    "inspection": N_("巡察任务"),
    "guidance": N_("督导指导"),
    "conduct": N_("纪律与保障"),
    "approach": N_("打听说情登记"),
    "paper": N_("问题底稿"),
    "fact": N_("事实确认单"),
    "finding": N_("问题"),
    "fix": N_("立行立改"),
    "meeting": N_("会议"),
    "instruction": N_("批示与点人点事"),
    "report": N_("巡察报告"),
    "session": N_("反馈会"),
    "feedback": N_("反馈"),
    "rectification": N_("整改"),
    "petition": N_("信访"),
    "clue": N_("问题线索"),
    "handed": N_("移交来的线索"),
    "survey": N_("问卷和走访"),
    "talk": N_("谈话"),
    "talk_record": N_("谈话记录"),
    "material": N_("调阅资料"),
    "visit": N_("走访和列席"),
    "week": N_("周进展表"),
    "figures": N_("统计"),
    "sheet": N_("工作簿"),
}
VERB_LABEL: dict[str, str] = {
    "read": N_("查看"),
    "reveal": N_("查看完整内容"),
    "handle": N_("处理"),
    "manage": N_("管理"),
    "operate": N_("运行维护"),
    "write": N_("编写"),
    "draft": N_("拟订"),
    "approve": N_("批准"),
    "run": N_("组织实施"),
    "suggest": N_("提出建议"),
    "seed": N_("录入种子"),
    "check": N_("复核"),
    "decide": N_("审定"),
    "ask": N_("申请破例查阅"),
    "sign": N_("审签"),
    "file": N_("归档"),
    "answer": N_("答复"),
    "confirm": N_("认定"),
    "accept": N_("验收"),
    "receive": N_("签收"),
    "review": N_("审核"),
    "follow": N_("在单位端查看"),
    "close": N_("销号"),
    "extend": N_("审批延期"),
    "import": N_("导入"),
    "count": N_("看汇总"),
    "share": N_("指定查阅人"),
}


def permission_label(permission: Permission) -> Say:
    """The permission in words, for refusals and the published matrix."""
    area, verb = permission.split(":")
    return say("{area}·{verb}", area=say(AREA_LABEL[area]), verb=say(VERB_LABEL[verb]))


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
}

P = Permission
_LEADERS = frozenset({P.ORGS_READ, P.REGULATIONS_READ, P.PLAN_READ, P.ROUND_READ, P.INSPECTION_READ, P.PAPER_READ})
_LEADERS |= {P.FACT_READ, P.FINDING_READ, P.FIX_READ, P.FIGURES_READ, P.PEOPLE_READ, P.SUGGESTION_READ}
_LEADERS |= {P.LINKAGE_READ, P.PREPARATION_READ, P.SURVEY_READ}
_LEADERS |= {P.TALK_READ, P.MATERIAL_READ, P.VISIT_READ, P.WEEK_READ}
_LEADERS |= {P.TALK_RECORD_READ}  # of those alone in which they are named
_LEADERS |= {P.DOSSIER_READ, P.DECLARATION_READ, P.RECUSAL_READ, P.DRAW_READ, P.DRAW_SEED}
_LEADERS |= {P.MEETING_READ, P.INSTRUCTION_READ, P.REPORT_READ, P.SESSION_READ, P.FEEDBACK_READ, P.RECT_READ}
_LEADERS |= {P.GUIDANCE_READ, P.CONDUCT_READ}
_DECIDERS = {P.MEETING_APPROVE, P.INSTRUCTION_WRITE, P.INSTRUCTION_ACCEPT, P.FEEDBACK_APPROVE, P.RECT_EXTEND}
_DECIDERS |= {P.RECT_DECIDE}
_OFFICE = _LEADERS | {P.ORGS_WRITE, P.REGULATIONS_WRITE, P.PLAN_DRAFT, P.PEOPLE_WRITE, P.ROUND_DRAFT, P.ROUND_RUN}
_OFFICE |= {P.PAPER_FILE, P.SHEET_IMPORT, P.FINDING_IMPORT, P.MEETING_WRITE, P.INSTRUCTION_WRITE, P.INSTRUCTION_ANSWER}
_OFFICE |= {P.SURVEY_WRITE, P.PREPARATION_WRITE, P.DECLARATION_WRITE, P.RECUSAL_HANDLE}
_OFFICE |= {P.FEEDBACK_WRITE, P.FEEDBACK_RUN, P.RECT_REVIEW, P.RECT_CLOSE, P.CLUE_READ, P.CLUE_DECIDE}
_OFFICE |= {P.GUIDANCE_WRITE, P.CONDUCT_WRITE, P.APPROACH_WRITE}
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
_TEAM |= {P.SURVEY_READ, P.SURVEY_WRITE}
_TEAM |= {P.TALK_READ, P.TALK_WRITE, P.TALK_RECORD_READ, P.TALK_RECORD_WRITE}
_TEAM |= {P.MATERIAL_READ, P.MATERIAL_WRITE, P.VISIT_READ, P.VISIT_WRITE, P.WEEK_READ}
_TEAM |= {P.GUIDANCE_READ, P.GUIDANCE_ANSWER, P.CONDUCT_READ, P.CONDUCT_SIGN, P.APPROACH_WRITE}
_PERSONNEL = frozenset({P.ORGS_READ, P.PLAN_READ, P.ROUND_READ, P.FIGURES_READ, P.REGULATIONS_READ, P.PEOPLE_READ})
_PERSONNEL |= {P.ROUND_SUGGEST, P.SUGGESTION_READ, P.REPORT_READ, P.SESSION_READ, P.FEEDBACK_READ, P.RECT_READ}
_PERSONNEL |= {P.RECT_REVIEW, P.HANDED_READ, P.HANDED_RUN, P.HANDED_HANDLE}
_UNIT = frozenset({P.FACT_READ, P.FIX_READ, P.FEEDBACK_READ, P.RECT_READ, P.RECT_FOLLOW})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.SYSTEM_ADMIN: frozenset({P.SYSTEM_OPERATE}),
    Role.SECURITY_ADMIN: frozenset({P.ACCOUNTS_READ, P.ACCOUNTS_MANAGE}),
    Role.AUDIT_ADMIN: frozenset({P.JOURNAL_READ, P.ACCOUNTS_READ}),
    Role.SECRETARY: _LEADERS | _DECIDERS | {P.PLAN_APPROVE, P.ROUND_APPROVE, P.RECUSAL_APPROVE, P.CLUE_COUNT},
    Role.LEADING_GROUP: _LEADERS | _DECIDERS | {P.ROUND_APPROVE, P.PEOPLE_APPROVE, P.RECUSAL_APPROVE, P.CLUE_COUNT},
    Role.OFFICE_DIRECTOR: _OFFICE
    | {P.RECT_EXTEND, P.RECT_DECIDE, P.PEOPLE_APPROVE, P.PEOPLE_REVEAL}
    | {P.PETITION_COUNT, P.PETITION_ASK, P.CLUE_COUNT}
    | {P.APPROACH_READ, P.APPROACH_HANDLE},
    Role.OFFICE_CLERK: _OFFICE,
    Role.ORGANISATION: _PERSONNEL | {P.PEOPLE_WRITE, P.PEOPLE_REVEAL, P.DOSSIER_READ, P.DOSSIER_WRITE, P.SHEET_IMPORT},
    Role.DISCIPLINE: _PERSONNEL | {P.DRAW_READ, P.DRAW_SEED},
    Role.TEAM_LEADER: _TEAM
    | {P.PAPER_SIGN, P.FACT_APPROVE, P.FINDING_CONFIRM, P.FIX_APPROVE, P.FIX_ACCEPT, P.REPORT_SIGN}
    | {P.RECUSAL_READ, P.RECUSAL_HANDLE, P.CLUE_APPROVE, P.TALK_RECORD_SHARE, P.WEEK_WRITE}
    | {P.APPROACH_READ, P.APPROACH_HANDLE, P.CONDUCT_WRITE}
    | {P.PETITION_READ, P.PETITION_WRITE, P.PETITION_COUNT, P.PETITION_RUN, P.PETITION_DECIDE},
    Role.DEPUTY_LEADER: _TEAM | {P.WEEK_WRITE, P.PAPER_CHECK, P.PETITION_READ, P.PETITION_WRITE, P.PETITION_COUNT},
    Role.TEAM_LIAISON: _TEAM | {P.WEEK_WRITE, P.PETITION_READ, P.PETITION_WRITE, P.PETITION_COUNT},
    Role.INSPECTOR: _TEAM,
    Role.UNIT_LIAISON: _UNIT | {P.FACT_ANSWER, P.FIX_ANSWER, P.MATERIAL_ANSWER, P.FEEDBACK_RECEIVE, P.RECT_WRITE},
    Role.UNIT_HEAD: _UNIT,
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
    "petition",
    "clue",
    "handed",
    "survey",
    "talk",
    "talk_record",
    "material",
    "visit",
    "week",
}
CASE_CONTENT: frozenset[Permission] = frozenset(p for p in Permission if p.split(":")[0] in _CASE_AREAS)
"""What an inspection found out. No administrator may hold any of it."""

SEALED_AREAS = frozenset({"petition", "clue", "handed"})
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
