"""A cell that nothing counts may be left blank or not apply, with the reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annual", "0006_checks_and_problems")]

    operations = [
        migrations.AddField(
            model_name="enteredfigure",
            name="state",
            field=models.CharField(
                choices=[
                    ("number", "填数（没有发生的填 0）"),
                    ("not_applicable", "不适用"),
                    ("blank", "留空"),
                ],
                default="number",
                max_length=20,
                verbose_name="填法",
            ),
        ),
        migrations.AlterField(
            model_name="enteredfigure",
            name="value",
            field=models.DecimalField(decimal_places=6, max_digits=18, null=True, verbose_name="数值"),
        ),
        migrations.AlterField(
            model_name="enteredfigure",
            name="source",
            field=models.CharField(max_length=300, verbose_name="出处或者说明"),
        ),
    ]
