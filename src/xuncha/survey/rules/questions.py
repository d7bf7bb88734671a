"""
The questions of a questionnaire: what each may look like, which of them are open, what was answered. (feature B04)

A follow-up is hidden until one of certain options of an earlier question is chosen, such as "存在问题".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from xuncha.core.errors import Reason, reason
from xuncha.core.text import N_

MOST_QUESTIONS = 60
MOST_OPTIONS = 20
LONGEST_OPTION = 60
LONGEST_TEXT = 1000
"""Characters of a free answer."""


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    TEXT = "text"


KIND_LABEL: dict[Kind, str] = {
    Kind.SINGLE: N_("单选"),
    Kind.MULTIPLE: N_("多选"),
    Kind.SCALE: N_("量表"),
    Kind.TEXT: N_("填写"),
}
SCALE = ("很好", "较好", "一般", "较差", "很差")
"""The options of a scale that names none."""

Answer = list[int] | str
"""The places of the chosen options from 0 on, or a text."""
Answers = Mapping[str, Answer]
"""What one person answered, by question id; what was left out is not there."""


@dataclass(frozen=True, slots=True)
class Question:
    """
    One question. `id` is stable within its questionnaire; `after` and `on` say behind which options of which question
    it opens; `group`: the results are also told apart by its options.
    """

    id: str
    kind: Kind
    label: str
    options: tuple[str, ...] = ()
    required: bool = True
    after: str = ""
    on: tuple[int, ...] = ()
    group: bool = False

    def stored(self) -> dict[str, Any]:
        """As it is kept with its questionnaire."""
        return {**asdict(self), "kind": self.kind.value, "options": list(self.options), "on": list(self.on)}


def stored_questions(rows: Sequence[Mapping[str, Any]]) -> list[Question]:
    """The questions as they are kept."""
    return [
        Question(
            **{
                **row,
                "kind": Kind(row["kind"]),
                "options": tuple(row.get("options", ())),
                "on": tuple(row.get("on", ())),
            }
        )
        for row in rows
    ]


# How the questions of a questionnaire hang together


def in_order(questions: Sequence[Question]) -> list[Question]:
    """Every question with its follow-ups behind it."""

    def walk(after: str) -> Iterator[Question]:
        for one in questions:
            if one.after == after:
                yield one
                yield from walk(one.id)

    return list(walk(""))


def numbers_of(questions: Sequence[Question]) -> dict[str, str]:
    """By id the number under which each question is shown: 3, and behind it 3-1, 3-2."""
    found: dict[str, str] = {}
    for after in ["", *(one.id for one in in_order(questions))]:
        begin = f"{found[after]}-" if after else ""
        near = [one for one in questions if one.after == after]
        found |= {one.id: f"{begin}{n}" for n, one in enumerate(near, 1)}
    return found


def moved(questions: Sequence[Question], which: str, by: int) -> list[Question]:
    """The questions with this one moved among those that open with it; at the end of them it stays."""
    one = next(q for q in questions if q.id == which)
    near = [q for q in questions if q.after == one.after]
    here = near.index(one)
    there = min(max(here + by, 0), len(near) - 1)
    order = [*near[:here], *near[here + 1 :]]
    order.insert(there, one)
    places = iter(order)
    return in_order([next(places) if q.after == one.after else q for q in questions])


def without(questions: Sequence[Question], which: str) -> list[Question]:
    """The questions without this one and what hangs behind it."""
    gone = {which}
    for one in in_order(questions):
        if one.after in gone:
            gone.add(one.id)
    return [q for q in questions if q.id not in gone]


def next_id(questions: Sequence[Question]) -> str:
    """An id that no question of these has."""
    return f"q{max((int(q.id.removeprefix('q')) for q in questions), default=0) + 1}"


# What may be asked


def reasons_against_questions(questions: Sequence[Question]) -> list[Reason]:
    """What is wrong with the questions as a whole or with one of them; `field` names the input of its form."""
    reasons = [why for q in questions for why in _against(q)]
    if len(questions) > MOST_QUESTIONS:
        reasons.append(reason("一份问卷最多 {n} 题。", n=MOST_QUESTIONS))
    known = {q.id: q for q in questions}
    for q in questions:
        behind = known.get(q.after)
        if q.after and (behind is None or behind.kind is Kind.TEXT or not q.on):
            reasons.append(reason("追问“{q}”要接在一道选择题的选项后面。", field="opens", q=q.label))
        elif behind is not None and max(q.on) >= len(behind.options):
            reasons.append(reason("追问“{q}”接在已删去的选项后面，请先改追问。", field="options", q=q.label))
    if sum(q.group for q in questions) > 1:
        reasons.append(reason("只能按一道题分组统计。", field="group"))
    return reasons


def _against(question: Question) -> list[Reason]:
    reasons = []
    if not question.label.strip():
        reasons.append(reason("请写题目。", field="label"))
    if question.kind is Kind.TEXT:
        if question.options:
            reasons.append(reason("填写题没有选项。", field="options"))
    elif not 2 <= len(question.options) <= MOST_OPTIONS:
        reasons.append(reason("写 2 到 {n} 个选项，每行一个。", field="options", n=MOST_OPTIONS))
    elif len(set(question.options)) < len(question.options):
        reasons.append(reason("选项不能重复。", field="options"))
    if any(len(option) > LONGEST_OPTION for option in question.options):
        reasons.append(reason("每个选项不超过 {n} 个字。", field="options", n=LONGEST_OPTION))
    if question.group and (question.kind is not Kind.SINGLE or question.after):
        reasons.append(reason("按它分组统计的，要是人人都答的单选题。", field="group"))
    return reasons


# What was answered


def understood(questions: Sequence[Question], given: Callable[[str], Sequence[str]]) -> dict[str, Answer]:
    """What a form says, `given` being its values by question id. What no form offers is passed over."""
    answers: dict[str, Answer] = {}
    for q in questions:
        values = given(q.id)
        if q.kind is Kind.TEXT:
            text = "".join(values).strip()[:LONGEST_TEXT]
            if text:
                answers[q.id] = text
        else:
            chosen = sorted({int(v) for v in values if v.isascii() and v.isdigit() and int(v) < len(q.options)})
            if chosen:
                answers[q.id] = chosen if q.kind is Kind.MULTIPLE else chosen[:1]
    return answers


def open_questions(questions: Sequence[Question], answers: Answers) -> list[Question]:
    """The questions that are to be answered by whoever answered so far like this, in order."""
    found: dict[str, Question] = {}
    for q in in_order(questions):
        if not q.after or (q.after in found and set(answers.get(q.after, ())) & set(q.on)):
            found[q.id] = q
    return list(found.values())


def of_open(questions: Sequence[Question], answers: Answers) -> dict[str, Answer]:
    """The answers to questions that are open: what was answered behind an option that was taken back does not count."""
    return {q.id: answers[q.id] for q in open_questions(questions, answers) if q.id in answers}


def reasons_not_to_hand_in(questions: Sequence[Question], answers: Answers) -> list[Reason]:
    """Every open question that must be answered is."""
    missing = [q for q in open_questions(questions, answers) if q.required and q.id not in answers]
    return [reason("这一题要答。", field=q.id) for q in missing]


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A paper sheet that is keyed in: `typed` the answers, `taken` whether its number is, `out` whether it may come."""

    questions: Sequence[Question]
    typed: Answers = field(default_factory=dict)
    taken: bool = False
    out: bool = True


def reasons_not_to_key(facts: SheetFacts) -> list[Reason]:
    """A sheet is keyed once under its number, with what stands on it: paper may leave questions out."""
    if not facts.out:
        return [reason("问卷没有在收答卷，不能录入。")]
    reasons = []
    if facts.taken:
        reasons.append(reason("这个编号的纸质卷已经录入。", field="number"))
    if not facts.typed:
        reasons.append(reason("这份纸质卷一题也没有答，不用录入。"))
    return reasons


def differing(questions: Sequence[Question], first: Answers, second: Answers) -> list[Reason]:
    """Where a second keying says something else than the first, each beside its question."""
    return [
        reason("第一次录入与这次不同，请对照纸质卷。", field=q.id)
        for q in questions
        if first.get(q.id) != second.get(q.id)
    ]
