from django.db import migrations


def fill(apps, schema_editor):
    """Who registered the opinions that are there stands in the trail."""
    Opinion = apps.get_model("opinions", "Opinion")
    people = set(apps.get_model("agencies", "Person").objects.values_list("pk", flat=True))
    lines = apps.get_model("audit", "AuditLine").objects.filter(act="opinions.register")
    for subject, person in lines.values_list("subject", "actor_id").iterator(chunk_size=500):
        if person in people:
            Opinion.objects.filter(pk=int(subject.partition(":")[2])).update(registered_by=person)


class Migration(migrations.Migration):

    dependencies = [
        ("opinions", "0004_registered_by"),
        ("audit", "0003_public_number"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
