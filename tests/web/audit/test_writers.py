"""Do two writers at once leave one chain and numbers without a gap? In processes of their own, on a file."""

import subprocess
import sys

import pytest

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
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.people import found_town
found_town()
"""
CHECK = """
import django
django.setup()
from gongkai_web.audit.queries import verify
from gongkai_web.cases.models import Case
found = verify()
print(found.sound, sorted(Case.objects.values_list("number", flat=True)) == list(range(1, 31)))
"""


def python(program, folder, *words):
    environment = {"GONGKAI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "gongkai_web.settings", "PATH": ""}
    return subprocess.Popen(
        [sys.executable, "-c", program, *words], env=environment, stdout=subprocess.PIPE, text=True
    )


def test_two_writers_queue_and_neither_forks_the_chain_nor_skips_a_number(tmp_path):
    assert python(PREPARE, tmp_path).wait() == 0
    writers = [python(PROGRAM, tmp_path, "15") for _ in range(2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert python(CHECK, tmp_path).communicate()[0].split() == ["True", "True"]
