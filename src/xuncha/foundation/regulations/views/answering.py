"""What the form pages of this app share."""

from typing import TypeVar

from django.db.models import Model

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.text import say as sentence
from xuncha.foundation.http import SignedInRequest
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach
from xuncha.foundation.ui.forms import Form

M = TypeVar("M", bound=Model)


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
