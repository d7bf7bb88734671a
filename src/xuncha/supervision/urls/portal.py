"""Addresses of letters in the portal, for units and departments alike."""

from django.urls import path, re_path

from xuncha.supervision.views import letters as desk
from xuncha.supervision.views import portal

app_name = "supervision_unit"
urlpatterns = [
    path("letters/", portal.letters, name="letters"),
    path("letters/<int:pk>/", portal.letter, name="letter"),
    path("letters/<int:pk>/receive/", portal.receive, name="letter-receive"),
    path("letters/<int:pk>/answer/", portal.answer, name="letter-answer"),
    re_path(r"^letters/(?P<pk>\d+)/document/(?P<kind>letter|reply)/$", desk.document, name="letter-document"),
    path("letters/<int:pk>/file/<int:attachment>/", desk.file, name="letter-file"),
]
