"""Taking a file away, as an act: begun before the file is written, so that it carries its number; then finished."""

from collections.abc import Callable
from dataclasses import dataclass

from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Leaving, Permission, Scope, is_reasoned, needed_to_take
from xuncha.core.text import say
from xuncha.foundation.exports.models import Export, SealedExport, Taken
from xuncha.foundation.exports.rules import reasons_against_purpose
from xuncha.foundation.regulations.numbers import count_up
from xuncha.foundation.usecases import Act, installation_use_case

OPEN_SERIES, SEALED_SERIES = "DC", "MD"
DIGITS = 6
_OVER = {Scope.TEAM: "team", Scope.JURISDICTION: "office", Scope.UNIT: "unit"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is about to take: `asked` is its page's permission, `within` whether their right reaches it."""

    what: Leaving
    asked: Permission
    address: str
    filters: str = ""
    purpose: str = ""
    within: bool = True

    @property
    def fields(self) -> dict[str, str]:
        """As it is kept."""
        return {
            "kind": self.what.value,
            "area": self.asked.split(":")[0],
            "address": self.address[:200],
            "filters": self.filters,
            "purpose": self.purpose,
        }


def take(act: Act, wanted: Wanted) -> Taken:
    """
    Begin an export under the right that it needs.

    Raises:
        Denied: the person may read this, but not take it away.
        RuleViolated: a purpose is needed and none is stated.

    """
    return _BEGIN[needed_to_take(wanted.what, wanted.asked)](act, wanted=wanted)


def finish(act: Act, taken: Taken, *, rows: int, size: int, digest: str) -> Taken:
    """Note what came out of an export, under the right by which it was begun."""
    asked = needed_to_take(Leaving(taken.kind), next(p for p in Permission if p.split(":")[0] == taken.area))
    return _FINISH[asked](act, taken=taken, rows=rows, size=size, digest=digest)


def _begun(act: Act, wanted: Wanted) -> Export:
    _check(wanted)
    made = Export(number=_number(OPEN_SERIES), **wanted.fields)
    return act.create(made, "export.taken", **wanted.fields)


def _begun_sealed(act: Act, wanted: Wanted) -> SealedExport:
    _check(wanted)
    held = act.actor.holding(needed_to_take(wanted.what, wanted.asked))[0]
    made = SealedExport(number=_number(SEALED_SERIES), **{_OVER[held.scope]: held.scope_id}, **wanted.fields)
    return act.create(made, "export.taken", **wanted.fields)


def _check(wanted: Wanted) -> None:
    if not wanted.within:
        raise Denied(say("您可以查看这条记录，但您的导出权限不及于它。"))
    if is_reasoned(wanted.what, wanted.asked):
        RuleViolated.unless_empty(reasons_against_purpose(wanted.purpose))


def _number(series: str) -> str:
    return f"{series}-{count_up('export', series, 1):0{DIGITS}}"


def _finished(act: Act, taken: Taken, *, rows: int, size: int, digest: str) -> Taken:
    return act.change(taken, "export.finished", rows=rows, size=size, digest=digest)


@installation_use_case(Permission.FORM_EXPORT)
def take_form(act: Act, *, wanted: Wanted) -> Taken:
    """Take away the form of one record."""
    return _begun(act, wanted)


@installation_use_case(Permission.LEDGER_EXPORT)
def take_ledger(act: Act, *, wanted: Wanted) -> Taken:
    """Take away a table of records; of people who spoke up or are spoken of only for a stated purpose."""
    return _begun(act, wanted)


@installation_use_case(Permission.SEALED_FORM_EXPORT)
def take_sealed_form(act: Act, *, wanted: Wanted) -> Taken:
    """Take away the form of a petition or a clue; kept in the sealed journal."""
    return _begun_sealed(act, wanted)


@installation_use_case(Permission.SEALED_LEDGER_EXPORT)
def take_sealed_ledger(act: Act, *, wanted: Wanted) -> Taken:
    """Take away a table of petitions or clues, for a stated purpose; kept in the sealed journal."""
    return _begun_sealed(act, wanted)


@installation_use_case(Permission.FORM_EXPORT)
def finish_form(act: Act, *, taken: Taken, rows: int, size: int, digest: str) -> Taken:
    """Note size and digest of a form that was taken away."""
    return _finished(act, taken, rows=rows, size=size, digest=digest)


@installation_use_case(Permission.LEDGER_EXPORT)
def finish_ledger(act: Act, *, taken: Taken, rows: int, size: int, digest: str) -> Taken:
    """Note rows, size and digest of a table that was taken away."""
    return _finished(act, taken, rows=rows, size=size, digest=digest)


@installation_use_case(Permission.SEALED_FORM_EXPORT)
def finish_sealed_form(act: Act, *, taken: Taken, rows: int, size: int, digest: str) -> Taken:
    """Note size and digest of a form of a petition or a clue."""
    return _finished(act, taken, rows=rows, size=size, digest=digest)


@installation_use_case(Permission.SEALED_LEDGER_EXPORT)
def finish_sealed_ledger(act: Act, *, taken: Taken, rows: int, size: int, digest: str) -> Taken:
    """Note rows, size and digest of a table of petitions or clues."""
    return _finished(act, taken, rows=rows, size=size, digest=digest)


_BEGIN: dict[Permission, Callable[..., Taken]] = {
    Permission.FORM_EXPORT: take_form,
    Permission.LEDGER_EXPORT: take_ledger,
    Permission.SEALED_FORM_EXPORT: take_sealed_form,
    Permission.SEALED_LEDGER_EXPORT: take_sealed_ledger,
}
_FINISH: dict[Permission, Callable[..., Taken]] = {
    Permission.FORM_EXPORT: finish_form,
    Permission.LEDGER_EXPORT: finish_ledger,
    Permission.SEALED_FORM_EXPORT: finish_sealed_form,
    Permission.SEALED_LEDGER_EXPORT: finish_sealed_ledger,
}
