"""The addresses of sweeps; all ask for sign-in."""

from django.urls import path

from gongkai_web.publishing.sweeps import views

app_name = "sweeps"
urlpatterns = [
    path("", views.sweeps, name="sweeps"),
    path("begin/", views.begin, name="begin"),
    path("<int:pk>/", views.sweep, name="sweep"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<int:pk>/close/", views.close, name="close"),
    path("hits/<int:pk>/keep/", views.keep, name="keep"),
]
