"""From where an article of new media is known."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing_registers', '0001_registers'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='origin',
            field=models.CharField(blank=True, max_length=300, verbose_name='来源'),
        ),
    ]
