"""What few people missed is known by a digest alone; the words of such that were kept are taken away."""

from django.db import migrations, models
from django.db.models import Count

# As it is shipped: on fewer different days they would not have been kept.
_DAYS = 3


def _forget_the_words(apps, _):
    missed = apps.get_model("search", "Missed").objects
    by_words = missed.order_by().values_list("words").annotate(days=Count("day", distinct=True))
    missed.filter(words__in=[words for words, days in by_words if days < _DAYS]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_steps"),
    ]

    operations = [
        migrations.CreateModel(
            name="MissedRarely",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="检索词的摘要")),
                ("seen", models.JSONField(default=list, verbose_name="哪几天哪一时")),
                ("times", models.PositiveIntegerField(default=0, verbose_name="次数")),
                ("last_on", models.DateField(db_index=True, verbose_name="最近一天")),
            ],
            options={
                "verbose_name": "很少有人检索的词",
                "verbose_name_plural": "很少有人检索的词",
            },
        ),
        migrations.AddIndex(
            model_name="missed",
            index=models.Index(fields=["words"], name="search_missed_words"),
        ),
        migrations.RunPython(_forget_the_words, migrations.RunPython.noop, elidable=True),
    ]
