"""How far the check of links is, and which items it reads again before their turn."""

import django.db.models.deletion
from django.db import migrations, models


def read_again(apps, schema_editor):
    """What has a dead link is asked for every day, as until now."""
    dead, again = apps.get_model("items", "DeadLink"), apps.get_model("items", "LinkAgain")
    found = dict(dead.objects.values_list("item").annotate(models.Max("check_of__checked_on")))
    again.objects.bulk_create((again(item_id=item, on=day) for item, day in found.items()), batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('items', '0020_approved_editions'),
    ]

    operations = [
        migrations.AddField(
            model_name='linkwalk',
            name='begun_at',
            field=models.DateTimeField(null=True, verbose_name='这一遍开始的时间'),
        ),
        migrations.AddField(
            model_name='linkwalk',
            name='published',
            field=models.PositiveBigIntegerField(default=0, verbose_name='查到哪一次发布'),
        ),
        migrations.CreateModel(
            name='LinkAgain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(db_index=True, verbose_name='哪天起再查')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='items.item', verbose_name='信息')),
            ],
            options={
                'verbose_name': '再查的信息',
                'verbose_name_plural': '再查的信息',
            },
        ),
        migrations.RunPython(read_again, migrations.RunPython.noop, elidable=True),
    ]
