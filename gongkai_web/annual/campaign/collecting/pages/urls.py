"""The addresses of the collecting; all but the one that opens by a link ask for sign-in."""

from django.urls import path

from gongkai_web.annual.campaign.collecting.pages import board, handing, outside, reminding, submission, unit

app_name = "collecting"
urlpatterns = [
    path("office/campaigns/", board.campaigns, name="campaigns"),
    path("office/campaigns/new/", board.new, name="new"),
    path("office/campaigns/<int:pk>/", board.board, name="board"),
    path("office/campaigns/<int:pk>/units/", board.units, name="units"),
    path("office/campaigns/<int:pk>/days/", board.days, name="days"),
    path("office/campaigns/<int:pk>/files/", handing.many, name="many"),
    path("office/campaigns/<int:pk>/reminders/", reminding.reminders, name="reminders"),
    path("office/campaigns/<int:pk>/reminders.xlsx", reminding.file, name="reminders_file"),
    path("office/campaigns/<int:pk>/check/", board.check_again, name="check_again"),
    path("office/campaigns/units/<int:pk>/", unit.unit, name="unit"),
    path("office/campaigns/units/<int:pk>/do/<slug:what>/", unit.act, name="act"),
    path("office/campaigns/units/<int:pk>/keys/", unit.keys, name="keys"),
    path("office/campaigns/keys/<int:pk>/stop/", unit.stop_key, name="stop_key"),
    path("office/campaigns/units/<int:pk>/hand-in/", handing.hand_in, name="hand_in"),
    path("office/campaigns/units/<int:pk>/waiting/", handing.waiting, name="waiting"),
    path("office/campaigns/units/<int:pk>/leave/", handing.leave, name="leave"),
    path("office/campaigns/units/<int:pk>/submit/", handing.submit, name="submit"),
    path("office/campaigns/submissions/<int:pk>/", submission.submission, name="submission"),
    path("office/campaigns/submissions/<int:pk>/accept/", submission.accept, name="accept"),
    path("office/campaigns/submissions/<int:pk>/take/", submission.take, name="take"),
    path("office/campaigns/submissions/<int:pk>/verdict/", submission.verdict, name="verdict"),
    path("office/campaigns/submissions/<int:pk>/original/", submission.original, name="original"),
    path("office/campaigns/submissions/<int:pk>/difference/", submission.difference, name="difference"),
    path("office/campaigns/submissions/<int:pk>/do/<slug:what>/", submission.decide, name="decide"),
    path("office/campaigns/remarks/<int:pk>/answer/", submission.answer, name="answer"),
    path("reports/hand-in/<str:code>/", outside.outside, name="outside"),
]
