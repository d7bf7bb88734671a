"""
The one door for writes: grant → reach → lock → body → journal, in one transaction.

    @use_case(P.PAPER_SUBMIT, within=PAPERS)
    def submit_paper(act: Act, paper: WorkingPaper, *, note: str) -> WorkingPaper:
        \"\"\"Hand a working paper in for checking.\"\"\"
        RuleViolated.unless_empty(reasons_not_to_submit(...))
        act.step(paper, PAPER, "submit", note=note)
        return paper

Inside the body only `act.create`, `act.change`, `act.step` and `act.record` write; each leaves its journal entry.
"""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model

from xuncha.core.errors import Denied, OutOfReach, Reason, RuleViolated, StaleEdit
from xuncha.core.permissions import Permission, is_sealed, permission_label
from xuncha.core.text import say
from xuncha.core.workflow import Workflow
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.journal.models import IN_TURN_OF, JournalRecord, PerformedAct, SealedRecord
from xuncha.foundation.journal.writing import Entry, append, plain
from xuncha.foundation.reach import KINDS, Reach, kind_of

M = TypeVar("M", bound=Model)
A = ParamSpec("A")
R = TypeVar("R")


TURNS: list[Callable[["Act", Model], str]] = []
"""Asked before a step: the name of the person whose turn on this record the actor takes. The inbox answers."""

BARS: list[Callable[["Act", Permission, Reach[Any], Model], Sequence[Reason]]] = []
"""Asked before an act on a record within reach: why the actor has to do something else first. Conduct answers."""


def kind_and_label(subject: Model) -> tuple[str, str]:
    """The stable code and the label for people under which the journal knows this record."""
    reach = kind_of(type(subject))
    return (reach.kind if reach else subject._meta.label_lower), str(subject)


