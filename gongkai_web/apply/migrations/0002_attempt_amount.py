from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("apply", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="amount",
            field=models.PositiveBigIntegerField(default=1, verbose_name="数量"),
        )
    ]
