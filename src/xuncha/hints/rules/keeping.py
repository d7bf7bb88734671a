"""What becomes of the hints on record when an office was looked through again: the same input, the same hints."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xuncha.hints.rules.facts import Found

Key = tuple[str, int, int | None]
OPEN, LAPSED = "open", "lapsed"


@dataclass(frozen=True, slots=True)
class Known:
    """A hint on record: its id, what it is about, what it was found by, where it stands."""

    pk: int
    key: Key
    digest: str
    state: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """New ones; open ones that say something else now; lapsed ones found again; open ones whose cause is gone."""

    new: list[Found] = field(default_factory=list)
    renewed: list[tuple[int, Found]] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)
    lapsed: list[int] = field(default_factory=list)


def compared(found: Iterable[Found], known: Iterable[Known]) -> Keeping:
    """
    Set what was found against what is on record of the same items and plans.

    What somebody confirmed or dismissed stays decided as long as it is found by the same facts; found by others it is
    a new hint, beside the old one.
    """
    before: dict[Key, list[Known]] = defaultdict(list)
    for hint in known:
        before[hint.key].append(hint)
    kept = Keeping()
    for one in found:
        _keep(one, before.pop(one.key, []), kept)
    kept.lapsed.extend(hint.pk for hints in before.values() for hint in hints if hint.state == OPEN)
    return kept


def _keep(found: Found, hints: Sequence[Known], kept: Keeping) -> None:
    """One signal of one item or plan: at most one hint of it is open."""
    waiting = next((hint for hint in hints if hint.state == OPEN), None)
    same = next((hint for hint in hints if hint.digest == found.digest and hint is not waiting), None)
    if waiting is not None and waiting.digest == found.digest:
        return
    if same is None:
        if waiting is None:
            kept.new.append(found)
        else:
            kept.renewed.append((waiting.pk, found))
        return
    if waiting is not None:
        kept.lapsed.append(waiting.pk)
    if same.state == LAPSED:
        kept.returned.append(same.pk)
