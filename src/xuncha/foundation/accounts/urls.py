from django.urls import path

from xuncha.foundation.accounts.views import administration, matrix, own, signing_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/as/<int:pk>/", signing_in.sign_in_as, name="sign-in-as"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-in/enrol/", signing_in.enrol, name="enrol"),
    path("sign-in/password/", signing_in.first_password, name="first-password"),
    path("sign-in/on/", signing_in.go_on, name="proceed"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("preferences/", own.preferences, name="preferences"),
    path("profile/", own.profile, name="profile"),
    path("password/", own.password, name="password"),
    path("second-factor/", own.second_factor, name="second-factor"),
    path("people/", administration.people_list, name="people"),
    path("people/new/", administration.open_account, name="people-new"),
    path("people/<int:pk>/", administration.person, name="people-one"),
    path("people/<int:pk>/change/", administration.change_account, name="people-change"),
    path("people/<int:pk>/password/", administration.reset_password, name="people-password"),
    path("people/<int:pk>/grant/", administration.grant_role, name="people-grant"),
    path("people/<int:pk>/do/<slug:step>/", administration.act_on, name="people-act"),
    path("grants/<int:pk>/end/", administration.end_grant, name="people-end-grant"),
    path("matrix/", matrix.matrix, name="matrix"),
]
