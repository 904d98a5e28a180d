"""The addresses of the import of registers; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.new, name="import"),
    path("template.xlsx", views.template_file, name="template"),
    path("<str:token>/", views.report, name="report"),
    path("<str:token>/result.xlsx", views.result, name="result"),
]
