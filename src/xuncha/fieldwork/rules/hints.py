"""Hints that count for nothing and block nothing: what a reviewer would ask about. (feature B06, domain §0 item 5)"""

from dataclasses import dataclass

from xuncha.core.text import Say, say
from xuncha.fieldwork.rules import reading
from xuncha.fieldwork.rules.completeness import written
from xuncha.fieldwork.rules.facts import PaperFacts
from xuncha.fieldwork.rules.limits import POLITICAL_ENOUGH


@dataclass(frozen=True, slots=True)
class Hint:
    """One sentence to look at, how it is mended, and the passages that gave rise to it."""

    code: str
    text: Say
    mend: Say
    passages: tuple[str, ...] = ()
    anchor: str = "#id_facts"


TALKED = "谈话"
REGISTER = say("删去这些字；线索在问题线索登记里写。")
GO_ON = say("写明造成了什么后果、谁没有尽责；只有瑕疵的，提醒单位改正即可。")
CITE = say("引用核对过的谈话记录；不是谈话得来的，去掉“个别谈话”这项来源。")
TIE = say("在佐证里选取这句话；没有佐证的，删去或改成查得到的事实。")


def hints(paper: PaperFacts) -> list[Hint]:
    """What deserves a second look before the paper goes on; each says which words it saw."""
    found = [_person(paper), _formalities(paper), _unsupported(paper), _talk(paper)]
    return [hint for hint in found if hint is not None]


def _person(paper: PaperFacts) -> Hint | None:
    words = tuple(dict.fromkeys(m.group() for m in reading.ACCUSATION.finditer(written(paper))))
    if not words:
        return None
    return Hint("person", say("发现涉及干部个人的违纪违法情况，不要写在底稿里，请另走问题线索登记。"), REGISTER, words)


def _formalities(paper: PaperFacts) -> Hint | None:
    words = tuple(dict.fromkeys(m.group() for m in reading.FORMAL.finditer(paper.facts)))
    says_more = reading.EFFECT.search(paper.facts) or len(paper.why_political.strip()) >= POLITICAL_ENOUGH
    if not words or says_more:
        return None
    return Hint("formalities", say("只写了资料、记录的瑕疵，没有写后果和责任，复核时通常会被退回。"), GO_ON, words)


def _unsupported(paper: PaperFacts) -> Hint | None:
    quotes = [e.quote for e in paper.evidence if e.quote]
    bare = tuple(
        s
        for s in reading.sentences_of(paper.facts)
        if (reading.NUMBER.search(s) or reading.EFFECT.search(s)) and not any(q in s or s in q for q in quotes)
    )
    if not bare or not paper.evidence:
        return None
    return Hint("unsupported", say("{n} 句写有数字或后果的事实还没有对应的佐证。", n=len(bare)), TIE, bare, "#evidence")


def _talk(paper: PaperFacts) -> Hint | None:
    there = any(TALKED in e.kind or TALKED in e.name for e in paper.evidence)
    if "talk" not in paper.sources or there:
        return None
    return Hint("talk", say("来源写了个别谈话，佐证里没有谈话记录。"), CITE, (), "#evidence")
