from django.db import migrations, models

HANDLERS = ("officer", "reviewer", "head")


def keep_decisions(apps, schema_editor):
    """The last decision of each redaction, which until now stood in its columns alone."""
    Decision = apps.get_model("files", "RedactionDecision")
    redactions = apps.get_model("files", "Redaction").objects.exclude(decided_by=None)
    for one in redactions.select_related("original").order_by("pk").iterator():
        decided = one.status in ("confirmed", "returned")
        made = Decision.objects.create(
            redaction=one,
            step=0,
            role=role_of(apps, one),
            person_id=one.decided_by_id,
            approved=one.status == "confirmed",
            note="" if one.status == "confirmed" else one.return_reason,
            # Boxes changed after a return: what had been returned is not known any more.
            content_hash=one.pinned if decided else "",
            day=one.decided_on,
        )
        at = time_of(apps, one)
        if at:
            Decision.objects.filter(pk=made.pk).update(at=at)


def role_of(apps, one):
    """The first role of a handler that the person held at the agency on that day."""
    held = apps.get_model("agencies", "Office").objects.filter(
        models.Q(until=None) | models.Q(until__gte=one.decided_on),
        agency_id=one.original.agency_id,
        person_id=one.decided_by_id,
        since__lte=one.decided_on,
        role__in=HANDLERS,
    )
    return min(held.values_list("role", flat=True), key=HANDLERS.index, default="")


def time_of(apps, one):
    """When it was decided, by the audit trail."""
    lines = apps.get_model("audit", "AuditLine").objects.filter(
        subject=f"files.StoredFile:{one.original_id}",
        act__in=("files.confirm_redaction", "files.return_redaction"),
    )
    found = [line.at for line in lines.order_by("position") if line.detail.get("redaction") == one.pk]
    return found[-1] if found else None


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_requests'),
        ('audit', '0001_initial'),
        ('files', '0002_redaction_decisions'),
    ]

    operations = [
        migrations.RunPython(keep_decisions, migrations.RunPython.noop, elidable=True),
    ]
