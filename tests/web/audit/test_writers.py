"""Do two writers at once leave whole chains and numbers without a gap, and who waits for whom?

In processes of their own, on a file and on PostgreSQL.
"""

import json
import subprocess
import sys

import pytest

from tests.postgresql import empty_database
from tests.serving import environment, founded, told

pytestmark = pytest.mark.slow

PROGRAM = """
import sys
import django
django.setup()
from datetime import date
from gongkai_web.agencies.models import Agency, Person
from types import SimpleNamespace
from tests.people import submit
district, li = Agency.objects.get(slug="yunxi"), Person.objects.get(username="liqiang")
town = SimpleNamespace(district=district, li_qiang=li)
for _ in range(int(sys.argv[1])):
    submit(town, date(2024, 9, 27))
"""
CHECK = """
import django
django.setup()
from gongkai_web.audit.verify import verify
from gongkai_web.cases.models import Case
found = verify()
print(found.sound, sorted(Case.objects.values_list("number", flat=True)) == list(range(1, 17)))
"""


def python(program, folder, *words):
    environment = {"GONGKAI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "gongkai_web.settings", "PATH": ""}
    return subprocess.Popen(
        [sys.executable, "-c", program, *words], env=environment, stdout=subprocess.PIPE, text=True
    )


def test_two_writers_queue_and_neither_forks_the_chain_nor_skips_a_number(tmp_path):
    data = tmp_path / "data"
    founded(data)
    writers = [python(PROGRAM, data, "8") for _ in range(2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert python(CHECK, data).communicate()[0].split() == ["True", "True"]


HELD = """
import json
from concurrent.futures import ThreadPoolExecutor
from django.db import OperationalError, connection, transaction
from gongkai_web.agencies.models import Agency
from gongkai_web.audit.actions import record
from gongkai_web.audit.verify import verify

def write(slug):
    agency = Agency.objects.get(slug=slug)
    record(actor=None, agency=agency, act="test.act", subject="test.Thing:1", detail={})

def meanwhile(slug):
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '1s'")
            write(slug)
    except OperationalError:
        return "waits"
    finally:
        connection.close()
    return "goes on"

with ThreadPoolExecutor(1) as another, transaction.atomic():
    write("yunxi")
    found = [another.submit(meanwhile, slug).result() for slug in ("yunxi", "baishi", "shifan")]
print(json.dumps([found, verify().sound]))
"""


def test_whoever_writes_for_another_agency_does_not_wait_on_postgresql(tmp_path):
    with empty_database() as url:
        given = founded(tmp_path / "data", GONGKAI_DATABASE_URL=url)
        assert json.loads(told(given, HELD)) == [["waits", "goes on", "goes on"], True]


FORMER = """
from datetime import UTC, datetime
import hashlib, json
from django.core.management import call_command
from django.db import connection
call_command("migrate", "audit", "0001", verbosity=0)
previous = "0" * 64
with connection.cursor() as cursor:
    for place in (1, 2, 3):
        at = datetime(2026, 1, place, tzinfo=UTC)
        fields = {"at": at.isoformat(timespec="microseconds"), "actor_id": None, "actor_name": "系统",
            "agency_id": None, "agency_name": "", "act": "test.act", "subject": "test.Thing:1",
            "detail": {"n": place}, "reason": ""}
        text = json.dumps({**fields, "previous_hash": previous}, ensure_ascii=False, sort_keys=True,
            separators=(",", ":"))
        found = hashlib.sha256(text.encode()).hexdigest()
        cursor.execute(
            "INSERT INTO audit_auditline (position, at, actor_name, agency_name, act, subject, detail,"
            " reason, previous_hash, hash)"
            " VALUES (%s, %s, '系统', '', 'test.act', 'test.Thing:1', %s, '', %s, %s)",
            [place, at, json.dumps(fields["detail"]), previous, found],
        )
        previous = found
    cursor.execute("INSERT INTO audit_audithead (id, count, hash) VALUES (1, 3, %s)", [previous])
call_command("migrate", verbosity=0)
"""
AFTER = """
import json
from django.db import connection, transaction
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.queries import heads
from gongkai_web.audit.verify import verify
with transaction.atomic():
    line = record(actor=None, agency=None, act="test.act", subject="test.Thing:2", detail={})
told = [verify().sound, {chain: end.count for chain, end in heads().items()}, line.position]
with connection.cursor() as cursor:
    cursor.execute("UPDATE audit_auditline SET reason = 'x' WHERE chain = '0.1' AND place = 2")
print(json.dumps([*told, [(one.kind, one.chain, one.place) for one in verify().faults]]))
"""


@pytest.mark.long  # on SQLite tests/web/upgrade looks at it in every run
def test_the_lines_of_version_0_1_are_closed_by_one_keyed_line_and_the_rest_follows(tmp_path):
    with empty_database() as url:
        given = environment(tmp_path / "data", GONGKAI_DATABASE_URL=url)
        told(given, FORMER)
        found = json.loads(told(given, AFTER))
    assert found == [True, {"0.1": 4, "common": 1}, 5, [["changed", "0.1", 2]]]
