"""The left rail: the parts of the work, and what each person finds in them."""

from dataclasses import dataclass

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One line of the rail: shown to holders of the permission.

    It is current on its own page, on those whose names begin with its singular (`fieldwork:paper…`) and on those of
    `also`, with whatever follows a hyphen; `also` may name a whole part with its colon (`talent:`).
    """

    label: str
    url_name: str
    permission: P
    also: tuple[str, ...] = ()

    def is_current(self, view: str) -> bool:
        """Whether the view of this name belongs to the entry."""
        stems = (self.url_name, self.url_name.removesuffix("s"), *self.also)
        return any(view.startswith(stem if stem.endswith(":") else f"{stem}-") or view == stem for stem in stems)


@dataclass(frozen=True, slots=True)
class Section:
    """One stage of the rail with its one-character mark."""

    mark: str
    label: str
    entries: tuple[Entry, ...]


RAIL: tuple[Section, ...] = (
    Section(
        N_("前"),
        N_("巡前"),
        (
            Entry(N_("五年规划"), "rounds:coverages", P.PLAN_READ),
            Entry(
                N_("规划版本"),
                "planning:plans",
                P.PLAN_READ,
                also=("planning:entry", "planning:schedule", "planning:board", "planning:round-proposal"),
            ),
            Entry(N_("年度计划"), "planning:annual", P.PLAN_READ),
            Entry(N_("巡察对象"), "planning:targets", P.PLAN_READ),
            Entry(N_("人才库"), "talent:persons", P.PEOPLE_READ, also=("talent:", "dossier:")),
            Entry(
                N_("轮次"),
                "rounds:rounds",
                P.ROUND_READ,
                also=(
                    "rounds:team",
                    "rounds:suggestion",
                    "rounds:declaration",
                    "rounds:recusal",
                    "rounds:replacement",
                    "rounds:draw",
                    "rounds:participations",
                    "rounds:participation",
                ),
            ),
            Entry(N_("巡前函询"), "preparation:requests", P.PREPARATION_READ),
            Entry(N_("审计报告"), "preparation:audits", P.PREPARATION_READ),
            Entry(
                N_("培训授课"),
                "conduct:trainings",
                P.CONDUCT_READ,
                also=("conduct:round", "conduct:pledge", "conduct:device"),
            ),
        ),
    ),
    Section(
        N_("中"),
        N_("巡中"),
        (
            Entry(
                N_("巡察工作台"),
                "rounds:inspections",
                P.INSPECTION_READ,
                also=(
                    "preparation:pack",
                    "preparation:entry",
                    "preparation:instruction",
                    "preparation:instructions",
                    "survey:village",
                    "survey:villages",
                    "survey:card",
                ),
            ),
            Entry(N_("问题底稿"), "fieldwork:papers", P.PAPER_READ),
            Entry(N_("事实确认"), "fieldwork:facts", P.PAPER_READ),
            Entry(
                N_("问题"),
                "findings:findings",
                P.FINDING_READ,
                also=("findings:papers", "findings:raise", "findings:merge"),
            ),
            Entry(N_("立行立改"), "findings:fixes", P.FIX_READ, also=("findings:fix",)),
            Entry(N_("周进展表"), "gathering:weeks", P.WEEK_READ),
            Entry(N_("督导指导"), "conduct:guidances", P.GUIDANCE_READ),
            Entry(N_("巡察办意见"), "conduct:comments", P.GUIDANCE_READ),
            Entry(N_("打听说情登记"), "conduct:approaches", P.APPROACH_READ, also=("conduct:approach",)),
            Entry(N_("违反回避"), "conduct:breaches", P.RECUSAL_READ, also=("conduct:breach",)),
        ),
    ),
    Section(
        N_("访"),
        N_("了解情况"),
        (
            Entry(N_("谈话"), "gathering:talks", P.TALK_READ, also=("gathering:record",)),
            Entry(N_("调阅资料"), "gathering:materials", P.MATERIAL_READ, also=("gathering:item",)),
            Entry(N_("走访和列席"), "gathering:visits", P.VISIT_READ),
            Entry(N_("问卷"), "survey:questionnaires", P.SURVEY_READ, also=("survey:sheet",)),
            Entry(N_("点穴小分队"), "survey:squads", P.SURVEY_READ),
        ),
    ),
    Section(
        N_("信"),
        N_("信访线索"),
        (
            Entry(N_("信访渠道"), "intake:mailboxes", P.PETITION_READ, also=("intake:mailbox",)),
            Entry(N_("信访件"), "intake:petitions", P.PETITION_READ, also=("intake:routing",)),
            Entry(N_("信访台账"), "intake:register", P.PETITION_COUNT, also=("intake:figures", "intake:opening")),
            Entry(N_("来源保护核对"), "leaks:checks", P.PETITION_READ, also=("fieldwork:sources",)),
            Entry(N_("问题线索"), "clues:clues", P.CLUE_READ),
            Entry(N_("线索登记"), "clues:registers", P.CLUE_READ, also=("clues:package",)),
            Entry(N_("专题和即时报告"), "special:reports", P.SPECIAL_READ, also=("special:register",)),
            Entry(N_("其他移交事项"), "clues:referrals", P.REFERRAL_READ),
            Entry(N_("移交来的线索"), "clues:handed", P.HANDED_READ, also=("clues:handover", "clues:receiving")),
        ),
    ),
    Section(
        N_("馈"),
        N_("反馈"),
        (
            Entry(N_("巡察报告"), "feedback:reports", P.REPORT_READ),
            Entry(N_("会议"), "feedback:meetings", P.MEETING_READ),
            Entry(N_("批示与点人点事"), "feedback:instructions", P.INSTRUCTION_READ),
            Entry(N_("反馈意见"), "feedback:opinions", P.FEEDBACK_READ, also=("feedback:item",)),
            Entry(N_("反馈会"), "feedback:sessions", P.SESSION_READ),
        ),
    ),
    Section(
        N_("改"),
        N_("整改"),
        (
            Entry(N_("整改台账"), "rectification:items", P.RECT_READ, also=("rectification:evidence",)),
            Entry(N_("销号审核"), "rectification:closeouts", P.RECT_CLOSE),
            Entry(N_("整改方案"), "rectification:plans", P.RECT_READ, also=("rectification:proof",)),
            Entry(
                N_("联审"),
                "rectification:joint-reviews",
                P.RECT_CONSULT,
                also=("rectification:body-opinion", "rectification:joint"),
            ),
            Entry(N_("分管领导"), "rectification:leaders", P.RECT_LEAD),
            Entry(N_("延期申请"), "rectification:extensions", P.RECT_READ),
            Entry(N_("暂停计时申请"), "rectification:suspensions", P.RECT_READ),
            Entry(N_("单位异议"), "rectification:disputes", P.RECT_READ),
            Entry(N_("单位来问"), "rectification:queries", P.RECT_READ, also=("rectification:query",)),
            Entry(N_("整改情况报告"), "rectification:unit-reports", P.RECT_READ),
            Entry(N_("定期台账"), "rectification:periods", P.RECT_READ, also=("rectification:dispatch",)),
            Entry(N_("低于下限的处理"), "rectification:consequences", P.RECT_READ),
            Entry(N_("到期提醒"), "rectification:notices", P.RECT_READ, also=("rectification:note",)),
            Entry(
                N_("整改核查提示"), "hints:hints", P.HINT_READ, also=("hints:precision", "hints:scans", "hints:scan")
            ),
            Entry(N_("巡察办询问"), "hints:inquiries", P.RECT_READ, also=("hints:inquiry",)),
        ),
    ),
    Section(
        N_("督"),
        N_("督办协作"),
        (
            Entry(N_("督办交办函件"), "supervision:letters", P.LETTER_READ),
            Entry(N_("发函建议"), "supervision:suggestions", P.LETTER_WRITE),
            Entry(N_("专项整治"), "supervision:campaigns", P.CAMPAIGN_READ),
            Entry(N_("协作机制"), "cooperation:agreements", P.AGREEMENT_READ),
            Entry(N_("联席会议和会商"), "cooperation:conferences", P.COOPERATION_READ, also=("cooperation:decision",)),
            Entry(N_("联合检查"), "cooperation:checks", P.JOINT_CHECK_READ),
        ),
    ),
    Section(
        N_("回"),
        N_("回访公开"),
        (
            Entry(
                N_("回访督查"), "lookback:visits", P.RETURN_VISIT_READ, also=("lookback:sample", "lookback:suggestions")
            ),
            Entry(N_("回访单位"), "lookback:units", P.LOOKBACK_READ),
            Entry(N_("核查事项"), "lookback:points", P.LOOKBACK_READ, also=("lookback:road",)),
            Entry(N_("上届台账"), "lookback:old-items", P.LOOKBACK_READ),
            Entry(N_("整改情况公开"), "disclosure:disclosures", P.DISCLOSURE_READ, also=("disclosure:omission",)),
            Entry(N_("群众评价"), "disclosure:hearings", P.HEARING_READ),
        ),
    ),
    Section(
        N_("评"),
        N_("评估"),
        (
            Entry(N_("整改评估"), "evaluation:runs", P.EVALUATION_READ, also=("evaluation:panel",)),
            Entry(
                N_("评估结果"),
                "evaluation:subjects",
                P.EVALUATION_READ,
                also=("evaluation:mark", "evaluation:objection", "evaluation:tally"),
            ),
            Entry(N_("评估结果运用"), "evaluation:follows", P.EVALUATION_READ),
            Entry(N_("评估方案"), "evaluation:schemes", P.REGULATIONS_READ),
            Entry(N_("我的评议"), "evaluation:votes", P.EVALUATION_VOTE),
            Entry(N_("收到的评价"), "appraisal:subjects", P.APPRAISAL_READ),
        ),
    ),
    Section(
        N_("果"),
        N_("成果"),
        (
            Entry(N_("成果运用"), "accountability:uses", P.USE_READ, also=("accountability:result",)),
            Entry(N_("成果运用建议"), "accountability:suggestions", P.USE_WRITE),
            Entry(N_("领导一页"), "insight:leader", P.FIGURES_READ),
            Entry(N_("统计口径"), "insight:figures", P.FIGURES_READ),
            Entry(N_("线索汇总"), "clues:totals", P.CLUE_COUNT),
        ),
    ),
    Section(
        N_("管"),
        N_("管理"),
        (
            Entry(N_("公文样式"), "documents:styles", P.REGULATIONS_WRITE, also=("documents:sample",)),
            Entry(N_("导入"), "imports:imports", P.SHEET_IMPORT, also=("jobs:jobs", "jobs:job")),
            Entry(
                N_("组织机构"),
                "orgs:organisations",
                P.ORGS_READ,
                also=("orgs:jurisdictions", "orgs:jurisdiction", "orgs:sector"),
            ),
            Entry(
                N_("制度参数"),
                "regulations:parameters",
                P.REGULATIONS_READ,
                also=(
                    "regulations:rules",
                    "regulations:presets",
                    "regulations:rule",
                    "regulations:due",
                    "regulations:calendar",
                    "regulations:taxonomies",
                    "regulations:taxonomy",
                    "regulations:category",
                ),
            ),
            Entry(N_("检查清单"), "regulations:checklists", P.REGULATIONS_READ, also=("regulations:item",)),
            Entry(N_("问卷模板"), "survey:patterns", P.REGULATIONS_READ),
            Entry(N_("口令保管人"), "sealing_custody:panels", P.CUSTODY_READ, also=("sealing_custody:recovery",)),
            Entry(N_("账号与授权"), "accounts:people", P.ACCOUNTS_READ),
            Entry(N_("导出记录"), "exports:exports", P.EXPORT_READ),
            Entry(N_("信访和线索导出记录"), "exports:sealed", P.SEALED_LEDGER_EXPORT),
            Entry(N_("操作记录"), "journal:journal", P.JOURNAL_READ, also=("journal:verify", "journal:export")),
        ),
    ),
)

PORTAL: tuple[Entry, ...] = (
    Entry(
        N_("首页"),
        "rectification_unit:home",
        P.RECT_FOLLOW,
        also=("rectification_unit:plan", "rectification_unit:report", "rectification_unit:proof"),
    ),
    Entry(
        N_("整改任务"),
        "rectification_unit:items",
        P.RECT_FOLLOW,
        also=("rectification_unit:evidence", "rectification_unit:ledger"),
    ),
    Entry(
        N_("单位内部交办"),
        "rectification_unit:assignments",
        P.RECT_SHARE,
        also=("rectification_unit:contributor", "rectification_unit:contributors"),
    ),
    Entry(N_("定期台账"), "rectification_unit:periods", P.RECT_FOLLOW),
    Entry(N_("通知与函件"), "rectification_unit:letters", P.RECT_FOLLOW, also=("rectification_unit:consequence",)),
    Entry(
        N_("申请与说明"),
        "rectification_unit:requests",
        P.RECT_FOLLOW,
        also=(
            "rectification_unit:extension",
            "rectification_unit:query",
            "rectification_unit:suspension",
            "rectification_unit:dispute",
        ),
    ),
    Entry(N_("巡察办询问"), "hints_unit:inquiries", P.RECT_FOLLOW, also=("hints_unit:inquiry",)),
    Entry(N_("回访督查"), "lookback_unit:visits", P.LOOKBACK_READ),
    Entry(N_("上届遗留事项"), "lookback_unit:old-items", P.LOOKBACK_READ),
    Entry(N_("事实确认"), "fieldwork_unit:facts", P.FACT_ANSWER),
    Entry(N_("调阅资料"), "gathering_unit:materials", P.MATERIAL_ANSWER, also=("gathering_unit:item",)),
    Entry(N_("立行立改"), "findings_unit:fixes", P.FIX_ANSWER, also=("findings_unit:fix",)),
    Entry(
        N_("整改情况公开"),
        "disclosure_unit:disclosures",
        P.DISCLOSURE_READ,
        also=("disclosure_unit:section", "disclosure_unit:comment"),
    ),
    Entry(N_("整改评估"), "evaluation_unit:subjects", P.EVALUATION_FOLLOW),
    Entry(N_("反馈意见"), "feedback_unit:opinions", P.FEEDBACK_READ),
    Entry(N_("督办交办函件"), "supervision_unit:letters", P.LETTER_READ),
    Entry(N_("专项整治"), "supervision_unit:campaigns", P.CAMPAIGN_READ),
    Entry(N_("约谈和通报"), "accountability_unit:uses", P.USE_READ),
    Entry(N_("协作机制"), "cooperation:agreements", P.AGREEMENT_READ),
    Entry(N_("联席会议和会商"), "cooperation:conferences", P.COOPERATION_READ, also=("cooperation:decision",)),
    Entry(N_("联合检查"), "cooperation:checks", P.JOINT_CHECK_READ),
)
