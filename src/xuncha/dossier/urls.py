"""Addresses of people's records, below /desk/dossier/."""

from django.urls import path

from xuncha.dossier import views

app_name = "dossier"
urlpatterns = [
    path("<int:pk>/", views.dossier, name="dossier"),
    path("<int:pk>/posts/new/", views.new_post, name="post-new"),
    path("posts/<int:pk>/", views.post, name="post"),
    path("<int:pk>/training/", views.training, name="training-new"),
    path("<int:pk>/identity/", views.identity, name="identity"),
    path("<int:pk>/identity/reveal/", views.reveal, name="identity-reveal"),
    path("<int:pk>/relations/new/", views.relate, name="relation-new"),
    path("relations/<int:pk>/", views.relation, name="relation"),
]
