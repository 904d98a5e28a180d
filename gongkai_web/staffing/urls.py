"""The addresses of the settings of agencies; all ask for sign-in."""

from django.urls import path

from gongkai_web.staffing import views

app_name = "staffing"
urlpatterns = [
    path("", views.agencies, name="agencies"),
    path("new/", views.found, name="found"),
    path("law/", views.law_notes, name="law_notes"),
    path("<slug:slug>/", views.agency, name="agency"),
]