@dataclass(slots=True)
class Act:
    """
    One attempt by one person to do one thing at one moment.

    `key` is made by the client, once per form it shows; sending it twice does the thing once.
    """

    actor: Actor
    now: datetime
    key: UUID | None = None
    entries: list[Entry] = field(default_factory=list)
    remains: list[Callable[[], None]] = field(default_factory=list)  # done also when the rules refuse the act
    givers: list[Actor] | None = None  # who left their turn to the actor today; None: nobody has asked yet

    def record(
        self, event: str, subject: Model, *, changes: Mapping[str, list[Any]] | None = None, **detail: Any
    ) -> None:
        """Note what happened to the subject: `changes` is {field: [old, new]}, `detail` anything else worth keeping."""
        kind, label = kind_and_label(subject)
        self.entries.append(Entry(event, kind, str(subject.pk), label, dict(changes or {}), detail))

    def record_sealed(self, event: str, subject: Model) -> None:
        """Note it in the sealed journal, where nobody outside its areas learns that it happened."""
        kind, label = kind_and_label(subject)
        self.entries.append(Entry(event, kind, str(subject.pk), label, sealed=True))

    def as_it_was(self, subject: Model, since: int = 0) -> dict[str, Any]:
        """The old values of what this act changed of the subject, from its entry `since` on, as JSON holds them."""
        kind, _label = kind_and_label(subject)
        about = [e for e in self.entries[since:] if (e.subject_kind, e.subject_id) == (kind, str(subject.pk))]
        return {name: plain(old) for entry in about for name, (old, _new) in entry.changes.items()}

    def lock(self, record: M) -> M:
        """The record as it is now, kept from others until the act ends: for what is compared before it is written."""
        return held_still(record)

    def create(self, instance: M, event: str, **detail: Any) -> M:
        """Save a new record and note it. `created_by`, `created_at` and `state_since` are filled where they exist."""
        self._stamp(instance)
        # That a referenced record exists is what foreign keys are for: no query for each of them.
        given = {f.name for f in instance._meta.concrete_fields if f.is_relation and f.value_from_object(instance)}
        instance.full_clean(exclude=given, validate_unique=False, validate_constraints=False)
        instance.save(force_insert=True)
        self.record(event, instance, **detail)
        return instance

    def create_many(self, model: type[M], instances: Iterable[M], event: str, **detail: Any) -> list[M]:
        """Save many new records at once, each with its own journal entry."""
        rows = list(instances)
        for instance in rows:
            self._stamp(instance)
        created = model._default_manager.bulk_create(rows, batch_size=500)
        for instance in created:
            self.record(event, instance, **detail)
        return created

    def change(
        self,
        instance: M,
        event: str,
        *,
        base_version: int | None = None,
        detail: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> M:
        """
        Set fields, save only those that differ, note old → new, and count the version up.

        Raises:
            StaleEdit: `base_version` is not the record's version: somebody else saved since the form was shown.

        """
        current = {name: getattr(instance, name) for name in fields}
        changes = {
            name: [current[name], value] for name, value in fields.items() if plain(current[name]) != plain(value)
        }
        version = getattr(instance, "version", None)
        if base_version is not None and version is not None and version != base_version:
            raise StaleEdit({n: fields[n] for n in changes}, {n: current[n] for n in changes}, version)
        for name in changes:
            setattr(instance, name, fields[name])
        if changes:
            update = list(changes)
            if version is not None:
                instance.version = version + 1  # type: ignore[attr-defined]  # present: read above
                update.append("version")
            instance.save(update_fields=update)
        self.record(event, instance, changes=changes, **(detail or {}))
        return instance

    def step(self, instance: M, workflow: Workflow[Any], name: str, *, reason: str = "", **fields: Any) -> M:
        """
        Move the record one step of its workflow, with whatever fields change in the same breath.

        Raises:
            InvalidTransition: the step does not exist from the record's state.
            RuleViolated: the step asks for a reason and none was given.

        """
        state: StrEnum = type(workflow.initial)(instance.state)  # type: ignore[attr-defined]  # every workflow's model has it
        step = workflow.step(name, state)
        if step.needs_reason and not reason.strip():
            raise RuleViolated(say("{step}要写明理由。", step=say(step.label)))
        giver = next((giver for whose in TURNS if (giver := whose(self, instance))), "")
        detail = {"step": name, **({"reason": reason} if reason else {}), **({IN_TURN_OF: giver} if giver else {})}
        return self.change(instance, step.event, detail=detail, state=step.target, state_since=self.now, **fields)

    def _stamp(self, instance: Model) -> None:
        names = {f.name for f in instance._meta.concrete_fields}
        maker = self.actor.user if self.actor.user.pk else None  # a command acts as nobody's account
        for name, value in (("created_by", maker), ("created_at", self.now), ("state_since", self.now)):
            if name in names:
                setattr(instance, name, value)


@dataclass(frozen=True, slots=True)
class UseCase:
    """What the registry knows of one use case."""

    name: str
    permission: Permission
    within: Reach[Any] | None
    summary: str


REGISTRY: dict[str, UseCase] = {}
_inside: ContextVar[bool] = ContextVar("inside a use case", default=False)


def use_case(
    permission: Permission, *, within: Reach[M], lock: bool = True
) -> Callable[[Callable[Concatenate[Act, M, A], R]], Callable[Concatenate[Act, M, A], R]]:
    """
    Make a function the act of a person who holds `permission` on a subject within reach.

    `lock=False` is for acts that only hang something new on their subject (a paper on an inspection).
    """

    def decorate(body: Callable[Concatenate[Act, M, A], R]) -> Callable[Concatenate[Act, M, A], R]:
        name = _register(body, permission, within)

        @functools.wraps(body)
        def run(act: Act, subject: M, /, *args: A.args, **kwargs: A.kwargs) -> R:
            def attempt() -> R:
                _require(act.actor, permission)
                held = within.one(act.actor, permission, subject.pk, lock=lock)
                if held is None:
                    if within.permits(act.actor, within.read, subject):
                        raise Denied(say("您可以查看这条记录，但这一步不由您办理。"))
                    raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
                RuleViolated.unless_empty([why for bar in BARS for why in bar(act, permission, within, held)])
                return body(act, held, *args, **kwargs)

            return _perform(act, name, f"{within.kind}:{subject.pk}", attempt)

        return run

    return decorate


def installation_use_case(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Act, A], R]], Callable[Concatenate[Act, A], R]]:
    """Make a function the act of a person who holds `permission` over the installation; it has no subject to reach."""

    def decorate(body: Callable[Concatenate[Act, A], R]) -> Callable[Concatenate[Act, A], R]:
        name = _register(body, permission, None)

        @functools.wraps(body)
        def run(act: Act, /, *args: A.args, **kwargs: A.kwargs) -> R:
            def attempt() -> R:
                _require(act.actor, permission)
                return body(act, *args, **kwargs)

            return _perform(act, name, "installation", attempt)

        return run

    return decorate


def personal_use_case(body: Callable[Concatenate[Act, A], R]) -> Callable[Concatenate[Act, A], R]:
    """
    Make a function the act of a signed-in person on what is their own: password, preferences, drafts.

    No grant is asked; the body must touch nothing but `act.actor.user` and records that belong to it.
    """
    name = f"{body.__module__}.{body.__name__}"
    PERSONAL[name] = _summary(body)

    @functools.wraps(body)
    def run(act: Act, /, *args: A.args, **kwargs: A.kwargs) -> R:
        return _perform(act, name, f"accounts.user:{act.actor.pk}", lambda: body(act, *args, **kwargs))

    return run


