from django.urls import path

from xuncha.foundation.inbox import views
from xuncha.foundation.regulations.views.terms import terms

app_name = "inbox"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("digest/", views.digest, name="digest"),
    path("count/", views.count, name="count"),
    path("read/", views.read, name="read"),
    path("delegations/new/", views.delegation_new, name="delegation-new"),
    path("delegations/<int:pk>/end/", views.delegation_end, name="delegation-end"),
    path("find/", views.find, name="find"),
    path("history/<str:kind>/<int:pk>/", views.history, name="history"),
    path("versions/<str:kind>/<int:pk>/", views.versions, name="versions"),
    path("drafts/", views.draft, name="draft"),
    path("drafts/drop/", views.drop_draft, name="drop-draft"),
    path("views/", views.views, name="views"),
    path("help/", views.manual, name="help"),
    path("help/terms/", terms, name="terms"),
    path("help/<slug:chapter>/", views.manual, name="help-chapter"),
]
