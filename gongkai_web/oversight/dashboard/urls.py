"""The address of the first page of oversight; it asks for sign-in."""

from django.urls import path

from gongkai_web.oversight.dashboard import views

app_name = "oversight"
urlpatterns = [path("", views.home, name="home")]
