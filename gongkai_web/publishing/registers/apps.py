"""The registers of publication as a Django app."""

from django.apps import AppConfig


class PublishingRegistersConfig(AppConfig):
    """Reports upward, responses, articles of new media."""

    name = "gongkai_web.publishing.registers"
    label = "publishing_registers"
    verbose_name = "主动公开的台账"
