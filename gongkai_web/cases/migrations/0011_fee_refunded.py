"""When a fee was given back is a column: what was refunded is not counted as collected."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_late_and_unsent'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='fee_refunded_on',
            field=models.DateField(null=True, verbose_name='退还费用日期'),
        ),
    ]
