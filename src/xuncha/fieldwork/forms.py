"""What people type: papers with their evidence, fact sheets, the unit's answers."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.core.errors import InvalidTransition, Reason, RuleViolated
from xuncha.fieldwork.models import FactItem, Responsibility, Source, WorkingPaper
from xuncha.fieldwork.rules import LIMITS
from xuncha.fieldwork.selectors import categories_for, check_points, colleagues, manifestations, told_of
from xuncha.fieldwork.services import Statement, UnitAnswer, Upload
from xuncha.foundation.files.kinds import ENDINGS
from xuncha.foundation.files.models import Secrecy
from xuncha.foundation.http import SignedInRequest, words
from xuncha.foundation.regulations.models import ChecklistItem
from xuncha.foundation.ui.forms import DayField, Form, LongText, OneOf
from xuncha.gathering.models import Talk, TalkRecord
from xuncha.rounds.models import Inspection
from xuncha.survey.models import SquadResult

WAN = Decimal(10_000)
IN_A_ROW = {"class": "checks"}
UNSAID: dict[str, Any] = {"required": False, "empty": _("未选"), "widget": forms.Select(attrs={"class": "inp"})}
PICKED = ("category", "checklist_item", "second_handler")
NEEDED = (
    "category", "sources", "period_from", "period_to", "facts", "responsibility", "second_handler",
    "characterisation", "basis",
)  # fmt: skip
"""What the handing-in asks for and a draft may lack."""
ANY_FILE = ",".join(f".{ending}" for ending in ENDINGS)


class PaperForm(Form):
    """The editor. Amounts are typed in 万元 and kept in yuan."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("问题标题"),
        max_length=LIMITS["title"],
        help_text=_("写「谁、做了什么、后果」，不写评价词。报告中将原样使用。"),
    )
    sources = forms.MultipleChoiceField(
        label=_("问题来源"),
        choices=Source.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(IN_A_ROW),
    )
    period_from = DayField(label=_("发生时间起"), required=False)
    period_to = DayField(label=_("发生时间止"), required=False)
    facts = LongText(
        label=_("具体事实"),
        max_length=LIMITS["facts"],
        rows=7,
        required=False,
        help_text=_("写清方式、主体、时间、地点、经过、影响，以及与主要负责人交换意见的情况。"),
    )
    amount = forms.DecimalField(
        label=_("涉及金额（万元）"), max_digits=16, decimal_places=6, min_value=0, required=False
    )
    persons = forms.IntegerField(label=_("涉及人数"), min_value=0, max_value=10_000_000, required=False)
    responsibility = forms.MultipleChoiceField(
        label=_("责任主体"),
        choices=Responsibility.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(IN_A_ROW),
    )
    characterisation = LongText(
        label=_("定性"), max_length=LIMITS["characterisation"], rows=2, required=False,
        help_text=_("一句话说明属于哪一类偏差，用词与分类一致。"),
    )  # fmt: skip
    basis = LongText(
        label=_("定性依据"), max_length=LIMITS["basis"], rows=2, required=False,
        help_text=_("写出文件名和条款，文件名用《》。"),
    )  # fmt: skip
    cause = LongText(label=_("原因分析"), max_length=LIMITS["cause"], rows=2, required=False)
    why_political = LongText(
        label=_("为什么是政治问题"), max_length=LIMITS["why_political"], rows=2, required=False,
        help_text=_("从业务现象说到责任。只列账目不说责任的底稿，复核时通常会被退回。"),
    )  # fmt: skip

    def __init__(self, request: SignedInRequest, inspection: Inspection, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [user for user in colleagues(inspection, request.now) if user.pk != request.actor.pk]
        self.fields |= {
            "category": OneOf(
                categories_for(inspection), group=lambda one: str(one.taxonomy), label=_("分类"), **UNSAID
            ),
            "checklist_item": OneOf(manifestations(inspection), label=_("对照的典型表现"), **UNSAID),
            "second_handler": OneOf(others, label=_("第二经办人"), **UNSAID),
        }
        for name in ("sources", "responsibility"):  # a draft keeps a single tick as a plain text
            if isinstance(self.initial.get(name), str):
                self.initial[name] = [self.initial[name]]
        for name in NEEDED:
            self.fields[name].required = True
        self.left_over: dict[str, list[str]] = {}
        self.fields["facts"].widget.attrs["data-quotable"] = "facts"

    def full_clean(self) -> None:
        """What a paper needs before it is handed in is marked as needed, yet a draft may lack it."""
        for name in NEEDED:
            self.fields[name].required = False
        super().full_clean()
        for name in NEEDED:
            self.fields[name].required = True

    def keep_choices(self, paper: WorkingPaper) -> None:
        """What the paper says already stays choosable."""
        for name in PICKED:
            field = self.fields[name]
            if isinstance(field, OneOf):
                field.offer_also(getattr(paper, name))

    def point_out(self, reasons: Iterable[Reason]) -> None:
        """Show reasons beside the fields of a form that nobody has sent yet."""
        self.cleaned_data: dict[str, Any] = {}
        if not self.errors:
            self.refuse(RuleViolated(*(why for why in reasons if why.field in self.fields)))

    def refuse(self, refusal: RuleViolated | InvalidTransition) -> None:
        """Reasons about the file stay aside for the form that asked for it."""
        mine = [why for why in refusal.reasons if why.field not in EvidenceForm.base_fields]
        for why in refusal.reasons:
            if why.field in EvidenceForm.base_fields:
                self.left_over.setdefault(why.field, []).append(words(why.text))
        super().refuse(RuleViolated(*mine))

    @property
    def paper_fields(self) -> dict[str, Any]:
        """What was typed as the fields of a paper."""
        names = (
            "title", "category", "checklist_item", "sources", "period_from", "period_to", "facts", "persons",
            "responsibility", "characterisation", "basis", "cause", "why_political",
        )  # fmt: skip
        typed = self.cleaned_data
        amount = typed["amount"]
        return {name: typed[name] for name in names} | {
            "facts": typed["facts"].replace("\r\n", "\n"),
            "amount": None if amount is None else (amount * WAN).quantize(Decimal("0.01")),
        }


def initial_of(paper: WorkingPaper) -> dict[str, Any]:
    """A paper as the editor shows it."""
    names = (
        "title", "category", "checklist_item", "sources", "period_from", "period_to", "facts", "persons",
        "responsibility", "characterisation", "basis", "cause", "why_political", "second_handler",
    )  # fmt: skip
    return {name: getattr(paper, name) for name in names} | {"amount": in_wan(paper.amount)}


def in_wan(amount: Decimal | None) -> str | None:
    """Yuan as the editor shows them, in 万元."""
    return None if amount is None else f"{(amount / WAN).normalize():f}"


class CitationForm(Form):
    """Which talk or result of a squad a paper rests on, and for which sentence of the facts."""

    cited = forms.ChoiceField(label=_("引用哪一件"))
    into_facts = forms.BooleanField(
        label=_("把小分队结果连同数量写进具体事实"), required=False, help_text=_("只对小分队结果有用，接在事实后面。")
    )
    quote = LongText(
        label=_("对应事实中的哪句话"), max_length=LIMITS["quote"], rows=3, required=False,
        help_text=_("从具体事实里原样粘贴一句；不填表示支撑整份底稿。"),
    )  # fmt: skip

    def __init__(self, talks: Sequence[TalkRecord], results: Sequence[SquadResult], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.records: dict[str, Talk | SquadResult] = {f"talk-{one.talk_id}": one.talk for one in talks}
        self.records |= {f"result-{one.pk}": one for one in results}
        said = [(f"talk-{one.talk_id}", f"{one.talk} {one.name} {one.talk.held_on:%m-%d}") for one in talks]
        found = [(f"result-{one.pk}", f"{one.squad.title} {told_of(one)}"[:80]) for one in results]
        choices: list[Any] = [("", _("请选择")), (_("谈话记录"), said), (_("小分队结果"), found)]
        self.offer(cited=[one for one in choices if one[1]])

    @property
    def record(self) -> Talk | SquadResult:
        """What was chosen."""
        return self.records[self.cleaned_data["cited"]]


class EvidenceForm(Form):
    """One file and what it supports. Part of the editor: everything typed is sent together."""

    file = forms.FileField(
        label=_("文件"), required=False, widget=forms.FileInput(attrs={"accept": ANY_FILE}),
        help_text=_("单个文件有大小上限；按内容识别类型，与文件名不符的不收。"),
    )  # fmt: skip
    kind = forms.CharField(label=_("种类"), max_length=LIMITS["kind"], required=False)
    quote = forms.CharField(
        label=_("对应事实中的哪句话"), max_length=LIMITS["quote"], required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("在具体事实里选中一句再点「取选中的句子」，或者原样粘贴；不填表示支撑整份底稿。"),
    )  # fmt: skip
    pages = forms.CharField(label=_("页码"), max_length=LIMITS["pages"], required=False)
    original_checked = forms.BooleanField(label=_("已与原件核对"), required=False)
    secrecy = forms.ChoiceField(label=_("密级标识"), choices=Secrecy.choices, required=False)

    @property
    def upload(self) -> Upload | None:
        """The file with what was said about it; None when no file was chosen."""
        typed = self.cleaned_data
        if not typed["file"]:
            return None
        return Upload(
            typed["file"],
            typed["file"].name,
            typed["kind"],
            typed["quote"].strip(),
            typed["pages"],
            typed["original_checked"],
            typed["secrecy"] or Secrecy.INTERNAL,
        )


class EvidenceDetailForm(Form):
    """What a piece of evidence says of itself; its file never changes."""

    kind = forms.CharField(label=_("种类"), max_length=LIMITS["kind"], required=False)
    quote = LongText(
        label=_("对应事实中的哪句话"), max_length=LIMITS["quote"], rows=3, required=False,
        help_text=_("从具体事实里原样粘贴一句；不填表示支撑整份底稿。"),
    )  # fmt: skip
    pages = forms.CharField(label=_("页码"), max_length=LIMITS["pages"], required=False)
    original_checked = forms.BooleanField(label=_("已与原件核对"), required=False)


class PointsForm(Form):
    """Which check points of the manifestation the handlers have looked at."""

    points_done = forms.TypedMultipleChoiceField(
        label=_("检查要点"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, item: ChecklistItem | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(points_done=[(point.position, point.text) for point in check_points(item, ())])


class SheetForm(Form):
    """A fact sheet: its name and its statements, each with the papers it comes from."""

    title = forms.CharField(label=_("确认单名称"), max_length=LIMITS["sheet_title"])

    def __init__(self, papers: QuerySet[WorkingPaper], count: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = count
        self.papers = {str(paper.pk): paper for paper in papers}
        choices = [(pk, str(paper)) for pk, paper in self.papers.items()]
        for n in range(1, count + 1):
            self.fields[f"text-{n}"] = LongText(
                label=_("第 {n} 条事实").format(n=n), max_length=LIMITS["item_text"], rows=4, required=False,
                help_text=_("只写事实，不写来源，不写评价。清空就去掉这一条。") if n == 1 else "",
            )  # fmt: skip
            self.fields[f"papers-{n}"] = forms.MultipleChoiceField(
                label=_("第 {n} 条对应的底稿").format(n=n), choices=choices, required=False,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
            self.fields[f"text-{n}"].widget.attrs["class"] = "inp"

    @property
    def statements(self) -> list[Statement]:
        """The statements that have a text, in their order."""
        typed = self.cleaned_data
        return [
            Statement(typed[f"text-{n}"].replace("\r\n", "\n"), [self.papers[pk] for pk in typed[f"papers-{n}"]])
            for n in range(1, self.count + 1)
            if typed[f"text-{n}"].strip()
        ]

    @property
    def rows(self) -> list[tuple[int, Any, Any]]:
        """The statements as the page shows them."""
        return [(n, self[f"text-{n}"], self[f"papers-{n}"]) for n in range(1, self.count + 1)]


class SendForm(Form):
    """Until when the unit answers."""

    reply_by = DayField(label=_("答复期限"), help_text=_("按时限规则算出，可以改。"))


class ConclusionForm(Form):
    """How the team took the unit's comments into account."""

    conclusion = LongText(
        label=_("处理意见"), max_length=LIMITS["conclusion"], rows=4,
        help_text=_("逐条写单位意见是否采纳、底稿如何处理。单位意见始终与底稿并列保存。"),
    )  # fmt: skip


class AnswerForm(Form):
    """The unit's answer, statement by statement."""

    def __init__(self, items: Sequence[FactItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            n = item.position
            self.fields[f"answer-{n}"] = forms.ChoiceField(
                label=_("是否属实"), choices=FactItem.Answer.choices, widget=forms.RadioSelect(IN_A_ROW),
                error_messages={"required": _("请选一项。")},
            )  # fmt: skip
            self.fields[f"comment-{n}"] = LongText(
                label=_("说明"), max_length=LIMITS["comment"], rows=2, required=False,
                help_text=_("部分属实或有异议的，写明哪里不符。"),
            )  # fmt: skip
            self.fields[f"file-{n}"] = forms.FileField(
                label=_("证明材料"), required=False, widget=forms.FileInput(attrs={"accept": ANY_FILE})
            )
            self.fields[f"comment-{n}"].widget.attrs["class"] = "inp"
        self.fields["note"] = LongText(label=_("补充说明"), max_length=LIMITS["comment"], rows=2, required=False)
        self.fields["note"].widget.attrs["class"] = "inp"

    @property
    def answers(self) -> dict[int, UnitAnswer]:
        """What the unit says, by position."""
        typed = self.cleaned_data
        return {
            (n := item.position): UnitAnswer(typed[f"answer-{n}"], typed[f"comment-{n}"], typed[f"file-{n}"])
            for item in self.items
        }

    @property
    def rows(self) -> list[tuple[FactItem, Any, Any, Any]]:
        """The statements with their fields."""
        return [
            (item, self[f"answer-{(n := item.position)}"], self[f"comment-{n}"], self[f"file-{n}"])
            for item in self.items
        ]
