"""Addresses of terms, targets and plans, below /desk/planning/."""

from django.urls import path

from xuncha.planning.views import drafting, plans, targets, terms

app_name = "planning"
urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("annual/", plans.annual_plans, name="annual"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/compare/", plans.compare, name="plan-compare"),
    path("plans/<int:pk>/document.<slug:ending>", plans.document, name="plan-document"),
    path("plans/<int:pk>/step/<slug:step>/", plans.step, name="plan-step"),
    path("plans/<int:pk>/amend/", drafting.amend, name="plan-amend"),
    path("plans/<int:pk>/head/", drafting.head, name="plan-head"),
    path("plans/<int:pk>/ticked/", drafting.ticked, name="plan-ticked"),
    path("plans/<int:pk>/candidates/", drafting.candidates, name="plan-candidates"),
    path("plans/<int:pk>/place/", drafting.place, name="plan-place"),
    path("plans/<int:pk>/supplement/", drafting.supplement, name="plan-supplement"),
    path("entries/<int:pk>/", drafting.entry, name="entry"),
    path("targets/", targets.targets, name="targets"),
    path("targets/<int:pk>/", targets.target, name="target"),
    path("targets/<int:pk>/change/", targets.change, name="target-change"),
    path("targets/<int:pk>/withdraw/", targets.withdraw, name="target-withdraw"),
    path("terms/new/", terms.new, name="plan-term-new"),
    path("terms/<int:pk>/", terms.term, name="plan-term"),
    path("terms/<int:pk>/first-plan/", terms.first_plan, name="plan-term-first-plan"),
    path("terms/<int:pk>/annual-plan/", terms.annual_plan, name="plan-term-annual-plan"),
    path("terms/<int:pk>/candidates/", targets.candidates, name="plan-term-candidates"),
    path("terms/<int:pk>/targets/", targets.add, name="plan-term-add-targets"),
]
