"""Is a database that was set up at once the same as one that went through every migration?"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

from gongkai_web.founding.tables import found, is_empty
from tests.postgresql import empty_database
from tests.web.founding.schema import Seen

ROOT = Path(__file__).resolve().parents[3]
MIGRATE = "import django; django.setup()\nfrom django.core.management import call_command\n"
AT_ONCE = f"{MIGRATE}call_command('migrate', verbosity=0)"
# Whoever names an app is led step by step; and then the database is not empty any more.
STEP_BY_STEP = f"{MIGRATE}call_command('migrate', 'contenttypes', verbosity=0)\n{AT_ONCE}"
# Django indexes a key for `LIKE` when it creates the column, and not when it renames one (PostgreSQL).
NOT_WALKED_TO = {"index audit_audithead_chain_d9ddaf34_like"}


def made(program: str, data: Path) -> Seen:
    """What is in the database that this program made, of the kind that is tested on."""
    data.mkdir()
    on_postgresql = "GONGKAI_TEST_DATABASE_URL" in os.environ
    with empty_database() if on_postgresql else nullcontext("") as url:
        kept = {word: one for word, one in os.environ.items() if not word.startswith("GONGKAI_")}
        given = {"GONGKAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "gongkai_web.settings"}
        database = {"GONGKAI_DATABASE_URL": url} if url else {}
        environment = {**kept, **given, **database}
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True)
        return Seen(data, url)


@pytest.mark.long  # what came from version 0.1 is compared with it in every run (tests/web/upgrade)
def test_both_ways_lead_to_the_same_tables_indexes_constraints_triggers_and_rows(tmp_path):
    at_once, walked = made(AT_ONCE, tmp_path / "at_once"), made(STEP_BY_STEP, tmp_path / "walked")
    assert len(at_once.steps) > 100
    assert at_once.steps == walked.steps
    assert {name: said for name, said in at_once.schema.items() if name not in NOT_WALKED_TO} == walked.schema
    assert at_once.rows == walked.rows


@pytest.fixture
def empty(tmp_path, django_db_blocker, monkeypatch) -> Iterator[BaseDatabaseWrapper]:
    """A connection to an empty SQLite database beside the one of the tests."""
    own = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "empty.sqlite3", "OPTIONS": {}}
    monkeypatch.setitem(connections.settings, "empty", {**connection.settings_dict, **own})
    with django_db_blocker.unblock():
        yield connections["empty"]
        connections["empty"].close()
    del connections["empty"]


def test_what_was_interrupted_leaves_no_table_of_ours_and_no_step(empty, monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(MigrationRecorder, "record_applied", fail)
    with pytest.raises(KeyboardInterrupt):
        found(empty)
    with empty.cursor() as cursor:
        assert empty.introspection.table_names(cursor) == ["django_migrations"]
        cursor.execute("SELECT count(*) FROM django_migrations")
        assert cursor.fetchone() == (0,)


def test_a_table_is_created_where_a_step_would_create_it(empty, monkeypatch):
    """A model that others keep, and one that is another by a second name, have no table of their own."""
    key = [("id", models.AutoField(primary_key=True))]
    state = ProjectState()
    state.add_model(ModelState("agencies", "Kept", key))
    state.add_model(ModelState("agencies", "Foreign", key, options={"managed": False}))
    state.add_model(ModelState("agencies", "Second", [], options={"proxy": True}, bases=("agencies.kept",)))
    monkeypatch.setattr(MigrationLoader, "project_state", lambda _: state)
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [])
    found(empty)
    assert set(empty.introspection.table_names()) == {"django_migrations", "agencies_kept"}


def test_a_database_with_one_table_of_anybody_is_not_set_up_at_once(empty):
    assert is_empty(empty)
    with empty.cursor() as cursor:
        cursor.execute("CREATE TABLE of_another_program (id integer)")
    assert not is_empty(empty)
