"""The addresses of feeds, by the account; all ask for sign-in."""

from django.urls import path

from gongkai_web.publishing.feeds import views

app_name = "feeds"
urlpatterns = [
    path("<int:pk>/", views.feed, name="feed"),
    path("<int:pk>/keep/", views.keep, name="keep"),
    path("<int:pk>/stop/", views.stop, name="stop"),
]
