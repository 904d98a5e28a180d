"""The addresses of the word lists; all ask for sign-in."""

from django.urls import path

from gongkai_web.publishing.wording import views

app_name = "wording"
urlpatterns = [
    path("", views.words, name="words"),
    path("add/", views.add, name="add"),
    path("<slug:slug>.csv", views.download, name="download"),
    path("<int:pk>/end/", views.end, name="end"),
]
