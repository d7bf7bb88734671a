from django.urls import path

from xuncha.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:pk>/", views.job, name="job"),
    path("jobs/<int:pk>/progress/", views.progress, name="job-progress"),
    path("jobs/<int:pk>/cancel/", views.cancel, name="job-cancel"),
]
