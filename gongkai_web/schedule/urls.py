"""The addresses of the schedule; all but the feed ask for sign-in."""

from django.urls import path

from gongkai_web.schedule import views

app_name = "schedule"
urlpatterns = [
    path("", views.schedule, name="schedule"),
    path("notice/", views.notice, name="notice"),
    path("mail/", views.mail_address, name="mail_address"),
    path("feed/", views.feed_key, name="feed_key"),
    path("feed/<str:secret>.ics", views.feed, name="feed"),
]
