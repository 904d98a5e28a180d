"""The addresses of the office; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.cases, name="cases"),
    path("cases/<int:pk>/", views.case, name="case"),
    path("reports/", views.reports, name="reports"),
    path("reports/<slug:slug>/<int:year>/", views.report, name="report"),
    path("reports/<slug:slug>/<int:year>.json", views.report_json, name="report_json"),
    path("reports/<slug:slug>/<int:year>/cells/<str:cell>/", views.cell, name="cell"),
]
