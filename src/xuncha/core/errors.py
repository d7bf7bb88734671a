"""
Everything a use case can refuse with. `foundation.http` maps these to pages: 403, 404, 409, 422.

A refusal is an answer, not a fault: it carries reasons written for people, each with the place where it is mended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuncha.core.text import Say, say


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence why not; `field` names the input beside which it is shown, `mend` the place (`#anchor` or route)."""

    text: Say
    field: str = ""
    mend: str = ""


def reason(template: str, /, field: str = "", mend: str = "", **values: Any) -> Reason:
    """Shorthand for a Reason around `say(template, **values)`."""
    return Reason(say(template, **values), field, mend)


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Base: the request was understood and deliberately not carried out."""

    def __init__(self, *reasons: Reason | Say | str) -> None:
        self.reasons: tuple[Reason, ...] = tuple(
            r if isinstance(r, Reason) else Reason(r if isinstance(r, Say) else say(r)) for r in reasons
        )
        super().__init__("；".join(str(r.text) for r in self.reasons))


class Denied(Refused):
    """The actor may not do this at all (403)."""


class OutOfReach(Denied):
    """For this actor the thing does not exist (404)."""


class InvalidTransition(Refused):
    """The thing is not in a state from which this step exists (409)."""


class RuleViolated(Refused):
    """A business rule says no, with reasons a person can act on (422)."""

    @classmethod
    def unless_empty(cls, reasons: Sequence[Reason]) -> None:
        """Raise with all reasons at once, or return when there are none."""
        if reasons:
            raise cls(*reasons)


class StaleEdit(Refused):
    """Somebody else saved in between (409). Carries both texts so that neither is lost."""

    def __init__(self, mine: Mapping[str, Any], theirs: Mapping[str, Any], version: int) -> None:
        super().__init__(say("您编辑期间，这条记录已被他人修改。您的内容还在，请逐项选择保留哪一边。"))
        self.mine, self.theirs, self.version = dict(mine), dict(theirs), version


def reasons_not_to_repeat(field: str, *, there: bool) -> list[Reason]:
    """What was sent once is not counted twice, whether by going back in the browser or in good faith."""
    if not there:
        return []
    return [reason("同样的内容已经登记过，没有再记一次。确实另有一次的，请写清与前一次的区别。", field=field)]
