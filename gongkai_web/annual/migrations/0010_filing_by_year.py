"""The public list of reports is read in its order, page by page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_new_roles"), ("annual", "0009_former_reports")]

    operations = [
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(fields=["-year", "agency"], name="filing_by_year"),
        ),
    ]
