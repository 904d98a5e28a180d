"""The addresses of the gazette; those below `office/` ask for sign-in."""

from django.urls import path

from gongkai_web.publishing.gazette import public, views

app_name = "gazette"
urlpatterns = [
    path("gazette/", public.issues, name="issues"),
    path("gazette/<int:pk>/", public.issue, name="issue"),
    path("gazette/<int:pk>/paper.pdf", public.paper, name="paper"),
    path("office/gazette/", views.kept, name="kept"),
    path("office/gazette/new/", views.new, name="new"),
    path("office/gazette/<int:pk>/", views.kept_one, name="kept_one"),
    path("office/gazette/<int:pk>/place/", views.place, name="place"),
    path("office/gazette/<int:pk>/place-several/", views.place_several, name="place_several"),
    path("office/gazette/<int:pk>/bring-out/", views.bring_out, name="bring_out"),
    path("office/gazette/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("office/gazette/entries/<int:pk>/remove/", views.remove, name="remove"),
]
