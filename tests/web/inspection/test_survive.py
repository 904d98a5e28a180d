"""Is the result the same however often the crawler is killed? `GONGKAI_TEST_KILLS`: how often (default 1)."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

import gongkai
from tests.web.inspection.sample.served import served
from tests.web.inspection.sample.town import DAY
from tests.web.tasks.offices import ROOT, Office

pytestmark = pytest.mark.long  # `make test-inspection`; every run kills workers in tests/web/tasks

KILLS = int(os.environ.get("GONGKAI_TEST_KILLS", "1"))
PREPARE = """
import django; django.setup()
from datetime import date, timedelta
from django.utils import timezone
from tests.people import found_town
from gongkai_web.oversight.inspection.actions import runs
from gongkai_web.publishing.channels import actions as channels
town = found_town()
outlet = channels.open_outlet(by=town.li_qiang, agency=town.district, day=date(2024, 3, 4), channel="website",
    name="云溪区政府网", address="https://www.yunxi.example/")
outlet.address = {address!r}  # it is served here, where nobody may register one
outlet.save(update_fields=["address"])
print(runs.begin_run(outlet=outlet, day=date({year}, {month}, {day}), now=timezone.now()).pk)
"""


class Inspected(Office):
    """An office whose crawler may ask the invented site."""

    hosts = ""

    @property
    def law(self):
        """The law, by which a link is dead that fails on one day: one run has all faults."""
        folder = self.data.with_name("law")
        if not folder.exists():
            shutil.copytree(Path(gongkai.__file__).parent / "law", folder)
            limits = folder / "pages" / "limits.yaml"
            told = limits.read_text(encoding="utf-8")
            limits.write_text(told.replace("dead_days: 2", "dead_days: 1"), encoding="utf-8")
        return folder

    @property
    def _environment(self):
        given = {"DJANGO_SETTINGS_MODULE": "tests.web.inspection.quick", "GONGKAI_TEST_NAMED": self.hosts}
        given["GONGKAI_LAW"] = str(self.law)
        return {**super()._environment, **given}

    def crawler(self):
        return self.start("manage", "inspect_sites")

    def prepare(self, address):
        program = PREPARE.format(address=address, year=DAY.year, month=DAY.month, day=DAY.day)
        subprocess.run([sys.executable, "-c", program], env=self._environment, cwd=ROOT, check=True)

    def done(self):
        return self.rows("SELECT count(*) FROM inspection_visit WHERE state = 'done'")[0][0]

    def found(self, address, outside):
        rows = self.rows(
            "SELECT f.kind, f.place, v.address FROM inspection_finding f JOIN inspection_place p"
            " ON p.finding_id = f.id JOIN inspection_visit v ON v.id = p.visit_id"
        )
        return sorted(
            tuple(one.replace(address, "HOME").replace(outside, "OUTSIDE") for one in row) for row in rows
        )


def inspect(folder, seed, kills):
    """What a crawler finds that is killed so often, and how often each address was asked for."""
    with served(seed) as site:
        Inspected.hosts = ",".join(site.named)
        with closing(Inspected(folder)) as office:
            office.prepare(site.address)
            every = None
            for number in range(kills):
                if kill_one(office):
                    every = number
            assert kills == 0 or every == kills - 1, "it was done before it was killed"
            office.command("manage", "inspect_sites")
            assert office.rows("SELECT state FROM inspection_run") == [("done",)]
            found = office.found(site.address, site.outside)
            assert {one.kind for one in site.faults} <= {kind for kind, _, _ in found}
            return found, site.asked


def kill_one(office):
    """Kills a crawler that has worked off a few addresses; whether it was still at it."""
    process, began = office.crawler(), office.done()
    while office.done() <= began + 5 and process.poll() is None:
        time.sleep(0.02)
    is_at_it = process.poll() is None
    if is_at_it:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return is_at_it


def test_what_is_found_is_the_same_after_kills_and_no_more_is_asked_again_than_was_under_way(tmp_path):
    quiet, asked = inspect(tmp_path / "quiet" / "data", 5, 0)
    found, again = inspect(tmp_path / "killed" / "data", 5, KILLS)
    assert found == quiet
    own = {path for path in again if path != "/robots.txt"}
    repeated = sum(again[path] - asked[path] for path in own if path in asked)
    assert repeated <= KILLS
