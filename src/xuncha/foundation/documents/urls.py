"""Addresses of the document style."""

from django.urls import path

from xuncha.foundation.documents import views

app_name = "documents"
urlpatterns = [
    path("style/", views.styles, name="styles"),
    path("style/<int:pk>/", views.style, name="style-of"),
    path("style/<int:pk>/sample.png", views.sample_page, name="sample"),
    path("style/<int:pk>/sample.docx", views.sample_docx, name="sample-docx"),
]
