"""A questionnaire as the form on paper, and what its answers came to. (feature B04)"""

from xuncha.foundation.documents.content import Align, Block, Closing, Column, Document, Heading, Line, Paragraph, Table
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.survey.models import Questionnaire
from xuncha.survey.rules.questions import KIND_LABEL, Kind, Question, numbers_of
from xuncha.survey.selectors.results import Shown, results_of, sources_of

BOX = "□"
RULE = "＿" * 24
UNNAMED = "本问卷不记名，不要写姓名和能认出您的内容。答卷只作汇总，人数少的不单独统计。"


@in_chinese
def paper_form(questionnaire: Questionnaire, issuer: Issuer) -> Document:
    """The form to be filled in by hand, with boxes to tick and lines to write on."""
    questions = questionnaire.asked
    numbers = numbers_of(questions)
    by = f"请于{full_date(questionnaire.closes_on)}前交回。" if questionnaire.closes_on else ""
    blocks: list[Block] = [
        Line("编号：＿＿＿＿"),
        *([Paragraph(questionnaire.introduction)] if questionnaire.introduction else []),
        Paragraph(f"{UNNAMED}{by}"),
    ]
    for question in questions:
        blocks += _on_paper(question, questions, numbers)
    team = questionnaire.inspection.team
    return Document(
        questionnaire.title, tuple(blocks), closing=Closing(team.name if team else issuer.office, None, seal=False)
    )


def _on_paper(question: Question, questions: list[Question], numbers: dict[str, str]) -> list[Block]:
    behind = next((q for q in questions if q.id == question.after), None)
    only = ""
    if behind:
        chosen = "、".join(behind.options[n] for n in question.on)
        only = f"〔第{numbers[behind.id]}题选“{chosen}”的填写〕"
    head = Line(f"{numbers[question.id]}. {question.label}（{KIND_LABEL[question.kind]}）{only}")
    if question.kind is Kind.TEXT:
        return [head, Line(RULE), Line(RULE)]
    return [head, Line("　".join(f"{BOX} {option}" for option in question.options))]


@in_chinese
def results_paper(questionnaire: Questionnaire, issuer: Issuer) -> Document:
    """What the answers came to, with the number of answers under every figure."""
    sources = sources_of(questionnaire)
    days = (
        f"{full_date(questionnaire.opens_on)}至{full_date(questionnaire.closes_on)}" if questionnaire.opens_on else ""
    )
    blocks: list[Block] = [
        Paragraph(
            f"{days}，面向{questionnaire.inspection.organisation.name}{questionnaire.audience}，收回答卷{sources.total}份，"
            f"其中手机填写{sources.phone}份、纸质{sources.paper}份（复录核对{sources.checked}份）。"
            f"不足{questionnaire.smallest}份的不显示。"
        )
    ]
    for one in results_of(questionnaire):
        blocks += _figures(one)
    return Document(
        f"{questionnaire.title}\n统计结果", tuple(blocks), closing=Closing(issuer.office, issuer.on, seal=False)
    )


def _figures(one: Shown) -> list[Block]:
    head = Heading(4, f"{one.number} {one.label}")
    if one.base is None:
        return [head, Paragraph("作答人数不足，不显示。")]
    if one.kind is Kind.TEXT:
        return [head, Paragraph(f"{one.base}人填写："), *(Paragraph(text) for text in one.texts)]
    columns = (Column("选项", 3), Column("人数", 1, Align.RIGHT), Column("占比", 1, Align.RIGHT))
    tables: list[Block] = [
        Table(
            columns, tuple((bar.label, str(bar.count), f"{bar.share:.1f}%") for bar in bars), f"{label}（{base}人作答）"
        )
        for label, base, bars in [("全部", one.base, one.bars), *((g.label, g.base, g.bars) for g in one.groups)]
    ]
    return [head, *tables]
