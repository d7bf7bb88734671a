"""Laying down how an office's documents look."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.numerals import day_of
from xuncha.foundation.documents.profile import CODE, profile_from
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.regulations.models import Parameter
from xuncha.foundation.usecases import Act, use_case


@use_case(P.REGULATIONS_WRITE, within=JURISDICTIONS)
def set_document_style(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    value: Mapping[str, Any],
    valid_from: date,
    base_version: int | None = None,
) -> Parameter:
    """
    Lay down the office's style from a day on; the version before it ends there.

    A version that begins today or later may still be changed; one that was in force before today stays as it was.
    """
    kept = profile_from(value).value()
    latest = Parameter.objects.filter(code=CODE, jurisdiction=jurisdiction).order_by("-valid_from").first()
    if latest is not None and valid_from == latest.valid_from and valid_from >= day_of(act.now):
        return act.change(latest, "documents.style_changed", base_version=base_version, value=kept)
    if latest is not None and valid_from <= latest.valid_from:
        day = latest.valid_from.isoformat()
        raise RuleViolated(reason("生效日期要晚于上一版的 {day}，已生效过的不改。", field="valid_from", day=day))
    if latest is not None and latest.valid_to is None:
        act.change(latest, "documents.style_ended", valid_to=valid_from)
    made = Parameter(jurisdiction=jurisdiction, code=CODE, value=kept, valid_from=valid_from)
    return act.create(made, "documents.style_set")
