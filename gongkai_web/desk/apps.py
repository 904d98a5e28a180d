"""The office pages as a Django app."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from gongkai_web.desk.word_index import prepare


class DeskConfig(AppConfig):
    """The pages of staff. No models."""

    name = "gongkai_web.desk"
    label = "desk"
    verbose_name = "办公"

    def ready(self) -> None:
        """After a migration, which may have rebuilt the table of cases, the word index is made whole."""
        cases = apps.get_app_config("cases")
        post_migrate.connect(prepare, sender=cases, dispatch_uid="desk.words")
