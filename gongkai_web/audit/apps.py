"""How does Django know this app?"""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """审计."""

    name = "gongkai_web.audit"
    label = "audit"
    verbose_name = "审计"
