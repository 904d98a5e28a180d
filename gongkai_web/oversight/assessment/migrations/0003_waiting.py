"""What waits for somebody is found without reading all assessments and all objections."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds two indexes."""

    dependencies = [("assessment", "0002_revised")]

    operations = [
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["status", "objections_until"], name="assessment_term"),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(
                condition=models.Q(("answered_on", None)),
                fields=["assessment"],
                name="assessment_unanswered",
            ),
        ),
    ]
