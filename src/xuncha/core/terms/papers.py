"""Papers and letters. (domain §1.5)"""

from xuncha.core.terms.entry import PAPERS, Term
from xuncha.core.text import N_

TERMS: tuple[Term, ...] = (
    Term(
        PAPERS,
        "inspection_scheme",
        "巡察工作方案",
        "inspection scheme",
        N_("一轮巡察的总安排：时间、对象、重点、分工、要求，报批后执行。"),
    ),
    Term(
        PAPERS,
        "authorisation_order",
        "授权任职决定",
        "authorisation order",
        N_("批准本轮组长、副组长及其任务的决定，动员会上宣布。"),
    ),
    Term(
        PAPERS,
        "suggestion",
        "巡察对象建议",
        "suggestion",
        N_("纪检、组织部门在确定对象时提出的“建议巡察谁、为什么”，巡察办逐条答复。"),
    ),
    Term(PAPERS, "filing", "报备", "filing", N_("方案批准后报上级巡视巡察机构备案，记下日期、文号和报送单位。")),
    Term(PAPERS, "inspection_notice", "巡察通知", "inspection notice", N_("进驻前发给被巡察党组织的通知。")),
    Term(PAPERS, "public_notice", "进驻公告", "public notice", N_("向干部群众公布巡察组、时间、受理范围和联系方式。")),
    Term(
        PAPERS,
        "time_node",
        "时间节点",
        "time node",
        N_("一轮中的关键日子：动员、进驻、中期汇报、撤点、报告、听取、反馈。"),
    ),
    Term(
        PAPERS,
        "time_node_template",
        "节点模板",
        "time-node template",
        N_("按进驻日推算各节点日期的办法，可按本地做法修改。"),
    ),
    Term(PAPERS, "entry", "进驻", "entry", N_("巡察组到被巡察单位开展工作的第一天。")),
    Term(PAPERS, "withdrawal", "撤点", "withdrawal", N_("现场工作结束、离开单位的那一天。")),
    Term(PAPERS, "field_period", "驻点时间", "field period", N_("从进驻到撤点的天数。")),
    Term(
        PAPERS,
        "working_paper",
        "问题底稿",
        "working paper",
        N_("一事一稿：写清一个问题的事实、定性、依据、责任和佐证，经三级签字。"),
    ),
    Term(
        PAPERS, "provisional_no", "临时编号", "provisional number", N_("底稿起草时先用的编号，组长审签后换成正式编号。")
    ),
    Term(PAPERS, "evidence", "佐证材料", "evidence", N_("证明底稿所写事实的材料，逐件编号并对应到具体的话。")),
    Term(PAPERS, "characterisation", "定性", "characterisation", N_("判断问题属于什么性质的偏差。")),
    Term(PAPERS, "basis", "依据", "basis", N_("据以定性的制度、文件条款。")),
    Term(PAPERS, "handler", "经办人", "handler", N_("写这份底稿的人，不能复核自己的底稿。")),
    Term(
        PAPERS, "second_handler", "第二经办人", "second handler", N_("与经办人共同核实事实的人，重要事实须两人以上。")
    ),
    Term(
        PAPERS,
        "signature",
        "三级签字",
        "signatures",
        N_("两名经办人、副组长、组长依次签字；复核后再改，签字自动失效。"),
    ),
    Term(
        PAPERS,
        "fact_confirmation",
        "事实确认单",
        "fact confirmation sheet",
        N_("就关键事实送被巡察单位核对的单子，附单位意见，不含判断和来源。"),
    ),
    Term(
        PAPERS,
        "immediate_rectification_notice",
        "立行立改通知书",
        "immediate rectification notice",
        N_("巡察期间要求单位马上改正的书面通知，写明期限和应交的证明。"),
    ),
    Term(
        PAPERS,
        "interview_record",
        "谈话记录",
        "interview record",
        N_("两人以上参加的个别谈话的记录，对被巡察单位保密。"),
    ),
    Term(PAPERS, "document_request", "调阅资料清单", "document request", N_("向单位调取资料的清单，逐项登记交还。")),
    Term(
        PAPERS,
        "inspection_report",
        "巡察报告",
        "inspection report",
        N_("组长签署、报领导小组的总报告，每段都能追到底稿。"),
    ),
    Term(PAPERS, "thematic_report", "专题报告", "thematic report", N_("就一个突出问题单独写成的报告。")),
    Term(
        PAPERS, "feedback_opinion", "反馈意见", "feedback opinion", N_("经批准后向被巡察党组织反馈的问题和整改要求。")
    ),
    Term(PAPERS, "supervision_letter", "督办函", "supervision letter", N_("整改不力时发出的督促文书。")),
    Term(PAPERS, "assignment_letter", "交办函", "assignment letter", N_("把行业性、普遍性问题交职能部门处理的文书。")),
    Term(
        PAPERS,
        "inspection_recommendation",
        "巡察建议书",
        "inspection recommendation",
        N_("就制度和管理漏洞向有关单位提出的书面建议。"),
    ),
    Term(PAPERS, "interview_warning", "约谈", "interview warning", N_("整改不力时找党组织主要负责人谈话，提出要求。")),
    Term(
        PAPERS, "naming_circular", "点名通报", "naming circular", N_("经批准公开点名的通报，可以写单位、职务和姓名。")
    ),
    Term(
        PAPERS,
        "cadre_note",
        "选人用人意见函",
        "note on cadres",
        N_("把巡察和整改情况函告组织部门，供考核、选拔任用时参考。"),
    ),
    Term(PAPERS, "handover_list", "移交清单", "handover list", N_("向纪检、组织等部门移交事项的清单，双方签字。")),
)
