"""The addresses of the checking desk; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.annual.campaign import downloads, views

app_name = "campaign"
urlpatterns = [
    path("", views.batches, name="batches"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/add/", views.add, name="add"),
    path("<int:pk>/read/", views.read, name="read"),
    path("<int:pk>/findings.xlsx", downloads.findings, name="findings"),
    path("<int:pk>/files/<int:file>/", views.file, name="file"),
    path("<int:pk>/files/<int:file>/verdict/", views.verdict, name="verdict"),
    path("<int:pk>/files/<int:file>/again/", views.again, name="again"),
    path("<int:pk>/files/<int:file>/remove/", views.remove, name="remove"),
    path("<int:pk>/files/<int:file>/original/", downloads.original, name="original"),
    path("<int:pk>/files/<int:file>/annotated/", downloads.annotated, name="annotated"),
]
