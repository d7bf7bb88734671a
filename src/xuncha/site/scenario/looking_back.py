"""Units of the previous term visited again in the demo: their old ledgers in, 101 items not in place, what follows."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.services import grant_role
from xuncha.foundation.documents.workbooks import Column, Sheet, write_workbook
from xuncha.foundation.imports.kinds import KINDS
from xuncha.foundation.imports.mapping import suggest
from xuncha.foundation.imports.selectors import rows_of, summarise
from xuncha.foundation.imports.services import apply_import, map_columns, record_preview, upload_sheet
from xuncha.foundation.orgs.models import Organisation
from xuncha.lookback.models import Kind, OldItem, Visit, Visited
from xuncha.lookback.services import (
    Result,
    accept_old_item,
    answer_list,
    approve_visit,
    close_list,
    confirm_seed,
    finish_visit,
    hand_in_results,
    issue_list,
    name_member,
    plan_visit,
    record_results,
    report_old_item,
    submit_visit,
    type_seed,
)
from xuncha.site.scenario.ground import account_of
from xuncha.site.scenario.stage import Stage
from xuncha.talent.models import Person
from xuncha.talent.selectors import grounds_between

NAMES = (
    *("水务集团", "交通投资集团", "交通运输局", "公路养护中心", "文化广电和旅游局", "图书馆", "第一中学"),
    *("教育和体育局", "经济和信息化局", "商务局", "卫生健康委员会", "第一人民医院", "水利局"),
)
"""Thirteen units in seven sectors."""
SHORT = 101
PROBLEMS = (
    ("理论学习中心组学习不经常", "已补学并建立签到"), ("重大事项没有集体研究", "已修订议事规则"),
    ("项目资金沉淀", "已拨付到位"), ("往来款长期挂账", "已清理部分"), ("公务接待手续不全", "已补齐审批单"),
    ("固定资产账实不符", "已盘点"), ("选人用人程序不规范", "已开展自查"), ("谈心谈话流于形式", "已建立台账"),
    ("党费收缴不及时", "已按月收缴"), ("工程变更未按程序报批", "已补办手续"), ("服务窗口群众等待时间长", "已增设窗口"),
    ("以往巡察反馈问题反弹", "已重新部署"),
)  # fmt: skip
FOUND = (
    "制度印发后没有执行，抽查的三个月没有记录。",
    "只开了会，没有清退，账面余额没有变化。",
    "整改情况报告所附材料与现场不符。",
)
ASKED = "单位职工 2 人、服务对象 1 人"
IMPORTED, PLANNED, BEGUN, ISSUED = date(2022, 2, 8), date(2022, 2, 10), date(2022, 2, 14), date(2022, 3, 18)
ANSWERED, REPORTED, ACCEPTED = date(2022, 4, 6), date(2022, 6, 20), date(2022, 6, 27)
AGAIN, SEEDED, COVERT = date(2022, 10, 31), date(2022, 11, 2), date(2022, 11, 16)


def look_back(stage: Stage) -> None:
    """Where the thirteen units are, note the visits of the year day by day."""
    code = stage.scenario["jurisdictions"][0]["code"]
    prefix = stage.scenario["jurisdictions"][0]["name"]
    units = [stage.organisations.get(f"{prefix}{name}") for name in NAMES]
    known = [unit for unit in units if unit is not None]
    if len(known) == len(NAMES):
        LookingBack(stage, code, known).begin()


class LookingBack:
    """The year's return visits of one office."""

    def __init__(self, stage: Stage, code: str, units: list[Organisation]) -> None:
        self.stage, self.code, self.units = stage, code, units
        self.place = stage.jurisdictions[code]
        self.crew: list[Person] = []

    def begin(self) -> None:
        """Note what happens on which day."""
        for on, do in (
            (IMPORTED, self._import),
            (PLANNED, self._plan),
            (BEGUN, self._check),
            (ISSUED, self._issue),
            (ANSWERED, self._answer),
            (REPORTED, self._report),
            (ACCEPTED, self._accept),
            (AGAIN, self._sample),
            (COVERT, self._covert),
        ):
            self.stage.later(on, do)

    def _import(self) -> None:
        """The old ledger of all units by one workbook."""
        kind, clerk = KINDS["old-items"], partial(self.stage.by_role, Role.OFFICE_CLERK, self.code)
        rows = [
            [unit.code, f"2019-{n:02}", 2019, title, title, measures, "", ("一般", "较难", "疑难")[n % 3], "已完成"]
            for unit in self.units
            for n, (title, measures) in enumerate(PROBLEMS, 1)
        ]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "上届整改台账.xlsx"
            write_workbook(path, [Sheet(kind.label, [Column(c.label) for c in kind.columns], rows)])
            batch = upload_sheet(clerk(), kind.code, self.place, name=path.name, path=path)
            if not batch.mapping:
                batch = map_columns(clerk(), batch, mapping=suggest(kind, batch.headers).mapping)
            found = summarise(rows_of(clerk().actor, batch), shown=10)
            apply_import(clerk(), record_preview(clerk(), batch, found=found))

    def _group(self) -> list[Person]:
        """Two of the pool without ties to the units, who may write results down; their leader is of the cast."""
        if not self.crew:
            free = Person.objects.filter(jurisdiction=self.place, pool="staff", user__isnull=True)
            staff = list(free.select_related("jurisdiction").order_by("-code")[:20])
            tied = {person for person, _unit in grounds_between(staff, self.units, on=self.stage.moment.date())}
            two = [person for person in staff if person.pk not in tied][:2]
            self.crew = [account_of(self.stage, person, is_cast=person is two[0]) for person in two]
            for person in self.crew:
                role = Role.OFFICE_CLERK
                grant_role(self.stage.by_system(), self._user(person), role=role, jurisdiction=self.place)
        return self.crew

    @staticmethod
    def _user(person: Person) -> User:
        user = person.user
        assert user is not None  # noqa: S101 - opened when they were named
        return user

    def _visit(self, units: list[Organisation], days: int, *, kind: str, title: str, share: int | None = None) -> Visit:
        clerk, today = partial(self.stage.by_role, Role.OFFICE_CLERK, self.code), self.stage.moment.date()
        visit = plan_visit(
            clerk(),
            self.place,
            kind=kind,
            title=title,
            from_on=today,
            to_on=today + timedelta(days=days),
            purpose="对照整改台账逐项看票据、看记录、看现场，问职工和服务对象，核实是否真改、实改。",
            units=units,
            per_stratum=share,
            strata="difficulty" if share else "none",
        )
        for n, person in enumerate(self._group()):
            name_member(clerk(), visit, person=person, leads=n == 0)
        return submit_visit(clerk(), visit)

    def _director(self, visit: Visit) -> Visit:
        return approve_visit(self.stage.by_role(Role.OFFICE_DIRECTOR, self.code), visit)

    def _plan(self) -> None:
        self._director(self._visit(self.units, 29, kind=Kind.RETURN, title="上届巡察整改情况回访督查"))

    def _check(self) -> None:
        """A unit's results in one act; together as many not in place as were published."""
        visit, left = Visit.objects.get(jurisdiction=self.place, kind=Kind.RETURN), SHORT
        rows = list(visit.units.select_related("organisation", "visit").order_by("organisation__code"))
        for place, visited in enumerate(rows):
            short = -(-left // (len(rows) - place))
            left -= short
            goes = self._user(self.crew[place % 2])
            results = [self._result(n, wanting=n <= short) for n in range(1, len(PROBLEMS) + 1)]
            record_results(self.stage.by(goes), visited, results)
            today = self.stage.moment.date()
            hand_in_results(self.stage.by(goes), visited, on=today, present="单位办公室主任、联络员")

    @staticmethod
    def _result(n: int, *, wanting: bool) -> Result:
        if not wanting:
            return Result(n, "in_place", evidence="票据、会议记录", asked=ASKED)
        verdict = "partly" if n % 4 == 0 else "not"
        return Result(n, verdict, FOUND[n % len(FOUND)], "台账、账簿、现场", ASKED, "认可，正在制定措施。")

    def _issue(self) -> None:
        visit = Visit.objects.get(jurisdiction=self.place, kind=Kind.RETURN)
        clerk, due = partial(self.stage.by_role, Role.OFFICE_CLERK, self.code), ISSUED + timedelta(days=30)
        finish_visit(clerk(), visit)
        for visited in visit.units.select_related("organisation", "visit").order_by("organisation__code"):
            issue_list(clerk(), visited, demands="主要负责人牵头，逐项制定措施，明确责任人和时限。", due_on=due)

    def _liaison(self, unit: Organisation) -> User | None:
        held = self.stage.scenario["accounts"]
        wanted = ["unit_liaison", unit.name]
        return next((self.stage.users[one["username"]] for one in held if wanted in one["roles"]), None)

    def _answer(self) -> None:
        for visited in Visited.objects.filter(organisation__in=self.units[:3], visit__kind=Kind.RETURN):
            liaison = self._liaison(visited.organisation)
            if liaison is not None:
                answer_list(self.stage.by(liaison), visited, answer="逐项认领，六月底前完成，由分管领导负责。")

    def _reported(self) -> list[OldItem]:
        return list(OldItem.objects.filter(organisation=self.units[2]).exclude(state="claimed").order_by("number")[:4])

    def _report(self) -> None:
        liaison = self._liaison(self.units[2])
        if liaison is None:
            return
        for old in self._reported():
            report_old_item(self.stage.by(liaison), old, report="已按要求补办、清退，附凭证和会议记录。")

    def _accept(self) -> None:
        for old in self._reported()[:2]:
            accept_old_item(self.stage.by_role(Role.OFFICE_CLERK, self.code), old)

    def _sample(self) -> None:
        """A look-back by sample; the seed is typed in by clerk and director once it is published."""
        visit = self._visit(self.units[:1], 21, kind=Kind.LOOK_BACK, title="重点单位整改回头看", share=2)
        self._director(visit)
        source = "某日开奖号码，六个红球从小到大"
        closed = close_list(self.stage.by_role(Role.OFFICE_CLERK, self.code), visit, source=source, source_on=SEEDED)
        seed = "03 08 15 19 27 31"

        def drawn() -> None:
            typed = type_seed(self.stage.by_role(Role.OFFICE_CLERK, self.code), closed, seed=seed)
            confirm_seed(self.stage.by_role(Role.OFFICE_DIRECTOR, self.code), typed, seed=seed)

        self.stage.later(SEEDED, drawn)

    def _covert(self) -> None:
        """A covert check that waits for its approval."""
        self._visit(self.units[6:7], 10, kind=Kind.COVERT, title="食堂和收费问题整改暗访")
