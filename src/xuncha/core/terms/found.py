"""What is found and what becomes of it. (domain §1.2, §5)"""

from xuncha.core.terms.entry import FOUND, Term
from xuncha.core.text import N_

TERMS: tuple[Term, ...] = (
    Term(FOUND, "finding", "问题", "finding", N_("由已审签的底稿形成、归到一个党组织名下的问题，有编号、有来路。")),
    Term(FOUND, "main_finding", "主要问题", "main finding", N_("对外统计和反馈用的问题层级，下面可有若干具体问题。")),
    Term(FOUND, "specific_issue", "具体问题", "specific issue", N_("主要问题之下的一件具体的事。")),
    Term(FOUND, "candidate", "待确认问题", "candidate finding", N_("底稿已成、还没有经组里确认的问题。")),
    Term(
        FOUND, "lineage", "来龙去脉", "lineage", N_("一个问题从底稿到报告、反馈、整改、销号的全过程，两个方向都能查。")
    ),
    Term(FOUND, "merge", "归并", "merge", N_("把几条同类问题合成一条，原来的都保留。")),
    Term(FOUND, "split", "拆分", "split", N_("把一条问题分成几条，来处都记着。")),
    Term(FOUND, "classification", "归类", "classification", N_("把问题放到各套分类体系的某一项下。")),
    Term(FOUND, "severity", "轻重", "severity", N_("问题的程度：一般、重点、突出。")),
    Term(FOUND, "nature", "性质类别", "nature", N_("面上、重点、立行立改、共性、专题等，可以兼有。")),
    Term(
        FOUND, "general_issue", "面上问题", "general issue", N_("反映单位整体工作的一般问题，与指向个人的线索相区别。")
    ),
    Term(FOUND, "key_issue", "重点问题", "key issue", N_("需要领导关注的突出问题。")),
    Term(FOUND, "common_issue", "共性问题", "common issue", N_("多个单位都有的同类问题，适合从制度上解决。")),
    Term(FOUND, "legacy_issue", "历史遗留问题", "legacy issue", N_("形成时间久、需要较长时间解决的问题。")),
    Term(FOUND, "repeat_of", "屡改屡犯", "repeat finding", N_("以前巡察或审计已经指出、又出现的问题。")),
    Term(
        FOUND, "clue", "问题线索", "clue", N_("指向具体人员违纪违法、可以核查的情况；单独登记、严格保密，不写进底稿。")
    ),
    Term(FOUND, "petition", "信访件", "petition", N_("来信、来访、来电、网上反映的事项。")),
    Term(
        FOUND,
        "immediate_rectification",
        "立行立改",
        "immediate rectification",
        N_("巡察期间发现、能马上改的问题，书面通知、限期、交证明。"),
    ),
    Term(FOUND, "rectification", "整改", "rectification", N_("被巡察党组织对反馈问题的改正，巡察的后半篇文章。")),
    Term(
        FOUND,
        "rectification_plan",
        "整改方案",
        "rectification plan",
        N_("单位党组织集体研究的整改安排，附问题、任务、责任清单。"),
    ),
    Term(
        FOUND,
        "rectification_item",
        "整改事项",
        "rectification item",
        N_("一个问题在整改台账里的一行：目标、措施、责任人、期限、进展。"),
    ),
    Term(FOUND, "rectification_ledger", "整改台账", "rectification ledger", N_("逐项登记整改进展的总表。")),
    Term(FOUND, "measure", "整改措施", "measure", N_("可检查、有人负责、有期限的一件具体事。")),
    Term(FOUND, "completed", "自报完成", "declared complete", N_("单位认为改完了；还不等于销号。")),
    Term(FOUND, "closeout", "销号", "close-out", N_("经提交人以外的人审核同意后，问题才算办结。")),
    Term(FOUND, "extension", "延期", "extension", N_("确有困难时申请推迟期限，批准前不停表。")),
    Term(FOUND, "reopened", "重新打开", "reopened", N_("已销号的问题经核查没有真改，退回重改。")),
    Term(FOUND, "overdue", "超期", "overdue", N_("过了期限还没有办结。")),
    Term(FOUND, "difficulty", "整改难度", "difficulty", N_("分三级，各有不同的标准、期限和要求。")),
    Term(FOUND, "disclosure", "整改公开", "disclosure", N_("在党内和向社会公布整改情况。")),
    Term(FOUND, "evaluation", "整改评估", "evaluation", N_("按指标给整改打分，并听取各方评价。")),
    Term(
        FOUND,
        "use_of_results",
        "成果运用",
        "use of results",
        N_("整改不力或者成效明显以后的约谈、通报、书面检查、移送、考核和选人用人意见；处理由有权机关决定。"),
    ),
    Term(FOUND, "return_supervision_visit", "回访督查", "return visit", N_("到已巡察单位实地看整改是否到位。")),
    Term(FOUND, "three_assets", "三资", "collective funds, assets and resources", N_("村集体的资金、资产、资源。")),
    Term(
        FOUND,
        "major_decisions",
        "三重一大",
        "major decisions",
        N_("重大决策、重要人事、重大项目、大额资金，须集体决定。"),
    ),
    Term(FOUND, "last_to_speak", "末位表态", "last to speak", N_("集体研究时主要负责人最后发表意见。")),
    Term(
        FOUND, "eight_rules", "八项规定精神", "eight-point rules", N_("改进作风的规定，公款吃喝、公车私用等都属违反。")
    ),
    Term(FOUND, "four_winds", "四风", "four undesirable work styles", N_("形式主义、官僚主义、享乐主义、奢靡之风。")),
    Term(FOUND, "four_forms", "四种形态", "four forms", N_("执纪由轻到重的四类处理，从谈话提醒到移送司法。")),
)
