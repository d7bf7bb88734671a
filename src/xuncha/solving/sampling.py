"""
A sample drawn from several lists with one seed (`xuncha.sample/1`): each list by `xuncha.draw/1`, see `draw.py`.

Each list (a unit's items, or one stratum of them) has a title of its own and says how many are taken. The list of the
lists is closed as a whole before the seed can be known: a list of `xuncha.draw/1` whose entries are
`TITLE｜TAKE｜HASH` of each part. Its hash is what can be made public. The seed then draws from every part separately;
because the hash of the part enters its key, the parts do not move each other.
"""

from collections.abc import Sequence
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say
from xuncha.solving.draw import Lots, agreed, draw, lots, read_lots

FORMAT = "xuncha.sample/1"
MOST_PARTS = 2_000


def whole(title: str, parts: Sequence[Lots]) -> Lots:
    """The list of the lists, whose hash closes all of them at once."""
    return lots(title, [f"{part.title}｜{part.take}｜{part.hash}" for part in parts], 1)


def sample(parts: Sequence[Lots], seed: str) -> list[list[str]]:
    """Those drawn from each part, in the order in which they were."""
    return [draw(part, seed) for part in parts]


def certificate(
    title: str, parts: Sequence[Lots], seed: str, source: str, typed_by: Sequence[str] = ()
) -> dict[str, Any]:
    """Everything that somebody needs to repeat the sample."""
    return {
        "format": FORMAT,
        "title": whole(title, parts).title,
        "list_hash": whole(title, parts).hash,
        "seed": seed,
        "seed_source": source,
        "seed_typed_by": list(typed_by),
        "parts": [_part(part, drawn) for part, drawn in zip(parts, sample(parts, seed), strict=True)],
    }


def _part(part: Lots, drawn: Sequence[str]) -> dict[str, Any]:
    return {
        "title": part.title,
        "entries": list(part.entries),
        "take": part.take,
        "list_hash": part.hash,
        "drawn": list(drawn),
    }


def verify(data: Any) -> list[Lots]:
    """Repeat the sample of a certificate; refused where anything in it is not what comes out."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise RuleViolated(say("证书的格式须为 {format}。", format=FORMAT))
    given, seed, title = data.get("parts"), data.get("seed"), data.get("title")
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_PARTS:
        raise RuleViolated(say("证书里没有名单，或者超过 {n} 份。", n=MOST_PARTS))
    if not isinstance(seed, str) or agreed(seed, seed) != seed or not isinstance(title, str):
        raise RuleViolated(say("证书里没有标题、种子，或种子两端有空格。"))
    parts = [read_lots(one) for one in given]
    if whole(title, parts).hash != data.get("list_hash"):
        raise RuleViolated(say("名单的散列值不符：名单、数目与封存时不一致。"))
    for one, part, drawn in zip(given, parts, sample(parts, seed), strict=True):
        if one.get("drawn") != drawn:
            raise RuleViolated(say("「{title}」的结果不符：重做一遍抽出的是 {drawn}。", title=part.title, drawn=drawn))
    return parts
