"""Who packs a sum of thousands of reports, or compares their prose, behind the page that asked for it?"""

from __future__ import annotations

import tempfile

from gongkai_web.annual.aggregation import actions, packing, queries, repeating
from gongkai_web.annual.aggregation.models import Package, Sum
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.campaign.collecting.models import Campaign, Unit
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


@task(atomic=False)
def compare(campaign: int, unit: int) -> None:
    """Compares the prose of a level (`unit` 0: of the whole campaign), once for the same texts."""
    found = Campaign.objects.select_related("agency").get(pk=campaign)
    level = Level(found, Unit.objects.select_related("agency").get(pk=unit) if unit else None)
    _, total = queries.summed(level)
    key = repeating.key_of(level, total)
    if repeating.kept(level, key) is None:
        actions.keep_repeated(level=level, key=key, found=repeating.compared(level, total))


def compare_soon(level: Level) -> None:
    """Puts the comparing down to be done; nothing where it was asked for already."""
    if not comparing_now(level):
        compare.enqueue(*_args(level))


def comparing_now(level: Level) -> bool:
    """Whether somebody compares it, or is about to."""
    return list(_args(level)) in calls(compare.name, now())


def _args(level: Level) -> tuple[int, int]:
    return level.campaign.pk, level.unit.pk if level.unit else 0
