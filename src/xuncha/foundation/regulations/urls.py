"""Addresses of the regulations, below /desk/regulations/."""

from django.urls import path

from xuncha.foundation.regulations.views import calendar, checklists, parameters, rules, taxonomies

app_name = "regulations"
urlpatterns = [
    path("", parameters.parameters, name="parameters"),
    path("presets/", parameters.presets, name="presets"),
    path("parameters/<int:pk>/", parameters.parameter, name="parameter"),
    path("parameters/<str:code>/new/", parameters.new_value, name="parameter-new"),
    path("rules/", rules.rules, name="rules"),
    path("rules/new/", rules.new_rule, name="rule-new"),
    path("rules/<int:pk>/", rules.rule, name="rule"),
    path("rules/<int:pk>/new/", rules.new_version, name="rule-version"),
    path("rules/<int:pk>/end/", rules.end, name="rule-end"),
    path("due/", rules.due, name="due"),
    path("calendar/", calendar.month, name="calendar"),
    path("calendar/day/", calendar.enter, name="calendar-day"),
    path("taxonomies/", taxonomies.taxonomies, name="taxonomies"),
    path("taxonomies/<int:pk>/", taxonomies.taxonomy, name="taxonomy"),
    path("taxonomies/<int:pk>/edition/", taxonomies.new_edition, name="taxonomy-edition"),
    path("taxonomies/<int:pk>/categories/new/", taxonomies.new_category, name="category-new"),
    path("categories/<int:pk>/", taxonomies.category, name="category"),
    path("categories/<int:pk>/retire/", taxonomies.retire, name="category-retire"),
    path("categories/<int:pk>/link/", taxonomies.link, name="category-link"),
    path("categories/<int:pk>/unlink/<int:source>/", taxonomies.unlink, name="category-unlink"),
    path("checklists/", checklists.checklists, name="checklists"),
    path("checklists/<int:pk>/", checklists.checklist, name="checklist"),
    path("checklists/<int:pk>/against/<int:other>/", checklists.comparison, name="checklist-comparison"),
    path("checklists/<int:pk>/draft/", checklists.draft, name="checklist-draft"),
    path("checklists/<int:pk>/items/new/", checklists.new_item, name="item-new"),
    path("checklists/<int:pk>/<slug:step>/", checklists.act_on, name="checklist-step"),
    path("items/<int:pk>/", checklists.item, name="item"),
    path("items/<int:pk>/edit/", checklists.edit_item, name="item-edit"),
    path("items/<int:pk>/remove/", checklists.remove_item, name="item-remove"),
]
