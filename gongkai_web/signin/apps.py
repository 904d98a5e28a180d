"""How does Django know this app?"""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    """登录."""

    name = "gongkai_web.signin"
    label = "signin"
    verbose_name = "登录"
