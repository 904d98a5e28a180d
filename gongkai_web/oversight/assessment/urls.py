"""The addresses of yearly assessments; all ask for sign-in."""

from django.urls import path

from gongkai_web.oversight.assessment import acts, views

app_name = "assessment"
urlpatterns = [
    path("", views.assessments, name="assessments"),
    path("new/", acts.new, name="new"),
    path("<int:pk>/", views.assessment, name="assessment"),
    path("<int:pk>/register/", views.register, name="register"),
    path("<int:pk>/announce/", acts.announce, name="announce"),
    path("<int:pk>/issue/", acts.issue, name="issue"),
    path("<int:pk>/indicators/", acts.add, name="add"),
    path("<int:pk>/indicators/<int:indicator>/", acts.change, name="change"),
    path("<int:pk>/indicators/<int:indicator>/remove/", acts.remove, name="remove"),
    path("<int:pk>/indicators/<int:indicator>/<slug:slug>/", acts.judge, name="judge"),
    path("<int:pk>/objections/<int:objection>/", acts.answer, name="answer"),
    path("<int:pk>/units/<slug:slug>/", views.unit, name="unit"),
    path("<int:pk>/units/<slug:slug>/object/", acts.object_to, name="object"),
]
