"""The addresses of the register and of clean-ups; all ask for sign-in."""

from django.urls import path

from gongkai_web.publishing.documents import cleaning, views

app_name = "documents"
urlpatterns = [
    path("", views.documents, name="documents"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/acts/<slug:act>/", views.act, name="act"),
    path("<int:pk>/changes/<int:number>/void/", views.void, name="void_change"),
    path("clean-ups/", cleaning.clean_ups, name="clean_ups"),
    path("clean-ups/new/", cleaning.new, name="new_clean_up"),
    path("clean-ups/<int:pk>/", cleaning.clean_up, name="clean_up"),
    path("clean-ups/<int:pk>/judge/", cleaning.judge, name="judge"),
    path("clean-ups/<int:pk>/result/", cleaning.result, name="result"),
]
