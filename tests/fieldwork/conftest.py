"""Two inspectors, a deputy and a leader of team one, and a paper that lacks nothing, built through the use cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from tests.conftest import World
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.services import (
    Upload,
    add_evidence,
    ask_to_co_sign,
    check_paper,
    co_sign_paper,
    create_paper,
    file_paper,
    sign_paper,
    submit_paper,
)
from xuncha.foundation.accounts.models import User
from xuncha.foundation.regulations.models import Category, Checklist, ChecklistItem, Taxonomy
from xuncha.foundation.usecases import Act

FACTS = (
    "2021年9月26日，巡察组实地清点第1局防汛物资仓库，台账登记编织袋12.0万条，实存9.4万条，短少物资折合11.38万元。"
    "部分物资自2019年4月起存放在原工程队院内，未办理出库手续。"
    "上述情况已与该局党组书记交换意见，其表示认可。"
)
QUOTE = "部分物资自2019年4月起存放在原工程队院内，未办理出库手续。"


@dataclass
class Cast:
    """The people of team one."""

    handler: User
    second: User
    deputy: User
    leader: User
    clerk: User
    unit: User


@pytest.fixture
def cast(hire) -> Cast:
    """Whoever a paper needs from opening to archive."""
    return Cast(
        handler=hire(Role.INSPECTOR, name="何一"),
        second=hire(Role.INSPECTOR, name="陆二"),
        deputy=hire(Role.DEPUTY_LEADER, name="程三"),
        leader=hire(Role.TEAM_LEADER, name="顾四"),
        clerk=hire(Role.OFFICE_CLERK, name="丁五"),
        unit=hire(Role.UNIT_LIAISON, name="王六"),
    )


@pytest.fixture
def item(db) -> ChecklistItem:
    """One manifestation with what to check and what to attach, and the classification it belongs to."""
    taxonomy = Taxonomy.objects.create(code="frame", edition="2020", name="测试分类", valid_from=date(2020, 1, 1))
    category = Category.objects.create(taxonomy=taxonomy, code="1-2", name="责任落实")
    checklist = Checklist.objects.create(code="own", name="本地清单", published_on=date(2020, 1, 1))
    return ChecklistItem.objects.create(
        checklist=checklist,
        code="X03",
        category=category,
        manifestation="物资管理账实不符",
        check_points="账、卡、物三方核对\n出入库审批手续",
        basis="《防汛物资储备管理办法》",
        evidence="清点记录、照片",
    )


def complete(item: ChecklistItem, **other) -> dict[str, object]:
    """The fields of a paper that lacks nothing but evidence and a second handler."""
    return {
        "title": "防汛物资台账与实物不符，部分账外存放",
        "category": item.category,
        "checklist_item": item,
        "sources": ["visit"],
        "facts": FACTS,
        "characterisation": "防汛物资管理责任落实不到位",
        "basis": "《防汛物资储备管理办法》第八条",
        "cause": "长期没有盘点，出入库无人负责",
        "why_political": "党组对防汛备汛责任认识不到位，三年未专题研究，以台账代替落实。",
        "responsibility": ["deputy", "department"],
        "amount": Decimal("113800.00"),
        "period_from": date(2019, 4, 1),
        "period_to": date(2021, 9, 26),
        **other,
    }


def upload(name: str = "清点记录.txt", text: str = "", **said) -> Upload:
    """A text file as somebody hands it in."""
    return Upload(ContentFile((text or f"内容 {name}").encode(), name), name, **said)


@dataclass
class Desk:
    """Makes papers and moves them along, one named act after the other."""

    world: World
    cast: Cast
    item: ChecklistItem
    acting: Callable[..., Act]

    def draft(self, **fields) -> WorkingPaper:
        """A complete paper with its evidence, still in its handler's hands."""
        paper = create_paper(
            self.acting(self.cast.handler),
            self.world.inspections[0],
            second_handler=self.cast.second,
            **complete(self.item, **fields),
        )
        for name, kind, quote in (("清点记录.txt", "清点记录", QUOTE), ("现场照片.txt", "照片", "")):
            piece = upload(name, kind=kind, quote=quote, original_checked=True)
            add_evidence(self.acting(self.cast.handler), paper, piece)
        return self.fresh(paper)

    def asked(self, **fields) -> WorkingPaper:
        """A paper its handler has signed and put before the second handler."""
        return self.fresh(ask_to_co_sign(self.acting(self.cast.handler), self.draft(**fields)))

    def co_signed(self, **fields) -> WorkingPaper:
        """A paper both handlers vouch for, not handed in yet."""
        return self.fresh(co_sign_paper(self.acting(self.cast.second), self.asked(**fields)))

    def again(self, paper: WorkingPaper) -> WorkingPaper:
        """The same paper signed by both handlers once more and handed in."""
        ask_to_co_sign(self.acting(self.cast.handler), paper)
        co_sign_paper(self.acting(self.cast.second), paper)
        return self.fresh(submit_paper(self.acting(self.cast.handler), paper))

    def submitted(self, **fields) -> WorkingPaper:
        return self.fresh(submit_paper(self.acting(self.cast.handler), self.co_signed(**fields)))

    def checked(self, **fields) -> WorkingPaper:
        return self.fresh(check_paper(self.acting(self.cast.deputy), self.submitted(**fields), opinion="属实"))

    def signed(self, **fields) -> WorkingPaper:
        return self.fresh(sign_paper(self.acting(self.cast.leader), self.checked(**fields)))

    def filed(self, **fields) -> WorkingPaper:
        return self.fresh(file_paper(self.acting(self.cast.clerk), self.signed(**fields)))

    @staticmethod
    def fresh(paper: WorkingPaper) -> WorkingPaper:
        """The record as the database has it."""
        return WorkingPaper.objects.get(pk=paper.pk)


@pytest.fixture
def desk(world, cast, item, acting) -> Desk:
    """Papers in any state."""
    return Desk(world, cast, item, acting)


@pytest.fixture
def at(at_desk, cast):
    """A signed-in browser of one of the cast: `at("handler")`."""
    return lambda who: at_desk(getattr(cast, who))
