"""A filing keeps the counting rules and the calendar by which it was frozen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annual", "0007_entered_states")]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="basis",
            field=models.JSONField(default=dict, verbose_name="口径和日历"),
        ),
    ]
