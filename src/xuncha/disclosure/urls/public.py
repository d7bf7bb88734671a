"""The address under which residents read and answer. Short, because people type it from a poster."""

from django.urls import path

from xuncha.disclosure.views import public

app_name = "heard"
urlpatterns = [path("<slug:code>/", public.heard, name="page")]
