"""The addresses of inspections; all ask for sign-in."""

from django.urls import path

from gongkai_web.oversight.inspection import views

app_name = "inspection"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("accounts/", views.accounts, name="accounts"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.run, name="run"),
    path("findings/<int:pk>/", views.finding, name="finding"),
]
