"""The addresses of stored files and their redaction; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.files import views

app_name = "files"
urlpatterns = [
    path("", views.redactions, name="redactions"),
    path("<int:pk>/download/", views.download, name="download"),
    path("<int:pk>/pages/<int:page>.png", views.page_picture, name="page"),
    path("<int:pk>/redaction/", views.redaction, name="redaction"),
    path("<int:pk>/redaction/start/", views.start, name="start"),
    path("<int:pk>/redaction/pdf/", views.convert, name="convert"),
    path("<int:pk>/redaction/boxes/", views.add, name="add"),
    path("<int:pk>/redaction/boxes/<int:box>/remove/", views.remove, name="remove"),
    path("<int:pk>/redaction/propose/", views.propose, name="propose"),
    path("<int:pk>/redaction/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/redaction/return/", views.send_back, name="return"),
    path("<int:pk>/redaction/preview/<int:page>.png", views.preview, name="preview"),
]
