"""Who packs a sum of thousands of reports, behind the page that asked for it?"""

from __future__ import annotations

import tempfile

from gongkai_web.annual.aggregation import actions, packing
from gongkai_web.annual.aggregation.models import Package, Sum
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.queries import calls
from gongkai_web.tasks.task import task


@task(atomic=False)
def pack(sum_: int) -> None:
    """Packs the sum, once."""
    found = Sum.objects.select_related("campaign", "agency").get(pk=sum_)
    if Package.objects.filter(sum=found).exists():
        return
    with tempfile.TemporaryFile() as out:
        manifest = packing.packed(found, out)
        out.seek(0)
        actions.keep_package(sum_=found, data=out, manifest=manifest)


def pack_soon(sum_: Sum) -> None:
    """Puts the packing down to be done; nothing where it was asked for already."""
    if not packing_now(sum_) and not Package.objects.filter(sum=sum_).exists():
        pack.enqueue(sum_.pk)


def packing_now(sum_: Sum) -> bool:
    """Whether somebody packs it, or is about to."""
    return any(args[0] == sum_.pk for args in calls(pack.name, now()))
