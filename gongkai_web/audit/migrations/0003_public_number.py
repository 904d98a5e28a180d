"""The chains count what the public may see of their acts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chains")]

    operations = [
        migrations.AddField(
            model_name="audithead",
            name="public",
            field=models.BigIntegerField("公众看得到的变动", default=0),
        ),
    ]
