"""An item of a standard catalogue says since when its column is empty."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0009_kept_back")]

    operations = [
        migrations.AddField(
            model_name="standarditem",
            name="emptied_on",
            field=models.DateField("栏目空了的日期", null=True, blank=True),
        ),
        migrations.AddIndex(
            model_name="standarditem",
            index=models.Index(
                fields=["agency"],
                condition=models.Q(emptied_on__isnull=False, ended_on__isnull=True),
                name="standard_emptied",
            ),
        ),
    ]
