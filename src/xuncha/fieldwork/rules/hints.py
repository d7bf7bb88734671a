"""Hints that count for nothing and block nothing: what a reviewer would ask about. (feature B06, domain §0 item 5)"""

from dataclasses import dataclass

from xuncha.core.text import Say, say
from xuncha.fieldwork.rules import reading
from xuncha.fieldwork.rules.completeness import written
from xuncha.fieldwork.rules.facts import PaperFacts
from xuncha.fieldwork.rules.limits import POLITICAL_ENOUGH


@dataclass(frozen=True, slots=True)
class Hint:
    """One sentence to look at, and the passages that gave rise to it."""

    code: str
    text: Say
    passages: tuple[str, ...] = ()
    anchor: str = "#id_facts"


def hints(paper: PaperFacts) -> list[Hint]:
    """What deserves a second look before the paper goes on; each says which words it saw."""
    found = [_person(paper), _formalities(paper), _unsupported(paper)]
    return [hint for hint in found if hint is not None]


def _person(paper: PaperFacts) -> Hint | None:
    words = tuple(dict.fromkeys(m.group() for m in reading.ACCUSATION.finditer(written(paper))))
    if not words:
        return None
    return Hint("person", say("发现涉及干部个人的违纪违法情况，不要写在底稿里，请另走问题线索登记。"), words)


def _formalities(paper: PaperFacts) -> Hint | None:
    words = tuple(dict.fromkeys(m.group() for m in reading.FORMAL.finditer(paper.facts)))
    says_more = reading.EFFECT.search(paper.facts) or len(paper.why_political.strip()) >= POLITICAL_ENOUGH
    if not words or says_more:
        return None
    return Hint("formalities", say("只写了资料、记录的瑕疵，没有写后果和责任，复核时通常会被退回。"), words)


def _unsupported(paper: PaperFacts) -> Hint | None:
    quotes = [e.quote for e in paper.evidence if e.quote]
    bare = tuple(
        s
        for s in reading.sentences_of(paper.facts)
        if reading.NUMBER.search(s) and not any(q in s or s in q for q in quotes)
    )
    if not bare or not paper.evidence:
        return None
    return Hint("unsupported", say("{n} 句写有数字的事实还没有对应的佐证。", n=len(bare)), bare, "#evidence")
