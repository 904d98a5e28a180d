"""The addresses of the registers; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.registers import views

app_name = "registers"
urlpatterns = [
    path("", views.registers, name="registers"),
    path("<slug:code>/", views.register, name="register"),
    path("<slug:code>/new/", views.new, name="new"),
    path("<slug:code>/none/", views.none, name="none"),
    path("<slug:code>/none/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:code>/workbook.xlsx", views.workbook, name="workbook"),
    path("<slug:code>/<int:pk>/", views.entry, name="entry"),
    path("<slug:code>/<int:pk>/letters/<slug:what>/<str:fmt>/", views.letter, name="letter"),
    path("<slug:code>/<int:pk>/fill/", views.fill, name="fill"),
    path("<slug:code>/<int:pk>/void/", views.void, name="void"),
]
