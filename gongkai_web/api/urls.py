"""The addresses of the interface, and of its tokens in the office."""

from django.urls import path

from gongkai_web.api import pages, views

app_name = "api"
urlpatterns = [
    path("api/items/", views.items, name="items"),
    path("api/items/<int:pk>/attachments/", views.attachments, name="attachments"),
    path("office/tokens/", pages.tokens, name="tokens"),
    path("office/tokens/new/", pages.new, name="new"),
    path("office/tokens/<int:pk>/revoke/", pages.revoke, name="revoke"),
]
