"""Addresses of clues, all at the desk: the unit's portal has none."""

from django.urls import path

from xuncha.clues.views import clues, handed, referrals, registers, totals

app_name = "clues"
urlpatterns = [
    path("", clues.clues, name="clues"),
    path("<int:pk>/", clues.clue, name="clue"),
    path("<int:pk>/judge/", clues.judge, name="clue-judge"),
    path("<int:pk>/decide/", clues.decide, name="clue-decide"),
    path("<int:pk>/redirect/", clues.redirect, name="clue-redirect"),
    *(path(f"<int:pk>/{step}/", view, name=f"clue-{step}") for step, view in clues.EXPLAINED.items()),
    path("<int:pk>/step/<slug:step>/", clues.step, name="clue-step"),
    path("inspections/<int:pk>/new/", clues.file, name="clue-new"),
    path("inspections/<int:pk>/register/new/", registers.open_register, name="register-new"),
    path("registers/", registers.registers, name="registers"),
    path("registers/<int:pk>/", registers.register, name="register"),
    path("registers/<int:pk>/admit/", registers.admit, name="register-admit"),
    path("registers/<int:pk>/remove/", registers.remove, name="register-remove"),
    path("registers/<int:pk>/pack/", registers.pack, name="register-pack"),
    path("packages/<int:pk>/", registers.package, name="package"),
    path("packages/<int:pk>/letter/", registers.letter, name="package-letter"),
    path("handed/", handed.handed, name="handed"),
    path("handed/<int:pk>/", handed.handover, name="handover"),
    path("handed/<int:pk>/letter/", handed.letter, name="handover-letter"),
    path("handed/<int:pk>/receive/", handed.receive, name="handover-receive"),
    path("handed/<int:pk>/decline/", handed.decline, name="handover-decline"),
    path("handed/<int:pk>/dispose/", handed.dispose, name="handover-dispose"),
    path("handed/<int:pk>/conclude/", handed.conclude, name="handover-conclude"),
    path("handed/<int:pk>/report/", handed.report, name="handover-report"),
    path("handed/<int:pk>/step/<slug:step>/", handed.step, name="handover-step"),
    path("receiving/<int:pk>/", handed.receiving, name="receiving"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<int:pk>/", referrals.referral, name="referral"),
    path("referrals/<int:pk>/edit/", referrals.edit, name="referral-edit"),
    path("referrals/<int:pk>/send/", referrals.send, name="referral-send"),
    path("referrals/<int:pk>/redirect/", referrals.redirect, name="referral-redirect"),
    path("referrals/<int:pk>/conclude/", referrals.conclude, name="referral-conclude"),
    path("referrals/<int:pk>/step/<slug:step>/", referrals.step, name="referral-step"),
    path("referrals/letters/<int:pk>/", referrals.letter, name="referral-letter"),
    path("referrals/letters/<int:pk>/document/", referrals.document, name="referral-letter-document"),
    path("referrals/letters/<int:pk>/receive/", referrals.receive, name="referral-letter-receive"),
    path("inspections/<int:pk>/referrals/new/", referrals.propose, name="referral-new"),
    path("totals/", totals.totals, name="totals"),
]
