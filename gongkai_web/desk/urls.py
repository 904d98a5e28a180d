"""The addresses of the office; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.desk.views import (
    bulk,
    cases,
    code,
    figures,
    home,
    publication,
    register,
    reports,
    statistics,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("mine/", home.mine, name="mine"),
    path("publication/", publication.publication, name="publication"),
    path("publication/statistics/", publication.review_numbers, name="review_numbers"),
    path("work/", cases.work, name="work"),
    path("cases/", cases.cases, name="cases"),
    path("bulk/", bulk.several, name="bulk"),
    path("cases/<int:pk>/code/", code.code, name="code"),
    path("register/", register.printable, name="register"),
    path("register.xlsx", register.spreadsheet, name="register_file"),
    path("statistics/", statistics.numbers, name="statistics"),
    path("statistics.xlsx", statistics.spreadsheet, name="statistics_file"),
    path("statistics/sample/", statistics.quality, name="sample"),
    path("figures/<str:figure>/", figures.figure, name="figure"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<slug:slug>/<int:year>/", reports.report, name="report"),
    path("reports/<slug:slug>/<int:year>.json", reports.report_json, name="report_json"),
    path("reports/<slug:slug>/<int:year>.<str:kind>", reports.report_file, name="report_file"),
    path("reports/<slug:slug>/<int:year>/cells/<str:cell>/", reports.cell, name="cell"),
]
