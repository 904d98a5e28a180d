"""The address of the numbers of visits."""

from django.urls import path

from gongkai_web.visits import views

app_name = "visits"
urlpatterns = [path("", views.visits, name="visits")]
