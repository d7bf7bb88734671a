"""Addresses of the unit's portal: the material it is asked for."""

from django.urls import path

from xuncha.gathering.views import portal

app_name = "gathering_unit"
urlpatterns = [
    path("materials/", portal.materials, name="materials"),
    path("materials/<int:pk>/", portal.material, name="material"),
    path("materials/<int:pk>/step/<slug:step>/", portal.step, name="material-step"),
    path("items/<int:pk>/", portal.item, name="item"),
]
