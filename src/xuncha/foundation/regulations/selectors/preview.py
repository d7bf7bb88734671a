"""What a new version of a deadline rule would change, computed before anybody confirms it. Writes nothing. (C08)"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuncha.core.deadlines import Calendar, Due, add_months, due
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.models import DeadlineRule
from xuncha.foundation.regulations.selectors import calendar, of_office, own_before_common

EXAMPLES = 5
MONTHS_AHEAD = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Dated:
    """
    An open record whose date counts from an event: what it waits for, what it is called, where it is.

    `code` is the rule its date follows; without one it is the earliest of those that count from the event. A date that
    was written down when the event happened is given as `written`: no rule moves it.
    """

    kind: str
    label: str
    url: str
    trigger: str
    event_on: date
    code: str = ""
    written: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One record with its date as it is and as it would be."""

    dated: Dated
    old: date | None
    new: date | None


@dataclass(slots=True)
class Group:
    """Records of one kind: how many, and the first few."""

    kind: str
    count: int = 0
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Preview:
    """What keeps its date, what gets another, and what would come of the event on a few days to come."""

    valid_from: date
    kept: dict[str, Group] = field(default_factory=dict)
    moved: dict[str, Group] = field(default_factory=dict)
    ahead: list[tuple[date, Due | None, Due | None]] = field(default_factory=list)

    @property
    def kept_count(self) -> int:
        """How many records keep their date."""
        return sum(group.count for group in self.kept.values())

    @property
    def moved_count(self) -> int:
        """How many records get another date."""
        return sum(group.count for group in self.moved.values())


DATED: list[Callable[[Actor, Jurisdiction, frozenset[str]], Iterable[Dated]]] = []
"""Who knows open records of an office whose dates count from some events, as far as a person reads them."""


def preview_of(
    actor: Actor, office: Jurisdiction, code: str, valid_from: date, candidate: DeadlineRule | None
) -> Preview:
    """
    What it would change if the office's rule of this code ended on a day, with another version in its place or none.

    Two queries, and those of whoever knows the records.
    """
    now = list(DeadlineRule.objects.filter(of_office(office)))
    then = [_ending(rule, valid_from) if _is_open(rule, office, code) else rule for rule in now]
    if candidate is not None:
        then.append(candidate)
    known, found = calendar(), Preview(valid_from)
    triggers = frozenset(rule.trigger for rule in then if rule.code == code)
    for dated in (one for ask in DATED for one in ask(actor, office, triggers)):
        before, after = (_due(rules, dated, dated.code, known) for rules in (now, then))
        if before is None and after is None:
            continue
        old = dated.written or (before.on if before else None)
        new = dated.written or (after.on if after else None)
        if old != new:
            _add(found.moved, Line(dated, old, new))
        elif before is not None and before.rule.code == code:
            _add(found.kept, Line(dated, old, new))
    for trigger in sorted(triggers):
        for months in MONTHS_AHEAD:
            event = Dated("", "", "", trigger, add_months(valid_from, months))
            found.ahead.append((event.event_on, _due(now, event, code, known), _due(then, event, code, known)))
    return found


def _is_open(rule: DeadlineRule, office: Jurisdiction, code: str) -> bool:
    return rule.code == code and rule.jurisdiction_id == office.pk and rule.valid_to is None


def _ending(rule: DeadlineRule, on: date) -> DeadlineRule:
    """The rule as it would read; nothing of it is saved."""
    kept = {f.attname: getattr(rule, f.attname) for f in rule._meta.concrete_fields}
    return DeadlineRule(**{**kept, "valid_to": on})


def _due(rules: Sequence[DeadlineRule], dated: Dated, code: str, known: Calendar) -> Due | None:
    """By these rules, as they stand on the day of the event."""
    in_force = [
        rule
        for rule in rules
        if rule.trigger == dated.trigger
        and code in ("", rule.code)
        and rule.valid_from <= dated.event_on
        and (rule.valid_to is None or dated.event_on < rule.valid_to)
    ]
    dues = [due(rule.as_rule(), dated.event_on, known) for rule in own_before_common(in_force).values()]
    return min(dues, key=lambda one: (one.on, one.rule.code), default=None)


def _add(groups: dict[str, Group], line: Line) -> None:
    group = groups.setdefault(line.dated.kind, Group(line.dated.kind))
    group.count += 1
    if len(group.lines) < EXAMPLES:
        group.lines.append(line)
