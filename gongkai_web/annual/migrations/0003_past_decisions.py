from django.db import migrations


def keep_decisions(apps, schema_editor):
    """Who published which filing; until now only the name of that person stood in the release.

    The person is known from the audit trail. A release without its line stays as it is.
    """
    Decision = apps.get_model("annual", "FilingDecision")
    lines = apps.get_model("audit", "AuditLine").objects.filter(act="annual.release_report")
    said = {line.subject: line for line in lines.exclude(actor_id=None)}
    people = set(apps.get_model("agencies", "Person").objects.values_list("pk", flat=True))
    releases = apps.get_model("annual", "Release").objects.select_related("filing")
    for one in releases.order_by("pk").iterator():
        line = said.get(f"annual.Filing:{one.filing_id}")
        if line is None or line.actor_id not in people:
            continue
        made = Decision.objects.create(
            filing_id=one.filing_id,
            step=0,
            role="head",
            person_id=line.actor_id,
            approved=True,
            content_hash=one.filing.digest,
            day=one.released_on,
        )
        Decision.objects.filter(pk=made.pk).update(at=line.at)


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_requests'),
        ('annual', '0002_filing_decisions'),
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(keep_decisions, migrations.RunPython.noop, elidable=True),
    ]