PERSONAL: dict[str, str] = {}


def _summary(body: Callable[..., Any]) -> str:
    return (body.__doc__ or "").strip().split("\n")[0]


def _register(body: Callable[..., Any], permission: Permission, within: Reach[Any] | None) -> str:
    name = f"{body.__module__.removeprefix('xuncha.')}.{body.__name__}"
    REGISTRY[name] = UseCase(name, permission, within, _summary(body))
    return name


def _require(actor: Actor, permission: Permission) -> None:
    if not actor.holds(permission):
        raise Denied(say("您没有办理这件事的权限（{permission}）。", permission=permission_label(permission)))


def _perform(act: Act, name: str, subject: str, attempt: Callable[[], R]) -> R:
    """Run one attempt in its transaction; a nested use case joins the outer one's journal and transaction."""
    if _inside.get():
        return attempt()
    token = _inside.set(True)
    act.entries.clear()
    act.remains.clear()
    try:
        with transaction.atomic():
            if act.key is not None:
                replay = _claim_key(act, name, subject)
                if replay is not None:
                    return replay.result()  # type: ignore[return-value]  # what the same call returned the first time
            result = attempt()
            if not act.entries:
                raise AssertionError(f"{name} may have changed something but recorded nothing")
            _append(act, name, act.entries)
            if act.key is not None and isinstance(result, Model):
                PerformedAct.objects.filter(key=act.key, use_case=name, subject=subject).update(
                    result_model=result._meta.label_lower, result_pk=str(result.pk)
                )
    except Denied as refusal:
        _record_denial(act, name, subject, refusal)
        raise
    except RuleViolated:
        _leave_behind(act, name)
        raise
    else:
        return result
    finally:
        _inside.reset(token)


@dataclass(frozen=True, slots=True)
class _Replay:
    performed: PerformedAct

    def result(self) -> Model | None:
        if not self.performed.result_model:
            return None
        model: type[Model] = apps.get_model(self.performed.result_model)
        return model._default_manager.filter(pk=self.performed.result_pk).first()


def _claim_key(act: Act, name: str, subject: str) -> _Replay | None:
    """Take the key, or find the act that took it. Two at once: the second waits for the first, then replays."""
    wanted = {"key": act.key, "use_case": name, "subject": subject}
    try:
        with transaction.atomic():
            PerformedAct.objects.create(**wanted, actor=act.actor.user.username, at=act.now)
    except IntegrityError:
        performed = PerformedAct.objects.get(**wanted)
        if performed.actor != act.actor.user.username:
            raise Denied(say("这张表单是另一个人打开的，请重新打开后再提交。")) from None
        return _Replay(performed)
    return None


def _record_denial(act: Act, name: str, subject: str, refusal: Denied) -> None:
    """Denied attempts are kept, outside the transaction that was rolled back."""
    kind, _, pk = subject.partition(":")
    entry = Entry("denied", kind, pk, subject, detail={"reasons": [str(r.text) for r in refusal.reasons]})
    with transaction.atomic():
        _append(act, name, [entry])


def _leave_behind(act: Act, name: str) -> None:
    """What remains of a refused act, outside the transaction that was rolled back."""
    if not act.remains:
        return
    act.entries.clear()
    with transaction.atomic():
        for does in act.remains:
            does()
        _append(act, name, act.entries)


def _append(act: Act, name: str, entries: list[Entry]) -> None:
    """Into the journal, or into the sealed one: its chain moves on without the other."""
    used = REGISTRY.get(name)
    whole = used is not None and is_sealed(used.permission)
    person = act.actor.user
    for book, sealed in ((JournalRecord, False), (SealedRecord, True)):
        told = [entry for entry in entries if (whole or _is_sealed(entry)) is sealed]
        if told:
            append(told, at=act.now, actor=person.username, actor_name=person.name, use_case=name, book=book)


def _is_sealed(entry: Entry) -> bool:
    return entry.sealed or (entry.subject_kind in KINDS and is_sealed(KINDS[entry.subject_kind].read))


def held_still(record: M) -> M:
    """The record as it is now, kept from others until the transaction ends."""
    return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)


def in_one_transaction(body: Callable[A, R]) -> Callable[A, R]:
    """For commands that perform many use cases and want all of them or none (a scenario, an import)."""

    @functools.wraps(body)
    def run(*args: A.args, **kwargs: A.kwargs) -> R:
        with transaction.atomic():
            return body(*args, **kwargs)

    return run


__all__ = [
    "PERSONAL",
    "REGISTRY",
    "Act",
    "UseCase",
    "held_still",
    "in_one_transaction",
    "installation_use_case",
    "personal_use_case",
    "use_case",
]
