from django.urls import path

from xuncha.foundation.imports import views

app_name = "imports"
urlpatterns = [
    path("import/", views.imports, name="imports"),
    path("import/new/<slug:kind>/", views.upload, name="import-upload"),
    path("import/new/<slug:kind>/template/", views.template, name="import-template"),
    path("import/new/<slug:kind>/export/", views.export, name="import-export"),
    path("import/<int:pk>/", views.batch, name="import"),
    path("import/<int:pk>/mapping/", views.mapping, name="import-mapping"),
    path("import/<int:pk>/check/", views.check, name="import-check"),
    path("import/<int:pk>/apply/", views.apply, name="import-apply"),
    path("import/<int:pk>/discard/", views.discard, name="import-discard"),
    path("import/<int:pk>/undo/", views.undo, name="import-undo"),
    path("import/<int:pk>/report/", views.report, name="import-report"),
]
