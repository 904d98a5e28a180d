"""The addresses of the public site."""

from django.urls import path

from gongkai_web.portal import archive, data, english, indicators, views
from gongkai_web.portal.search import feed, office, suggestions
from gongkai_web.portal.search import views as search

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/<slug:slug>/", views.agency, name="agency"),
    path("en/", english.english, name="english"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", suggestions.suggestions, name="suggestions"),
    path("search/feed/", feed.feed, name="search_feed"),
    path("office/search/", office.recommended, name="recommended"),
    path("office/search/missed/", office.missed, name="missed"),
    path("office/search/<str:subject>/<int:key>/", office.recommend, name="recommend"),
    path("office/search/<int:pk>/end/", office.end, name="end_recommendation"),
    path("documents/", views.documents, name="documents"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("reports/", archive.reports, name="reports"),
    path("reports/<int:year>/", archive.of_year, name="reports_of_year"),
    path("reports/data/", data.data, name="data"),
    path("reports/indicators/", indicators.every, name="indicators"),
    path("reports/indicators/<str:cell>.csv", indicators.as_csv, name="indicator_csv"),
    path("reports/indicators/<str:cell>/", indicators.one, name="indicator"),
    path("agencies/<slug:slug>/reports/", archive.of_agency, name="reports_of_agency"),
    path(
        "agencies/<slug:slug>/reports/<int:year>/former/<str:kind>", archive.former_file, name="former_file"
    ),
    path("agencies/<slug:slug>/reports/<int:year>/", views.report, name="report"),
    path("agencies/<slug:slug>/reports/<int:year>.json", views.report_json, name="report_json"),
    path("agencies/<slug:slug>/reports/<int:year>/<str:kind>", views.report_file, name="report_file"),
    path("agencies/<slug:slug>/reports/<int:year>/cells/<str:cell>/", views.cell, name="cell"),
]
