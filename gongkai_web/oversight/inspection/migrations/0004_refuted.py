from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inspection', '0003_fill_verdicts'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='is_refuted',
            field=models.BooleanField(default=False, verbose_name='认定不是问题'),
        ),
        migrations.AddField(
            model_name='run',
            name='taken_on',
            field=models.DateField(null=True, verbose_name='登记到台账的日期'),
        ),
    ]
