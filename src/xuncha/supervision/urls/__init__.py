"""Addresses of letters and campaigns: the desk's here, those of units and departments in `portal`."""

from django.urls import path, re_path

from xuncha.supervision.views import campaigns, drafting, letters, paper, suggesting

app_name = "supervision"
urlpatterns = [
    path("letters/", letters.letters, name="letters"),
    path("letters/figures/", letters.figures, name="letters-figures"),
    path("letters/new/<int:pk>/", drafting.new, name="letter-new"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/edit/", drafting.edit, name="letter-edit"),
    path("letters/<int:pk>/items/", drafting.gather, name="letter-items"),
    path("letters/<int:pk>/items/<int:item>/remove/", drafting.remove, name="letter-item-remove"),
    path("letters/<int:pk>/step/<slug:step>/", letters.step, name="letter-step"),
    path("letters/<int:pk>/reissue/", drafting.reissue, name="letter-reissue"),
    re_path(r"^letters/(?P<pk>\d+)/document/(?P<kind>letter|reply)/$", letters.document, name="letter-document"),
    path("letters/<int:pk>/receipt/", paper.receipt, name="letter-receipt"),
    path("letters/<int:pk>/reply/", paper.reply, name="letter-reply"),
    path("letters/<int:pk>/file/<int:attachment>/", letters.file, name="letter-file"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/<int:pk>/", campaigns.new, name="campaign-new"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.edit, name="campaign-edit"),
    path("campaigns/<int:pk>/items/", campaigns.gather, name="campaign-items"),
    path("campaigns/<int:pk>/tasks/new/", campaigns.task_new, name="campaign-task-new"),
    path("campaigns/<int:pk>/step/<slug:step>/", campaigns.step, name="campaign-step"),
    path("campaigns/<int:pk>/document/", campaigns.document, name="campaign-document"),
    path("suggestions/", suggesting.suggested, name="suggestions"),
    path("suggestions/<int:pk>/dismiss/", suggesting.dismiss, name="suggestion-dismiss"),
]
