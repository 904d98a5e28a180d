"""How does Django know this app?"""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """文件."""

    name = "gongkai_web.files"
    label = "files"
    verbose_name = "文件"
