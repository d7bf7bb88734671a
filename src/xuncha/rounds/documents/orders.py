"""Authorisation, inspection notice, public notice and team list as official documents. (domain §1.5, §3.2 1c 1d 2a)"""

from collections.abc import Sequence

from xuncha.foundation.documents.content import (
    Align,
    Block,
    Closing,
    Column,
    Document,
    Heading,
    Imprint,
    Paragraph,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date, heading_number, span
from xuncha.foundation.documents.profile import Contact, Issuer
from xuncha.foundation.orgs.models import Organisation, UnitType
from xuncha.rounds.models import Inspection, Membership, Position, Recusal, Round, Team
from xuncha.rounds.workflow import ParticipationState, RecusalState

BLANK = "____________"
PARTY_BODY = {
    UnitType.OFFICE: "党组",
    UnitType.TOWNSHIP: "党委",
    UnitType.VILLAGE: "党组织",
    UnitType.SOE: "党委",
    UnitType.SCHOOL: "党组织",
    UnitType.HOSPITAL: "党委",
    UnitType.INSTITUTION: "党组织",
    UnitType.SOCIETY: "党组",
}
"""How the party organisation of a unit is addressed, by kind of unit; an organisation named so keeps its own name."""


def party_body(organisation: Organisation) -> str:
    """The inspected party organisation as official documents address it."""
    name = organisation.name
    if "党" in name or name.endswith(("委员会", "支部", "总支")):
        return name
    return f"{name}{PARTY_BODY[UnitType(organisation.unit_type)]}"


@in_chinese
def authorisation_order(batch: Round, issuer: Issuer) -> Document:
    """Who leads which team towards which units, for this round alone (一次一授权、三个不固定)."""
    teams = _teams(batch)
    columns = (
        Column("巡察组", 2.2, Align.CENTRE),
        Column("组长", 1.6, Align.CENTRE),
        Column("副组长", 1.8, Align.CENTRE),
        Column("联络员", 1.6, Align.CENTRE),
        Column("被巡察单位", 5),
    )
    rows = tuple(
        (
            team.name,
            _names(team, Position.LEADER),
            _names(team, Position.DEPUTY),
            _names(team, Position.LIAISON),
            "、".join(inspection.organisation.name for inspection in team.inspections.all()),
        )
        for team in teams
    )
    until = f"授权期限自{full_date(batch.field_from)}起，至{full_date(batch.authority_to)}止；"
    blocks: list[Block] = [
        Paragraph(
            f"根据《中国共产党巡视工作条例》和有关规定，经{issuer.short_committee}研究，"
            f"决定对{batch.name}巡察组组长、副组长授权任职，并明确巡察任务如下："
        ),
        Table(columns, rows, f"{batch.name}巡察组授权任职及任务分工"),
        Paragraph(
            f"本次授权仅限{batch.name}巡察。{until}本轮巡察工作结束，授权自行终止。"
            "巡察组实行组长负责制，副组长协助组长开展工作；巡察组不干预被巡察党组织的正常工作，"
            "不履行执纪审查职责，不代替被巡察党组织处理问题。"
        ),
        *_recusals(teams),
        *_exceptions(batch, in_full=False),
        Paragraph(
            "请各巡察组按照批准的工作方案认真履行职责，严格遵守政治纪律、组织纪律、廉洁纪律、工作纪律和保密纪律。"
        ),
    ]
    return Document(
        f"关于{batch.name}巡察组组长、副组长\n授权任职及任务分工的决定",
        tuple(blocks),
        organ=issuer.group,
        number=batch.authorisation_no or issuer.number,
        to="各巡察组，各被巡察党组织",
        closing=Closing(issuer.group, issuer.on),
        imprint=Imprint(("纪委监委机关", "党委组织部"), issuer.office, issuer.on),
    )


@in_chinese
def filing_letter(batch: Round, issuer: Issuer) -> Document:
    """Files the approved scheme with the upper office: time, objects and teams (domain §3.2 step 1b)."""
    inspections = list(batch.inspections.select_related("organisation", "team").order_by("team__number", "pk"))
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("被巡察单位", 5),
        Column("巡察类型", 2.4, Align.CENTRE),
        Column("巡察组", 2.2, Align.CENTRE),
    )
    rows = tuple(
        (str(n), one.organisation.name, str(one.get_type_display()), one.team.name if one.team else BLANK)
        for n, one in enumerate(inspections, 1)
    )
    approved = f"已于{full_date(batch.approved_on)}批准" if batch.approved_on else "已经批准"
    blocks: tuple[Block, ...] = (
        Paragraph(f"{batch.name}工作方案{approved}。按照有关规定，现将方案主要内容报备如下："),
        Heading(1, "时间安排"),
        Paragraph(f"驻点时间为{span(batch.field_from, batch.field_to)}。"),
        *_linked(batch),
        Heading(1, "巡察对象"),
        Paragraph(f"共设巡察组{batch.teams.count()}个，巡察{len(inspections)}个单位："),
        Table(columns, rows),
        Paragraph("特此报备。"),
    )
    return Document(
        f"关于报备{batch.name}\n工作方案的函",
        blocks,
        organ=issuer.office,
        number=batch.filing_no or issuer.number,
        to=batch.filed_to or "上级巡视巡察机构",
        closing=Closing(issuer.office, issuer.on),
        imprint=Imprint((), issuer.office, issuer.on),
    )


