from django.urls import path

from xuncha.foundation.journal import views

app_name = "journal"
urlpatterns = [
    path("journal/", views.journal, name="journal"),
    path("journal/verify/", views.verify, name="verify"),
    path("journal/export/", views.export, name="export"),
]
