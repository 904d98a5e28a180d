"""The addresses of major decisions; those below `office/` ask for sign-in."""

from django.urls import path

from gongkai_web.publishing.decisions import views

app_name = "decisions"
urlpatterns = [
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<int:pk>/", views.one, name="one"),
    path("office/decisions/", views.kept, name="kept"),
    path("office/decisions/new/", views.new, name="new"),
    path("office/decisions/<int:pk>/", views.kept_one, name="kept_one"),
    path("office/decisions/<int:pk>/stage/", views.stage, name="stage"),
    path("office/decisions/<int:pk>/void/<int:event>/", views.void, name="void"),
]
