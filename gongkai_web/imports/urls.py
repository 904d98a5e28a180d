"""The addresses of the import of registers; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.imports import views
from gongkai_web.imports.tables import pages

app_name = "imports"
urlpatterns = [
    path("", views.new, name="import"),
    path("template.xlsx", views.template_file, name="template"),
    path("tables/", pages.new, name="tables"),
    path("tables/template/<slug:code>.xlsx", pages.template, name="table_template"),
    path("tables/<int:pk>/", pages.table, name="table"),
    path("tables/<int:pk>/report.xlsx", pages.report, name="table_report"),
    path("<str:token>/", views.report, name="report"),
    path("<str:token>/result.xlsx", views.result, name="result"),
]
