"""Addresses of the regulations, below /desk/."""

from django.urls import path

from xuncha.foundation.regulations.views import calendar, checklists, parameters, rules, taxonomies, terms

app_name = "regulations"
urlpatterns = [
    path("help/terms/", terms.terms, name="terms"),
    path("regulations/", parameters.parameters, name="parameters"),
    path("regulations/parameters/<int:pk>/", parameters.parameter, name="parameter"),
    path("regulations/parameters/<str:code>/new/", parameters.new_value, name="parameter-new"),
    path("regulations/rules/", rules.rules, name="rules"),
    path("regulations/rules/new/", rules.new_rule, name="rule-new"),
    path("regulations/rules/<int:pk>/", rules.rule, name="rule"),
    path("regulations/rules/<int:pk>/new/", rules.new_version, name="rule-version"),
    path("regulations/rules/<int:pk>/end/", rules.end, name="rule-end"),
    path("regulations/due/", rules.due, name="due"),
    path("regulations/calendar/", calendar.month, name="calendar"),
    path("regulations/calendar/day/", calendar.enter, name="calendar-day"),
    path("regulations/taxonomies/", taxonomies.taxonomies, name="taxonomies"),
    path("regulations/taxonomies/<int:pk>/", taxonomies.taxonomy, name="taxonomy"),
    path("regulations/taxonomies/<int:pk>/edition/", taxonomies.new_edition, name="taxonomy-edition"),
    path("regulations/taxonomies/<int:pk>/categories/new/", taxonomies.new_category, name="category-new"),
    path("regulations/categories/<int:pk>/", taxonomies.category, name="category"),
    path("regulations/categories/<int:pk>/retire/", taxonomies.retire, name="category-retire"),
    path("regulations/categories/<int:pk>/link/", taxonomies.link, name="category-link"),
    path("regulations/categories/<int:pk>/unlink/<int:source>/", taxonomies.unlink, name="category-unlink"),
    path("regulations/checklists/", checklists.checklists, name="checklists"),
    path("regulations/checklists/<int:pk>/", checklists.checklist, name="checklist"),
    path("regulations/checklists/<int:pk>/against/<int:other>/", checklists.comparison, name="checklist-comparison"),
    path("regulations/checklists/<int:pk>/draft/", checklists.draft, name="checklist-draft"),
    path("regulations/checklists/<int:pk>/items/new/", checklists.new_item, name="item-new"),
    path("regulations/checklists/<int:pk>/<slug:step>/", checklists.act_on, name="checklist-step"),
    path("regulations/items/<int:pk>/", checklists.item, name="item"),
    path("regulations/items/<int:pk>/edit/", checklists.edit_item, name="item-edit"),
    path("regulations/items/<int:pk>/remove/", checklists.remove_item, name="item-remove"),
]
