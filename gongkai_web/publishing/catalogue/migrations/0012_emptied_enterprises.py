"""A public enterprise says since when its column is empty."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0011_held_particulars")]

    operations = [
        migrations.AddField(
            model_name="publicenterprise",
            name="emptied_on",
            field=models.DateField("栏目空了的日期", null=True, blank=True),
        ),
        migrations.AddIndex(
            model_name="publicenterprise",
            index=models.Index(
                fields=["agency"],
                condition=models.Q(emptied_on__isnull=False, ended_on__isnull=True),
                name="enterprise_emptied",
            ),
        ),
    ]
