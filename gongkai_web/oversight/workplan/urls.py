"""The addresses of the year's work; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.oversight.workplan import views

app_name = "workplan"
urlpatterns = [
    path("", views.points, name="points"),
    path("new/", views.new_point, name="new_point"),
    path("<int:pk>/", views.point, name="point"),
    path("<int:pk>/new/", views.new_task, name="new_task"),
    path("<int:pk>/drop/", views.drop_point, name="drop_point"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/<slug:act>/", views.act, name="act"),
    path("goals/", views.goals, name="goals"),
    path("goals/new/", views.new_goal, name="new_goal"),
    path("goals/<int:pk>/judge/", views.judge, name="judge"),
    path("goals/<int:pk>/drop/", views.drop_goal, name="drop_goal"),
]
