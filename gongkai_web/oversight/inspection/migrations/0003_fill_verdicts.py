"""What the inspections that were done before came to, by what was found and judged then."""

from django.db import migrations
from django.db.models import Count

from gongkai.pages.scoring import Counted, score
from gongkai_web.oversight.inspection.by_hand import as_judged, quarter_of


def fill(apps, schema_editor):
    """As `ending.settle` does."""
    runs = apps.get_model("inspection", "Run").objects.filter(state="done", verdict="").order_by("pk")
    findings = apps.get_model("inspection", "Finding").objects
    judgements = apps.get_model("oversight_registers", "Judgement").objects.filter(voided=False)
    for run in list(runs.only("outlet_id", "day", "untold")):
        found = findings.filter(run=run).annotate(pages=Count("places")).order_by("kind", "pk")
        first, after = quarter_of(run.day)
        said = judgements.filter(outlet=run.outlet_id, day__gte=first, day__lt=after).order_by("day", "pk")
        result = score(
            [Counted(one.kind, one.weight, one.pages) for one in found],
            run.day,
            [(code, why) for code, why in run.untold],
            as_judged(said).get(run.outlet_id, []),
        )
        runs.filter(pk=run.pk).update(verdict=result.verdict)


class Migration(migrations.Migration):

    dependencies = [
        ("inspection", "0002_verdict"),
        ("oversight_registers", "0004_hand_checks"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
