"""What people type about reports, meetings, instructions and feedback: the shape of the input, never a rule."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.feedback.models import AgendaItem, Attendance, Body, Instruction, Opinion, OpinionItem, Report
from xuncha.feedback.rules import instructions as instruction_rules
from xuncha.feedback.rules import meetings as meeting_rules
from xuncha.feedback.rules import opinions as opinion_rules
from xuncha.feedback.rules import sessions as session_rules
from xuncha.feedback.rules import wording
from xuncha.feedback.services import Place
from xuncha.findings.models import Finding
from xuncha.foundation.ui.forms import DayField, FilesField, Form, LongText, OneOf, SomeOf

NO_CLUES = gettext_lazy("写事情和要求，可以写职务；这里不写个人问题线索。")
FOR_THE_UNIT = gettext_lazy("单位会看到这段文字：不写问题从哪里来，不写个人问题线索。")


class OpenReportForm(Form):
    """The inspection whose report is opened."""

    inspection = OneOf(label=gettext_lazy("被巡察单位"))


class ComposeForm(Form):
    """For each confirmed finding: in the report or not, its place, else the reason; then judgement and advice."""

    overall = LongText(
        label=gettext_lazy("总体评价"),
        max_length=wording.TEXT,
        rows=5,
        required=False,
        help_text=gettext_lazy("先肯定成绩，再点明主要问题，用事实说话。"),
    )
    advice = LongText(label=gettext_lazy("意见建议"), max_length=wording.TEXT, rows=5, required=False)

    def __init__(self, *args: Any, report: Report, findings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = {line.finding_id: line.position for line in report.lines.all()}
        reasons = {row.finding_id: row.reason for row in report.left_out.all()}
        self.findings = sorted(findings, key=lambda f: (places.get(f.pk, len(findings) + 1), f.number))
        for n, finding in enumerate(self.findings, 1):
            key = finding.pk
            self.fields[f"in-{key}"] = forms.BooleanField(required=False, initial=not places or key in places)
            self.fields[f"order-{key}"] = forms.IntegerField(
                required=False, min_value=1, max_value=999, initial=n, widget=forms.NumberInput(attrs={"class": "inp"})
            )
            self.fields[f"why-{key}"] = forms.CharField(
                required=False,
                max_length=wording.WHY,
                initial=reasons.get(key, ""),
                widget=forms.TextInput(attrs={"class": "inp"}),
            )

    @property
    def rows(self) -> list[tuple[Finding, Any, Any, Any]]:
        """(finding, its tick box, its place, its reason) for the table."""
        return [(f, self[f"in-{f.pk}"], self[f"order-{f.pk}"], self[f"why-{f.pk}"]) for f in self.findings]

    def composed(self) -> dict[str, Any]:
        """The input as the use case takes it."""
        typed = self.cleaned_data
        inside = [f for f in self.findings if typed[f"in-{f.pk}"]]
        last = len(self.findings) + 1
        return {
            "findings": sorted(inside, key=lambda f: typed[f"order-{f.pk}"] or last),
            "left_out": {f: typed[f"why-{f.pk}"] for f in self.findings if not typed[f"in-{f.pk}"]},
            "overall": typed["overall"],
            "advice": typed["advice"],
        }


class MeetingForm(Form):
    """A meeting to come."""

    term = OneOf(label=gettext_lazy("届次"))
    body = forms.ChoiceField(label=gettext_lazy("会议"), choices=Body.choices)
    title = forms.CharField(label=gettext_lazy("会议名称"), max_length=wording.TITLE)
    on = DayField(label=gettext_lazy("日期"))
    place = forms.CharField(label=gettext_lazy("地点"), max_length=80, required=False)
    chair = forms.CharField(label=gettext_lazy("主持人"), max_length=40, required=False)


class MatterForm(Form):
    """A matter of the agenda."""

    title = forms.CharField(label=gettext_lazy("议题"), max_length=meeting_rules.AGENDA_TITLE)
    batch = OneOf(label=gettext_lazy("听取的轮次"), empty=gettext_lazy("不是听取轮次汇报"), required=False)
    reporter = forms.CharField(label=gettext_lazy("汇报人"), max_length=80, required=False)
    reports = SomeOf(
        label=gettext_lazy("上会的报告"),
        required=False,
        help_text=gettext_lazy("只列已签发的报告；选了轮次时，要是那一轮的。"),
    )
    papers = FilesField(label=gettext_lazy("会议材料"), required=False, help_text=gettext_lazy("以前传过的会保留。"))


class HoldMeetingForm(Form):
    """How the meeting was held."""

    on = DayField(label=gettext_lazy("召开日期"))
    chair = forms.CharField(label=gettext_lazy("主持人"), max_length=40)
    place = forms.CharField(label=gettext_lazy("地点"), max_length=80, required=False)
    attendees = LongText(
        label=gettext_lazy("出席人员"),
        max_length=meeting_rules.ATTENDEES,
        rows=6,
        help_text=gettext_lazy("一行一人，先写姓名，再写职务。"),
    )


class MinutesForm(Form):
    """The minutes and what was decided on each matter."""

    def __init__(self, *args: Any, matters: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matters = matters
        for matter in matters:
            field = LongText(
                label=_("议定事项：{matter}").format(matter=matter.title),
                max_length=wording.TEXT,
                rows=3,
                required=False,
                initial=matter.decision,
            )
            field.widget.attrs["class"] = "inp"
            self.fields[f"decision-{matter.pk}"] = field
        self.fields["minutes"] = LongText(
            label=_("会议纪要"), max_length=wording.ITEM_TEXT, rows=12, required=False, help_text=NO_CLUES
        )
        self.fields["minutes"].widget.attrs["class"] = "inp"

    def written(self) -> dict[str, Any]:
        """The input as the use case takes it."""
        decisions = {matter: self.cleaned_data[f"decision-{matter.pk}"] for matter in self.matters}
        return {"minutes": self.cleaned_data["minutes"], "decisions": decisions}


class InstructionForm(Form):
    """An instruction as it is written down."""

    term = OneOf(label=gettext_lazy("届次"))
    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=Instruction.Kind.choices)
    leader = forms.CharField(
        label=gettext_lazy("领导（会议）"), max_length=instruction_rules.LEADER, help_text=gettext_lazy("姓名和职务。")
    )
    on = DayField(label=gettext_lazy("批示日期"))
    text = LongText(label=gettext_lazy("批示内容"), max_length=wording.TEXT, rows=5, help_text=NO_CLUES)
    assigned_to = forms.CharField(label=gettext_lazy("承办部门"), max_length=instruction_rules.ASSIGNED)
    due_on = DayField(label=gettext_lazy("办理期限"), required=False)
    inspection = OneOf(label=gettext_lazy("涉及的巡察"), empty=gettext_lazy("不涉及具体单位"), required=False)


class InstructionAnswerForm(Form):
    """What was done about an instruction."""

    answer = LongText(label=gettext_lazy("办理情况"), max_length=wording.TEXT, rows=6, help_text=NO_CLUES)
    proof = FilesField(label=gettext_lazy("附件"), required=False, help_text=gettext_lazy("以前传过的会保留。"))


class OpinionTextsForm(Form):
    """Judgement and demands of an opinion."""

    overall = LongText(
        label=gettext_lazy("总体评价"), max_length=wording.TEXT, rows=6, required=False, help_text=FOR_THE_UNIT
    )
    demands = LongText(
        label=gettext_lazy("整改要求"), max_length=wording.TEXT, rows=6, required=False, help_text=FOR_THE_UNIT
    )


class PickForm(Form):
    """Findings of the report to be fed back."""

    findings = SomeOf(
        label=gettext_lazy("要反馈的问题"),
        error_messages={"required": gettext_lazy("至少选一条问题。")},
        help_text=gettext_lazy("只列签发的报告里、还没有写进反馈意见的问题。"),
    )


class GatherForm(Form):
    """The wording of an item made of several."""

    title = forms.CharField(label=gettext_lazy("问题标题"), max_length=wording.TITLE)
    text = LongText(label=gettext_lazy("问题表述"), max_length=wording.ITEM_TEXT, rows=10, help_text=FOR_THE_UNIT)
    aspect = forms.CharField(label=gettext_lazy("所属方面"), max_length=opinion_rules.ASPECT, required=False)


class ItemForm(GatherForm):
    """The wording of one item, and whether it is a main problem."""

    main = forms.BooleanField(
        label=gettext_lazy("主要问题"), required=False, help_text=gettext_lazy("反馈、通报时计数的那一层。")
    )


class ArrangeForm(Form):
    """Place, heading and weight of every item, in one table."""

    def __init__(self, *args: Any, items: Sequence[OpinionItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"order-{item.pk}"] = forms.IntegerField(
                min_value=1, max_value=9999, initial=item.position, widget=forms.NumberInput(attrs={"class": "inp"})
            )
            self.fields[f"aspect-{item.pk}"] = forms.CharField(
                max_length=opinion_rules.ASPECT,
                required=False,
                initial=item.aspect,
                widget=forms.TextInput(attrs={"class": "inp"}),
            )
            self.fields[f"main-{item.pk}"] = forms.BooleanField(required=False, initial=item.main)

    @property
    def rows(self) -> list[tuple[OpinionItem, Any, Any, Any]]:
        """(item, its place, its heading, its weight) for the table."""
        return [(i, self[f"order-{i.pk}"], self[f"aspect-{i.pk}"], self[f"main-{i.pk}"]) for i in self.items]

    def places(self) -> list[Place]:
        """The input as the use case takes it."""
        typed = self.cleaned_data
        ordered = sorted(self.items, key=lambda i: (typed[f"order-{i.pk}"], i.position))
        return [Place(item, typed[f"aspect-{item.pk}"], typed[f"main-{item.pk}"]) for item in ordered]


class SessionForm(Form):
    """A feedback meeting to come."""

    title = forms.CharField(label=gettext_lazy("反馈会名称"), max_length=wording.TITLE)
    opinions = SomeOf(
        label=gettext_lazy("反馈的单位"), error_messages={"required": gettext_lazy("至少选一家单位的反馈意见。")}
    )
    principal_on = DayField(
        label=gettext_lazy("向主要负责人反馈"), required=False, help_text=gettext_lazy("先向主要负责人，再向领导班子。")
    )
    on = DayField(label=gettext_lazy("向领导班子反馈"))
    place = forms.CharField(label=gettext_lazy("地点"), max_length=80, required=False)
    host = forms.CharField(label=gettext_lazy("主持人"), max_length=60, required=False)


class HoldSessionForm(Form):
    """How the feedback meeting was held."""

    principal_on = DayField(label=gettext_lazy("向主要负责人反馈"))
    on = DayField(label=gettext_lazy("向领导班子反馈"), help_text=gettext_lazy("整改的各个期限从这一天起算。"))
    note = LongText(
        label=gettext_lazy("表态发言"),
        max_length=wording.TEXT,
        rows=5,
        required=False,
        help_text=gettext_lazy("被巡察党组织主要负责人的表态要点。"),
    )


class PeopleForm(Form):
    """People for the list of a feedback meeting."""

    capacity = forms.ChoiceField(label=gettext_lazy("身份"), choices=Attendance.Capacity.choices)
    organisation = OneOf(
        label=gettext_lazy("所在单位"),
        empty=gettext_lazy("不是被巡察单位的人员"),
        required=False,
        help_text=gettext_lazy("被巡察单位的人员要选。"),
    )
    people = forms.CharField(
        label=gettext_lazy("名单"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("一行一人，姓名和职务之间空一格，例如「张三 党组书记」。"),
    )

    def clean_people(self) -> list[tuple[str, str]]:
        """(name, post) of each line."""
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["people"].splitlines() if line.strip()]
        return [(words[0], words[1].strip() if len(words) > 1 else "") for words in lines]


class TalkForm(Form):
    """A one-to-one talk."""

    organisation = OneOf(label=gettext_lazy("被巡察单位"))
    on = DayField(label=gettext_lazy("谈话日期"))
    with_name = forms.CharField(label=gettext_lazy("谈话对象"), max_length=session_rules.NAME)
    with_post = forms.CharField(label=gettext_lazy("职务"), max_length=session_rules.POST, required=False)
    by_name = forms.CharField(label=gettext_lazy("谈话人"), max_length=session_rules.POST)
    note = LongText(
        label=gettext_lazy("谈话要点"), max_length=session_rules.TALK, rows=4, required=False, help_text=NO_CLUES
    )


def units_of(opinions: Iterable[Opinion]) -> list[Model]:
    """The inspected organisations of these opinions."""
    return [opinion.inspection.organisation for opinion in opinions]
