"""What is done every night about sessions? Those that have ended go, with what was typed in them."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.utils import timezone

from gongkai_web.signin.actions import forget_failures
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("20 3 * * *")
@task(atomic=False)
def purge() -> None:
    """Takes away ended sessions, and failures that lock nobody any more."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    forget_failures(now=timezone.now())
