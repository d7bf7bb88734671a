"""
Drawing lots so that anybody can repeat it: a public seed, a documented algorithm, a certificate.

The algorithm `xuncha.draw/1`, in full; the standard library of any language suffices to repeat it.

1. The list. Title and entries are normalised to Unicode NFC, blanks at their ends removed, entries sorted by code
   point. It is written as JSON in UTF-8, `{"entries":[...],"take":K,"title":"..."}`: keys in this order, no blanks,
   no escapes but those JSON demands. `list_hash` is its SHA-256. It is fixed, and can be made public, before the seed
   exists.
2. The seed is a text from a public source that nobody can foresee or choose (the closing figures of an exchange, the
   numbers of a lottery on a day named beforehand), typed in by two people. It is normalised to NFC, and blanks at its
   ends are removed. Both must have typed the same.
3. The key is SHA-256(the 32 bytes of `list_hash` followed by the seed in UTF-8).
4. Random numbers: number i (0, 1, 2, …) is SHA-256(key followed by i as 8 bytes, most significant first), read as a
   whole number of 256 bits, most significant byte first.
5. A choice among m: take the next random number x; if x >= 2**256 - (2**256 mod m), pass it over and take the next;
   the choice is x mod m. So each of the m is exactly as likely as any other.
6. Fisher and Yates: with the sorted entries at places 0 … n-1, for p = n-1 down to 1 choose q among p+1 and exchange
   the entries at p and q. The first K entries are drawn, in this order.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say
from xuncha.solving.reading import Faults, Part

FORMAT = "xuncha.draw/1"
RANGE = 2**256
MOST_ENTRIES = 100_000


@dataclass(frozen=True)
class Lots:
    """What is drawn from: the entries, normalised and sorted, and how many of them are drawn."""

    title: str
    entries: tuple[str, ...]
    take: int

    @property
    def hash(self) -> str:
        """What can be made public before the seed exists."""
        content = {"entries": list(self.entries), "take": self.take, "title": self.title}
        written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def lots(title: str, entries: Sequence[str], take: int) -> Lots:
    """The list of a draw; refused: nothing to draw from, an entry twice, more drawn than there are."""
    names = sorted(_normal(entry) for entry in entries)
    twice = sorted({one for one, next_one in pairwise(names) if one == next_one})
    if twice:
        raise RuleViolated(say("名单里重复：{names}。", names=twice))
    if not all(names):
        raise RuleViolated(say("名单里有空的一项。"))
    if not 1 <= take <= len(names):
        raise RuleViolated(say("名单共 {n} 项，抽取的数目须为 1 到 {n}，现为 {take}。", n=len(names), take=take))
    return Lots(_normal(title), tuple(names), take)


def agreed(first: str, second: str) -> str:
    """The seed that two people typed in; refused where it is empty or they differ."""
    one, other = _normal(first), _normal(second)
    if not one or not other:
        raise RuleViolated(say("种子须由两人各录入一次，不能为空。"))
    if one != other:
        same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        raise RuleViolated(say("两人录入的种子不一致：从第 {n} 个字起不同。", n=same + 1))
    return one


def mark(given: Lots, seed: str) -> str:
    """What may be kept of one person's entry until the other types theirs: it tells the seed to nobody."""
    typed = agreed(seed, seed)
    return hashlib.sha256(_key(given, typed)).hexdigest()


def draw(given: Lots, seed: str) -> list[str]:
    """Those drawn, in the order in which they were."""
    choose = _choices(_key(given, seed))
    order = list(given.entries)
    for last in range(len(order) - 1, 0, -1):
        other = choose(last + 1)
        order[last], order[other] = order[other], order[last]
    return order[: given.take]


def certificate(given: Lots, seed: str, source: str, typed_by: Sequence[str] = ()) -> dict[str, Any]:
    """Everything that somebody needs to repeat the draw."""
    return {
        "format": FORMAT,
        "title": given.title,
        "entries": list(given.entries),
        "take": given.take,
        "list_hash": given.hash,
        "seed": seed,
        "seed_source": source,
        "seed_typed_by": list(typed_by),
        "drawn": draw(given, seed),
    }


def read_lots(data: Any) -> Lots:
    """The list in a file: title, entries, take. Every fault is refused with its place."""
    faults = Faults()
    part = Part(data, "", faults)
    if not part.is_object():
        faults.refuse()
    title, take, entries = part.text("title") or "", part.whole("take", low=1, high=MOST_ENTRIES), part.get("entries")
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_ENTRIES:
        part.fault("entries", "须为 1 到 {n} 项的列表。", n=MOST_ENTRIES)
        entries = []
    for position, entry in enumerate(entries):
        if not isinstance(entry, str) or not entry.strip():
            part.fault(f"entries[{position}]", "须为文字。")
    faults.refuse()
    return lots(title, entries, take)


def verify(data: Any) -> Lots:
    """Repeat the draw of a certificate; refused where anything in it is not what comes out."""
    given = read_lots(data)
    if data.get("format") != FORMAT:
        raise RuleViolated(say("证书的格式须为 {format}。", format=FORMAT))
    if data.get("list_hash") != given.hash:
        raise RuleViolated(
            say("名单的散列值不符：证书写 {claimed}，实为 {actual}。", claimed=data.get("list_hash"), actual=given.hash)
        )
    seed = data.get("seed")
    if not isinstance(seed, str) or agreed(seed, seed) != seed:
        raise RuleViolated(say("证书里没有种子，或种子两端有空格。"))
    drawn = draw(given, seed)
    if data.get("drawn") != drawn:
        raise RuleViolated(say("结果不符：重做一遍抽出的是 {drawn}。", drawn=drawn))
    return given


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _key(given: Lots, seed: str) -> bytes:
    return hashlib.sha256(bytes.fromhex(given.hash) + seed.encode()).digest()


def _choices(key: bytes) -> Callable[[int], int]:
    numbers = _numbers(key)

    def choose(among: int) -> int:
        limit = RANGE - RANGE % among
        return next(number for number in numbers if number < limit) % among

    return choose


def _numbers(key: bytes) -> Iterator[int]:
    for position in count():
        yield int.from_bytes(hashlib.sha256(key + position.to_bytes(8, "big")).digest(), "big")
