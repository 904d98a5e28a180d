"""`gongkai manage migrate`: Django's own, but an empty database is set up at once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from gongkai_web.founding.tables import found, is_empty

_ASKED_FOR_LESS = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    """Whoever names an app, or only asks, gets Django's step by step."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Sets up what is empty; Django does the rest: its signals, and what was not applied yet."""
        connection = connections[options["database"]]
        connection.prepare_database()
        if not any(options[name] for name in _ASKED_FOR_LESS) and is_empty(connection):
            steps = found(connection)
            if options["verbosity"]:
                self.stdout.write(f"空库：一次建成全部表（相当于 {steps} 步迁移）。")
        super().handle(*args, **options)
