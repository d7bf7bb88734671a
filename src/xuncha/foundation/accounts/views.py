"""Signing in and out, display choices. The frame of every page links here."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from xuncha.foundation.http import SignedInRequest, personal_page, public_page


@public_page(methods=("GET", "POST"))
def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/bare.html")


@personal_page(methods=("POST",))
def sign_out(request: SignedInRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect(reverse("accounts:sign-in"))


@personal_page(methods=("POST",))
def preferences(request: SignedInRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("inbox:inbox"))


@personal_page()
def profile(request: SignedInRequest) -> HttpResponse:
    return render(request, "ui/desk.html")


@personal_page()
def matrix(request: SignedInRequest) -> HttpResponse:
    return render(request, "ui/desk.html")
