"""The address of a questionnaire's public form. Short, because people type it from a poster."""

from django.urls import path

from xuncha.survey.views import public

app_name = "ask"
urlpatterns = [path("<slug:code>/", public.form, name="form")]
