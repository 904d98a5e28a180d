"""The addresses of the register of sites and accounts; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.publishing.channels.pages import views

app_name = "channels"
urlpatterns = [
    path("", views.outlets, name="outlets"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.outlet, name="outlet"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/transfer/", views.transfer, name="transfer"),
]
