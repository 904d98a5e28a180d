"""Files are found by their bytes: which others are the same, and whether one of them is sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0008_text_layers")]

    operations = [
        migrations.AddIndex(
            model_name="storedfile", index=models.Index(fields=["sha256"], name="file_bytes")
        ),
    ]
