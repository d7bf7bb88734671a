"""What the form pages of this app share."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.text import say as sentence
from xuncha.foundation.http import SignedInRequest
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach
from xuncha.foundation.ui.forms import Form

M = TypeVar("M", bound=Model)
NEXT = lazy("下一步：看会改变什么")


def visible(reach: Reach[M], request: SignedInRequest, pk: int) -> M:
    """
    The record a new version is made from: who writes for an office starts from anything they may read.

    Raises:
        OutOfReach: the person does not read it.

    """
    record = reach.visible_to(request.actor).filter(pk=pk).first()
    if record is None:
        raise OutOfReach(sentence("没有这条记录，或者不在您的工作范围内。"))
    return record


def office_in(form: Form) -> Jurisdiction:
    """
    The office a form is filled in for.

    Raises:
        RuleViolated: the person writes for no office.

    """
    office = form.cleaned_data["office"]
    if not isinstance(office, Jurisdiction):
        raise RuleViolated(sentence("没有由您维护制度的辖区。"))
    return office


def looked_at(request: SignedInRequest, form: Form, ahead: Callable[[], object | None]) -> dict[str, Any] | None:
    """
    What the form would change, to be looked at first; None once exactly this was confirmed, or where it is refused.

    What is confirmed are the values that were shown: changed afterwards, they are shown again.
    """
    if not (form.is_bound and form.is_valid()):
        return None
    shown = sha256("\n".join(f"{name}={value}" for name, value in form.cleaned_data.items()).encode()).hexdigest()
    preview = None if request.POST.get("confirmed") == shown else ahead()
    return None if preview is None else {"preview": preview, "confirmed": shown, "submit": _("确认，按此执行")}
