"""The addresses of the yearly tables; all ask for sign-in."""

from django.urls import path

from gongkai_web.oversight.tables import views

app_name = "tables"
urlpatterns = [
    path("", views.tables, name="tables"),
    path("<slug:code>/", views.table, name="table"),
    path("<slug:code>/<slug:fmt>/", views.file, name="file"),
]
