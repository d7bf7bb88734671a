"""Addresses of petitions at the desk. The public form's are in `urls.public`."""

from django.urls import path

from xuncha.intake.views import desk, enclosures, keepers, openings, register, routing, sheets

app_name = "intake"
urlpatterns = [
    path("mailboxes/", desk.mailboxes, name="mailboxes"),
    path("inspections/<int:pk>/mailbox/new/", desk.open_mailbox, name="mailbox-new"),
    path("mailboxes/<int:pk>/", desk.mailbox, name="mailbox"),
    path("mailboxes/<int:pk>/take-key/", keepers.take_key, name="mailbox-take-key"),
    path("mailboxes/<int:pk>/register/", desk.register, name="mailbox-register"),
    path("mailboxes/<int:pk>/take-in/", desk.take_in, name="mailbox-take-in"),
    path("mailboxes/<int:pk>/sheets/", sheets.sheets, name="mailbox-sheets"),
    path("petitions/", desk.petitions, name="petitions"),
    path("petitions/<int:pk>/", desk.petition, name="petition"),
    path("petitions/<int:pk>/class/", desk.classify, name="petition-class"),
    path("petitions/<int:pk>/route/", routing.route, name="petition-route"),
    path("petitions/<int:pk>/informed/", desk.informed, name="petition-informed"),
    path("petitions/<int:pk>/cleared/", desk.cleared, name="petition-cleared"),
    path("petitions/<int:pk>/files/<int:number>/", enclosures.enclosure, name="petition-enclosure"),
    path("petitions/<int:pk>/files/<int:number>/original/", enclosures.original, name="petition-original"),
    path("petitions/<int:pk>/ask/", openings.ask, name="petition-ask"),
    path("petitions/<int:pk>/join/", desk.join, name="petition-join"),
    path("petitions/<int:pk>/propose/", desk.propose, name="petition-propose"),
    path("petitions/<int:pk>/answer/", desk.answer, name="petition-answer"),
    path("petitions/<int:pk>/reveal/", desk.reveal, name="petition-reveal"),
    path("petitions/<int:pk>/step/<slug:step>/", desk.step, name="petition-step"),
    path("routings/<int:pk>/", routing.routing, name="routing"),
    path("routings/<int:pk>/letter.<slug:ending>", routing.letter, name="routing-letter"),
    path("routings/<int:pk>/receipt/", routing.receipt, name="routing-receipt"),
    path("routings/<int:pk>/reply/", routing.reply, name="routing-reply"),
    path("openings/<int:pk>/", openings.opening, name="opening"),
    path("openings/<int:pk>/open/", openings.open_now, name="opening-open"),
    path("openings/<int:pk>/read/", openings.read, name="opening-read"),
    path("openings/<int:pk>/step/<slug:step>/", openings.step, name="opening-step"),
    path("register/", register.register, name="register"),
    path("register/figures/", register.figures_page, name="figures"),
]
