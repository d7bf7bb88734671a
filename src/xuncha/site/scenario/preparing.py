"""What the office gathers before a round of a scenario goes in: letters to departments, audit reports. (A15, A16)"""

from datetime import date, timedelta
from typing import Any

from xuncha.core.permissions import Role
from xuncha.preparation.models import AuditReport, DataRequest, Source
from xuncha.preparation.services import arrange_entry, draft_requests, file_audit, receive_request, send_request
from xuncha.rounds.models import Round
from xuncha.site.scenario.stage import Stage

ASKED = (Source.DISCIPLINE, Source.PETITIONS, Source.ORGANISATION, Source.FINANCE, Source.AUDIT, Source.POLICE)
ANSWERED_AFTER = timedelta(days=6)
MISSING = {Source.FINANCE: "专项资金检查的整改材料"}
"""What the answer of a department leaves out."""
AUDITS = (
    (AuditReport.Kind.TERM, "任中经济责任审计", "公务接待超预算；两项专项资金滞留逾一年；往来款长期未清理。"),
    (AuditReport.Kind.DEPARTURE, "离任经济责任审计", "重大事项决策记录不全；国有资产出租未公开招租。"),
    (AuditReport.Kind.BUDGET, "预算执行审计", "预算编制不细；年底集中支出；项目绩效自评失真。"),
)


def prepare(stage: Stage, batch: Round, told: dict[str, Any]) -> None:
    """Where the scenario says so: letters go out and are answered, all but some; every unit has its audit report."""
    if not told.get("preparation"):
        return
    code, clerk = told["jurisdiction"], Role.OFFICE_CLERK
    sent_on = stage.moment.date()
    draft_requests(stage.by_role(clerk, code), batch, sources=[source.value for source in ASKED])
    letters = list(DataRequest.objects.filter(round=batch).order_by("pk"))
    answered = sent_on + ANSWERED_AFTER <= stage.today
    for n, letter in enumerate(letters, 1):
        if answered or n <= len(letters) // 2:
            number = f"巡函〔{sent_on.year}〕{batch.number}{n:02}号"
            send_request(stage.by_role(clerk, code), letter, on=sent_on, number=number)
    _audits(stage, batch, code)
    _entries(stage, batch, code)
    if answered:
        stage.go_to(sent_on + ANSWERED_AFTER)
        for letter in letters[:-1]:
            missing = MISSING.get(Source(letter.source), "")
            act = stage.by_role(clerk, code)
            receive_request(act, letter, on=stage.moment.date(), complete=not missing, missing=missing)


def _audits(stage: Stage, batch: Round, code: str) -> None:
    """An audit report on each unit but the auditor, in turn of each kind; the first is made together with the round."""
    rows = batch.inspections.filter(organisation__jurisdiction__code=code).exclude(organisation__name__contains="审计")
    for n, inspection in enumerate(rows.select_related("organisation__jurisdiction").order_by("pk")):
        kind, title, problems = AUDITS[n % len(AUDITS)]
        file_audit(
            stage.by_role(Role.OFFICE_CLERK, code),
            inspection,
            kind=kind,
            title=f"{inspection.organisation.name}{title}报告",
            number=f"审报〔{batch.year - 1}〕{n + 11}号",
            auditor=f"{inspection.organisation.jurisdiction.name}审计局",
            period_from=date(batch.year - 4, 1, 1),
            period_to=date(batch.year - 2, 12, 31),
            issued_on=date(batch.year - 1, 6, 20),
            problems=problems,
            joint=n == 0,
        )


def _entries(stage: Stage, batch: Round, code: str) -> None:
    """How the teams enter the units of the own area."""
    rows = batch.inspections.filter(organisation__jurisdiction__code=code).select_related("organisation", "round")
    for n, inspection in enumerate(rows.order_by("pk"), 1):
        opens_on, closes_on = inspection.begins_on, inspection.ends_on
        if opens_on is not None and closes_on is not None:
            arrange_entry(
                stage.by_role(Role.OFFICE_CLERK, code),
                inspection,
                meeting_on=opens_on,
                meeting_place="机关一楼会议室",
                meeting_host=f"{inspection.organisation}主要负责人",
                phone=f"0990-100{n:04}",
                phone_hours="工作日 8:30—17:30",
                mailbox="单位大门东侧",
                opens_on=opens_on,
                closes_on=closes_on,
            )
