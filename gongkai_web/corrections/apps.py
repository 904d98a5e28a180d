"""更正本人记录 as a Django app."""

from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    """Requests to correct what an agency keeps about the one who asks (art. 41)."""

    name = "gongkai_web.corrections"
    label = "corrections"
    verbose_name = "更正本人记录"
