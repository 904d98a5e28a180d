import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("publishing", "0003_first_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="normativedocument",
            name="entered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="录入人",
            ),
        ),
        migrations.AddField(
            model_name="normativedocument",
            name="waits",
            field=models.BooleanField(default=False, verbose_name="等另一个人确认"),
        ),
        migrations.AddIndex(
            model_name="normativedocument",
            index=models.Index(
                condition=models.Q(("waits", True)), fields=["agency"], name="document_waits"
            ),
        ),
    ]
