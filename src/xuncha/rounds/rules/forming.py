"""When the teams of a round may be formed, and what may be asked of one of them (A13). Facts in, reasons out."""

from collections.abc import Mapping
from dataclasses import dataclass

from xuncha.core.errors import Reason, reason
from xuncha.rounds.workflow import RoundState


@dataclass(frozen=True, slots=True)
class FormingFacts:
    """A round whose teams somebody wants to form; `gone` are people named for a team who are in no pool any more."""

    state: RoundState
    teams: int
    empty: int
    working: bool = False
    gone: tuple[str, ...] = ()


def reasons_not_to_form(facts: FormingFacts) -> list[Reason]:
    """Why no proposal can be worked out now."""
    found = []
    if facts.state is not RoundState.DRAFT:
        found.append(reason("方案提交后不能组建；请先退回修改。", mend="#steps"))
    if not facts.teams:
        found.append(reason("还没有巡察组，请先在轮次页面增加巡察组。", mend="#teams"))
    elif not facts.empty:
        found.append(reason("各组都已有组员，没有要组建的组；要调整的，到各组页面任命、更换或免去。", mend="#teams"))
    if facts.working:
        found.append(reason("上一次组建还没有排完。"))
    found += [reason("指定的{name}已不在人才库，请修改该组的要求。", name=name) for name in facts.gone]
    return found


@dataclass(frozen=True, slots=True)
class NeedsFacts:
    """What somebody wants to ask of a team; `both` are pinned and kept out, `elsewhere` pinned in another team too."""

    state: RoundState
    size: int
    deputies: int
    experienced: int
    skills: Mapping[str, int]
    pinned: int = 0
    both: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()


def reasons_against_needs(facts: NeedsFacts) -> list[Reason]:
    """What no team whatever could be, and what contradicts itself."""
    found = []
    if facts.state is not RoundState.DRAFT:
        found.append(reason("方案提交后不能修改组建要求；请先退回修改。", mend="#steps"))
    if facts.size < facts.deputies + 2:
        found.append(reason("每组除副组长外，还要有一名组长和一名联络员。", "size"))
    if facts.experienced > facts.size:
        found.append(reason("不能多于本组人数 {n}。", "experienced", n=facts.size))
    found += [
        reason("不能多于本组人数 {n}。", skill, n=facts.size) for skill, n in facts.skills.items() if n > facts.size
    ]
    if facts.pinned > facts.size:
        found.append(reason("指定了 {n} 人，多于本组人数 {size}。", "pinned", n=facts.pinned, size=facts.size))
    if facts.both:
        found.append(reason("{names}既指定进本组又指定不进本组。", "kept_out", names=list(facts.both)))
    found += [
        reason("{name}已指定进{team}，一人只进一个组。", "pinned", name=name, team=team)
        for name, team in facts.elsewhere
    ]
    return found
