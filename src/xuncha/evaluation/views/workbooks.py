"""A scheme out as a workbook and back in as a draft."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.evaluation import services
from xuncha.evaluation.forms.schemes import NewSchemeFileForm, SchemeFileForm
from xuncha.evaluation.models import Scheme
from xuncha.evaluation.selectors import SCHEMES
from xuncha.evaluation.sheets import write_scheme
from xuncha.evaluation.views.schemes import trail
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.imports.uploads import scratch, workbook_response
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.pages import form_answer


@page(P.EVALUATION_WRITE, of=SCHEMES)
def workbook(request: SignedInRequest, scheme: Scheme) -> HttpResponseBase:
    """The scheme as a workbook, to be changed and handed in again."""
    return workbook_response(f"{scheme}.xlsx", lambda file: write_scheme(file, scheme))


@page(P.EVALUATION_WRITE, of=SCHEMES, methods=("GET", "POST"))
def bring_in(request: SignedInRequest, scheme: Scheme) -> HttpResponse:
    """Change a draft by a workbook, or begin the next version with one."""
    form = SchemeFileForm(request.POST or None, request.FILES or None)
    return form_answer(
        request,
        form,
        lambda act: _kept(form, lambda path, name: services.import_scheme(act, scheme, path=path, name=name)),
        title=_("用工作簿修改方案"),
        done=lambda made: (_("已按工作簿写入，请核对以后报批"), page_of(made)),
        crumbs=trail(scheme),
        context={
            "say": _("方案可以使用的，写成新的一版草稿；还在拟订的，整个换成工作簿里的内容。"),
            "submit": _("导入"),
        },
    )


@page(P.EVALUATION_WRITE, methods=("GET", "POST"))
def bring_in_new(request: SignedInRequest) -> HttpResponse:
    """Draft a scheme from a workbook, such as one of another office."""
    offices = JURISDICTIONS.permitted(request.actor, P.EVALUATION_WRITE).order_by("pk")
    form = NewSchemeFileForm(request.POST or None, request.FILES or None, initial={"office": offices.first()})
    form.offer(office=offices)
    return form_answer(
        request,
        form,
        lambda act: _kept(
            form,
            lambda path, name: services.import_new_scheme(act, form.cleaned_data["office"], path=path, name=name),
        ),
        title=_("用工作簿拟订方案"),
        done=lambda made: (_("已建立方案，请核对指标和分值"), page_of(made)),
        crumbs=trail(),
        back=reverse("evaluation:schemes"),
        context={"say": _("用别处导出的方案工作簿，在本机构建立一个新的草稿。"), "submit": _("导入")},
    )


def _kept(form: Form, do: Callable[[Path, str], Scheme]) -> Scheme:
    """Call with a path to the uploaded bytes, which are gone afterwards."""
    file = form.cleaned_data["file"]
    with tempfile.NamedTemporaryFile(dir=scratch(), suffix=".xlsx") as copy:
        for piece in file.chunks():
            copy.write(piece)
        copy.flush()
        return do(Path(copy.name), str(file.name)[:200])
