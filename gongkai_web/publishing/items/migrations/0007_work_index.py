"""The last update of each column is found by an index: the work list asks for it on every look."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("items", "0006_item_document")]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["agency", "column_code", "-changed_on"], name="item_column_changed"),
        ),
    ]
