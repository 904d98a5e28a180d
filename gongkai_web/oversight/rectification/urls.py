"""The addresses of findings; all ask for sign-in."""

from django.urls import path

from gongkai_web.oversight.rectification import acts, views

app_name = "rectification"
urlpatterns = [
    path("", views.findings, name="findings"),
    path("register/", views.register, name="register"),
    path("faults/", views.taking, name="taking"),
    path("faults/<int:pk>/", views.take, name="take"),
    path("inspections/<int:pk>/", views.take_run, name="take_run"),
    path("new/", acts.new, name="new"),
    path("notify/", acts.notify, name="notify"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("notices/<int:pk>/<str:fmt>/", views.paper, name="paper"),
    path("<int:pk>/", views.finding, name="finding"),
    path("<int:pk>/files/<int:file>/", views.kept_file, name="file"),
    path("<int:pk>/reply/", acts.reply, name="reply"),
    path("<int:pk>/recheck/", acts.recheck, name="recheck"),
    path("<int:pk>/evidence/", acts.evidence, name="evidence"),
    path("<int:pk>/move/", acts.move, name="move"),
    path("<int:pk>/prolong/", acts.prolong, name="prolong"),
    path("<int:pk>/pause/", acts.pause, name="pause"),
    path("<int:pk>/resume/", acts.resume, name="resume"),
    path("<int:pk>/merge/", acts.merge, name="merge"),
    path("<int:pk>/void/<int:event>/", acts.void, name="void"),
]
