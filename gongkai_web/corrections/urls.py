"""The addresses of 更正本人记录; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.corrections import views

app_name = "corrections"
urlpatterns = [
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/new/", views.new, name="correction_new"),
    path("corrections/<int:pk>/", views.correction, name="correction"),
    path("corrections/<int:pk>/decide/", views.decide, name="correction_decide"),
    path("corrections/<int:pk>/tell/", views.tell, name="correction_tell"),
    path("corrections/<int:pk>/void/<int:event>/", views.void, name="correction_void"),
    path("corrections/<int:pk>/letter.<str:fmt>", views.letter, name="correction_letter"),
]
