"""Figures of how results are heard and fed back. (domain §3.2 steps 4 and 5)"""

from xuncha.core.figures.kinds import Figure
from xuncha.core.text import N_

HEARING: tuple[Figure, ...] = (
    Figure(
        "meetings.standing_committee",
        N_("常委会会议听取巡察汇报"),
        N_("次"),
        N_("统计期内召开的、听取巡察情况的常委会会议。"),
        N_("召开日期在统计期内、登记为已召开的常委会会议数"),
    ),
    Figure(
        "meetings.secretary",
        N_("书记专题会议听取巡察汇报"),
        N_("次"),
        N_("统计期内召开的、听取巡察情况的书记专题会议。"),
        N_("召开日期在统计期内、登记为已召开的书记专题会议数"),
    ),
    Figure(
        "meetings.leading_group",
        N_("领导小组会议听取巡察汇报"),
        N_("次"),
        N_("统计期内召开的、听取巡察情况的巡察工作领导小组会议。"),
        N_("召开日期在统计期内、登记为已召开的领导小组会议数"),
    ),
    Figure(
        "findings.main_fed_back",
        N_("反馈主要问题"),
        N_("个"),
        N_("统计期内向被巡察党组织反馈的、标为主要问题的条目。"),
        N_("反馈日期在统计期内的反馈意见中，主要问题的条目数"),
        note=N_("几条同类问题归并成一条的，算一条。"),
    ),
    Figure(
        "feedback.meetings",
        N_("巡察反馈会"),
        N_("场"),
        N_("统计期内召开的巡察反馈会。"),
        N_("召开日期在统计期内、登记为已召开的反馈会数"),
        note=N_("一场会向几家单位反馈的，算一场。"),
    ),
    Figure(
        "feedback.leaders_attending",
        N_("参加反馈会的党委、政府领导"),
        N_("名"),
        N_("统计期内到会参加反馈会的党委、政府领导。"),
        N_("统计期内各场反馈会到会的党委、政府领导，同名同职务的只算一次"),
        note=N_("领导小组、巡察办人员另计。"),
    ),
)
