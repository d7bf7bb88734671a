"""What there is to be allowed, in which kinds of scope, and its words."""

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
    CUSTODY_READ = "custody:read"
    CUSTODY_WRITE = "custody:write"
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
    RECT_RAISED = "rectification:extend_again"
    RECT_CONSULT = "rectification:consult"
    RECT_OPINE = "rectification:opine"
    RECT_SUM = "rectification:sum_up"
    RECT_SHARE = "rectification:see_shared"
    RECT_CONTRIBUTE = "rectification:contribute"
    RECT_NOTE = "rectification:note"
    RECT_APPOINT = "rectification:appoint"
    RECT_LEAD = "rectification:name_leaders"
    HINT_READ = "hint:read"
    HINT_RUN = "hint:run"
    HINT_HANDLE = "hint:handle"
    EVALUATION_READ = "evaluation:read"
    EVALUATION_WRITE = "evaluation:write"
    EVALUATION_SCORE = "evaluation:score"
    EVALUATION_APPROVE = "evaluation:approve"
    EVALUATION_VOTE = "evaluation:vote"
    EVALUATION_FOLLOW = "evaluation:follow"
    EVALUATION_OBJECT = "evaluation:object"
    APPRAISAL_READ = "appraisal:read"
    APPRAISAL_OBJECT = "appraisal:object"
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
    CLUE_EXACT = "clue:exact"
    REFERRAL_READ = "referral:read"
    REFERRAL_WRITE = "referral:write"
    REFERRAL_APPROVE = "referral:approve"
    REFERRAL_RUN = "referral:run"
    SPECIAL_READ = "special:read"
    SPECIAL_WRITE = "special:write"
    SPECIAL_SIGN = "special:sign"
    SPECIAL_RECEIVE = "special:receive"
    SPECIAL_DECIDE = "special:decide"
    SPECIAL_ANSWER = "special:answer"
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
    MATERIAL_OPEN = "material:open"
    MATERIAL_WRITE = "material:write"
    MATERIAL_ANSWER = "material:answer"
    VISIT_READ = "visit:read"
    VISIT_WRITE = "visit:write"
    WEEK_READ = "week:read"
    WEEK_WRITE = "week:write"
    RETURN_VISIT_READ = "return_visit:read"
    LOOKBACK_READ = "lookback:read"
    LOOKBACK_WRITE = "lookback:write"
    LOOKBACK_APPROVE = "lookback:approve"
    LOOKBACK_SEED = "lookback:seed"
    LOOKBACK_CHECK = "lookback:check"
    LOOKBACK_ANSWER = "lookback:answer"
    SHEET_IMPORT = "sheet:import"
    FINDING_IMPORT = "finding:import"
    LETTER_READ = "letter:read"
    LETTER_WRITE = "letter:write"
    LETTER_APPROVE = "letter:approve"
    LETTER_ANSWER = "letter:answer"
    CAMPAIGN_READ = "campaign:read"
    CAMPAIGN_WRITE = "campaign:write"
    CAMPAIGN_APPROVE = "campaign:approve"
    CAMPAIGN_RUN = "campaign:run"
    DISCLOSURE_READ = "disclosure:read"
    DISCLOSURE_WRITE = "disclosure:write"
    DISCLOSURE_APPROVE = "disclosure:approve"
    HEARING_READ = "hearing:read"
    HEARING_WRITE = "hearing:write"
    USE_READ = "result_use:read"
    USE_WRITE = "result_use:write"
    USE_APPROVE = "result_use:approve"
    USE_DECIDE = "result_use:decide"
    USE_ANSWER = "result_use:answer"
    USE_COUNT = "result_use:count"
    AGREEMENT_READ = "agreement:read"
    AGREEMENT_WRITE = "agreement:write"
    AGREEMENT_APPROVE = "agreement:approve"
    COOPERATION_READ = "cooperation:read"
    COOPERATION_WRITE = "cooperation:write"
    COOPERATION_ANSWER = "cooperation:answer"
    JOINT_CHECK_READ = "joint_check:read"
    JOINT_CHECK_WRITE = "joint_check:write"
    JOINT_CHECK_RUN = "joint_check:run"
    FORM_EXPORT = "form:export"
    LEDGER_EXPORT = "ledger:export"
    SEALED_FORM_EXPORT = "sealed_form:export"
    SEALED_LEDGER_EXPORT = "sealed_ledger:export"
    EXPORT_READ = "export:read"


AREA_LABEL: dict[str, str] = {
    "accounts": N_("账号与授权"),
    "system": N_("系统"),
    "custody": N_("口令保管人"),
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
    "hint": N_("整改核查提示"),
    "evaluation": N_("整改评估"),
    "appraisal": N_("收到的评价"),
    "petition": N_("信访"),
    "clue": N_("问题线索"),
    "referral": N_("移交事项"),
    "special": N_("专题材料和即时报告"),
    "handed": N_("移交来的线索"),
    "survey": N_("问卷和走访"),
    "talk": N_("谈话"),
    "talk_record": N_("谈话记录"),
    "material": N_("调阅资料"),
    "visit": N_("走访和列席"),
    "week": N_("周进展表"),
    "return_visit": N_("回访安排"),
    "lookback": N_("回访督查"),
    "figures": N_("统计"),
    "sheet": N_("工作簿"),
    "letter": N_("督办交办函件"),
    "campaign": N_("专项整治"),
    "disclosure": N_("整改情况公开"),
    "hearing": N_("群众评价"),
    "result_use": N_("成果运用"),
    "agreement": N_("协作机制"),
    "cooperation": N_("联席会议和会商"),
    "joint_check": N_("联合检查"),
    "form": N_("文书"),
    "ledger": N_("台账"),
    "sealed_form": N_("信访和线索文书"),
    "sealed_ledger": N_("信访和线索台账"),
    "export": N_("导出记录"),
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
    "extend_again": N_("审批再次延期"),
    "consult": N_("查看联审"),
    "opine": N_("提联审意见"),
    "sum_up": N_("汇总联审"),
    "see_shared": N_("查看单位内部交办"),
    "contribute": N_("报送交给本人的事"),
    "note": N_("在单位内部提意见"),
    "appoint": N_("为责任部门开账号"),
    "name_leaders": N_("定分管领导"),
    "import": N_("导入"),
    "export": N_("导出"),
    "count": N_("看汇总"),
    "open": N_("打开"),
    "exact": N_("看准确数"),
    "share": N_("指定查阅人"),
    "score": N_("打分和复核"),
    "vote": N_("评议"),
    "object": N_("提异议"),
}


def permission_label(permission: Permission) -> Say:
    """The permission in words, for refusals and the published matrix."""
    area, verb = permission.split(":")
    return say("{area}·{verb}", area=say(AREA_LABEL[area]), verb=say(VERB_LABEL[verb]))
