"""The addresses of bulletins; all ask for sign-in."""

from django.urls import path

from gongkai_web.oversight.bulletins import views

app_name = "bulletins"
urlpatterns = [
    path("", views.bulletins, name="bulletins"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.bulletin, name="bulletin"),
    path("<int:pk>/number/", views.number, name="number"),
    path("<int:pk>/revise/", views.revise, name="revise"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/issue/", views.issue, name="issue"),
    path("<int:pk>/drop/", views.drop, name="drop"),
    path("<int:pk>/receive/<int:recipient>/", views.receive, name="receive"),
    path("<int:pk>/<str:fmt>/", views.paper, name="paper"),
]
