"""The addresses of casework; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.casework.views import act, applicant, case, intake, undo, why

app_name = "casework"
urlpatterns = [
    path("new/", intake.intake, name="intake"),
    path("<int:pk>/", case.case, name="case"),
    path("<int:pk>/acts/<slug:act>/", act.act, name="act"),
    path("<int:pk>/why/", why.why, name="why"),
    path("<int:pk>/why/<slug:slug>/", why.why_date, name="why_date"),
    path("<int:pk>/undo/", undo.undo, name="undo"),
    path("<int:pk>/undo/<int:event>/", undo.undo_event, name="undo_event"),
    path("<int:pk>/applicants/<int:position>/", applicant.applicant, name="applicant"),
    path("<int:pk>/applicants/<int:position>/reveal/", case.reveal, name="reveal"),
    path("<int:pk>/files/", case.attach, name="attach"),
]
