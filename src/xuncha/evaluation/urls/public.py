"""The address of a ballot behind a one-time code. Short, because people type it from a card."""

from django.urls import path

from xuncha.evaluation.views import public

app_name = "vote"
urlpatterns = [
    path("", public.enter, name="enter"),
    path("<slug:code>/", public.ballot, name="ballot"),
]
