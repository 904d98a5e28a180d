"""A report that was made elsewhere is brought in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_new_roles"), ("annual", "0008_filing_basis")]

    operations = [
        migrations.CreateModel(
            name="FormerReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("document", models.JSONField(verbose_name="报告")),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件摘要")),
                ("imported_on", models.DateField(verbose_name="导入日期")),
                ("imported_by", models.CharField(max_length=100, verbose_name="导入人")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_reports",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "以前的年报",
                "verbose_name_plural": "以前的年报",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="formerreport",
            index=models.Index(fields=["agency", "year"], name="former_year"),
        ),
    ]
