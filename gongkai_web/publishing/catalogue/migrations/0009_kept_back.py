from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0008_held_enterprises"),
    ]

    operations = [
        migrations.AlterField(
            model_name="heldwords",
            name="kind",
            field=models.CharField(
                choices=[
                    ("introduction", "栏目说明"),
                    ("standard", "事项标准目录"),
                    ("contact", "联系方式"),
                    ("enterprise", "公共企事业单位"),
                    ("call", "意见征集"),
                    ("decision", "重大行政决策"),
                ],
                max_length=20,
                verbose_name="种类",
            ),
        ),
        migrations.AddIndex(
            model_name="heldwords",
            index=models.Index(fields=["kind"], name="held_words_kind"),
        ),
    ]
