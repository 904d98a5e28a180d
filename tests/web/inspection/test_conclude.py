"""Is a large run concluded a stretch at a time, and does its process load nothing that it does not use?"""

import os
import subprocess
import sys
from datetime import timedelta
from weakref import WeakValueDictionary

from django.db import connection
from django.db.models.signals import post_init
from django.utils import timezone

from gongkai_web.oversight.inspection import stretches
from gongkai_web.oversight.inspection.actions import runs, visits
from gongkai_web.oversight.inspection.addresses import Wanted
from gongkai_web.oversight.inspection.conclude import conclude
from gongkai_web.oversight.inspection.models import (
    Failure,
    Finding,
    Outcome,
    Place,
    Purpose,
    Reference,
    Visit,
)
from tests.law.pages.pages import DAY

HOME, MANY, AT_ONCE = "http://www.baishi.example/", 40, 4
YESTERDAY = DAY - timedelta(days=1)


def large(outlet):
    """A run of which all is known: forty dead pages, forty that are not there; all name the home page."""
    run = runs.begin_run(outlet=outlet, day=DAY, now=timezone.now())
    pages = [Wanted(f"{HOME}{name}/p{n}", Purpose.PAGE) for name in ("dead", "gone") for n in range(MANY)]
    tries = [Wanted(f"{HOME}gone/none-{n}", Purpose.INVENTED) for n in range(2)]
    visits.put(run=run, wanted=[*pages, *tries])
    seen = Visit.objects.filter(run=run)
    seen.update(state="done", outcome=Outcome.FINE, status=200, said="200", print="f" * 32)
    seen.filter(folder=f"{HOME}dead/").update(outcome=Outcome.FAULT, status=404, said="404")
    home = seen.get(address=HOME)
    others = [Visit(pk=pk) for pk in seen.exclude(pk=home.pk).values_list("pk", flat=True)]
    Reference.objects.bulk_create(Reference(source=one, target=home, in_list=False) for one in others)
    keys = seen.filter(purpose=Purpose.PAGE).values_list("key", flat=True)
    Failure.objects.bulk_create(
        Failure(outlet=outlet, key=one, since=YESTERDAY, last_on=YESTERDAY) for one in keys
    )
    for one in seen.filter(folder=f"{HOME}gone/", purpose=Purpose.PAGE):
        finding = Finding.objects.create(run=run, kind="image_alt", place=one.address)
        Place.objects.create(finding=finding, visit=one)
    return run


class Held:
    """How many rows of addresses lived at once, and how many one statement named or took away."""

    def __init__(self):
        self.alive, self.rows, self.at_once = WeakValueDictionary(), 0, 0

    def made(self, instance, **_):
        self.alive[id(instance)] = instance
        self.rows = max(self.rows, len(self.alive))

    def __call__(self, execute, sql, params, many, context):
        came = execute(sql, params, many, context)
        taken = context["cursor"].rowcount if sql.startswith(("DELETE", "UPDATE")) else 0
        named = sql.count("%s") if " IN (" in sql else 0
        self.at_once = max(self.at_once, taken, named)
        return came


def test_the_end_of_a_run_holds_a_stretch_of_its_pages_and_takes_away_no_more_at_once(inspect, monkeypatch):
    run, held = large(inspect.site(HOME)), Held()
    monkeypatch.setattr(stretches, "AT_ONCE", AT_ONCE)
    post_init.connect(held.made, sender=Visit)
    try:
        with connection.execute_wrapper(held):
            conclude(run, timezone.now())
    finally:
        post_init.disconnect(held.made, sender=Visit)
    kinds = [one.kind for one in run.findings.all()]
    assert (kinds.count("link_dead"), kinds.count("soft_404"), kinds.count("image_alt")) == (MANY, MANY, 0)
    assert not Reference.objects.exists()
    assert Failure.objects.count() == MANY
    assert set(Failure.objects.values_list("days", "last_on")) == {(2, DAY)}
    assert held.rows <= AT_ONCE + 4  # with the home page and those of its names
    assert held.at_once <= 2 * AT_ONCE


def test_the_crawler_loads_no_ciphers_for_it_uses_no_key(tmp_path):
    load = (
        "import sys, django; django.setup();"
        "import gongkai_web.oversight.inspection.management.commands.inspect_sites;"
        "sys.exit('cryptography' in sys.modules)"
    )
    given = {**os.environ, "GONGKAI_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "gongkai_web.settings"}
    assert subprocess.run([sys.executable, "-c", load], env=given, check=False).returncode == 0
