from django.db import migrations


def tell_endings(apps, schema_editor):
    """What version 0.1 kept as columns alone becomes the first change of each document that has ended."""
    document = apps.get_model("publishing", "NormativeDocument")
    change = apps.get_model("publishing", "DocumentChange")
    ended = document.objects.filter(ended_on__isnull=False).order_by("pk")
    change.objects.bulk_create(
        (
            change(document_id=key, number=1, kind=ending or "repealed", day=day)
            for key, ending, day in ended.values_list("pk", "ending", "ended_on").iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0002_document_changes'),
    ]

    operations = [
        migrations.RunPython(tell_endings, migrations.RunPython.noop, elidable=True),
    ]
