"""Signals that one item shows by itself. Each rule: the facts of a plan and the office's threshold → what is found."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from xuncha.core.deadlines import add_months
from xuncha.core.signals import Signal
from xuncha.core.text import N_, say
from xuncha.hints.rules.facts import Found, ItemFacts, PlanFacts, Row

Rule = Callable[[PlanFacts, int], Iterator[Found]]
ON_PAPER = frozenset({"rule", "minutes"})
"""Kinds of evidence that show that something was written or said, not that it was done."""
TANGIBLE = frozenset({"correct", "money", "people", "similar"})
"""Kinds of measures that leave something behind: a voucher, a photo, a decision, a list."""


def only_papers(plan: PlanFacts, least: int) -> Iterator[Found]:
    """Reported done, something tangible was to be done, and all that shows it is rules and minutes. [QY]"""
    for item in plan.items:
        tangible = sum(kind in TANGIBLE for kind in item.measures)
        kinds = {piece.kind for piece in item.pieces}
        if item.completed and tangible and len(item.pieces) >= least and kinds <= ON_PAPER:
            yield _about(
                Signal.PAPERS, plan, item,
                N_("{number}有 {tangible} 条措施要见实效，"
                   "{n} 件佐证全是制度文件或会议记录，没有票据、照片、清单、决定。"),
                tangible=tangible, n=len(item.pieces), pieces=tuple(piece.pk for piece in item.pieces),
            )  # fmt: skip


def only_rules(plan: PlanFacts, least: int) -> Iterator[Found]:
    """All measures of an item of an accepted plan are to make rules. [QY]"""
    for item in plan.items:
        if plan.accepted and len(item.measures) >= least and set(item.measures) == {"rule"}:
            yield _about(
                Signal.RULES, plan, item, N_("{number}共 {n} 条措施，全部是建章立制，没有一条纠正已经发生的问题。"),
                n=len(item.measures),
            )  # fmt: skip


def too_early(plan: PlanFacts, least: int) -> Iterator[Found]:
    """Evidence that bears a day before the inspection entered the unit: before anything was found. [I]"""
    entered = plan.entered_on
    for item in plan.items:
        days = {p: (entered - p.formed_on).days for p in item.pieces if entered and p.formed_on}
        early = {piece: n for piece, n in days.items() if n >= least}
        if early and entered:
            yield Found(
                Signal.EARLY, plan.pk, item.pk,
                say("{number}有 {n} 件佐证的形成日期早于巡察进驻日 {day}，最早的早 {days} 天。",
                    number=item.number, n=len(early), day=entered.isoformat(), days=max(early.values())),
                tuple(piece.row for piece in early),
                (entered, *((piece.pk, piece.formed_on) for piece in early)),
            )  # fmt: skip


def too_late(plan: PlanFacts, least: int) -> Iterator[Found]:
    """Evidence that bears a day after the unit asked for close-out: what it shows was not done yet. [I]"""
    for item in plan.items:
        asked = item.requested_on
        days = {p: (p.formed_on - asked).days for p in item.pieces if asked and p.formed_on and item.completed}
        late = {piece: n for piece, n in days.items() if n >= least}
        if late and asked:
            yield Found(
                Signal.LATE, plan.pk, item.pk,
                say("{number}在 {day} 申请销号，有 {n} 件佐证的形成日期比这天晚，最晚的晚 {days} 天。",
                    number=item.number, day=asked.isoformat(), n=len(late), days=max(late.values())),
                tuple(piece.row for piece in late),
                (asked, *((piece.pk, piece.formed_on) for piece in late)),
            )  # fmt: skip


def money_missing(plan: PlanFacts, least: int) -> Iterator[Found]:
    """Reported done while money is wanting for which nobody has accepted a reason. [QY]"""
    for item in plan.items:
        short = item.money_due - item.money_back - item.excused
        if item.completed and short >= max(Decimal(least), Decimal("0.01")):
            yield _about(
                Signal.MONEY, plan, item,
                N_("{number}应追缴、清退 {due} 元，已到位 {back} 元，认可不追的 {excused} 元，"
                   "还差 {short} 元，已报完成。"),
                due=f"{item.money_due:,.2f}", back=f"{item.money_back:,.2f}", excused=f"{item.excused:,.2f}",
                short=f"{short:,.2f}",
            )  # fmt: skip


GRAVE_AT = {1: 2, 2: 1}
"""From which weight of the problem on a threshold looks at it."""


def nobody_dealt_with(plan: PlanFacts, which: int) -> Iterator[Found]:
    """A serious problem reported done, and nobody was dealt with in any of the four forms. [QY]"""
    for item in plan.items:
        if item.completed and item.grave >= GRAVE_AT[which] and item.persons == 0:
            yield _about(
                Signal.NOBODY, plan, item,
                N_("{number}是{weight}，已报完成，四种形态登记的处理人数是 0。"),
                weight=say("突出问题") if item.grave == GRAVE_AT[1] else say("重点问题"),
            )  # fmt: skip


def found_again(plan: PlanFacts, months: int) -> Iterator[Found]:
    """After an item was settled the same was found again at the same unit. [S2][B ZG]"""
    for item in plan.items:
        settled = item.settled_on
        again = [r for r in item.repeats if settled and settled < r.on <= add_months(settled, months)]
        if again and settled:
            linked = sum(repeat.linked for repeat in again)
            yield Found(
                Signal.AGAIN, plan.pk, item.pk,
                say("{number}在 {day} 审核通过，此后 {months} 个月以内同一单位又发现 {n} 个同类问题，"
                    "其中 {linked} 个由人标明是重复，其余来自检查清单的同一条。",
                    number=item.number, day=settled.isoformat(), months=months, n=len(again), linked=linked),
                tuple(Row("findings.finding", repeat.pk, repeat.label) for repeat in again),
                (settled, *(repeat.pk for repeat in again)),
            )  # fmt: skip


FEWEST_ASKED = 3
"""Of fewer people no share can be told."""


def denied_by_people(plan: PlanFacts, least: int) -> Iterator[Found]:
    """Of the people concerned who were asked after the unit reported it done, so many say that it is not. [JN1338]"""
    for item in plan.items:
        samples = [seen for seen in item.since_request if seen.asked]
        asked, denied = sum(seen.asked for seen in samples), sum(seen.denied for seen in samples)
        if denied and asked >= FEWEST_ASKED and denied * 100 >= least * asked:
            yield Found(
                Signal.SAMPLE, plan.pk, item.pk,
                say("{number}申请销号以后抽问受影响的群众 {asked} 人，{denied} 人说没有改好，占 {percent}%。",
                    number=item.number, asked=asked, denied=denied, percent=denied * 100 // asked),
                tuple(seen.source for seen in samples), (asked, denied, *(seen.source.pk for seen in samples)),
            )  # fmt: skip


def narrower(plan: PlanFacts, least: int) -> Iterator[Found]:
    """The plan leaves out what was fed back: whole items, or measures for findings gathered in one item. [A LY]"""
    missing = plan.fed_back - len(plan.items)
    if plan.accepted and missing >= least:
        yield Found(
            Signal.NARROW, plan.pk, None,
            say("反馈 {fed} 个问题，方案列了 {n} 个，少 {missing} 个。", fed=plan.fed_back, n=len(plan.items),
                missing=missing),
            (), (plan.fed_back, len(plan.items)),
        )  # fmt: skip
    for item in plan.items:
        gap = item.findings - len(item.measures)
        if plan.accepted and gap >= least:
            yield _about(
                Signal.NARROW, plan, item, N_("{number}由 {findings} 个问题归并而成，"
                   "方案只有 {n} 条措施，少 {gap} 条。"),
                findings=item.findings, n=len(item.measures), gap=gap,
            )  # fmt: skip


def _about(signal: Signal, plan: PlanFacts, item: ItemFacts, text: str, **told: object) -> Found:
    """A hint that rests on the item as a whole; its numbers are what it was found by."""
    words = say(text, number=item.number, **{name: value for name, value in told.items() if name != "pieces"})
    return Found(signal, plan.pk, item.pk, words, (item.row,), tuple(told.items()))


BY_ITEM: dict[Signal, Rule] = {
    Signal.PAPERS: only_papers,
    Signal.RULES: only_rules,
    Signal.EARLY: too_early,
    Signal.LATE: too_late,
    Signal.MONEY: money_missing,
    Signal.NOBODY: nobody_dealt_with,
    Signal.AGAIN: found_again,
    Signal.NARROW: narrower,
    Signal.SAMPLE: denied_by_people,
}