@in_chinese
def inspection_notice(inspection: Inspection, issuer: Issuer) -> Document:
    """Tells the unit that it will be inspected, by whom, when, on what, and what to prepare (domain D1)."""
    body, kind = party_body(inspection.organisation), inspection.get_type_display()
    team = inspection.team
    village = inspection.organisation.unit_type == UnitType.VILLAGE
    blocks: list[Block] = [
        Paragraph(
            f"根据{issuer.short_committee}统一部署和{inspection.round.name}巡察工作安排，"
            f"{issuer.short_committee}{team.name if team else '巡察组'}将对你单位党组织开展{kind}。"
            "现将有关事项通知如下："
        ),
        Heading(1, "巡察时间"),
        Paragraph(f"{span(inspection.begins_on, inspection.ends_on)}。如需调整，另行通知。"),
        Heading(1, "巡察内容"),
        Paragraph(_focus(inspection)),
        Heading(1, "巡察组组成"),
        Paragraph(_composition(team)),
        *_linked(inspection.round),
        Heading(1, "需要配合的事项"),
        *_preparations(village=village),
        Paragraph(
            "巡察期间，请自觉接受监督，如实提供情况，不得隐瞒不报、弄虚作假，不得泄露巡察信息，不得干扰、阻碍群众反映问题。"
        ),
        Paragraph("特此通知。"),
    ]
    return Document(
        f"关于对{body}\n开展{kind}的通知",
        tuple(blocks),
        organ=issuer.office,
        number=issuer.number,
        to=body,
        closing=Closing(issuer.office, issuer.on),
        imprint=Imprint((team.name,) if team else (), issuer.office, issuer.on),
    )


@in_chinese
def public_notice(inspection: Inspection, issuer: Issuer) -> Document:
    """The notice put up at the unit: what is accepted, how to reach the team, until when (domain D23, §8.1)."""
    body, kind = party_body(inspection.organisation), inspection.get_type_display()
    team = f"{issuer.short_committee}{inspection.team.name if inspection.team else '巡察组'}"
    village = inspection.organisation.unit_type == UnitType.VILLAGE
    heads = "村（社区）“两委”班子成员" if village else "领导班子及其成员、下一级主要负责人和重要岗位人员"
    closing = f"{full_date(inspection.ends_on)}{issuer.contact.closing}"
    blocks: list[Block] = [
        Paragraph(
            f"根据{issuer.short_committee}统一部署，{team}于{span(inspection.begins_on, inspection.ends_on)}"
            f"对{body}开展{kind}。现将有关事项公告如下："
        ),
        Heading(1, "受理范围"),
        Paragraph(
            f"巡察组主要受理反映{body}{heads}问题的来信、来电、来访，重点是关于违反政治纪律、组织纪律、廉洁纪律、"
            "群众纪律、工作纪律和生活纪律等方面的举报和反映。"
        ),
        Paragraph("其他不属于巡察受理范围的个人诉求、涉法涉诉等信访问题，将按规定转交有关部门依规依法处理。"),
        Heading(1, "联系方式"),
        *_contact(issuer.contact),
        Heading(1, "受理时间"),
        Paragraph(f"受理信访的截止时间为{closing}。"),
        Paragraph(
            "巡察组对反映问题的单位和个人、反映的内容严格保密。欢迎如实反映问题；诬告陷害他人的，依规依纪依法追究责任。"
        ),
    ]
    return Document(f"{team}\n巡察公告", tuple(blocks), closing=Closing(team, issuer.on))


@in_chinese
def team_list(batch: Round, issuer: Issuer) -> Document:
    """Everybody named to the round's teams, team by team, with the units each team inspects."""
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("姓名", 1.8, Align.CENTRE),
        Column("组内职务", 1.8, Align.CENTRE),
        Column("单位及职务", 5),
        Column("分工", 3),
    )
    blocks: list[Block] = []
    teams = _teams(batch)
    for team in teams:
        members = _members(team)
        blocks += [
            Heading(1, f"{team.name}（{len(members)}人）"),
            Paragraph(f"巡察对象：{'、'.join(i.organisation.name for i in team.inspections.all()) or '待定'}。"),
            Table(columns, tuple(_row(n, member) for n, member in enumerate(members, 1))),
        ]
    total = sum(len(_members(team)) for team in teams)
    opening = Paragraph(
        f"{batch.name}设巡察组{len(teams)}个，共{total}人，驻点时间为{span(batch.field_from, batch.field_to)}。"
    )
    return Document(
        f"{batch.name}巡察组组成人员名单",
        (opening, *_linked(batch), *blocks, *_exceptions(batch, in_full=True)),
        closing=Closing(issuer.office, issuer.on),
    )


