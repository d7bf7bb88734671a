"""The sheet of an evaluation as an official document: every step of the arithmetic, and how to do it again. (C13)"""

from collections import Counter
from decimal import Decimal

from xuncha.evaluation.models import Follow, Run, Subject
from xuncha.evaluation.rules.sheets import digest_of
from xuncha.evaluation.selectors import inputs_of, sheet_of
from xuncha.evaluation.selectors.outcomes import in_words
from xuncha.evaluation.selectors.pages import ShownLine, lines_of, total_of, turnout_of
from xuncha.evaluation.workflow import FOLLOW, FollowState, SubjectState
from xuncha.foundation.documents.content import (
    Align,
    Block,
    Closing,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer


@in_chinese
def sheet_paper(subject: Subject, issuer: Issuer) -> Document:
    """What was scored, line by line with the working, the total written out, the grade; names no assessor, no rater."""
    scheme, sheet = subject.run.scheme, sheet_of(subject)
    settled = full_date(subject.settled_on) if subject.settled_on else "尚未审定，为送达稿"
    shown = lines_of(subject, sheet)
    columns = (Column("指标", 2), Column("满分", 1, Align.RIGHT), Column("得分", 1, Align.RIGHT), Column("计算过程", 4))
    rows = tuple(
        (one.label, str(one.maximum), "—" if one.value is None else str(one.value), _working(one)) for one in shown
    )
    blocks: list[Block] = [
        Paragraph(f"评估对象：{subject}。评估方案：{scheme}。审定：{settled}。"),
        Heading(1, "各项得分"),
        Table(columns, rows),
        Heading(1, "总分和等次"),
        Paragraph(f"总分：{total_of(sheet)}。每项指标四舍五入保留{scheme.definition['places']}位小数，再相加。"),
    ]
    blocks += [Paragraph(f"否决：{text}。") for text in sheet.vetoed]
    blocks.append(Paragraph(f"等次：{sheet.band.label if sheet.band else '还不能定等次'}。"))
    asked = turnout_of(subject)
    if asked:
        heads = (Column("评议主体", 3), Column("权重（%）", 1), Column("应评", 1), Column("收回", 1), Column("未评", 1))
        table = tuple(
            (
                one.label,
                one.weight,
                str(one.asked),
                *(("—", "—") if one.cast is None else (str(one.cast), str(one.absent))),
            )
            for one in asked
        )
        blocks += [Heading(1, "评议情况"), Table(heads, table)]
        blocks.append(Paragraph("评议不记名，只记各主体的合计；不足最少票数的主体不计入，也不显示。"))
    digest = subject.digest or digest_of(scheme.definition, inputs_of(subject))
    blocks.append(Paragraph(f"方案和数据的校验码：{digest}。用同一方案和数据重算，得到同一结果。"))
    return Document(
        f"{subject}\n{'整改评估' if subject.organisation_id else '工作评价'}评分表",
        tuple(blocks),
        closing=Closing(issuer.office, subject.settled_on or issuer.on),
    )


@in_chinese
def results_paper(run: Run, issuer: Issuer) -> Document:
    """Every body of an evaluation with its total and grade, what was decided to follow and what became of it."""
    subjects = list(run.subjects.order_by("pk"))
    follows = list(Follow.objects.filter(subject__run=run).select_related("subject").order_by("subject_id", "pk"))
    done = in_words([one.pk for one in follows])
    settled = [one for one in subjects if one.state == SubjectState.FINAL]
    grades = Counter(one.grade_label for one in settled)
    counted = "，".join(f"{grade}{n}个" for grade, n in grades.items()) or "尚无审定的结果"
    results = tuple((one.name, _number(one.score), one.grade_label or "尚未审定") for one in subjects)
    heads = (Column("评估对象", 4), Column("得分", 1, Align.RIGHT), Column("等次", 1.5))
    blocks: list[Block] = [
        Paragraph(
            f"{run.round}，评估方案：{run.scheme}。评估对象{len(subjects)}个，已审定{len(settled)}个：{counted}。"
        ),
        Heading(1, "评估结果"),
        Table(heads, results),
    ]
    if follows:
        columns = (Column("评估对象", 3), Column("建议", 2), Column("决定", 2), Column("办理情况", 4))
        rows = tuple((one.subject.name, str(one), _decided(one), done.get(one.pk, "—")) for one in follows)
        blocks += [Heading(1, "结果运用"), Table(columns, rows)]
    return Document(f"{run.title}\n结果和运用情况", tuple(blocks), closing=Closing(issuer.office, issuer.on))


def _number(score: Decimal | None) -> str:
    return "—" if score is None else str(score)


def _decided(follow: Follow) -> str:
    label = FOLLOW.states[FollowState(follow.state)].label
    return f"{label}：{follow.decision}" if follow.decision else label


def _working(one: ShownLine) -> str:
    steps = [*one.working, *([one.range] if one.range else [])]
    return "；".join(str(step) for step in steps)
