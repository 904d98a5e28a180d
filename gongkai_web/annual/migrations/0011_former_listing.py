"""A report that was made elsewhere may stand in the public archive."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annual", "0010_filing_by_year")]

    operations = [
        migrations.CreateModel(
            name="FormerListing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("published_on", models.DateField(verbose_name="公布日期")),
                ("listed_on", models.DateField(verbose_name="列入日期")),
                ("listed_by", models.CharField(max_length=100, verbose_name="列入人")),
                (
                    "former",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listing",
                        to="annual.formerreport",
                        verbose_name="以前的年报",
                    ),
                ),
            ],
            options={
                "verbose_name": "列入历年",
                "verbose_name_plural": "列入历年",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
    ]
