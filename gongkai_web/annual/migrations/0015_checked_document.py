"""A check keeps the report that was checked, so that what moved afterwards has a name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annual", "0014_summed_filings")]

    operations = [
        migrations.AddField(
            model_name="check",
            name="document",
            field=models.JSONField(default=dict, verbose_name="核对时的年报"),
        ),
    ]
