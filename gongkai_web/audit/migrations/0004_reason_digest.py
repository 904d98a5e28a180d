"""A line vouches for its reason by a digest, so that the words can go under seal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_public_number")]

    operations = [
        migrations.AddField(
            model_name="auditline",
            name="reason_salt",
            field=models.CharField("理由的盐", max_length=32, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditline",
            name="reason_digest",
            field=models.CharField("理由的摘要", max_length=64, blank=True, default=""),
            preserve_default=False,
        ),
    ]
