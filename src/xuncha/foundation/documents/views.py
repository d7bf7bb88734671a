"""The pages on which an office lays down how its documents look, with a sample beside what is typed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents import services
from xuncha.foundation.documents.delivery import document_response
from xuncha.foundation.documents.forms import StyleForm, flat, nested
from xuncha.foundation.documents.numerals import day_of
from xuncha.foundation.documents.pdf import converter
from xuncha.foundation.documents.profile import Profile, parameter_for, profile_for, profile_from
from xuncha.foundation.documents.sample import sample, sample_picture
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.pages import form_answer


@page(P.REGULATIONS_WRITE)
def styles(request: SignedInRequest) -> HttpResponse:
    """The offices whose style this person may lay down; with one office, its style at once."""
    offices = list(JURISDICTIONS.permitted(request.actor, P.REGULATIONS_WRITE))
    if len(offices) == 1:
        return redirect("documents:style-of", pk=offices[0].pk)
    return render(request, "documents/styles.html", {"offices": offices})


@page(P.REGULATIONS_WRITE, of=JURISDICTIONS, methods=("GET", "POST"))
def style(request: SignedInRequest, office: Jurisdiction) -> HttpResponse:
    """Edit the style of an office; 看样张 shows what is typed without saving it."""
    today = day_of(request.now)
    parameter, profile = parameter_for(office, today), profile_for(office, today)
    kept = Kept(request, f"documents.style:{office.pk}")
    form = StyleForm(request.POST or None, initial={**flat(profile), "valid_from": today, **kept.typed})
    typed = form.is_bound and form.is_valid()
    shown = form.profile_value if typed else profile.value()
    context: dict[str, Any] = {
        "sample": f"{reverse('documents:sample', kwargs={'pk': office.pk})}?{_query(profile_from(shown))}",
        "sample_docx": f"{reverse('documents:sample-docx', kwargs={'pk': office.pk})}?{_query(profile_from(shown))}",
        "drawn": converter() is not None,
        "office": office,
    }
    own = parameter if parameter is not None and parameter.jurisdiction_id == office.pk else None
    if "preview" in request.POST:
        context |= {"title": _("公文样式"), "form": form, "record": own, **kept.context}
        return render(request, "documents/style.html", context, status=200 if typed else 422)
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.set_document_style(
            act, office, value=form.profile_value, valid_from=form.cleaned_data["valid_from"], base_version=version
        ),
        title=_("公文样式"),
        done=lambda made: (
            _("公文样式已保存，自 {day} 起使用").format(day=made.valid_from),
            reverse("documents:style-of", kwargs={"pk": office.pk}),
        ),
        back="",
        record=own,
        kept=kept,
        template="documents/style.html",
        context=context,
    )


@page(P.REGULATIONS_WRITE, of=JURISDICTIONS)
def sample_page(request: SignedInRequest, office: Jurisdiction) -> HttpResponse:
    """The sample in the style of the address, as a picture."""
    today = day_of(request.now)
    profile = _asked(request, office)
    return HttpResponse(sample_picture(profile, today), content_type="image/png")


@page(P.REGULATIONS_WRITE, of=JURISDICTIONS)
def sample_docx(request: SignedInRequest, office: Jurisdiction) -> HttpResponse:
    """The sample in the style of the address, as a Word file."""
    today = day_of(request.now)
    profile = _asked(request, office)
    return document_response(sample(profile.issuer(today)), profile, on=today)


def _query(profile: Profile) -> str:
    """A profile as the query of an address; switches that are off are empty."""
    return urlencode({name: "" if value is False else value for name, value in flat(profile).items()})


def _asked(request: SignedInRequest, office: Jurisdiction) -> Profile:
    return profile_from(nested(request.GET.dict()), office)
