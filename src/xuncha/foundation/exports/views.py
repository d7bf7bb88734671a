"""The register of files that left, and the question what a file is for."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import AREA_LABEL
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.exports.forms import PurposeForm
from xuncha.foundation.exports.leaving import state_purpose
from xuncha.foundation.exports.models import KINDS, Taken
from xuncha.foundation.exports.selectors import EXPORTS, SEALED_EXPORTS
from xuncha.foundation.http import SignedInRequest, page, personal_page, words
from xuncha.foundation.ui.ledgers import Choice, Column, Ledger, main_column


def _what(taken: Taken) -> str:
    return f"{words(AREA_LABEL[taken.area])} · {dict(KINDS)[taken.kind]}"


COLUMNS = (
    main_column("number", lazy("导出编号"), lambda taken: taken.number),
    Column("by", lazy("导出人"), lambda taken: taken.created_by.name, css="w4"),
    Column("at", lazy("导出时间"), lambda taken: taken.created_at, sort="created_at", css="w5"),
    Column("what", lazy("内容"), _what, css="w5"),
    Column("purpose", lazy("用途"), lambda taken: taken.purpose),
    Column("rows", lazy("行数"), lambda taken: taken.rows, sort="rows", css="num w2"),
    Column("address", lazy("页面和筛选"), lambda taken: f"{taken.address} {taken.filters}".strip(), css="fold"),
    Column("digest", lazy("文件校验值"), lambda taken: taken.digest, css="fold"),
)


def _register(code: str, title: Any, opening: Any) -> Ledger:
    return Ledger(
        code,
        title,
        columns=COLUMNS,
        choices=(Choice("kind", lazy("种类"), "kind", KINDS),),
        search=("number", "created_by__name"),
        opening=opening,
        empty=lazy("有人从页面上取走台账或文书以后，列在这里。文件每一页上都有编号，按编号能查到是哪一次。"),
        related=("created_by",),
        url=lambda _taken: "",
        order=("-pk",),
    )


REGISTER = _register("exports.exports", lazy("导出记录"), lazy("共 {n} 次导出，只记谁、何时、取了什么，不记内容"))
SEALED_REGISTER = _register("exports.sealed", lazy("信访和线索导出记录"), lazy("共 {n} 次导出，只给同有这项权限的人查"))


@page(P.EXPORT_READ)
def exports(request: SignedInRequest) -> HttpResponseBase:
    """Every file that left, but those of petitions and clues."""
    return REGISTER.respond(request, EXPORTS.visible_to(request.actor))


@page(P.SEALED_LEDGER_EXPORT)
def sealed(request: SignedInRequest) -> HttpResponseBase:
    """Files of petitions and clues that left, for the same team or office."""
    return SEALED_REGISTER.respond(request, SEALED_EXPORTS.visible_to(request.actor))


@personal_page(methods=("GET", "POST"))
def purpose(request: SignedInRequest) -> HttpResponse:
    """What a file is for, before it is written; then on to the file."""
    address = request.GET.get("of", "")
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        raise OutOfReach(say("没有这个导出地址，请回到台账再点「导出台账」。"))
    form = PurposeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        state_purpose(request, address, form.cleaned_data["purpose"])
        return HttpResponseRedirect(address)
    context = {
        "title": _("导出用途"),
        "form": form,
        "say": _("这份台账写到反映问题的人或者被反映的人。写明用途才能导出；谁、何时、为什么导出都有记录。"),
        "submit": _("写明并导出"),
        "back": address.partition("?")[0],
    }
    return render(request, "ui/form_page.html", context, status=form.status)
