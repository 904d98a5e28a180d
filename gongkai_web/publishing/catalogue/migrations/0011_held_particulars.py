from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0010_emptied"),
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
                    ("particulars", "机关情况"),
                    ("call", "意见征集"),
                    ("decision", "重大行政决策"),
                ],
                max_length=20,
                verbose_name="种类",
            ),
        ),
    ]
