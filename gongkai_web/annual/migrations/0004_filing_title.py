"""Lists show the title of a filing without reading the report."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce


def from_the_report(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    filings = apps.get_model("annual", "Filing").objects
    filings.update(title=Coalesce(KeyTextTransform("title", "document"), models.Value("")))


class Migration(migrations.Migration):
    dependencies = [("annual", "0003_past_decisions")]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="title",
            field=models.CharField(default="", max_length=300, verbose_name="标题"),
            preserve_default=False,
        ),
        migrations.RunPython(from_the_report, migrations.RunPython.noop, elidable=True),
    ]
