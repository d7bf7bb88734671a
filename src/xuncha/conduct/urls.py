"""Addresses of guidance and conduct, below /desk/conduct/."""

from django.urls import path

from xuncha.conduct.views import discipline, guidance, registers

app_name = "conduct"
urlpatterns = [
    path("comments/", guidance.comments, name="comments"),
    path("inspections/<int:pk>/comment/<str:kind>/<int:record>/", guidance.comment_new, name="comment-new"),
    path("comments/<int:pk>/", guidance.comment, name="comment"),
    path("comments/<int:pk>/step/<slug:step>/", guidance.comment_step, name="comment-step"),
    path("guidance/", guidance.guidances, name="guidances"),
    path("inspections/<int:pk>/guidance/", guidance.guidance_new, name="guidance-new"),
    path("guidance/<int:pk>/", guidance.guidance, name="guidance"),
    path("guidance/<int:pk>/change/", guidance.guidance_change, name="guidance-change"),
    path("guidance/<int:pk>/answer/", guidance.guidance_answer, name="guidance-answer"),
    path("guidance/<int:pk>/document/<slug:ending>/", guidance.document, name="guidance-document"),
    path("guidance/<int:pk>/step/<slug:step>/", guidance.guidance_step, name="guidance-step"),
    path("rounds/<int:pk>/", registers.batch, name="round"),
    path("trainings/", registers.trainings, name="trainings"),
    path("rounds/<int:pk>/training/", registers.training_new, name="training-new"),
    path("trainings/<int:pk>/", registers.training, name="training"),
    path("teams/<int:pk>/pledge/<slug:kind>/", registers.pledge_sign, name="pledge-sign"),
    path("teams/<int:pk>/pledges/", registers.pledge_enter, name="pledge-enter"),
    path("pledges/<int:pk>/", registers.pledge, name="pledge"),
    path("teams/<int:pk>/device/", registers.device_issue, name="device-issue"),
    path("devices/<int:pk>/return/", registers.device_return, name="device-return"),
    path("approaches/", discipline.approaches, name="approaches"),
    path("inspections/<int:pk>/approach/", discipline.approach_new, name="approach-new"),
    path("approaches/<int:pk>/", discipline.approach, name="approach"),
    path("approaches/<int:pk>/step/<slug:step>/", discipline.approach_step, name="approach-step"),
    path("breaches/", discipline.breaches, name="breaches"),
    path("inspections/<int:pk>/breach/", discipline.breach_new, name="breach-new"),
    path("breaches/<int:pk>/", discipline.breach, name="breach"),
    path("breaches/<int:pk>/step/<slug:step>/", discipline.breach_step, name="breach-step"),
]