def _linked(batch: Round) -> list[Block]:
    """Who takes part beside the office that leads the round, where anybody does."""
    taking_part = batch.participations.filter(state=ParticipationState.ACCEPTED).select_related("jurisdiction")
    offices = [one.jurisdiction.office_name for one in taking_part]
    lead = batch.term.jurisdiction.office_name
    mode = batch.get_linkage_display()
    return [Paragraph(f"本轮采取{mode}方式，由{lead}牵头，{'、'.join(offices)}参加。")] if offices else []


def _teams(batch: Round) -> list[Team]:
    return list(
        batch.teams.prefetch_related(
            "memberships__person__employer",
            "memberships__person__jurisdiction",
            "memberships__recused_from",
            "inspections__organisation",
        )
    )


ORDER = list(Position)


def _members(team: Team) -> list[Membership]:
    """Members still in the team, leaders first."""
    present = [member for member in team.memberships.all() if member.left_on is None]
    return sorted(present, key=lambda member: (ORDER.index(Position(member.position)), member.pk))


def _names(team: Team, position: Position) -> str:
    return "、".join(member.person.name for member in _members(team) if member.position == position)


def _row(n: int, member: Membership) -> tuple[str, ...]:
    employer = member.person.employer
    work = f"{employer.name if employer else ''}{member.person.post}"
    if member.person.jurisdiction_id != member.team.round.term.jurisdiction_id:
        work += f"（{member.person.jurisdiction.office_name}选派）"
    return str(n), member.person.name, str(member.get_position_display()), work, member.duty


def _recusals(teams: Sequence[Team]) -> list[Block]:
    sentences = [
        f"{member.person.name}不参与对{'、'.join(unit.name for unit in member.recused_from.all())}的巡察"
        for team in teams
        for member in _members(team)
        if member.recused_from.all()
    ]
    return [Paragraph(f"按照回避规定，{'；'.join(sentences)}。")] if sentences else []


def _exceptions(batch: Round, *, in_full: bool) -> list[Block]:
    """Exceptions to recusal with who approved them; ties and reasons only in what stays with the office."""
    cases = Recusal.objects.filter(team__round=batch, state=RecusalState.EXEMPT)
    rows = cases.select_related("person", "organisation", "other", "decided_by").order_by("team__number", "pk")
    sentences = []
    for case in rows:
        about = f"对{case.organisation.name}" if case.organisation else f"与{case.other.name if case.other else ''}同组"
        approver = case.decided_by.name if case.decided_by else ""
        why = f"情形：{case.ground}；申请理由：{case.exception_reason}；批准意见：{case.decision}；" if in_full else ""
        sentences.append(f"{case.person.name}{about}不作回避（{why}批准人：{approver}）")
    return [Paragraph(f"经批准的回避例外：{'。'.join(sentences)}。")] if sentences else []


def _composition(team: Team | None) -> str:
    if team is None:
        return f"组长：{BLANK}；副组长：{BLANK}。"
    parts = [
        f"{position.label}：{_names(team, position)}"
        for position in (Position.LEADER, Position.DEPUTY, Position.LIAISON)
        if _names(team, position)
    ]
    return f"{team.name}共{len(_members(team))}人。{'；'.join(parts)}{'。' if parts else ''}"


def _focus(inspection: Inspection) -> str:
    stated = f"本次巡察重点：{inspection.focus.rstrip('。')}。" if inspection.focus else ""
    return (
        "围绕贯彻落实党的路线方针政策和上级党委决策部署、全面从严治党、基层党组织建设、"
        f"巡察和审计等监督发现问题整改等情况开展监督检查。{stated}"
    )


def _preparations(*, village: bool) -> tuple[Block, ...]:
    if village:
        items: tuple[str, ...] = (
            "准备村（社区）工作情况汇报，以及党务、村务、财务和集体“三资”有关资料。",
            "在村（社区）公示栏和群众聚集处张贴巡察公告，方便群众反映问题。",
            "由乡镇（街道）明确一名联络员，协助做好走访入户和会议组织。",
        )
    else:
        items = (
            "准备党组织工作情况汇报，以及落实全面从严治党、选人用人、意识形态工作责任制等专题材料。",
            "按巡察组要求提供会议记录、文件、财务账册和干部名册等资料，对资料的真实性、完整性负责。",
            "召开动员会，在单位门户网站和办公场所公布巡察公告，设置意见箱。",
            "明确一名联络员，提供必要的办公、谈话场所，不搞超标准接待。",
        )
    return tuple(Paragraph(f"{heading_number(2, n)}{item}") for n, item in enumerate(items, 1))


def _contact(contact: Contact) -> tuple[Block, ...]:
    places = (
        ("值班电话", contact.phone, contact.hours and f"（接听时间：{contact.hours}）"),
        ("邮寄地址", contact.post, ""),
        ("意见箱位置", contact.mailbox, ""),
        ("电子邮箱", contact.email, ""),
    )
    return tuple(Paragraph(f"{label}：{value or BLANK}{after}") for label, value, after in places)
