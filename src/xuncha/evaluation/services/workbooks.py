"""A scheme that comes back as a workbook: a draft with exactly what it says, or nothing. (features C13, D14)"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.evaluation.models import Scheme
from xuncha.evaluation.rules.definitions import reasons_not_to_revise
from xuncha.evaluation.selectors import SCHEMES
from xuncha.evaluation.selectors.lists import has_next, newest_schemes
from xuncha.evaluation.selectors.workbook import Told, read_scheme
from xuncha.evaluation.workflow import SchemeState
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case


@use_case(P.EVALUATION_WRITE, within=JURISDICTIONS, lock=False)
def import_new_scheme(act: Act, office: Jurisdiction, *, path: Path, name: str) -> Scheme:
    """
    Draft a scheme of the office that a workbook tells of.

    Raises:
        WorkbookRefused: it cannot be read as a workbook.
        RuleViolated: cells are wrong, each is named; or the office has this very scheme.

    """
    told = read_scheme(path)
    _unless_known(told, newest_schemes(office))
    made = Scheme(jurisdiction=office, kind=told.kind, title=told.title, source=told.source, definition=told.definition)
    return act.create(made, "evaluation.scheme_imported", file=name, digest=_digest(path))


@use_case(P.EVALUATION_WRITE, within=SCHEMES)
def import_scheme(act: Act, scheme: Scheme, *, path: Path, name: str) -> Scheme:
    """
    Put what a workbook says into a draft, or begin the next version of a scheme that stands with it.

    Raises:
        WorkbookRefused: it cannot be read as a workbook.
        RuleViolated: cells are wrong, each is named; nothing in it is new; or there is a later version.

    """
    drafted = scheme.state == SchemeState.DRAFT
    if not drafted:
        RuleViolated.unless_empty(reasons_not_to_revise(drafted=drafted, followed=has_next(scheme)))
    told = read_scheme(path)
    if told.kind != scheme.kind:
        text = say("这个方案评估的是“{kind}”，评估别的要另拟方案。", kind=say(scheme.get_kind_display()))
        raise RuleViolated(Reason(text, "file"))
    _unless_known(told, [scheme])
    words: dict[str, Any] = {"title": told.title, "source": told.source, "definition": told.definition}
    file: dict[str, Any] = {"file": name, "digest": _digest(path)}
    if drafted:
        return act.change(scheme, "evaluation.scheme_imported", detail=file, **words)
    made = Scheme(
        jurisdiction=scheme.jurisdiction, kind=scheme.kind, edition=scheme.edition + 1, follows=scheme, **words
    )
    return act.create(made, "evaluation.scheme_imported", **file)


def _unless_known(told: Told, schemes: Iterable[Scheme]) -> None:
    same = next((one for one in schemes if told.equals(one)), None)
    if same is not None:
        raise RuleViolated(Reason(say("表里和「{scheme}」完全相同，不用再导入。", scheme=str(same)), "file"))


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
