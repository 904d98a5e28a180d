"""What was carried over and split in a later year counts its further parts as new in that year."""

from django.db import migrations, models


def count_parts(apps, schema_editor):
    """As `stored.refresh` does; a part that was itself split comes after what it was split from."""
    cases, events = apps.get_model("cases", "Case"), apps.get_model("cases", "Event")
    for case in cases.objects.filter(split=True, received_on__isnull=False).order_by("pk"):
        split = events.objects.filter(case=case, kind="split").order_by("position").last()
        came = case.counted_from or case.received_on
        if split is None or split.day.year <= came.year:
            cases.objects.filter(parent=case).update(counted_from=case.counted_from)
            continue
        cases.objects.filter(parent=case).update(counted_from=split.day)
        cases.objects.filter(parent=case, pk=split.data["cases"][0]).update(counted_from=case.counted_from)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_letter_under_way'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='counted_from',
            field=models.DateField(null=True, verbose_name='拆出之日（计新收）'),
        ),
        migrations.RunPython(count_parts, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['agency', 'counted_from'], name='case_counted_from'),
        ),
    ]
