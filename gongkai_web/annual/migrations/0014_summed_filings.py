"""A filing says itself that it adds up what others reported; of earlier ones the audit line tells it.

The index of the public list holds all that the list is walked by.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def as_the_line_tells(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    lines = apps.get_model("audit", "AuditLine").objects.filter(act="annual.file_sum")
    keys = [int(subject.partition(":")[2]) for subject in lines.values_list("subject", flat=True)]
    apps.get_model("annual", "Filing").objects.filter(pk__in=keys).update(summed=True)


class Migration(migrations.Migration):
    dependencies = [("annual", "0013_drift"), ("audit", "0003_public_number")]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="summed",
            field=models.BooleanField(default=False, verbose_name="由汇总定稿"),
        ),
        migrations.RemoveIndex(model_name="filing", name="filing_by_year"),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(fields=["-year", "agency", "version"], name="filing_by_year"),
        ),
        migrations.RunPython(as_the_line_tells, migrations.RunPython.noop, elidable=True),
    ]
