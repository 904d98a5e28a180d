"""The addresses of the evidence of an appeal; all of them ask for sign-in."""

from django.urls import path

from gongkai_web.casework.views import bundles

app_name = "bundles"
urlpatterns = [
    path("bundle/<int:pk>/<path:ref>/", bundles.bundle, name="bundle"),
    path("bundles/<int:pk>/<str:fmt>/", bundles.download, name="bundle_file"),
]
